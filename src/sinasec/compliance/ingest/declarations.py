"""The layouts of what is said about acts: reviews, waivers and declarations of completeness."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, Final

from sinasec.compliance import storage
from sinasec.compliance.actions import register_completeness, register_reviews, register_waivers
from sinasec.compliance.errors import no_act
from sinasec.compliance.ingest.acts import code_of, kind_of
from sinasec.compliance.ingest.committees import committee_of
from sinasec.compliance.ingest.fact_layout import FactLayout
from sinasec.compliance.models import Completeness, Review, Waiver
from sinasec.definitions import load
from sinasec.intake import cells
from sinasec.intake.rows.layout import FileRow, RowColumn
from sinasec.intake.words import plain, suggestion
from sinasec.spreadsheets.faults import CellError
from sinasec.spreadsheets.sheets import Raw

ALL: Final = "*"
ALL_WORDS: Final = frozenset({"todos", "todas", "todo"})
OUTCOMES: Final = {
    "aceptado": "accepted",
    "aceptada": "accepted",
    "accepted": "accepted",
    "observado": "observed",
    "observada": "observed",
    "observed": "observed",
}
WAIVER_KINDS: Final = {"suspension": "suspension", "no aplica": "no_aplica"}


@cache
def declaration_layouts() -> tuple[FactLayout, ...]:
    """Reviews, waivers and completeness, each recognised by its own headers."""
    return (_reviews(), _waivers(), _completeness())


def _reviews() -> FactLayout:
    return FactLayout(
        name="revisiones",
        sheet="Revisiones",
        columns=(
            RowColumn("codigo", "Código del acto", code_of, anchor=True),
            RowColumn("resultado", "Resultado", _outcome, anchor=True),
            RowColumn("motivo", "Motivo", cells.text_of, anchor=True, required=False, blank=True),
        ),
        build=_review,
        look=_look_at_review,
        check=_check_reviews,
        store=lambda rows, by, batch: len(register_reviews(rows=rows, by=by, source=batch)),
        new=len,
    )


def _waivers() -> FactLayout:
    return FactLayout(
        name="dispensas",
        sheet="Dispensas",
        columns=(
            RowColumn("comite", "Comité", committee_of, anchor=True),
            RowColumn("deber", "Deber", duty_of, anchor=True),
            RowColumn("desde", "Desde", cells.date_of, anchor=True),
            RowColumn("hasta", "Hasta", cells.date_of, required=False, blank=True),
            RowColumn("tipo", "Tipo", lambda raw: cells.choice_of(raw, WAIVER_KINDS)),
            RowColumn("norma", "Norma", cells.text_of, anchor=True),
            RowColumn("motivo", "Motivo", cells.text_of, required=False, blank=True),
        ),
        build=_waiver,
        look=_look_at_days,
        check=_nothing_to_compare,
        store=lambda rows, by, batch: len(register_waivers(rows=rows, by=by, source=batch)),
        new=len,
    )


def _completeness() -> FactLayout:
    return FactLayout(
        name="constancias",
        sheet="Constancias",
        columns=(
            RowColumn("comite", "Comité", committee_of, anchor=True),
            RowColumn("clase", "Clase de acto", kind_or_all, anchor=True),
            RowColumn("desde", "Desde", cells.date_of, anchor=True),
            RowColumn("hasta", "Hasta", cells.date_of, anchor=True),
            RowColumn("responde", "Quién responde", cells.text_of, anchor=True),
        ),
        build=_declared,
        look=_look_at_declared_days,
        check=_nothing_to_compare,
        store=lambda rows, by, batch: len(register_completeness(rows=rows, by=by, source=batch)),
        new=len,
    )


def _nothing_to_compare(pairs: Sequence[tuple[FileRow, Any]]) -> None:
    """These rows stand each for itself."""


def _outcome(raw: Raw) -> str:
    word = plain(cells.text_of(raw))
    if word not in OUTCOMES:
        raise CellError("opcion-desconocida", "escriba «aceptado» u «observado».")
    return OUTCOMES[word]


def duty_of(raw: Raw) -> str:
    """The code of a duty, from its code or name, or "*" for all. Raises CellError."""
    text = cells.text_of(raw)
    if text == ALL or plain(text) in ALL_WORDS:
        return ALL
    by_word = {plain(word): duty.code for duty in load().duties for word in (duty.code, duty.name)}
    if plain(text) not in by_word:
        hint = suggestion(text, [duty.code for duty in load().duties])
        raise CellError(
            "deber-desconocido",
            f"No hay un deber «{text}».{hint} Los de un comité están en su página y en "
            "«sinasec duties --committee COMITÉ».",
        )
    return by_word[plain(text)]


def kind_or_all(raw: Raw) -> str:
    """The code of a kind of act, from its code or name, or "*" for all. Raises CellError."""
    text = cells.text_of(raw)
    return ALL if text == ALL or plain(text) in ALL_WORDS else kind_of(raw).kind


def _review(row: FileRow, today: date) -> Review:
    _look_at_review(row, today)
    return Review(
        act_id=row.values["codigo"],
        outcome=row.values["resultado"],
        reason=row.values.get("motivo", ""),
    )


def _look_at_review(row: FileRow, today: date) -> None:
    if row.values.get("resultado") == Review.Outcome.OBSERVED and not row.values.get("motivo"):
        row.fault("motivo", "dato-obligatorio", "Motivo: diga por qué se observa el acto.")


def _check_reviews(pairs: Sequence[tuple[FileRow, Review]]) -> None:
    known = storage.registered({review.act_id for _, review in pairs})
    for row, review in pairs:
        if review.act_id not in known:
            row.fault("codigo", "acto-desconocido", no_act(review.act_id))


def _waiver(row: FileRow, today: date) -> Waiver:
    _look_at_days(row, today)
    return Waiver(
        committee_id=row.values["comite"].code,
        duty=row.values["deber"],
        day_from=row.values["desde"],
        day_to=row.values.get("hasta"),
        kind=row.values["tipo"],
        norm=row.values["norma"],
        reason=row.values.get("motivo", ""),
    )


def _declared(row: FileRow, today: date) -> Completeness:
    _look_at_declared_days(row, today)
    return Completeness(
        committee_id=row.values["comite"].code,
        kind=row.values["clase"],
        day_from=row.values["desde"],
        day_to=row.values["hasta"],
        said_by=row.values["responde"],
    )


def _look_at_declared_days(row: FileRow, today: date) -> None:
    _look_at_days(row, today)
    if "hasta" in row.values and row.values["hasta"] > today:
        row.fault(
            "hasta",
            "fecha-futura",
            "Hasta: nadie puede responder por días que no llegan; escriba hasta hoy.",
        )


def _look_at_days(row: FileRow, today: date) -> None:
    """The last day is not before the first."""
    first, last = row.values.get("desde"), row.values.get("hasta")
    if first and last and last < first:
        row.fault("hasta", "fechas-al-reves", "Hasta: es anterior a «Desde»; revise las fechas.")
