"""What the API answers, as schemas: the OpenAPI document is made from these."""

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema

ConfidenceWord = Literal["confirmado", "probable"]
LightWord = Literal["verde", "ambar", "rojo", "sin_informacion", "no_exigible"]
BreachWord = Literal["legal", "gestion"]
LevelWord = Literal["CONASEC", "CORESEC", "COPROSEC", "CODISEC"]
KindWord = Literal["semaforo", "indice"]


class Problem(Schema):
    """Why the question could not be answered and what to do."""

    detail: str


class PublicationRow(Schema):
    id: str = Field(description="Identificador; cita lo publicado para siempre.")
    kind: KindWord = Field(description="Clase de publicación.")
    as_of: date = Field(description="Último día juzgado.")
    known_at: datetime = Field(description="Se juzgó con lo registrado hasta este instante.")
    stage: Literal["preliminar", "definitiva"]
    created_at: datetime
    edition_id: str = Field(description="Huella de la edición de las definiciones.")
    edition_version: str
    code_version: str
    sha256: str = Field(description="Huella del contenido.")
    horizon_from: date = Field(description="Primer día que se puede pedir.")
    horizon_to: date
    simulated: bool = Field(description="Verdadero: datos SIMULADOS de demostración.")
    replaces: str | None = Field(None, description="La publicación cuyo lugar tomó.")
    replaced_by: str | None = Field(
        None,
        description="La publicación que tomó su lugar. Nulo: es la que vale de su clase, su día, "
        "su origen de datos y, si es un índice, su edición.",
    )
    withheld: bool | None = Field(
        None,
        description="Verdadero: sus archivos no son los que se firmaron y no se muestra nada de "
        "ella. Nulo: todavía no se ha comprobado; se comprueba antes de mostrarla.",
    )
    withheld_because: str | None = Field(None, description="Por qué está retenida.")


class PublicationPage(Schema):
    count: int
    items: list[PublicationRow]


class PublishedOnDay(Schema):
    day: date
    that_day: list[PublicationRow] = Field(description="Lo publicado ese día (hora de Lima).")
    in_force: PublicationRow | None = Field(
        description="El último semáforo publicado al cerrar ese día."
    )
    others_in_force: list[PublicationRow] = Field(
        description="Lo último publicado de cada otra clase al cerrar ese día."
    )


class Counts(Schema):
    verde: int
    ambar: int
    rojo: int
    sin_informacion: int
    no_exigible: int


class RegionRow(Schema):
    region: str
    name: str = Field(description="Nombre de la región, no el de su comité.")
    region_light: Literal["verde", "ambar", "rojo", "gris"] = Field(
        description="Resumen de todos los comités de la región, por las franjas de la definición "
        "(ejemplo). No es la luz de su comité regional."
    )
    coresec: str = Field(description="El comité regional.")
    coresec_shown: LightWord = Field(description="La luz del comité regional.")
    committees: Counts


class National(Schema):
    publication: str
    simulated: bool
    day: date
    breach: BreachWord
    total: Counts
    levels: dict[LevelWord, Counts]
    regions: list[RegionRow]


class CommitteeRow(Schema):
    committee: str
    level: LevelWord
    name: str
    region: str
    parent: str
    legal: LightWord
    gestion: LightWord


class CommitteePage(Schema):
    publication: str
    simulated: bool
    day: date
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
SINCE_AT_LEAST = "Verdadero: es el primer día que la publicación juzga, y pudo empezar antes."


class LightRow(Schema):
    light: LightWord
    day_from: date = Field(description="Primer día de esta luz sin interrupción.")
    day_to: date = Field(description="Último día de esta luz sin interrupción.")
    since_at_least: bool = Field(description=SINCE_AT_LEAST)


class DutyRow(Schema):
    duty: str
    breach: BreachWord
    period: str
    state: str
    light: Literal["verde", "ambar", "rojo", "gris"]
    day_from: date = Field(description="Primer día de este estado de este período.")
    day_to: date
    since: date = Field(
        description="Primer día de esta luz sin interrupción, cualquiera sea el período."
    )
    since_at_least: bool = Field(description=SINCE_AT_LEAST)
    late_days: int | None = Field(description=LATE_DAYS)
    late_at_most: int | None = Field(description=LATE_AT_MOST)
    confidence: ConfidenceWord = Field(description=CONFIDENCE)
    consequences: str = Field(description=CONSEQUENCES)
    otherwise: str = Field(description=OTHERWISE)


class CommitteeDay(Schema):
    publication: str
    simulated: bool
    day: date
    committee: str
    level: LevelWord
    name: str
    region: str
    parent: str
    legal: LightRow | None = Field(description="Nulo si el comité no existía ese día.")
    gestion: LightRow | None = Field(description="Nulo si el comité no existía ese día.")
    duties: list[DutyRow]


class Findings(Schema):
    publication: str
    simulated: bool
    day: date
    committee: str
    findings: list[dict[str, object]] = Field(
        description="Norma, período, cuenta del plazo día por día, hechos contados y no contados, "
        "qué pone la luz en verde, hasta qué día consta una falta (`absent_until`) y desde cuál "
        "nadie dejó constancia (`unknown_from`; nulo si la hay de todo día que cuenta), y en "
        "`otherwise` lo que el programa de hoy lee de otro modo que el que publicó."
    )


class IntervalRow(Schema):
    duty: str
    version: str
    breach: BreachWord
    period: str
    period_from: date
    period_to: date | None = Field(description="Ausente: sigue abierto.")
    due: date | None
    day_from: date
    day_to: date
    state: str
    light: Literal["verde", "ambar", "rojo", "gris"]
    required: int
    counted: int
    late_days: int | None = Field(description=LATE_DAYS)
    late_at_most: int | None = Field(description=LATE_AT_MOST)
    confidence: ConfidenceWord = Field(description=CONFIDENCE)
    consequences: str = Field(description=CONSEQUENCES)


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
