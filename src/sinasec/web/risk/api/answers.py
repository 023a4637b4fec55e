"""What the API answers about the index of risk.

The rows are those published: their schemas are made from the tables of the package, so that the
document says of each column what the package says.
"""

# A checker takes a class that is made while running for a variable, and no variable for a type.
# pyright: reportInvalidTypeForm=false

from datetime import date, datetime

from ninja import Field, Schema

from sinasec.risk.published import result_tables
from sinasec.translation import gettext as _
from sinasec.web.api.answers import ErratumRow
from sinasec.web.api.rows import row, said

DistrictRow = row(
    "RiskDistrict",
    result_tables.DISTRICTS,
    rank_note=(str, said("Por qué el puesto queda fuera de su intervalo; vacío si no queda")),
)
ElementRow = row("RiskElement", result_tables.ELEMENTS)
ContributionRow = row("RiskContribution", result_tables.CONTRIBUTIONS)
NamedContribution = row(
    "RiskNamedContribution",
    result_tables.CONTRIBUTIONS,
    name=(str | None, said("Nombre del elemento")),
    weight=(float | None, said("Peso entre los de su grupo")),
)
PeerRow = row("RiskPeer", result_tables.PEERS)
RateRow = row("RiskRate", result_tables.RATES)
SpatialRow = row("RiskSpatial", result_tables.SPATIAL)
SpatialGlobalRow = row("RiskSpatialGlobal", result_tables.SPATIAL_GLOBAL)
VariantRow = row("RiskVariant", result_tables.VARIANTS)
VariantRank = row("RiskVariantRank", result_tables.VARIANT_RANKS)
NamedVariantRank = row(
    "RiskNamedVariantRank",
    result_tables.VARIANT_RANKS,
    title=(str | None, said("Nombre de la variante")),
    changes=(str | None, said("Qué cambia")),
    compared=(
        int | None,
        said("Distritos con puesto en los dos; nulo si la variante no se pudo probar"),
    ),
)
CorrelationRow = row("RiskCorrelation", result_tables.CORRELATIONS)
CoherenceRow = row("RiskCoherence", result_tables.COHERENCE)
EffectiveWeightRow = row("RiskEffectiveWeight", result_tables.EFFECTIVE_WEIGHTS)
RemovalRow = row("RiskRemoval", result_tables.REMOVALS)
TreatmentRow = row("RiskTreatment", result_tables.TREATMENTS)
StepRow = row("RiskStep", result_tables.STEPS)
SensitivityRow = row("RiskSensitivity", result_tables.SENSITIVITY)
QualityRow = row("RiskQuality", result_tables.QUALITY)


class Of(Schema):
    """Every answer says of which publication it is."""

    publication: str
    simulated: bool = Field(description="Verdadero: datos SIMULADOS de demostración.")
    year: int = Field(description="Año del índice.")
    last_month: int = Field(description="Último mes de ese año con denuncias; 12 si está entero.")
    example: bool = Field(description="Verdadero: variables y pesos de ejemplo, no oficiales.")
    lacking: list[str] = Field(
        description="Indicadores de la edición sin los que se calculó, por falta de datos; por qué "
        "falta cada uno está en /riesgo/elementos."
    )


class Page(Of):
    count: int = Field(description="Filas en total, no solo en esta página.")


class DistrictPage(Page):
    top: int = Field(description="k: cuántos distritos son los primeros.")
    items: list[DistrictRow]


class ElementPage(Page):
    items: list[ElementRow]


class ContributionPage(Page):
    items: list[ContributionRow]


class VariantPage(Page):
    items: list[VariantRow]


class VariantRankPage(Page):
    variant: str
    items: list[VariantRank]


class AnswerRow(Schema):
    text: str
    by: str
    registered_at: datetime


class ReplyRow(Schema):
    committee: str = Field(description="Comité que respondió; el de la provincia si es su capital.")
    text: str = Field(description="Lo que dijo, con sus palabras.")
    by: str = Field(description="Quién respondió por el comité.")
    received_at: datetime
    answer: AnswerRow | None = Field(None, description="Lo que contestó la Secretaría Técnica.")


class OneDistrict(Of):
    top: int
    evaluated: int = Field(description="Distritos con puesto.")
    district: DistrictRow
    contributions: list[NamedContribution]
    rates: list[RateRow]
    spatial: list[SpatialRow]
    variants: list[NamedVariantRank]
    peers: list[DistrictRow] = Field(
        description="Los de la misma clase de municipalidad más cercanos en puesto."
    )
    quality: list[QualityRow]
    reply_by: date | None = Field(
        description="Último día para responder, en Lima; nulo si la publicación es definitiva. "
        "El plazo es de ejemplo: ninguna norma lo fija."
    )
    replies: list[ReplyRow] = Field(description="Lo que respondió el comité, en orden.")
    errata: list[ErratumRow] = Field(
        description=_("Lo que el índice dice mal de ese distrito: sus fes de erratas.")
    )


class Audit(Of):
    steps: list[StepRow]
    treatments: list[TreatmentRow]
    correlations: list[CorrelationRow]
    coherence: list[CoherenceRow]
    effective_weights: list[EffectiveWeightRow]
    zero_weights: list[str]
    zero_weights_note: str
    removals: list[RemovalRow]
    sensitivity: list[SensitivityRow]
    spatial: list[SpatialGlobalRow]
    peers: list[PeerRow]


PlaceRow = row(
    "RiskPlace", result_tables.DISTRICTS, only=("unit", "name", "province", "department")
)


class MovedRow(PlaceRow):
    published_score: float | None
    published_rank: int | None
    score: float | None
    rank: int | None
    before: int | None = Field(
        description="Puesto anterior, contado solo entre los que tienen puesto en los dos."
    )
    after: int | None = Field(description="Puesto nuevo, contado entre los mismos.")
    shift: int | None = Field(description="before menos after: puestos que sube.")
    enters: bool = Field(description="Entra en los primeros k.")
    leaves: bool = Field(description="Sale de los primeros k.")
    published_low: int | None = Field(description="Primer puesto del intervalo del anterior.")
    published_high: int | None = Field(description="Último puesto de ese intervalo.")
    low: int | None = Field(
        description="Primer puesto del intervalo del nuevo; nulo en «¿y si…?», que no lo sortea."
    )
    high: int | None = Field(description="Último puesto de ese intervalo.")
    apart: bool | None = Field(
        description="Verdadero: los dos intervalos no se tocan (en «¿y si…?», el puesto nuevo "
        "queda fuera del publicado). Falso: los dos puestos no se distinguen."
    )


class Moves(Page):
    top: int
    compared: int = Field(description="Distritos con puesto en los dos.")
    mean_shift: float | None = Field(
        description="Cambio medio de puesto, en valor absoluto, contado entre los comparados."
    )
    max_shift: int
    spearman: float | None
    enter: list[str]
    leave: list[str]
    items: list[MovedRow] = Field(description="Por el puesto nuevo.")


class WhatIfAnswer(Moves):
    changes: list[str] = Field(description="Qué se cambió, en palabras.")


class BetweenAnswer(Moves):
    before: str = Field(description="La publicación anterior; la otra es «publication».")
