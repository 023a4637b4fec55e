"""A publication as files: path -> bytes, the same for the same inputs whoever makes it."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from sinasec.methods.law import Edition
from sinasec.publications import resources
from sinasec.publications.canonical import PARQUET_LIBRARY, csv_bytes, in_order, parquet_bytes
from sinasec.publications.canonical_json import json_bytes
from sinasec.publications.descriptor import descriptor
from sinasec.publications.inputs import Inputs
from sinasec.publications.judge import Result
from sinasec.publications.readme import readme
from sinasec.publications.resources import Table
from sinasec.publications.statement import Statement


@dataclass(frozen=True, slots=True)
class Package:
    """Every file but the key, the manifest and the signature, which `seal` adds."""

    files: dict[str, bytes]
    descriptor: dict[str, Any]

    @property
    def id(self) -> str:
        return self.descriptor["id"]

    @property
    def sha256(self) -> str:
        return self.descriptor["huella"]


def package(
    statement: Statement, edition: Edition, inputs: Inputs, result: Result, replies: pl.DataFrame
) -> Package:
    """Write everything in memory. `replies`: the columns of `resources.REPLIES`."""
    frames = [
        (resources.INTERVALS, result.intervals),
        (resources.COMMITTEE_LIGHTS, result.lights),
        (resources.UNITS, _published_units(inputs.committees, statement)),
        (resources.REPLIES_TABLE, replies),
        (resources.ACTS, inputs.acts),
        (resources.REVIEWS, inputs.reviews),
        (resources.WAIVERS, inputs.waivers),
        (resources.COMPLETENESS, inputs.completeness),
        (resources.COMMITTEES, inputs.committees),
    ]
    written = [entry for table, frame in frames for entry in _write(table, frame)]
    described = descriptor(statement, edition, written, PARQUET_LIBRARY)
    files = {f"{table.path}.{form}": data for table, form, data, _ in written}
    files |= {f"definiciones/{name}": text.encode() for name, text in edition.files.items()}
    files["datapackage.json"] = json_bytes(described)
    files["README.md"] = readme(described).encode()
    return Package(files, described)


def _write(table: Table, frame: pl.DataFrame) -> list[tuple[Table, str, bytes, int]]:
    ordered = in_order(table, frame)
    writers = {"csv": lambda: csv_bytes(table, ordered), "parquet": lambda: parquet_bytes(ordered)}
    return [(table, form, writers[form](), ordered.height) for form in table.formats]


def _published_units(committees: pl.DataFrame, statement: Statement) -> pl.DataFrame:
    """Committees that exist on some day of the horizon."""
    begun = pl.col("valid_from") <= statement.as_of
    ended = pl.col("valid_to") < statement.horizon_from
    return committees.filter(begun & ~ended.fill_null(False))
