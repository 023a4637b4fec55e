"""The tables that a publication holds, and their rows: only those asked for are kept in memory."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

import polars as pl

from sinasec.publications.models import Publication
from sinasec.publications.packages.canonical import UnreadableTable, scan_csv
from sinasec.publications.packages.table import Table, with_every_column
from sinasec.publications.trust.remembered import remembered
from sinasec.publications.trust.standing import folder

KEPT: Final = 8  # publications whose description is in memory


class NotHeld(LookupError):
    """The publication has no such table; the sentence names it."""


@dataclass(frozen=True, slots=True)
class HeldColumn:
    """`type`: a word of Frictionless, such as "date". `says`: what it is, in Spanish."""

    name: str
    type: str
    says: str


@dataclass(frozen=True, slots=True)
class HeldTable:
    """A table as the publication itself describes it. `files`: path -> format."""

    name: str
    path: str  # without suffix
    title: str
    rows: int
    columns: tuple[HeldColumn, ...]
    files: Mapping[str, str]


@remembered(KEPT)
def descriptor(publication: Publication) -> Mapping[str, Any]:
    """`datapackage.json`. Raises `Withheld`."""
    return json.loads((folder(publication) / "datapackage.json").read_bytes())


@remembered(KEPT)
def held(publication: Publication) -> Mapping[str, HeldTable]:
    """Path without suffix -> table, in the order in which it lists them. Raises `Withheld`."""
    files: dict[str, dict[str, str]] = {}
    first: dict[str, Mapping[str, Any]] = {}
    for resource in descriptor(publication)["resources"]:
        if resource.get("type") == "table":
            stem = str(PurePosixPath(resource["path"]).with_suffix(""))
            first.setdefault(stem, resource)
            files.setdefault(stem, {})[resource["path"]] = resource["format"]
    return {stem: _held(stem, resource, files[stem]) for stem, resource in first.items()}


def _held(stem: str, resource: Mapping[str, Any], files: Mapping[str, str]) -> HeldTable:
    columns = tuple(
        HeldColumn(field["name"], field["type"], field["description"])
        for field in resource["schema"]["fields"]
    )
    return HeldTable(resource["name"], stem, resource["title"], resource["filas"], columns, files)


def rows(
    publication: Publication, table: Table, wanted: Mapping[str, Any], start: int, limit: int
) -> tuple[int, pl.DataFrame]:
    """How many rows of `table` say what `wanted` does (column -> value), and some from `start` on.

    In the order in which they were published, with every column of `table`: one that came after
    that publication is null. Raises `NotHeld`, `Withheld`, `UnreadableTable`.
    """
    one = held(publication).get(table.path)
    if one is None:
        known = ", ".join(each.name for each in held(publication).values())
        raise NotHeld(f"{publication.pk} no trae la tabla «{table.name}». Trae: {known}.")
    found = _scanned(publication, table, one).filter(
        *(pl.col(column) == value for column, value in wanted.items())
    )
    asked = [found.slice(start, limit), found.select(pl.len())]
    try:
        page, count = pl.collect_all(asked) if wanted else (asked[0].collect(), None)
    except pl.exceptions.PolarsError as error:
        raise UnreadableTable(f"{one.path} no se puede leer: {error}") from error
    return one.rows if count is None else count.item(), page


def _scanned(publication: Publication, table: Table, one: HeldTable) -> pl.LazyFrame:
    place = folder(publication) / one.path
    if "parquet" not in one.files.values():
        had = [column.name for column in one.columns]
        return with_every_column(table, scan_csv(table, had, place.with_suffix(".csv")))
    found = with_every_column(table, pl.scan_parquet(place.with_suffix(".parquet")))
    return found.cast(table.schema)
