"""A publication as files: path -> bytes, the same for the same inputs whoever makes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from sinasec.publications.canonical import PARQUET_LIBRARY, csv_bytes, in_order, parquet_bytes
from sinasec.publications.canonical_json import json_bytes
from sinasec.publications.cover import Cover
from sinasec.publications.descriptor import descriptor
from sinasec.publications.statement import Statement
from sinasec.publications.table import Table

Written = tuple[Table, str, bytes, int]  # table, format, bytes, number of rows


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


def bound(
    statement: Statement,
    cover: Cover,
    tables: Sequence[tuple[Table, pl.DataFrame]],
    readme: Callable[[dict[str, Any]], str],
) -> Package:
    """Write everything in memory, `tables` in the order to be listed.

    Raises `UnwritableTable` for a value that no table may hold.
    """
    written = [entry for table, frame in tables for entry in _write(table, frame)]
    described = descriptor(statement, cover, written, PARQUET_LIBRARY)
    files = {f"{table.path}.{form}": data for table, form, data, _ in written}
    files |= {f"{one.path}.{one.form}": one.text.encode() for one in cover.attachments}
    files |= {f"definiciones/{name}": text.encode() for name, text in cover.definitions.items()}
    files["datapackage.json"] = json_bytes(described)
    files["README.md"] = readme(described).encode()
    return Package(files, described)


def _write(table: Table, frame: pl.DataFrame) -> list[Written]:
    ordered = in_order(table, frame)
    writers = {"csv": lambda: csv_bytes(table, ordered), "parquet": lambda: parquet_bytes(ordered)}
    return [(table, form, writers[form](), ordered.height) for form in table.formats]
