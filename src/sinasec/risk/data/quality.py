"""The report to read before the reports of crime are used: what they cover and what to doubt."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from sinasec.counted import counted, number
from sinasec.index_files.csv_file import write_csv
from sinasec.methods.risk.reports import late
from sinasec.methods.risk.reports import quality as methods
from sinasec.methods.risk.reports import shifts as change
from sinasec.methods.risk.reports.shifts import shifts
from sinasec.methods.risk.shaping import shaped
from sinasec.risk.data.covered import WHOLE
from sinasec.territories import reference
from sinasec.warehouse import Edition, current, editions, read

SHOWN: Final = 10
YEARLY: Final = pl.Schema(
    {
        "year": pl.Int32,
        "reports": pl.Int64,
        "listed": pl.Int32,  # districts of the list with population that year
        "reporting": pl.Int32,  # of those, with at least one report that year
        "never": pl.Int32,  # of those, without any report in any year
        "silent_months": pl.Int32,  # of those that report that year, months without any
        "come": pl.Int32,  # months of that year that the series has come to
        "unlisted": pl.Int64,  # reports in districts without population that year
    }
)


@dataclass(frozen=True, slots=True)
class QualityReport:
    """`tables`, by name: calidad (QUALITY), anios, meses, totales, quiebres, niveles (SHIFTS),
    imposibles, crecimiento; `faults`: what the loader found, as its report has it."""

    edition: Edition
    population: Edition | None
    never: tuple[str, ...]
    tables: Mapping[str, pl.DataFrame]
    faults: tuple[Mapping[str, Any], ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "edition": self.edition.id,
            "source": self.edition.source,
            "simulated": self.edition.simulated,
            "population": self.population.id if self.population else None,
            "never_reported": list(self.never),
            "test_of_breaks": how_breaks_are_found(),
            "test_of_shifts": how_shifts_are_found(),
            "faults": list(self.faults),
            **{name: table.to_dicts() for name, table in self.tables.items()},
        }

    def json(self) -> str:
        return json.dumps(_finite(self.as_dict()), ensure_ascii=False)

    def files(self) -> list[str]:
        """The names that `write` gives."""
        return ["informe.txt", "informe.json", *(f"{name}.csv" for name in self.tables)]

    def write(self, folder: Path) -> list[Path]:
        """The text, the JSON and a CSV for each table. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        texts = {"informe.txt": "\n".join(self.told()) + "\n", "informe.json": self.json() + "\n"}
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        for name, table in self.tables.items():
            write_csv(table, folder / f"{name}.csv")
        return [folder / name for name in self.files()]

    def told(self) -> list[str]:
        """For a person."""
        return [
            self.edition.cited(),
            "",
            *_told_years(self),
            "",
            *_told_silence(self),
            *_told_breaks(self),
            *_told_shifts(self),
            *_told_impossible(self),
            *_told_growth(self),
            *_told_faults(self.faults),
        ]


def how_breaks_are_found() -> str:
    """What is called a break, for whoever reads one."""
    return (
        "Quiebre: la participación mensual del distrito en las denuncias del país cambia de nivel "
        f"según la prueba de Pettitt (rangos), a no menos de {methods.EDGE} meses de cada extremo; "
        f"tasa de falsos hallazgos {100 * methods.FDR:g} % (Benjamini y Hochberg), y la mediana se "
        f"multiplica o divide al menos por {_comma(methods.RATIO)}. Solo se prueban los distritos "
        f"con {methods.BUSY:g} denuncia al mes o más en promedio. Límites de ejemplo, elegidos "
        "aquí."
    )


def quality(edition: Edition) -> QualityReport:
    """The report of an edition of `denuncias`, beside the current population when there is one."""
    rows = read(edition).collect()
    units = [unit.code for unit in reference.units() if unit.kind == "dist"]
    years = sorted(rows["year"].unique())
    population = current("poblacion", simulated=edition.simulated)
    people = None if population is None else read(population).collect()
    before = _before(edition)
    table = methods.quality_table(rows, units, years)
    tables = {
        "calidad": table,
        "anios": _yearly(table, people, methods.months_come(rows)),
        "meses": methods.coverage(rows, units),
        "totales": methods.totals(rows),
        "quiebres": methods.breaks(rows, units),
        "niveles": shifts(rows, {unit: reference.region_of(unit) for unit in units}),
        "imposibles": _impossible(rows, people),
        "crecimiento": late.growing(rows, None if before is None else read(before).collect()),
    }
    never = tuple(methods.never_reported(rows, units))
    faults = tuple(edition.report().get("faults", ()))
    return QualityReport(edition, population, never, tables, faults)


def _before(edition: Edition) -> Edition | None:
    """The edition loaded just before, of the same kind."""
    every = [each for each in editions(edition.dataset) if each.simulated == edition.simulated]
    older = [each for each in every if each.loaded_at < edition.loaded_at]
    return older[-1] if older else None


def _yearly(table: pl.DataFrame, people: pl.DataFrame | None, come: pl.DataFrame) -> pl.DataFrame:
    """By year, over the districts that had population then (all of the list when not known)."""
    listed = pl.lit(True)
    table = table.join(come, on="year", how="left", maintain_order="left")
    marked = table
    if people is not None and people["year"].is_in(table["year"].unique().implode()).any():
        known = people.select("unit", "year", known=pl.lit(True))
        marked = table.join(known, on=["unit", "year"], how="left", maintain_order="left")
        listed = pl.col("known").fill_null(False)
    reporting = listed & (pl.col("months") > 0)
    never = listed & (pl.col("reports").sum().over("unit") == 0)
    told = (
        marked.with_columns(listed=listed, reporting=reporting, never=never)
        .group_by("year")
        .agg(
            pl.col("reports").sum(),
            pl.col("reports").filter(~pl.col("listed")).sum().alias("unlisted"),
            (pl.col("come") - pl.col("months")).filter("reporting").sum().alias("silent_months"),
            pl.col("listed", "reporting", "never").sum(),
            pl.col("come").first(),
        )
    )
    return shaped(told.sort("year"), YEARLY)


