"""A publication as files: path -> bytes, the same for the same inputs whoever makes it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from sinasec.publications.packages.canonical import (
    PARQUET_LIBRARY,
    check_declared,
    csv_bytes,
    in_order,
    parquet_bytes,
)
from sinasec.publications.packages.canonical_json import json_bytes
from sinasec.publications.packages.content_hash import CHAIN
from sinasec.publications.packages.cover import Cover
from sinasec.publications.packages.descriptor import descriptor, identified
from sinasec.publications.packages.statement import Statement
from sinasec.publications.packages.table import Table

Written = tuple[Table, str, bytes, int]  # table, format, bytes, number of rows
Readme = Callable[[dict[str, Any]], str]  # of a description, in Markdown


@dataclass(frozen=True, slots=True)
class Package:
    """Every file but the key, the manifest and the signature, which `seal` adds."""

    files: dict[str, bytes]
    descriptor: dict[str, Any]
    readme: Readme

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
    readme: Readme,
) -> Package:
    """Write everything in memory, `tables` in the order to be listed.

    Raises `UnwritableTable` for a value that no table may hold.
    """
    written = [entry for table, frame in tables for entry in _write(table, frame)]
    described = descriptor(statement, cover, written, PARQUET_LIBRARY)
    files = {f"{table.path}.{form}": data for table, form, data, _ in written}
    files |= {f"{one.path}.{one.form}": one.text.encode() for one in cover.attachments}
    files |= {f"definiciones/{name}": text.encode() for name, text in cover.definitions.items()}
    return _described(files, described, readme)


def replacing(made: Package, replaced: str | None) -> Package:
    """The same content, said to take the place of another publication, or of none."""
    described = identified({**made.descriptor, "reemplaza": replaced})
    return _described(made.files, described, made.readme)


def chained(made: Package, chain: Mapping[str, Any] | None) -> Package:
    """The same content, with the head of the chain of what was registered when it was made."""
    return _described(made.files, {**made.descriptor, CHAIN: chain}, made.readme) if chain else made


def _described(files: dict[str, bytes], described: dict[str, Any], readme: Readme) -> Package:
    words = {"datapackage.json": json_bytes(described), "README.md": readme(described).encode()}
    return Package({**files, **words}, described, readme)


def _write(table: Table, frame: pl.DataFrame) -> list[Written]:
    ordered = in_order(table, frame)
    check_declared(table, ordered)
    writers = {"csv": lambda: csv_bytes(table, ordered), "parquet": lambda: parquet_bytes(ordered)}
    return [(table, form, writers[form](), ordered.height) for form in table.formats]
