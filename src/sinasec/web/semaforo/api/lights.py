"""The semáforo of a day: the country, and each committee."""

from collections.abc import Set
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Final, Literal, cast

import polars as pl
from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError
from ninja.params.functions import Path, Query

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.compliance.semaforo.mistaken import errata_told
from sinasec.compliance.semaforo.probable import PROBABLE
from sinasec.methods.compliance.explanation.finding import Finding
from sinasec.publications.catalogue import Current
from sinasec.publications.models import Publication
from sinasec.web.api.answers import ERRORS, erratum_row
from sinasec.web.api.chosen import IsoDay, Limit, Start, chosen
from sinasec.web.canonical import answering_instead
from sinasec.web.published.page_cache import published_answer
from sinasec.web.regions import REGION_NAMES, no_region
from sinasec.web.semaforo.api.answers import (
    BreachWord,
    CommitteeDay,
    CommitteePage,
    CommitteeRow,
    ConfidenceWord,
    Counts,
    Findings,
    IntervalPage,
    IntervalRow,
    LevelWord,
    LightRow,
    LightWord,
    National,
    RegionRow,
)
from sinasec.web.semaforo.chosen import check_withheld
from sinasec.web.semaforo.lights import SHOWN, shown_name

# The rows are made from the tables of the package; a checker cannot know them.
# pyright: reportInvalidTypeForm=false

router = Router(tags=["semáforo"])

Day = Annotated[IsoDay | None, Query(description="Día juzgado; por omisión, el último.")]
Which = Annotated[str | None, Query(max_length=80, description="Identificador de publicación.")]
Data = Annotated[Literal["todos", "reales"] | None, Query(description="Solo los actos reales.")]
CommitteeCode = Annotated[str, Path(description="Código del comité: CODISEC-210102.")]
Breach = Annotated[BreachWord, Query(description="Omisión legal o gestión: nunca se mezclan.")]


def _chosen(identifier: str | None, data: str | None) -> Current:
    """The semáforo named, or the latest (of real data alone with `datos=reales`)."""
    origin = False if data == "reales" else None
    none = "Todavía no hay ninguna publicación de esa clase."
    return chosen(SEMAFORO, identifier, origin, none=none)


def _chosen_day(
    identifier: str | None, data: str | None, day: date | None
) -> tuple[Publication, date]:
    """A semáforo, and the day asked for inside what it judged; without one, its last.

    Raises Withheld for a day that only a newer one judges, which is withheld.
    """
    found = _chosen(identifier, data)
    first, last = reading.days(found.publication)
    asked = day or last
    if not first <= asked <= last:
        check_withheld(found, asked)
        raise HttpError(
            404,
            f"Esta publicación juzga los días del {first} al {last}: elija una fecha entre esas.",
        )
    return found.publication, asked


@router.get(
    "/semaforo",
    response={200: National, **ERRORS},
    summary="El país en un día",
    operation_id="semaforo",
)
@published_answer()
def national(
    request: HttpRequest,
    fecha: Day = None,
    publicacion: Which = None,
    datos: Data = None,
    luz: Breach = "legal",
) -> National:
    published, day = _chosen_day(publicacion, datos, fecha)
    return _national(published, day, luz)


def _national(published: Publication, day: date, breach: BreachWord) -> National:
    counts = {name: _counts(tally) for name, tally in _by_level(published, day, breach).items()}
    probable = reading.probable(published, day, breach)
    return National(
        publication=published.id,
        simulated=published.simulated,
        day=day,
        breach=breach,
        total=counts.pop("total"),
        probable=_probable_counts(published, day, breach, probable),
        levels=cast("dict[LevelWord, Counts]", counts),
        regions=[
            RegionRow(
                region=each.region,
                name=REGION_NAMES[each.region],
                region_light=each.light,
                coresec=each.coresec,
                coresec_shown=cast("LightWord", each.coresec_shown),
                coresec_confidence=_confidence(each.coresec, probable),
                committees=_counts(each.tally),
            )
            for each in reading.regions(published, day, breach)
        ],
    )


