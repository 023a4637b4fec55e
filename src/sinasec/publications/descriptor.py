"""`datapackage.json`: what a package holds, where it comes from and how to read it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl

from sinasec.methods.law import Edition
from sinasec.methods.words import day_words
from sinasec.publications.content_hash import content_hash, publication_id
from sinasec.publications.manifest import sha256
from sinasec.publications.resources import Table
from sinasec.publications.statement import Statement

LICENCE: Final = {
    "name": "ODC-By-1.0",
    "title": "Open Data Commons Attribution License 1.0 (ODC-By)",
    "path": "https://opendatacommons.org/licenses/by/1-0/",
}
MEDIA: Final = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
TYPES: Final = {
    pl.String: "string",
    pl.Date: "date",
    pl.Datetime: "datetime",
    pl.Boolean: "boolean",
    pl.Int32: "integer",
}


def descriptor(
    statement: Statement,
    edition: Edition,
    written: Sequence[tuple[Table, str, bytes, int]],
    parquet_library: str,
) -> dict[str, Any]:
    """`written`: table, format, bytes and number of rows, in the order to be listed."""
    said = statement.as_dict()
    title = f"Semáforo de cumplimiento del SINASEC al {day_words(statement.as_of)}"
    described: dict[str, Any] = {
        **said,
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "title": f"{title} (SIMULADO)" if statement.simulated else title,
        "description": "Estado de los deberes legales de los comités de seguridad ciudadana, "
        "juzgado por la norma vigente cada día, con los hechos y las definiciones con que se "
        "juzgó.",
        "licenses": [LICENCE],
        "sources": sources(edition),
        "definiciones": {
            **said["definiciones"],
            "archivos": {
                f"definiciones/{name}": f"sha256:{sha256(text.encode())}"
                for name, text in edition.files.items()
            },
        },
        "codigo": {**said["codigo"], "parquet": parquet_library},
        "resources": [_resource(*entry) for entry in written],
    }
    digest = content_hash(described)
    identity = publication_id(described, digest)
    return {**described, "id": identity, "name": identity, "huella": digest}


def sources(edition: Edition) -> list[dict[str, str]]:
    """The norms by which the publication judges, each once, with its official address."""
    found = {
        version.norm.id: version.norm.url for duty in edition.duties for version in duty.versions
    }
    return [
        {"title": norm, "path": url} if url else {"title": norm}
        for norm, url in sorted(found.items())
    ]


def _resource(table: Table, form: str, data: bytes, rows: int) -> dict[str, Any]:
    return {
        "name": table.name if form == "csv" else f"{table.name}-{form}",
        "path": f"{table.path}.{form}",
        "title": table.title,
        "type": "table",
        "format": form,
        "mediatype": MEDIA[form],
        "bytes": len(data),
        "hash": f"sha256:{sha256(data)}",
        "filas": rows,
        **({"encoding": "utf-8", "dialect": _DIALECT} if form == "csv" else {}),
        "schema": _schema(table),
    }


_DIALECT: Final[Mapping[str, Any]] = {
    "delimiter": ",",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "header": True,
}


def _schema(table: Table) -> dict[str, Any]:
    fields = [
        {"name": name, "type": TYPES[kind.base_type()], "description": table.describes[name]}
        for name, kind in table.schema.items()
    ]
    keyed = {"primaryKey": list(table.keys)} if table.unique else {}
    return {"fields": fields, "missingValues": [""], **keyed}
