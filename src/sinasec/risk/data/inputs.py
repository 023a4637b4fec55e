"""Gather what the index is computed from: the current editions, the districts, their borders."""

from typing import Final

import polars as pl

from sinasec.methods.risk import frames
from sinasec.methods.risk.values import RiskInputs
from sinasec.risk.data import aggregates
from sinasec.risk.data.neighbours import bordering
from sinasec.risk.data.units import districts, places_in
from sinasec.warehouse import Edition, check_edition, current

NEEDED: Final = {
    "denuncias": "el archivo de denuncias policiales",
    "poblacion": "la población por distrito y año",
}
OPTIONAL: Final = ("indicadores", "comisarias", "tasas_de_denuncia")


class MissingInputs(ValueError):
    """The index cannot be computed; the message names what to load and with which command."""


def risk_inputs(year: int, window: int, simulated: bool = False) -> RiskInputs:
    """The inputs of the index of `year`, with reports and population of its last `window` years.

    Only simulated editions when `simulated`, only real ones otherwise. Reads the warehouse and the
    active boundaries. Raises MissingInputs, or BrokenEdition for rows that someone changed.
    """
    years = range(year - window + 1, year + 1)
    editions = _editions(simulated)
    reports = aggregates.reports(editions["denuncias"], years)
    _check_years(reports, "denuncias", years, editions["denuncias"])
    population = aggregates.population(editions["poblacion"], years)
    _check_years(population, "poblacion", years, editions["poblacion"])
    paths, inside = _boundaries()
    indicators = _indicators(editions)
    units = districts({**places_in(indicators), **inside})
    return RiskInputs(
        units=units,
        reports=reports,
        population=population,
        indicators=indicators,
        neighbours=bordering(paths),
        reporting=_reporting(editions),
        sources=_sources(editions, bool(paths)),
        simulated=simulated,
    )


def _editions(simulated: bool) -> dict[str, Edition]:
    found: dict[str, Edition] = {}
    for dataset in (*NEEDED, *OPTIONAL):
        edition = current(dataset, simulated=simulated)
        if edition:
            check_edition(edition)
            found[dataset] = edition
        elif dataset in NEEDED:
            raise MissingInputs(_missing(dataset, simulated))
    return found


def _missing(dataset: str, simulated: bool) -> str:
    mark = " SIMULADOS" if simulated else ""
    option = " --simulated" if simulated else ""
    return (
        f"No hay datos{mark} de {dataset}: cargue {NEEDED[dataset]} con «sinasec data load "
        f'ARCHIVO --layout {dataset}{option} --source "…"».{others_said(dataset, simulated)}'
    )


def others_said(dataset: str, simulated: bool) -> str:
    """Where there is no data of one kind and there is of the other, how to ask for it; "" else."""
    if current(dataset, simulated=not simulated) is None:
        return ""
    kind, option = ("reales", "reales") if simulated else ("SIMULADOS", "simulados")
    return (
        f" Los hay {kind}: pídalos con --datos {option}, o elija «Datos {option}» en la mesa de "
        "trabajo."
    )


def _check_years(frame: pl.DataFrame, dataset: str, years: range, edition: Edition) -> None:
    absent = sorted(set(years) - set(frame["year"].unique()))
    if absent:
        listed = ", ".join(map(str, absent))
        raise MissingInputs(
            f"La edición {edition.id} de {dataset} no tiene datos de {listed}: cargue un archivo "
            f"que los traiga («sinasec data load ARCHIVO --layout {dataset}») o pida otro año u "
            "otra ventana."
        )


def _indicators(editions: dict[str, Edition]) -> pl.DataFrame:
    tables = [frames.INDICATORS.to_frame()]
    if "indicadores" in editions:
        tables.append(aggregates.indicators(editions["indicadores"]))
    if "comisarias" in editions:
        every = districts({})["unit"].to_list()
        tables.append(aggregates.station_counts(editions["comisarias"], every))
    return pl.concat(tables)


def _reporting(editions: dict[str, Edition]) -> pl.DataFrame:
    edition = editions.get("tasas_de_denuncia")
    return aggregates.reporting(edition) if edition else frames.REPORTING.to_frame()


def _boundaries() -> tuple[dict[str, str], dict[str, tuple[float, float]]]:
    """Outlines of the active edition of districts and a point inside each; empty without one."""
    from sinasec.territories.models import Boundary, Edition

    rows = Boundary.objects.filter(
        edition__level="dist", edition__state=Edition.State.ACTIVE
    ).values_list("unit_id", "path", "longitude", "latitude")
    paths: dict[str, str] = {}
    inside: dict[str, tuple[float, float]] = {}
    for unit, path, longitude, latitude in rows:
        paths[unit], inside[unit] = path, (longitude, latitude)
    return paths, inside


def _sources(editions: dict[str, Edition], bounded: bool) -> dict[str, str]:
    """Name of each input of `frames.INPUTS` -> where it comes from."""
    from sinasec.territories.models import Edition as Boundaries

    sources = dict.fromkeys(frames.INPUTS, "No hay datos cargados")
    sources |= {dataset: edition.cited() for dataset, edition in editions.items()}
    sources["unidades"] = "INEI, lista de distritos de la edición de este sistema"
    active = Boundaries.objects.filter(level="dist", state=Boundaries.State.ACTIVE).first()
    if bounded and active:
        sources["vecinos"] = f"Límites «{active.name}»: {active.source or active.file_name}"
    else:
        sources["vecinos"] = "Sin límites cargados: los más cercanos por coordenadas"
    return sources
