"""What the API answers of any kind of publication: the OpenAPI document is made from these."""

# The kinds there are is known when they are registered; no checker takes that for a type.
# pyright: reportInvalidTypeForm=false

from datetime import date, datetime
from typing import Any, Final, Literal

from ninja import Field, Schema

from sinasec.publications.kinds import KINDS
from sinasec.publications.models import Erratum
from sinasec.translation import gettext as _

KindWord = Literal[tuple(KINDS)]
SIMULATED: Final = "Verdadero: datos SIMULADOS de demostración."


class Problem(Schema):
    """Why the question could not be answered and what to do."""

    detail: str


class WithdrawnRow(Schema):
    """That a publication is not to be used."""

    withdrawn_at: datetime
    by: str
    reason: str
    document: str = Field(description="El acto o documento que lo decidió; vacío si no se dijo.")


class ErratumRow(Schema):
    """What a publication said wrongly. The publication itself does not change."""

    publication: str = Field(description=_("La publicación que lo dice."))
    committee: str
    duty: str = Field(description="Código del deber; vacío donde no se juzgan deberes.")
    first_day: date
    last_day: date
    said: str = Field(description="Lo que la publicación dice.")
    should_say: str = Field(description="Lo que debió decir.")
    why: str
    by: str
    registered_at: datetime


def erratum_row(one: Erratum) -> ErratumRow:
    said = {name: getattr(one, name) for name in ErratumRow.model_fields if name != "publication"}
    return ErratumRow(publication=one.publication_id, **said)


class PublicationRow(Schema):
    id: str = Field(description="Identificador; cita lo publicado para siempre.")
    kind: KindWord = Field(description="Clase de publicación.")
    as_of: date = Field(description="Último día juzgado.")
    known_at: datetime = Field(description="Se juzgó con lo registrado hasta este instante.")
    stage: Literal["preliminar", "definitiva", "avance"] = Field(
        description=_("«avance»: el que sale solo cada noche; no recibe respuestas.")
    )
    created_at: datetime
    edition_id: str = Field(description="Huella de la edición de las definiciones.")
    edition_version: str
    code_version: str
    sha256: str = Field(description="Huella del contenido.")
    horizon_from: date = Field(description="Primer día que se puede pedir.")
    horizon_to: date
    simulated: bool = Field(description=SIMULATED)
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
    withdrawn: WithdrawnRow | None = Field(
        None,
        description="Que fue retirada: sigue en su dirección y se verifica, no debe usarse y no es "
        "la que se muestra. Nulo: no lo fue.",
    )
    errata: list[ErratumRow] = Field(description="Sus fes de erratas, en orden.")


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


class ColumnOf(Schema):
    name: str
    type: str = Field(description="string, integer, number, boolean, date o datetime (UTC).")
    description: str
    words: tuple[str, ...] | None = Field(description="Lo único que dice; nulo si no se limita.")


class TableOf(Schema):
    name: str
    title: str
    rows: int
    columns: list[ColumnOf] = Field(description="Las que esa publicación trae, y qué es cada una.")
    keys: tuple[str, ...] | None = Field(
        description="Columnas por las que se ordena y por cuyo valor se piden sus filas."
    )
    files: list[str] = Field(
        description="Sus archivos, en /publicaciones/{identificador}/archivos/."
    )
    address: str | None = Field(
        description="Dónde se piden sus filas; nulo si sus columnas las decide cada publicación: "
        "esas se leen en sus archivos."
    )


class TablePage(Schema):
    publication: str
    simulated: bool = Field(description=SIMULATED)
    kind: KindWord
    items: list[TableOf]


class Rows(Schema):
    """Some rows of a table, and of which publication they are."""

    publication: str
    simulated: bool = Field(description=SIMULATED)
    count: int = Field(description="Filas en total, no solo en esta página.")


ERRORS: Final[dict[int, Any]] = {
    400: Problem, 404: Problem, 422: Problem, 429: Problem, 503: Problem,
}  # fmt: skip
