"""The rows of every published table of every kind: an operation each, made from what a kind says.

Nobody writes one: a kind that names its tables (`publications.kinds`) has these.
"""

# What a table answers is made while running: see `rows`.
# pyright: reportInvalidTypeForm=false

import re
from typing import Annotated, Any, Final, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError
from ninja.params.functions import Query
from pydantic import create_model

from sinasec.publications import rows as published_rows
from sinasec.publications.kinds import KINDS, Kind, tables_of
from sinasec.publications.models import Publication
from sinasec.publications.packages.table import Table
from sinasec.web.api.answers import ERRORS, ColumnOf, Rows, TableOf, TablePage
from sinasec.web.api.chosen import Limit, Start, chosen
from sinasec.web.api.rows import filters, instants, row
from sinasec.web.published.page_cache import published_answer

PREFIX: Final = "/tablas"
ADDRESS: Final = f"/api/v1{PREFIX}"
Data = Annotated[
    Literal["reales", "simulados"] | None,
    Query(description="Clase de datos; por omisión los reales, y si no los hay, los simulados."),
]
Which = Annotated[str | None, Query(max_length=80, description="Identificador de publicación.")]
OWN: Final = ("publicacion", "datos", "desde", "limite")


def published(kind: str, identifier: str | None, data: str | None) -> Publication:
    """The one named, or the latest of its kind: of real data while there is one."""
    wanted = {"reales": (False,), "simulados": (True,)}.get(data or "", (False, True))
    none = f"Todavía no hay nada publicado de esa clase: {KINDS[kind].title}."
    return chosen(kind, identifier, *wanted, none=none).publication


def operation(kind: Kind, table: Table) -> str:
    """Its name, which clients keep: «semaforo_deberes»."""
    return re.sub(r"\W", "_", f"{kind.code}_{table.name}")


def listed(publication: Publication) -> TablePage:
    """Every table that it holds, as it says itself, and where the rows of each are asked for."""
    today = {table.path: table for table in tables_of(publication.words)}
    return TablePage(
        publication=publication.pk,
        simulated=publication.simulated,
        kind=publication.kind,
        items=[
            _told(publication.kind, one, today.get(path))
            for path, one in published_rows.held(publication).items()
        ],
    )


def _told(kind: str, one: published_rows.HeldTable, table: Table | None) -> TableOf:
    """`table`: None of one whose columns each publication decides, or that is published no more."""
    words = table.words if table else {}
    return TableOf(
        name=one.name,
        title=one.title,
        rows=one.rows,
        columns=[
            ColumnOf(
                name=each.name, type=each.type, description=each.says, words=words.get(each.name)
            )
            for each in one.columns
        ],
        keys=table.keys if table else None,
        files=list(one.files),
        address=f"{ADDRESS}/{kind}/{table.name}" if table else None,
    )


def of_kinds(kinds: list[Kind]) -> Router:
    """A router with an operation a table. Raises ValueError for a column that is a parameter."""
    router = Router(tags=["tablas"])
    for kind in kinds:
        for table in tables_of(kind):
            _add(router, kind, table)
    return router


def _add(router: Router, kind: Kind, table: Table) -> None:
    if taken := set(table.keys) & set(OWN):
        raise ValueError(f"«{kind.code}»: {table.name} has a key called {taken.pop()}")
    name = operation(kind, table)
    title = "".join(part.capitalize() for part in name.split("_"))
    items = (list[row(f"{title}Row", table)], ...)
    answer = create_model(f"{title}Rows", __base__=Rows, items=items)
    wanted = create_model(f"{title}Asked", __base__=Schema, **filters(table))

    def rows_of(
        request: HttpRequest,
        claves: Annotated[wanted, Query()],
        publicacion: Which = None,
        datos: Data = None,
        desde: Start = 0,
        limite: Limit = 100,
    ) -> Schema:
        found = published(kind.code, publicacion, datos)
        values = claves.model_dump(exclude_none=True)
        return answer(**_page(found, table, values, desde, limite))

    router.get(
        f"/{kind.code}/{table.name}",
        response={200: answer, **ERRORS},
        summary=f"{kind.title}. {table.title}",
        operation_id=name,
    )(published_answer()(rows_of))


def _page(
    publication: Publication, table: Table, wanted: dict[str, Any], start: int, limit: int
) -> dict[str, Any]:
    try:
        count, page = published_rows.rows(publication, table, wanted, start, limit)
    except published_rows.NotHeld as error:
        raise HttpError(404, str(error)) from error
    return {
        "publication": publication.pk,
        "simulated": publication.simulated,
        "count": count,
        "items": instants(page).to_dicts(),
    }
