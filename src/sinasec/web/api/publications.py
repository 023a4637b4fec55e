"""What has been published, and what was published on a day."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from sinasec.publications import reading
from sinasec.publications.models import Publication
from sinasec.web.api import asked
from sinasec.web.api.answers import (
    KindWord,
    Problem,
    PublicationPage,
    PublicationRow,
    PublishedOnDay,
)

router = Router(tags=["publicaciones"])
ERRORS = {400: Problem, 404: Problem, 422: Problem, 429: Problem, 503: Problem}


def row(publication: Publication) -> PublicationRow:
    return PublicationRow(
        id=publication.id,
        kind=publication.kind,
        as_of=publication.as_of,
        known_at=publication.known_at,
        stage=publication.stage,
        created_at=publication.created_at,
        edition_id=publication.edition_id,
        edition_version=publication.edition_version,
        code_version=publication.code_version,
        sha256=publication.sha256,
        horizon_from=publication.horizon_from,
        horizon_to=publication.horizon_to,
        simulated=publication.simulated,
        replaces=publication.replaces_id,
    )


@router.get("", response={200: PublicationPage, **ERRORS}, summary="Lista de publicaciones")
def list_publications(
    request: HttpRequest,
    tipo: Annotated[KindWord | None, Query(description="Solo las de esta clase.")] = None,
    desde: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limite: Annotated[int, Query(ge=1, le=200)] = 50,
) -> PublicationPage:
    found = reading.every(kind=tipo)
    return PublicationPage(
        count=len(found), items=[row(each) for each in found[desde : desde + limite]]
    )


@router.get(
    "/en/{fecha}", response={200: PublishedOnDay, **ERRORS}, summary="Qué se publicó ese día"
)
def published_on(request: HttpRequest, fecha: asked.IsoDay) -> PublishedOnDay:
    found = reading.published_on(fecha)
    return PublishedOnDay(
        day=found.day,
        that_day=[row(each) for each in found.that_day],
        in_force=row(found.in_force) if found.in_force else None,
        others_in_force=[row(each) for each in found.others_in_force],
    )


@router.get("/{identificador}", response={200: PublicationRow, **ERRORS}, summary="Una publicación")
def one_publication(request: HttpRequest, identificador: str) -> PublicationRow:
    return row(asked.named(identificador))
