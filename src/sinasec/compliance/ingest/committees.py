"""The committee that a cell names, by code or by an unambiguous name."""

from datetime import date

from sinasec.committees.naming import (
    AmbiguousCommittee,
    UnknownCommittee,
    UnresolvedCommittee,
    resolve,
)
from sinasec.committees.registry import CommitteeRow
from sinasec.intake.cells import text_of
from sinasec.intake.hints import hint
from sinasec.short_texts import short_ones_kept
from sinasec.spreadsheets.faults import CellError
from sinasec.spreadsheets.sheets import Raw


def committee_of(raw: Raw) -> CommitteeRow:
    """The committee meant. Raises CellError, with the nearest ones (see `hints`)."""
    text = text_of(raw)
    found = _found(text)
    if isinstance(found, CommitteeRow):
        return found
    code, sentence = found
    if code == "comite-desconocido":
        sentence = hint("comité", text, lambda: _with_the_nearest(text)) or sentence
    raise CellError(code, sentence)


@short_ones_kept
def _found(text: str) -> CommitteeRow | tuple[str, str]:
    """The committee, or the fault's code and sentence: a repeated mistake is looked up once."""
    try:
        return resolve(text, hinted=False)
    except AmbiguousCommittee as error:
        return "comite-ambiguo", str(error)
    except UnknownCommittee as error:
        return "comite-desconocido", str(error)


def _with_the_nearest(text: str) -> str:
    try:
        return resolve(text).code
    except UnresolvedCommittee as error:
        return str(error)


def check_existed(committee: CommitteeRow, day: date) -> None:
    """Raises CellError when there was no such committee that day."""
    if committee.exists_on(day):
        return
    shown = f"{day:%d/%m/%Y}"
    if committee.valid_to is not None and day > committee.valid_to:
        raise CellError(
            "comite-no-existia",
            f"El {shown} ya no existía {committee.name}, que duró hasta el "
            f"{committee.valid_to:%d/%m/%Y}: responde {committee.parent}.",
        )
    raise CellError(
        "comite-no-existia",
        f"El {shown} todavía no existía {committee.name}, que empieza el "
        f"{committee.valid_from:%d/%m/%Y}: revise la fecha.",
    )
