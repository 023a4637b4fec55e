"""The published index of risk: districts, what makes their score, its border and its audit."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, Literal

import polars as pl
from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError
from ninja.params.functions import Path, Query

from sinasec.publications.afterwards.reading import AnsweredReply, answered, errata
from sinasec.publications.catalogue import reply_by
from sinasec.publications.models import Publication
from sinasec.risk.published import reading
from sinasec.risk.published.kind import INDEX
from sinasec.risk.published.result_tables import DISTRICTS
from sinasec.web.api.answers import ERRORS, PublicationPage, erratum_row
from sinasec.web.api.publications import rows as listed
from sinasec.web.api.rows import words_of
from sinasec.web.api.tables import Data, Limit, Start, Which
from sinasec.web.api.tables import published as chosen
from sinasec.web.published.page_cache import published_answer
from sinasec.web.risk.api.answers import (
    AnswerRow,
    Audit,
    ContributionPage,
    DistrictPage,
    ElementPage,
    OneDistrict,
    ReplyRow,
    VariantPage,
    VariantRankPage,
)
from sinasec.web.risk.audit import out_of_index
from sinasec.web.risk.audit import weights as weight_rows
from sinasec.web.risk.bridge import committee_code
from sinasec.web.risk.words import apart

# The words of a column are those its table says; a checker cannot know them.
# pyright: reportInvalidTypeForm=false

router = Router(tags=["riesgo"])

Unit = Annotated[str | None, Query(pattern=r"^[0-9]{6}$", description="Distrito: código INEI.")]
Zone = words_of(DISTRICTS, "zone")
UNKNOWN: Final = "sin_informacion"
OF_ZONE: Final = (
    "Respecto de los primeros k; `sin_informacion`, los que no se evaluaron y no están en ninguna."
)
State = words_of(DISTRICTS, "state")


def published(identifier: str | None, data: str | None) -> Publication:
    """The index named, or the latest: of real data while there is one."""
    return chosen(INDEX, identifier, data)


def of(publication: Publication) -> dict[str, Any]:
    """What every answer says of its publication."""
    said = reading.descriptor(publication)["indice"]
    return {
        "publication": publication.pk,
        "simulated": publication.simulated,
        "year": said["anio"],
        "last_month": publication.as_of.month,
        "example": said["ejemplo"],
        "lacking": [row["element"] for row in reading.lacking(publication)],
    }


def noted(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of DISTRICTS with what is to be said of their rank."""
    return [{**row, "rank_note": apart(row)} for row in rows]


def paged(table: pl.DataFrame, start: int, limit: int) -> dict[str, Any]:
    """How many rows there are, and those of the page."""
    return {"count": table.height, "items": table.slice(start, limit).to_dicts()}


@router.get(
    "/publicaciones",
    response={200: PublicationPage, **ERRORS},
    summary="Índices publicados",
    operation_id="riesgo_publicaciones",
)
def publications(request: HttpRequest, desde: Start = 0, limite: Limit = 50) -> PublicationPage:
    found = reading.every()
    return PublicationPage(count=len(found), items=listed(found[desde : desde + limite]))


@router.get(
    "/distritos",
    response={200: DistrictPage, **ERRORS},
    summary="Distritos, por orden de riesgo",
    operation_id="riesgo_distritos",
)
@published_answer()
def districts(
    request: HttpRequest,
    publicacion: Which = None,
    datos: Data = None,
    departamento: Annotated[
        str | None,
        Query(pattern=r"^[0-9]{2}$", description="Los de ese departamento: código INEI."),
    ] = None,
    provincia: Annotated[
        str | None, Query(pattern=r"^[0-9]{4}$", description="Los de esa provincia: código INEI.")
    ] = None,
    par: Annotated[str | None, Query(max_length=40, description="Clase de municipalidad.")] = None,
    zona: Annotated[Zone | Literal["sin_informacion"] | None, Query(description=OF_ZONE)] = None,
    estado: Annotated[State | None, Query(description="Si se evaluó o no.")] = None,
    orden: Annotated[
        Literal["puesto", "codigo"], Query(description="Por puesto o por código de distrito.")
    ] = "puesto",
    desde: Start = 0,
    limite: Limit = 100,
) -> DistrictPage:
    found = published(publicacion, datos)
    table = reading.table(found, "distritos")
    if zona == UNKNOWN:  # as the page has it: one without information is in no zone
        table, zona = table.filter(pl.col("state") != "evaluado"), None
    for column, value in (("peer", par), ("zone", zona), ("state", estado)):
        table = table if value is None else table.filter(pl.col(column) == value)
    for start in (departamento, provincia):
        table = table if start is None else table.filter(pl.col("unit").str.starts_with(start))
    by = ("rank", "unit") if orden == "puesto" else ("unit",)
    return _district_page(found, table.sort(*by, nulls_last=True), desde, limite)


def _district_page(found: Publication, table: pl.DataFrame, start: int, limit: int) -> DistrictPage:
    rows = paged(table, start, limit)
    rows["items"] = noted(rows["items"])
    return DistrictPage(**of(found), top=reading.top(found), **rows)


@router.get(
    "/distritos/{ubigeo}",
    response={200: OneDistrict, **ERRORS},
    summary="Todo de un distrito",
    operation_id="riesgo_distritos_por_ubigeo",
)
@published_answer()
def one_district(
    request: HttpRequest,
    ubigeo: Annotated[str, Path(description="Distrito: código INEI de seis cifras.")],
    publicacion: Which = None,
    datos: Data = None,
) -> OneDistrict:
    found = published(publicacion, datos)
    try:
        district = reading.district(found, ubigeo)
    except reading.NotInIt as error:
        raise HttpError(404, str(error)) from error
    return _district(found, district, committee_code(ubigeo))


