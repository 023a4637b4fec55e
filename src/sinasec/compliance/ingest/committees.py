"""The committee that a cell names, by code or by an unambiguous name."""

from datetime import date
from functools import lru_cache

from sinasec.committees.naming import AmbiguousCommittee, UnknownCommittee, resolve
from sinasec.committees.registry import CommitteeRow
from sinasec.compliance.ingest.cells import text_of
from sinasec.spreadsheets.faults import CellError
from sinasec.spreadsheets.sheets import Raw


def committee_of(raw: Raw) -> CommitteeRow:
    """The committee meant. Raises CellError, with the nearest ones."""
    return _resolved(text_of(raw))


@lru_cache(maxsize=20_000)
def _resolved(text: str) -> CommitteeRow:
    try:
        return resolve(text)
    except AmbiguousCommittee as error:
        raise CellError("comite-ambiguo", str(error)) from error
    except UnknownCommittee as error:
        raise CellError("comite-desconocido", str(error)) from error


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
