"""`datapackage.json`: what a package holds, where it comes from and how to read it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl

from sinasec.publications.packages.content_hash import content_hash, publication_id
from sinasec.publications.packages.cover import Attachment, Cover
from sinasec.publications.packages.manifest import sha256
from sinasec.publications.packages.statement import Statement
from sinasec.publications.packages.table import Table

LICENCE: Final = {
    "name": "ODC-By-1.0",
    "title": "Open Data Commons Attribution License 1.0 (ODC-By)",
    "path": "https://opendatacommons.org/licenses/by/1-0/",
}
MEDIA: Final = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "yaml": "application/yaml",
}
TYPES: Final = {
    pl.String: "string",
    pl.Date: "date",
    pl.Datetime: "datetime",
    pl.Boolean: "boolean",
    pl.Int32: "integer",
    pl.Int64: "integer",
    pl.Float64: "number",
}


def descriptor(
    statement: Statement,
    cover: Cover,
    written: Sequence[tuple[Table, str, bytes, int]],
    parquet_library: str,
) -> dict[str, Any]:
    """`written`: table, format, bytes and number of rows, in the order to be listed."""
    said = statement.as_dict()
    described: dict[str, Any] = {
        **said,
        **cover.more,
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "title": f"{cover.title} (SIMULADO)" if statement.simulated else cover.title,
        "description": cover.description,
        "licenses": [LICENCE],
        "sources": list(cover.sources),
        "definiciones": {
            **said["definiciones"],
            "archivos": {
                f"definiciones/{name}": f"sha256:{sha256(text.encode())}"
                for name, text in cover.definitions.items()
            },
        },
        "codigo": {**said["codigo"], "parquet": parquet_library},
        "resources": [_resource(*entry) for entry in written]
        + [_attached(one) for one in cover.attachments],
    }
    return identified(described)


def identified(described: Mapping[str, Any]) -> dict[str, Any]:
    """The same description with the identity that what it says gives it."""
    digest = content_hash(described)
    identity = publication_id(described, digest)
    return {**described, "id": identity, "name": identity, "huella": digest}


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


def _attached(attachment: Attachment) -> dict[str, Any]:
    data = attachment.text.encode()
    return {
        "name": attachment.name,
        "path": f"{attachment.path}.{attachment.form}",
        "title": attachment.title,
        "format": "text",  # of «yaml» some validators take its content for one of their own
        "mediatype": MEDIA[attachment.form],
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data)}",
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
