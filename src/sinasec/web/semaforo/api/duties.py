"""The law as data: every duty with its wordings."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError
from ninja.params.functions import Path, Query

from sinasec import definitions
from sinasec.methods.law import Consequence, Duty, Version
from sinasec.web.api.answers import ERRORS
from sinasec.web.semaforo.api.answers import (
    ConsequenceOfDuty,
    DutyDefinition,
    DutyPage,
    DutyVersion,
    LevelWord,
    ReadWith,
)
from sinasec.web.semaforo.articles import is_read

router = Router(tags=["normas"])


@router.get(
    "",
    response={200: DutyPage, **ERRORS},
    summary="Los deberes y sus redacciones",
    operation_id="deberes",
)
def duties(
    request: HttpRequest,
    nivel: Annotated[
        LevelWord | None, Query(description="Solo los que obligan a este nivel.")
    ] = None,
) -> DutyPage:
    edition = definitions.load()
    found = [
        duty
        for duty in edition.duties
        if nivel is None or any(nivel in version.bearers for version in duty.versions)
    ]
    return DutyPage(
        edition=edition.id, count=len(found), items=[_definition(duty) for duty in found]
    )


@router.get(
    "/{codigo}",
    response={200: DutyDefinition, **ERRORS},
    summary="Un deber",
    operation_id="deberes_por_codigo",
)
def duty(
    request: HttpRequest,
    codigo: Annotated[str, Path(description="Código del deber: sesion-ordinaria.")],
) -> DutyDefinition:
    try:
        return _definition(definitions.load().duty(codigo))
    except KeyError as error:
        raise HttpError(404, f"No hay ningún deber «{codigo[:80]}».") from error


def _definition(duty: Duty) -> DutyDefinition:
    return DutyDefinition(
        code=duty.code,
        name=duty.name,
        rule=duty.rule,
        plain=duty.plain,
        only_in=list(duty.only_in),
        versions=[_version(version) for version in duty.versions],
    )


def _version(version: Version) -> DutyVersion:
    return DutyVersion(
        from_day=version.start,
        to_day=version.end,
        bearers=sorted(version.bearers),
        breach=version.breach,
        count=version.count,
        per=version.per,
        norm=version.norm.id,
        article=version.norm.article,
        url=version.norm.url,
        confidence=version.norm.confidence,
        reading=version.norm.reading,
        quoted_by=version.norm.quoted_by,
        read_with=[ReadWith(norm=one.id, article=one.article) for one in version.norm.read_with],
        text_read=is_read(version),
        plain=version.plain,
        consequences=[_consequence(one) for one in version.consequences],
    )


def _consequence(one: Consequence) -> ConsequenceOfDuty:
    return ConsequenceOfDuty(
        kind=one.kind,
        norm=one.norm.id,
        article=one.norm.article,
        from_day=one.start,
        to_day=one.end,
        confidence=one.confidence,
        says=one.says,
    )