def _district(found: Publication, district: reading.District, committee: str) -> OneDistrict:
    rows = [row for level in district.contributions.values() for row in level]
    return OneDistrict(
        **of(found),
        top=reading.top(found),
        evaluated=district.evaluated,
        district=noted([district.row])[0],
        contributions=rows,
        rates=list(district.rates),
        spatial=list(district.spatial),
        variants=list(district.variants),
        peers=noted(district.peers),
        quality=list(district.quality),
        reply_by=reply_by(found),
        replies=[_reply(each) for each in answered(reading.replies(found, committee))],
        errata=[erratum_row(one) for one in errata(found, committee)],
    )


def _reply(one: AnsweredReply) -> ReplyRow:
    reply, said = one
    return ReplyRow(
        committee=reply.committee,
        text=reply.text,
        by=reply.by,
        received_at=reply.received_at,
        answer=said and AnswerRow(text=said.text, by=said.by, registered_at=said.registered_at),
    )


@router.get(
    "/frontera",
    response={200: DistrictPage, **ERRORS},
    summary="La frontera disputada: quién está en duda entre los primeros k",
    operation_id="riesgo_frontera",
)
@published_answer()
def frontier(
    request: HttpRequest,
    publicacion: Which = None,
    datos: Data = None,
    desde: Start = 0,
    limite: Limit = 100,
) -> DistrictPage:
    found = published(publicacion, datos)
    return _district_page(found, reading.frontier(found), desde, limite)


@router.get(
    "/elementos",
    response={200: ElementPage, **ERRORS},
    summary="Qué mide el índice, y con qué",
    operation_id="riesgo_elementos",
)
@published_answer()
def elements(
    request: HttpRequest,
    publicacion: Which = None,
    datos: Data = None,
    desde: Start = 0,
    limite: Limit = 100,
) -> ElementPage:
    found = published(publicacion, datos)
    return ElementPage(**of(found), **paged(reading.table(found, "elementos"), desde, limite))


@router.get(
    "/contribuciones",
    response={200: ContributionPage, **ERRORS},
    summary="Cuánto aporta cada elemento a cada distrito",
    operation_id="riesgo_contribuciones",
)
@published_answer()
def contributions(
    request: HttpRequest,
    publicacion: Which = None,
    datos: Data = None,
    ubigeo: Unit = None,
    elemento: Annotated[
        str | None, Query(max_length=80, description="Solo los de este elemento, por su código.")
    ] = None,
    nivel: Annotated[
        int | None, Query(ge=1, le=20, description="Solo los de este nivel: 1 son los indicadores.")
    ] = None,
    desde: Start = 0,
    limite: Limit = 100,
) -> ContributionPage:
    found = published(publicacion, datos)
    table = reading.table(found, "contribuciones")
    for column, value in (("unit", ubigeo), ("element", elemento), ("level", nivel)):
        table = table if value is None else table.filter(pl.col(column) == value)
    return ContributionPage(**of(found), **paged(table, desde, limite))


@router.get(
    "/variantes",
    response={200: VariantPage, **ERRORS},
    summary="El índice compuesto de otras maneras",
    operation_id="riesgo_variantes",
)
@published_answer()
def variants(
    request: HttpRequest,
    publicacion: Which = None,
    datos: Data = None,
    desde: Start = 0,
    limite: Limit = 100,
) -> VariantPage:
    found = published(publicacion, datos)
    return VariantPage(**of(found), **paged(reading.table(found, "variantes"), desde, limite))


@router.get(
    "/variantes/{codigo}",
    response={200: VariantRankPage, **ERRORS},
    summary="Los puestos en una variante",
    operation_id="riesgo_variantes_por_codigo",
)
@published_answer()
def variant(
    request: HttpRequest,
    codigo: Annotated[str, Path(description="Código de la variante.")],
    publicacion: Which = None,
    datos: Data = None,
    desde: Start = 0,
    limite: Limit = 100,
) -> VariantRankPage:
    found = published(publicacion, datos)
    if codigo not in reading.table(found, "variantes")["variant"]:
        raise HttpError(404, f"No hay ninguna variante «{codigo[:80]}»: vea /riesgo/variantes.")
    table = reading.table(found, "variantes_puestos").filter(pl.col("variant") == codigo)
    rows = paged(table.sort("rank", "unit", nulls_last=True), desde, limite)
    return VariantRankPage(**of(found), variant=codigo, **rows)


@router.get(
    "/auditoria",
    response={200: Audit, **ERRORS},
    summary="Pasos, correlaciones, coherencia, pesos efectivos, retiros y sensibilidad",
    operation_id="riesgo_auditoria",
)
@published_answer()
def audit(request: HttpRequest, publicacion: Which = None, datos: Data = None) -> Audit:
    found = published(publicacion, datos)
    said = {field: reading.table(found, name).to_dicts() for field, name in AUDITED.items()}
    return Audit(**of(found), **said, **_dropped(found))


def _dropped(found: Publication) -> dict[str, Any]:
    """What weighs nothing in the index, in codes and as the page says it."""
    weights = weight_rows(found)
    codes = [row["element"] for row in weights if row["nominal"] == 0]
    return {"zero_weights": codes, "zero_weights_note": out_of_index(weights)}


AUDITED = {
    "steps": "pasos",
    "treatments": "tratamiento",
    "correlations": "correlaciones",
    "coherence": "coherencia",
    "effective_weights": "pesos_efectivos",
    "removals": "retiros",
    "sensitivity": "sensibilidad",
    "spatial": "espacial_global",
    "peers": "pares",
}