def _probable_counts(
    published: Publication, day: date, breach: BreachWord, probable: Set[str]
) -> Counts:
    shown = reading.shown(published, day, breach)
    found = [shown[code] for code in probable]
    return Counts(**{name: found.count(name) for name in SHOWN})


def _confidence(code: str, probable: Set[str]) -> ConfidenceWord:
    return PROBABLE if code in probable else "confirmado"


def _by_level(published: Publication, day: date, breach: str) -> dict[str, reading.Tally]:
    return reading.national(published, day, breach)


def _counts(tally: reading.Tally) -> Counts:
    return Counts(**asdict(tally))


@router.get(
    "/comites",
    response={200: CommitteePage, **ERRORS},
    summary="Comités y sus luces",
    operation_id="comites",
)
@published_answer()
def committees(
    request: HttpRequest,
    fecha: Day = None,
    publicacion: Which = None,
    datos: Data = None,
    nivel: Annotated[LevelWord | None, Query(description="Solo los de este nivel.")] = None,
    region: Annotated[
        str | None,
        Query(max_length=4, description="Región: código del INEI; 1501 es Lima Metropolitana."),
    ] = None,
    legal: Annotated[LightWord | None, Query(description="Solo los de esta luz legal.")] = None,
    gestion: Annotated[
        LightWord | None, Query(description="Solo los de esta luz de gestión.")
    ] = None,
    desde: Start = 0,
    limite: Limit = 100,
) -> CommitteePage:
    published, day = _chosen_day(publicacion, datos, fecha)
    rows = _committee_rows(published, day, nivel, region)
    rows = [
        row
        for row in rows
        if (legal is None or row.legal == legal) and (gestion is None or row.gestion == gestion)
    ]
    return CommitteePage(
        publication=published.id,
        simulated=published.simulated,
        day=day,
        count=len(rows),
        items=rows[desde : desde + limite],
    )


def _committee_rows(
    published: Publication, day: date, level: str | None, region: str | None
) -> list[CommitteeRow]:
    units = reading.units(published)
    if level:
        units = units.filter(pl.col("level") == level)
    if region:
        units = units.filter(pl.col("region") == region)
        if units.is_empty() and region not in REGION_NAMES:
            raise HttpError(404, no_region(region))
    legal = reading.shown(published, day, "legal")
    management = reading.shown(published, day, "gestion")
    of_legal = reading.probable(published, day, "legal")
    of_management = reading.probable(published, day, "gestion")
    return [
        CommitteeRow.model_validate(
            {
                **unit,
                "legal": legal[code],
                "gestion": management[code],
                "legal_confidence": _confidence(code, of_legal),
                "gestion_confidence": _confidence(code, of_management),
            }
        )
        for unit in units.iter_rows(named=True)
        if (code := unit["committee"]) in legal
    ]


@router.get(
    "/comites/{codigo}",
    response={200: CommitteeDay, **ERRORS},
    summary="Un comité en un día",
    operation_id="comites_por_codigo",
)
@published_answer()
def committee(
    request: HttpRequest,
    codigo: CommitteeCode,
    fecha: Day = None,
    publicacion: Which = None,
    datos: Data = None,
) -> CommitteeDay:
    published, day = _chosen_day(publicacion, datos, fecha)
    _known(published, codigo)
    return _committee_day(published, codigo, day)


def _committee_day(published: Publication, code: str, day: date) -> CommitteeDay:
    found = reading.committee(published, code, day)
    explained = {one.duty: one for one in reading.findings(published, code, day)}
    duties = [asdict(row) | _explained(explained[row.duty]) for row in found.duties]
    said = {
        "publication": published.id,
        "simulated": published.simulated,
        "day": day,
        "committee": found.code,
        "level": found.level,
        "name": found.name,
        "region": found.region,
        "parent": found.parent,
        "legal": _light(found.legal, _confidence(code, reading.probable(published, day, "legal"))),
        "gestion": _light(
            found.gestion, _confidence(code, reading.probable(published, day, "gestion"))
        ),
        "duties": duties,
        "errata": [erratum_row(one) for one in errata_told(published, day, code)],
    }
    return CommitteeDay.model_validate(said)


