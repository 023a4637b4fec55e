"""What the API answers of the semáforo: the OpenAPI document is made from these.

The rows are those published, as their tables say them; only what is computed is said here.
"""

# A checker takes a class that is made while running for a variable, and no variable for a type.
# pyright: reportInvalidTypeForm=false

from datetime import date
from typing import Any, Final, Literal

from ninja import Field, Schema

from sinasec.compliance.semaforo import resources
from sinasec.methods.compliance.lights import Light
from sinasec.methods.law import Breach as BreachWord
from sinasec.methods.law import Level as LevelWord
from sinasec.translation import gettext as _
from sinasec.web.api.answers import ErratumRow
from sinasec.web.api.rows import row, said

ConfidenceWord = Literal["confirmado", "probable"]
LightWord = Literal["verde", "ambar", "rojo", "sin_informacion", "no_exigible"]
OF_LIGHT: Final = (
    "«probable»: la luz del comité descansa en deberes que lo son. Si es roja, lo son todos "
    "los que están en rojo; si es verde o ámbar, alguno de los exigibles. Gris no lo es."
)


class OfDay(Schema):
    """Every answer about a day says of which publication it is."""

    publication: str
    simulated: bool
    day: date


class Counts(Schema):
    verde: int
    ambar: int
    rojo: int
    sin_informacion: int
    no_exigible: int


class RegionRow(Schema):
    region: str
    name: str = Field(description="Nombre de la región, no el de su comité.")
    region_light: Light = Field(
        description="Resumen de todos los comités de la región, por las franjas de la definición "
        "(ejemplo). No es la luz de su comité regional."
    )
    coresec: str = Field(description="El comité regional.")
    coresec_shown: LightWord = Field(description="La luz del comité regional.")
    coresec_confidence: ConfidenceWord = said(OF_LIGHT)
    committees: Counts


class National(OfDay):
    breach: BreachWord
    total: Counts
    probable: Counts = Field(description="De `total`, las luces probables.")
    levels: dict[LevelWord, Counts]
    regions: list[RegionRow]


_EXISTS: Final = ("valid_from", "valid_to")
CommitteeRow = row(
    "CommitteeRow",
    resources.UNITS,
    without=_EXISTS,
    legal=(LightWord, ...),
    gestion=(LightWord, ...),
    legal_confidence=(ConfidenceWord, said(OF_LIGHT)),
    gestion_confidence=(ConfidenceWord, said(OF_LIGHT)),
)


class CommitteePage(OfDay):
    count: int
    items: list[CommitteeRow]


LATE_DAYS = (
    "Días calendario desde el último en plazo hasta el que se cumplió; nulo si no se "
    "cumplió tarde, o si del acto solo consta qué día se publicó."
)
LATE_AT_MOST = (
    "Días calendario desde el último en plazo hasta la publicación, cuando no consta qué día "
    "se hizo el acto: el retraso es a lo más ese, y puede no haberlo. Nulo en lo demás."
)
CONFIDENCE = "«probable»: descansa en una lectura nuestra, o en un plazo o comité en duda."
CONSEQUENCES = (
    "Qué ata la norma a su falta ese último día, y con qué certeza: `suspension:en_duda`, "
    "separadas por punto y coma. `en_duda`: no se sabe si todavía la ata; `ejemplo`: nadie lo ha "
    "decidido."
)
OTHERWISE = (
    "Lo que el programa de hoy lee de otro modo con los mismos hechos; vacío donde lee lo mismo. "
    "Vale lo publicado."
)
_EXPLAINED: Final[dict[str, Any]] = {  # of a duty, what its finding says
    "late_days": (int | None, said(LATE_DAYS)),
    "late_at_most": (int | None, said(LATE_AT_MOST)),
    "confidence": (ConfidenceWord, said(CONFIDENCE)),
    "consequences": (str, said(CONSEQUENCES)),
}
SAID_WRONGLY = _(
    "Lo que esa publicación dice mal de ese comité ese día: sus fes de erratas y, de un avance, "
    "las de otras cuyo error repite."
)
SINCE_AT_LEAST = "Verdadero: es el primer día que la publicación juzga, y pudo empezar antes."


class LightRow(Schema):
    light: LightWord
    confidence: ConfidenceWord = said(OF_LIGHT)
    day_from: date = Field(description="Primer día de esta luz sin interrupción.")
    day_to: date = Field(description="Último día de esta luz sin interrupción.")
    since_at_least: bool = Field(description=SINCE_AT_LEAST)


DutyRow = row(
    "DutyRow",
    resources.DUTY_LIGHTS,
    without=("committee", "version", "period_from", "light_from"),
    since=(
        date,
        said("Primer día de esta luz sin interrupción, cualquiera sea el período."),
    ),
    since_at_least=(bool, said(SINCE_AT_LEAST)),
    **_EXPLAINED,
    otherwise=(str, said(OTHERWISE)),
)


_ITS_LIGHT: Final = (LightRow | None, said("Nulo si el comité no existía ese día."))
CommitteeDay = row(
    "CommitteeDay",
    resources.UNITS,
    base=OfDay,
    without=_EXISTS,
    legal=_ITS_LIGHT,
    gestion=_ITS_LIGHT,
    duties=(list[DutyRow], ...),
    errata=(list[ErratumRow], said(SAID_WRONGLY)),
)


class Findings(OfDay):
    committee: str
    findings: list[dict[str, object]] = Field(
        description="Norma, período, cuenta del plazo día por día, hechos contados y no contados, "
        "qué pone la luz en verde (`turns_green`) y, para quien lee después de su día "
        "(`turns_green_by`), qué tocaba y qué puede hacerse desde entonces (`turns_green_was`, "
        "`turns_green_now`), hasta qué día consta una falta (`absent_until`) y desde cuál "
        "nadie dejó constancia (`unknown_from`; nulo si la hay de todo día que cuenta), y en "
        "`otherwise` lo que el programa de hoy lee de otro modo que el que publicó."
    )
    errata: list[ErratumRow] = Field(description=SAID_WRONGLY)


IntervalRow = row("IntervalRow", resources.INTERVALS, without=("committee",), **_EXPLAINED)


class IntervalPage(Schema):
    publication: str
    simulated: bool
    committee: str
    count: int
    items: list[IntervalRow]


class ConsequenceOfDuty(Schema):
    kind: Literal["suspension", "ministerio_publico", "control"]
    norm: str
    article: str
    from_day: date
    to_day: date | None
    confidence: Literal["confirmado", "en_duda", "ejemplo"]
    says: str


class ReadWith(Schema):
    norm: str
    article: str


class DutyVersion(Schema):
    from_day: date
    to_day: date | None
    bearers: list[LevelWord]
    breach: BreachWord
    count: int
    per: str | None
    norm: str
    article: str
    url: str
    confidence: Literal["confirmado", "probable"]
    reading: str = Field(description="Por qué es probable; vacío si es confirmado o no consta.")
    quoted_by: str | None
    read_with: list[ReadWith] = Field(description="Artículos sin los que este no se entiende.")
    text_read: bool
    plain: str
    consequences: list[ConsequenceOfDuty]


class DutyDefinition(Schema):
    code: str
    name: str
    rule: Literal["at_least", "by_date", "within", "standing"]
    plain: str
    only_in: list[str] = Field(
        description="Códigos del INEI de los únicos lugares en que obliga; vacío, todo el país."
    )
    versions: list[DutyVersion]


class DutyPage(Schema):
    edition: str
    count: int
    items: list[DutyDefinition]
