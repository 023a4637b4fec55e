"""What pages, API and open data read of the index: published rows only, cached per process.

Nothing is read of a publication whose files are not those that were signed (see
`publications.standing`); what is read is kept in memory while they stay the same. Nothing here
computes a score: everything comes from the bytes that were signed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl
import yaml

from sinasec.counted import counted
from sinasec.methods.composite import IndexTables, Recipe, read_tables
from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.values import RiskInputs
from sinasec.methods.words import listed
from sinasec.publications import catalogue
from sinasec.publications.catalogue import Current, NotInIt, UnknownPublication, Withheld
from sinasec.publications.models import Publication, Reply
from sinasec.publications.packages.canonical import read_csv
from sinasec.publications.packages.table import Table
from sinasec.publications.rows import descriptor
from sinasec.publications.trust.remembered import remembered
from sinasec.risk.answering import committee_of
from sinasec.risk.published.index_tables import DESIGN, IDATA, IMETA, RECIPE, described
from sinasec.risk.published.kind import INDEX
from sinasec.risk.published.older_packages import (
    read_result,
    with_months_come,
    with_places_of_both,
)
from sinasec.risk.published.package_reading import read_edition, read_inputs
from sinasec.risk.published.result_tables import QUALITY, RESULTS, VARIANT_RANKS

__all__ = ["Current", "District", "NotInIt", "UnknownPublication", "UnknownTable", "Withheld"]

TABLES: Final = {table.name: table for table in RESULTS}
FRONTIER: Final = "frontera"
NEAR: Final = 5  # peers shown before and after a district
KEPT: Final = 4  # publications in memory


class UnknownTable(LookupError):
    """The index publishes no table of that name."""


@dataclass(frozen=True, slots=True)
class District:
    """All that is published of one district.

    `row`: of DISTRICTS. `contributions`: level -> rows of CONTRIBUTIONS with the `name` and the
    `weight` of each element, the greatest first. `rates`, `spatial`, `quality`: their rows.
    `variants`: as `variants_of`. `peers`: rows of DISTRICTS of the
    same kind of municipality, those nearest in rank, itself among them. `evaluated`: how many
    districts have a rank.
    """

    row: Mapping[str, Any]
    contributions: Mapping[int, tuple[Mapping[str, Any], ...]]
    rates: tuple[Mapping[str, Any], ...]
    spatial: tuple[Mapping[str, Any], ...]
    variants: tuple[Mapping[str, Any], ...]
    peers: tuple[Mapping[str, Any], ...]
    quality: tuple[Mapping[str, Any], ...]
    evaluated: int


# -- which publication


def current(*, simulated: bool | None = None, stage: str | None = None) -> Current | None:
    """The index of the latest year (then the newest) that stands. As `catalogue.current`."""
    return catalogue.current(INDEX, simulated=simulated, stage=stage)


def latest(*, simulated: bool | None = None, stage: str | None = None) -> Publication | None:
    """The publication of `current`."""
    return catalogue.latest(INDEX, simulated=simulated, stage=stage)


def get(publication_id: str) -> Publication:
    """Raises `UnknownPublication` with a sentence, also for one that is no index, or `Withheld`."""
    return catalogue.get(publication_id, INDEX)


def every(*, simulated: bool | None = None) -> list[Publication]:
    """All the indices published, the latest year first."""
    return catalogue.every(simulated=simulated, kind=INDEX)


def replies(publication: Publication, committee: str | None = None) -> list[Reply]:
    """As `publications.catalogue.replies`."""
    return catalogue.replies(publication, committee)


def folder(publication: Publication) -> Path:
    return catalogue.folder(publication)


def respondents(publication: Publication) -> frozenset[str]:
    """Codes of the committees of its districts; a capital answers by its province's."""
    units = inputs(publication).units.select("unit", "capital").iter_rows()
    return frozenset(committee_of(unit, capital=capital) for unit, capital in units)


# -- what it says


def lacking(publication: Publication) -> list[dict[str, Any]]:
    """The rows of ELEMENTS of the indicators that it was computed without, by code.

    Those that its description and README name, also of packages made before they named them.
    """
    elements = _indicators(publication)
    return elements.filter(~pl.col("available")).to_dicts()


def lacking_words(publication: Publication) -> str:
    """The same in a sentence for every page; "" when it lacks none."""
    lacks = [row["name"] for row in lacking(publication)]
    if not lacks:
        return ""
    whole = counted(_indicators(publication).height, "indicador", "indicadores")
    return (
        f"Se calculó sin {len(lacks)} de {whole} de su edición, porque no había datos: "
        f"{listed(lacks)}. Su peso se reparte entre los demás."
    )


def _indicators(publication: Publication) -> pl.DataFrame:
    return table(publication, "elementos").filter(level=1)


def table(publication: Publication, name: str) -> pl.DataFrame:
    """A table of `frames.RESULTS`, by its name there. Raises `UnknownTable`."""
    if name not in TABLES:
        known = ", ".join(TABLES)
        raise UnknownTable(f"El índice no publica ninguna tabla «{name[:40]}». Hay: {known}.")
    return _table(publication, name)


@remembered(KEPT * len(TABLES))
def _table(publication: Publication, name: str) -> pl.DataFrame:
    made = TABLES[name]
    if "parquet" in made.formats:
        return pl.read_parquet(folder(publication) / f"{made.path}.parquet")
    found = read_result(made, (folder(publication) / f"{made.path}.csv").read_bytes())
    return _counted_again(publication, made, found)


