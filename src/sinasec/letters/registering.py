"""One write in the registers of letters: dated, signed, linked and in its turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from sinasec.letters.office import UnsoundOffice
from sinasec.letters.paper.typesetting import CannotPrint
from sinasec.letters.said import CannotWrite
from sinasec.methods.lifecycle import IllegalMove
from sinasec.records.clock import Moment, fault_of_author, in_turn, registering
from sinasec.records.clock_checked import ClockBehind

# Letters, at most.
LONGEST_ADDRESSEE: Final = 500
LONGEST_SUBJECT: Final = 1000
LONGEST_REFERENCE: Final = 120
LONGEST_REASON: Final = 20_000


@contextmanager
def registering_letter(by: str, *, made_up: bool, now: datetime | None) -> Iterator[Moment]:
    """What is written within it is dated, signed and linked; what cannot be is `CannotWrite`."""
    if fault := fault_of_author(by):
        raise CannotWrite(fault)
    try:
        with registering("letters", made_up=made_up, now=now) as moment:
            in_turn()  # also of what is made up: what is checked now holds until it is written
            yield moment
    except (ClockBehind, IllegalMove, CannotPrint, UnsoundOffice) as error:
        raise CannotWrite(str(error)) from error