def _impossible(rows: pl.DataFrame, people: pl.DataFrame | None) -> pl.DataFrame:
    if people is None:
        return methods.IMPOSSIBLE.to_frame()
    return methods.impossible(rows, people)


def _told_years(report: QualityReport) -> list[str]:
    whose = "con población ese año" if report.population else "de la lista"
    return [
        f"{year}{_partly(come)}: {number(count)} denuncias; {number(reporting)} de "
        f"{number(listed)} distritos {whose} tienen alguna, y a esos les faltan {number(silent)} "
        "meses."
        + (f" {number(unlisted)} son de distritos sin población ese año." if unlisted else "")
        for year, count, listed, reporting, _, silent, come, unlisted in report.tables[
            "anios"
        ].rows()
    ]


def _partly(come: int) -> str:
    return "" if come == WHOLE else f" (han llegado {counted(come, 'mes', 'meses')})"


def _told_silence(report: QualityReport) -> list[str]:
    lines = ["Un mes sin filas es cero o no está cubierto: el archivo no dice cuál de los dos."]
    years = report.tables["anios"]
    if report.never and years.height:
        by_year = "; ".join(
            f"{number(never)} de {number(listed)} en {year}"
            for year, never, listed in years.select("year", "never", "listed").iter_rows()
        )
        never = counted(
            len(report.never),
            "distrito nunca aparece y queda",
            "distritos nunca aparecen y quedan",
        )
        lines.append(
            f"{never} sin información, que no es "
            f"cero (contando los que existían cada año: {by_year}): {_few(report.never)}."
        )
    return lines


def _told_breaks(report: QualityReport) -> list[str]:
    found = report.tables["quiebres"]
    lines = [f"{found.height} distritos con un quiebre en su serie. {how_breaks_are_found()}"]
    for unit, year, month, before, after in (
        found.select("unit", "year", "month", "before", "after").head(SHOWN).iter_rows()
    ):
        lines.append(
            f"  {reference.full_name(unit)}: desde {year}-{month:02}, de {_decimal(before)} a "
            f"{_decimal(after)} por {number(10_000)} denuncias del país."
        )
    return lines


def how_shifts_are_found() -> str:
    """What is called a change of level, for whoever reads one."""
    return (
        "Cambio de nivel: las denuncias de una modalidad, en el país o en una región, se "
        f"multiplican o dividen al menos por {_comma(change.RATIO)} frente a los mismos meses del "
        f"año anterior y a la tendencia que traían, hacia el mismo lado en {change.MONTHS} de doce "
        f"meses; tasa de falsos hallazgos {100 * change.FDR:g} % (Benjamini y Hochberg). Límites "
        "de ejemplo, elegidos aquí. Puede haber cambiado el registro y no los hechos."
    )


def said_shift(row: Mapping[str, Any]) -> str:
    """One change of level, in a line."""
    where = reference.region_name(row["region"]) if row["region"] else "El país"
    return (
        f"{where}, {row['kind']}: desde {row['year']}-{row['month']:02}, de "
        f"{number(row['before'])} a {number(row['after'])} denuncias en doce meses; frente a lo "
        f"que traía, por {_decimal(row['ratio'])}, en {row['months']} de 12 meses."
    )


def _comma(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _decimal(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _told_shifts(report: QualityReport) -> list[str]:
    found = report.tables["niveles"].sort("region", maintain_order=True)
    told = counted(found.height, "cambio de nivel", "cambios de nivel")
    shown = found.head(SHOWN).iter_rows(named=True)
    more = f"  … {found.height} en total." if found.height > SHOWN else ""
    lines = [f"{told}. {how_shifts_are_found()}", *(f"  {said_shift(row)}" for row in shown)]
    return [*lines, more] if more else lines


def _told_impossible(report: QualityReport) -> list[str]:
    if report.population is None:
        return ["No hay población cargada: no se compararon las denuncias con los habitantes."]
    found = report.tables["imposibles"]
    if found.is_empty():
        return ["Ningún distrito tiene en un año más denuncias que habitantes."]
    return [
        f"{reference.full_name(unit)}, {year}: {number(count)} denuncias y {number(people)} "
        "habitantes."
        for unit, year, count, people in found.iter_rows()
    ]


def _told_growth(report: QualityReport) -> list[str]:
    listed = ", ".join(late.months_growing(report.tables["crecimiento"]))
    return [f"Meses que todavía pueden crecer por registros tardíos: {listed or 'ninguno'}."]


def _told_faults(faults: tuple[Mapping[str, Any], ...]) -> list[str]:
    if not faults:
        return ["Al cargar el archivo no se halló nada más."]
    return ["Al cargar el archivo se halló:"] + [
        f"  {fault['title']}: {number(fault['count'])}"
        + (f" (por ejemplo: {fault['shown'][0]['message']})" if fault["shown"] else "")
        for fault in faults
    ]


def _few(units: tuple[str, ...]) -> str:
    more = f" y {number(len(units) - SHOWN)} más" if len(units) > SHOWN else ""
    return "; ".join(reference.full_name(unit) for unit in units[:SHOWN]) + more


def _finite(value: Any) -> Any:
    """JSON has no infinity: what has none is null."""
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and value in (float("inf"), float("-inf")) else value