def _counted_again(publication: Publication, made: Table, found: pl.DataFrame) -> pl.DataFrame:
    """The columns that came later, where what was published tells them."""
    if made is VARIANT_RANKS:
        return with_places_of_both(found, table(publication, "distritos"))
    if made is QUALITY and found["come"].is_null().all():
        return with_months_come(found, inputs(publication).reports)
    return found


@remembered(KEPT)
def steps(publication: Publication) -> dict[str, pl.DataFrame]:
    """The table that each step of the recipe left, by its name, in order."""
    resources = descriptor(publication)["resources"]
    names = [one["path"].removesuffix(".csv") for one in resources if one["format"] == "csv"]
    return {
        name.removeprefix("pasos/"): _given(publication, name)
        for name in names
        if name.startswith("pasos/")
    }


@remembered(KEPT * 12)
def _given(publication: Publication, name: str) -> pl.DataFrame:
    """A table whose columns the package itself describes."""
    wanted = f"{name}.csv"
    resource = next(one for one in descriptor(publication)["resources"] if one["path"] == wanted)
    return read_csv(described(resource), (folder(publication) / wanted).read_bytes())


@remembered(KEPT)
def edition(publication: Publication) -> RiskEdition:
    """The edition it was made with, from its own copy."""
    return read_edition(folder(publication))


@remembered(2)
def inputs(publication: Publication) -> RiskInputs:
    """What it was computed from."""
    return read_inputs(folder(publication), dict(descriptor(publication)))


def index_frames(publication: Publication) -> tuple[pl.DataFrame, pl.DataFrame]:
    """iData and iMeta as frames, such as `index_tables` reads."""
    return _given(publication, IDATA), _given(publication, IMETA)


@remembered(KEPT)
def index_tables(publication: Publication) -> IndexTables:
    """iData and iMeta, read."""
    return read_tables(*index_frames(publication))


@remembered(KEPT)
def recipe(publication: Publication) -> Recipe:
    """The recipe by which it was composed."""
    text = (folder(publication) / f"{RECIPE}.yaml").read_text(encoding="utf-8")
    return Recipe.from_published(yaml.safe_load(text))


def design(publication: Publication) -> pl.DataFrame:
    """One row a replication."""
    return _given(publication, DESIGN)


def top(publication: Publication) -> int:
    """k: how many districts are the first ones."""
    return int(descriptor(publication)["indice"]["k"])


# -- one district, some, or those in doubt


def district(publication: Publication, unit: str) -> District:
    """Raises `NotInIt` with a sentence."""
    row = _row(publication, unit)
    return District(
        row=row,
        contributions=_contributions(publication, unit),
        rates=rows_of(publication, "tasas", unit),
        spatial=rows_of(publication, "espacial", unit),
        variants=variants_of(publication, unit),
        peers=_peers(publication, row),
        quality=rows_of(publication, "calidad", unit),
        evaluated=table(publication, "distritos")["rank"].count(),
    )


def frontier(publication: Publication) -> pl.DataFrame:
    """DISTRICTS whose place among the first k is in doubt, the likeliest first."""
    inside = table(publication, "distritos").filter(pl.col("zone") == FRONTIER)
    return inside.sort("p_top", "unit", descending=[True, False])


def compare(publication: Publication, units: Iterable[str]) -> list[District]:
    """Each district asked for, once, in the order asked. Raises `NotInIt`."""
    return [district(publication, unit) for unit in dict.fromkeys(units)]


def _row(publication: Publication, unit: str) -> Mapping[str, Any]:
    place = _places(publication).get(unit)
    if place is None:
        raise NotInIt(f"Este índice no tiene ningún distrito «{unit[:20]}».")
    return table(publication, "distritos").row(place, named=True)


@remembered(KEPT)
def _places(publication: Publication) -> dict[str, int]:
    return {unit: place for place, unit in enumerate(table(publication, "distritos")["unit"])}


def rows_of(publication: Publication, name: str, unit: str) -> tuple[dict[str, Any], ...]:
    """The rows of one district in a table. Raises `UnknownTable`."""
    rows = table(publication, name).filter(pl.col("unit") == unit)
    return tuple(rows.iter_rows(named=True))


def _contributions(publication: Publication, unit: str) -> dict[int, tuple[Mapping[str, Any], ...]]:
    named = table(publication, "elementos").select("element", "name", "weight")
    rows = (
        table(publication, "contribuciones")
        .filter(pl.col("unit") == unit)
        .join(named, on="element", how="left", maintain_order="left")
        .sort("level", "contribution", "element", descending=[False, True, False])
    )
    return {
        key[0]: tuple(part.iter_rows(named=True))
        for key, part in rows.partition_by("level", as_dict=True).items()
    }


def variants_of(publication: Publication, unit: str) -> tuple[dict[str, Any], ...]:
    """Every variant, with its `title` and what it `changes`; nulls where it gives no rank.

    `compared`: districts ranked with it and without it; null when it could not be tried.
    """
    every = table(publication, "variantes").select("variant", "title", "changes", compared="units")
    mine = table(publication, "variantes_puestos").filter(pl.col("unit") == unit)
    joined = every.join(mine, on="variant", how="left", maintain_order="left")
    told = joined.with_columns(unit=pl.lit(unit)).select(
        *mine.columns, "title", "changes", "compared"
    )
    return tuple(told.iter_rows(named=True))


def _peers(publication: Publication, row: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    if row["rank"] is None:
        return ()
    alike = pl.col("peer") == row["peer"]
    ranked = table(publication, "distritos").filter(alike).drop_nulls("rank").sort("rank", "unit")
    place = ranked["unit"].index_of(row["unit"]) or 0
    first = max(place - NEAR, 0)
    return tuple(ranked.slice(first, place - first + NEAR + 1).iter_rows(named=True))