def _explained(finding: Finding) -> dict[str, Any]:
    return {
        "late_days": finding.late_days,
        "late_at_most": finding.late_at_most,
        "confidence": finding.confidence,
        "consequences": ";".join(each.coded for each in finding.consequences),
        "otherwise": finding.otherwise,
    }


def _light(shown: reading.Shown | None, confidence: ConfidenceWord) -> LightRow | None:
    if shown is None:
        return None
    name = cast("LightWord", shown_name(shown.light, shown.why_gris))
    return LightRow(
        light=name,
        confidence=confidence,
        day_from=shown.since,
        day_to=shown.until,
        since_at_least=shown.since_at_least,
    )


@router.get(
    "/comites/{codigo}/hallazgos",
    response={200: Findings, **ERRORS},
    summary="Por qué cada luz y qué la pone en verde",
    operation_id="comites_por_codigo_hallazgos",
)
@published_answer()
def findings(
    request: HttpRequest,
    codigo: CommitteeCode,
    fecha: Day = None,
    deber: Annotated[
        str | None, Query(max_length=80, description="Solo este deber, por su código.")
    ] = None,
    publicacion: Which = None,
    datos: Data = None,
) -> Findings:
    published, day = _chosen_day(publicacion, datos, fecha)
    _known(published, codigo)
    if deber is not None and all(each.code != deber for each in reading.edition(published).duties):
        raise HttpError(404, f"No hay ningún deber «{deber}». Vea la lista en /api/v1/deberes.")
    return committee_findings(published, codigo, day, deber)


def committee_findings(
    published: Publication, code: str, day: date, duty: str | None = None
) -> Findings:
    """The trace of every light of a committee on a day, or of one duty."""
    return Findings(
        publication=published.id,
        simulated=published.simulated,
        day=day,
        committee=code,
        findings=[each.as_dict() for each in reading.findings(published, code, day, duty)],
        errata=[
            erratum_row(one)
            for one in errata_told(published, day, code)
            if duty is None or one.duty == duty
        ],
    )


@router.get(
    "/comites/{codigo}/intervalos",
    response={200: IntervalPage, **ERRORS},
    summary="La historia de un comité, en intervalos",
    operation_id="comites_por_codigo_intervalos",
)
@published_answer()
def intervals(
    request: HttpRequest,
    codigo: CommitteeCode,
    publicacion: Which = None,
    datos: Data = None,
    desde: Start = 0,
    limite: Limit = 100,
) -> IntervalPage:
    published = _chosen(publicacion, datos).publication
    _known(published, codigo)
    table = reading.intervals_explained(published, codigo)
    return IntervalPage(
        publication=published.id,
        simulated=published.simulated,
        committee=codigo,
        count=table.height,
        items=[
            IntervalRow(**row)
            for row in table.slice(desde, limite).drop("committee").iter_rows(named=True)
        ],
    )


def _known(published: Publication, code: str) -> None:
    try:
        reading.history(published, code, "legal")
    except reading.NotInIt as error:
        instead = answering_instead(code, published.as_of)
        more = f" {_no_codisec(published, instead)}" if instead else ""
        raise HttpError(404, f"{error}{more}") from error


def _no_codisec(published: Publication, instead: str) -> str:
    unsure = instead in reading.edition(published).unverified
    answers = (
        f"quién responde está sin verificar; vea {instead}" if unsure else f"responde {instead}"
    )
    return f"{NO_CODISEC}: {answers}."


NO_CODISEC: Final = (
    "Ese distrito es capital de provincia y no tiene CODISEC desde el 10 de mayo de 2019"
)
