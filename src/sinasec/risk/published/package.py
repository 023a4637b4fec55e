"""The index as a publication: its result, what it was computed from and what defines it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from typing import Any, Final

import polars as pl

from sinasec.definitions.index import edition_text
from sinasec.definitions.index.loading import FILE as EDITION
from sinasec.definitions.loading import content_hash
from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.values import RiskInputs, RiskResult
from sinasec.publications.packages.canonical import in_order
from sinasec.publications.packages.cover import Attachment, Cover
from sinasec.publications.packages.package import Package, bound
from sinasec.publications.packages.readme import SINCE
from sinasec.publications.packages.statement import Statement
from sinasec.publications.packages.table import Table
from sinasec.publications.replies import REPLIES_TABLE
from sinasec.publications.reply_period import FILE as TERMS
from sinasec.risk.data.changed_data import changed_data
from sinasec.risk.data.covered import WHOLE, last_day, last_month, months_of
from sinasec.risk.published.index_tables import RECIPE, index_tables
from sinasec.risk.published.input_tables import INPUTS
from sinasec.risk.published.package_readme import LACKS, readme
from sinasec.risk.published.result_tables import RESULTS
from sinasec.time_zone import LIMA

KEY: Final = "indice"  # of the descriptor: what only an index says
SOURCES: Final = "fuentes"  # within it: name of each input -> where it comes from
TABLES: Final = (*RESULTS, REPLIES_TABLE, *INPUTS.values())  # and those of `index_tables`


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of the computation besides the edition and the inputs."""

    year: int
    replications: int
    seed: int


def package(
    statement: Statement,
    edition: RiskEdition,
    asked: Asked,
    inputs: RiskInputs,
    result: RiskResult,
    replies: pl.DataFrame,
    terms: str,
    before: Mapping[str, str] | None = None,
    *,
    tells_lacks: bool = True,
    shape: Sequence[Table] = RESULTS,
) -> Package:
    """Write everything in memory.

    `inputs`: as `used` gives them. `replies`: the columns of `replies.REPLIES`. `terms`: the
    text of `publications.yaml`, which says how long committees may reply. `before`: of a final
    one, the sources of its preliminary. `tells_lacks`: False for packages made before they said
    which indicators lack data. `shape`: the results with the columns and words they had then.
    Raises `UnwritableTable`.
    """
    tables = [
        *((table, result.tables[table.name]) for table in shape),
        *index_tables(result),
        (REPLIES_TABLE, replies),
        *((table, getattr(inputs, field)) for field, table in INPUTS.items()),
    ]
    more: dict[str, Any] = {KEY: _said(edition, asked, inputs, result)}
    if tells_lacks and (lacks := _lacks(edition, result)):
        more[KEY][LACKS] = lacks
    if before is not None:
        more[SINCE] = changed_data(before, inputs.sources)
    return bound(statement, _cover(edition, asked, inputs, result, terms, more), tables, readme)


def edition_files(edition: RiskEdition) -> dict[str, str]:
    """The texts that define the index, by name; written anew when it came from a workbook."""
    return dict(edition.files) or {EDITION: edition_text(edition)}


def edition_id(edition: RiskEdition) -> str:
    """SHA-256 (hex) of the texts of the edition."""
    return content_hash(edition_files(edition))


def used(inputs: RiskInputs, first: int, last: int) -> RiskInputs:
    """What the index of those years uses, in the one order and with the digits published."""
    within = pl.col("year").is_between(first, last)
    known = {field.name: getattr(inputs, field.name) for field in fields(inputs)}
    known["reports"] = inputs.reports.filter(within)
    known["population"] = inputs.population.filter(within)
    frames = {field: in_order(table, known[field]) for field, table in INPUTS.items()}
    return RiskInputs(**{**known, **frames})


def first_year(edition: RiskEdition, year: int) -> int:
    """The first year of which something is used: by the index or by one of its variants."""
    return year - edition.reach + 1


def horizon(edition: RiskEdition, year: int, month: int = WHOLE) -> tuple[date, date]:
    """First and last day of the window of the data, which go to that month of the year."""
    return date(year - edition.window + 1, 1, 1), last_day(year, month)


def known_at(last: date) -> datetime:
    """The end of the last day in Lima, as UTC without zone: the sources say their own editions."""
    return datetime.combine(last, time.max, LIMA).astimezone(UTC).replace(tzinfo=None)


def _cover(
    edition: RiskEdition,
    asked: Asked,
    inputs: RiskInputs,
    result: RiskResult,
    terms: str,
    more: Mapping[str, Any],
) -> Cover:
    example = " (ejemplo)" if edition.ejemplo and "ejemplo" not in edition.title.lower() else ""
    return Cover(
        title=f"{edition.title}{example}, {asked.year}{_partly(asked, inputs)}",
        description="Orden de los distritos por riesgo, con lo que aporta cada indicador, el "
        "intervalo de cada puesto, los datos de entrada y la receta con que se calculó.",
        sources=_sources(edition, inputs),
        definitions={**edition_files(edition), TERMS: terms},
        attachments=(
            Attachment("receta", RECIPE, "Receta del índice, paso por paso", "yaml", result.recipe),
        ),
        more=more,
    )


def _partly(asked: Asked, inputs: RiskInputs) -> str:
    """The months of a year that is not whole, as its title says them."""
    months = months_of(last_month(inputs.reports, asked.year))
    return f" ({months})" if months else ""


def _said(
    edition: RiskEdition, asked: Asked, inputs: RiskInputs, result: RiskResult
) -> dict[str, Any]:
    return {
        "edicion": edition.code,
        "titulo": edition.title,
        "ejemplo": edition.ejemplo,
        "anio": asked.year,
        "ultimo_mes": last_month(inputs.reports, asked.year),
        "k": result.top,
        "replicas": asked.replications,
        "semilla": asked.seed,
        SOURCES: dict(sorted(inputs.sources.items())),
    }


def _lacks(edition: RiskEdition, result: RiskResult) -> list[dict[str, str]]:
    return [
        {"codigo": row["element"], "nombre": row["name"], "por_que": row["why"]}
        for row in without_data(edition, result)
    ]


def without_data(edition: RiskEdition, result: RiskResult) -> list[dict[str, Any]]:
    """The rows of ELEMENTS of the indicators without data, in the order of the edition."""
    own = pl.col("element").is_in([each.code for each in edition.indicators])
    return result.tables["elementos"].filter(own & ~pl.col("available")).to_dicts()


def _sources(edition: RiskEdition, inputs: RiskInputs) -> list[dict[str, str]]:
    """Where each input comes from, and the norms the edition cites."""
    data = [{"title": f"{name}: {source}"} for name, source in sorted(inputs.sources.items())]
    norms = [
        {"title": f"{norm.id}. {norm.title}", **({"path": norm.url} if norm.url else {})}
        for norm in edition.norms
    ]
    return data + norms
