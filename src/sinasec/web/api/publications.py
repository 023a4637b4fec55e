"""What has been published, and what was published on a day."""

from collections.abc import Iterable
from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError
from ninja.params.functions import Path, Query

from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.publications import catalogue
from sinasec.publications.afterwards.reading import errata, every_errata, withdrawal, withdrawals
from sinasec.publications.models import Erratum, Publication, Withdrawal
from sinasec.publications.succession import successor, successors
from sinasec.publications.trust.standing import Standing, standing, standings
from sinasec.web.api.answers import (
    ERRORS,
    KindWord,
    PublicationPage,
    PublicationRow,
    PublishedOnDay,
    TablePage,
    WithdrawnRow,
    erratum_row,
)
from sinasec.web.api.chosen import Identifier, IsoDay, Start, named
from sinasec.web.api.tables import listed
from sinasec.web.published.page_cache import published_answer
from sinasec.web.semaforo.chosen import not_yet

# The kinds there are are known when they are registered; a checker cannot know them.
# pyright: reportInvalidTypeForm=false

router = Router(tags=["publicaciones"])


def rows(publications: Iterable[Publication]) -> list[PublicationRow]:
    """A list: those nobody asked for yet are verified while there is time."""
    found = list(publications)
    told, later = standings(found), successors(catalogue.every())
    gone, wrong = withdrawals(), every_errata()
    return [
        row(each, told[each.pk], later[each.pk], gone.get(each.pk), wrong.get(each.pk, []))
        for each in found
    ]


def row(
    publication: Publication,
    found: Standing | None,
    later: Publication | None,
    gone: Withdrawal | None,
    wrong: Iterable[Erratum],
) -> PublicationRow:
    return PublicationRow(
        withheld=None if found is None else not found.stands,
        withheld_because=found.reason or None if found else None,
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
        replaced_by=later.pk if later else None,
        withdrawn=_withdrawn(gone) if gone else None,
        errata=[erratum_row(one) for one in wrong],
    )


def _withdrawn(gone: Withdrawal) -> WithdrawnRow:
    return WithdrawnRow(
        withdrawn_at=gone.registered_at, by=gone.by, reason=gone.reason, document=gone.document
    )


@router.get(
    "",
    response={200: PublicationPage, **ERRORS},
    summary="Lista de publicaciones",
    operation_id="publicaciones",
)
def list_publications(
    request: HttpRequest,
    tipo: Annotated[KindWord | None, Query(description="Solo las de esta clase.")] = None,
    desde: Start = 0,
    limite: Annotated[
        int, Query(ge=1, le=200, description="Cuántas trae la respuesta, 200 a lo más.")
    ] = 50,
) -> PublicationPage:
    found = catalogue.every(kind=tipo)
    return PublicationPage(count=len(found), items=rows(found[desde : desde + limite]))


@router.get(
    "/en/{fecha}",
    response={200: PublishedOnDay, **ERRORS},
    summary="Qué se publicó ese día",
    operation_id="publicaciones_en_por_fecha",
)
def published_on(
    request: HttpRequest, fecha: Annotated[IsoDay, Path(description="Día, como 2024-05-24.")]
) -> PublishedOnDay:
    found = catalogue.published_on(fecha)
    if not found.that_day and (said := not_yet(fecha)):
        raise HttpError(404, f"{said} Pregunte por un día pasado.")
    others = dict(found.in_force)
    semaforo = others.pop(SEMAFORO, None)
    return PublishedOnDay(
        day=found.day,
        that_day=rows(found.that_day),
        in_force=rows([semaforo])[0] if semaforo else None,
        others_in_force=rows(others.values()),
    )


@router.get(
    "/{identificador}",
    response={200: PublicationRow, **ERRORS},
    summary="Una publicación",
    operation_id="publicaciones_por_identificador",
)
def one_publication(request: HttpRequest, identificador: Identifier) -> PublicationRow:
    found = named(identificador)
    gone, wrong = withdrawal(found), errata(found)
    return row(found, standing(found), successor(found), gone, wrong)


@router.get(
    "/{identificador}/tablas",
    response={200: TablePage, **ERRORS},
    summary="Las tablas de una publicación y sus columnas",
    operation_id="publicaciones_por_identificador_tablas",
)
@published_answer()
def tables_of(request: HttpRequest, identificador: Identifier) -> TablePage:
    return listed(named(identificador))
