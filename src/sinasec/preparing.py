"""What is still being prepared behind the site: written by whoever prepares it, read by pages.

Whoever prepares holds a lock, so that what one that ended before its time left is not taken for
work that goes on.
"""

import fcntl
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TextIO

from sinasec.whole_file import write_whole

FILE: Final = "preparando.json"  # which part, and of how many
TURN: Final = ".preparando"  # locked while somebody prepares
WORK: Final = "demostracion"  # the kind of work that prepares it (see `sinasec.work`)
SEED: Final = 1  # of the demonstration, unless another is said
BY: Final = "la instalación"  # whoever asks for it


@dataclass(frozen=True, slots=True)
class Part:
    """`number` of `of`, from 1, in the words that a page says."""

    words: str
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Preparing:
    """The part it is in, or the one in which it stopped."""

    part: Part
    goes_on: bool


def prepare(home: Path, parts: Sequence[tuple[str, Callable[[], None]]]) -> None:
    """Do each part in turn, saying which; what a part raises is left as where it stopped.

    Waits for whoever prepares the same home: what that one did is there when its turn comes.
    """
    with open(home / TURN, "a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        for number, (words, do) in enumerate(parts, start=1):
            announce(home, Part(words, number, len(parts)))
            do()
        (home / FILE).unlink(missing_ok=True)


def ask(seed: int = SEED) -> None:
    """For whatever is missing of the demonstration, to whoever works behind. Needs the tables."""
    from sinasec.work import outbox  # it needs Django set up, and the rest of this does not

    now = datetime.now(UTC)
    outbox.ask(WORK, str(seed), {"seed": seed}, by=BY, now=now, again=True, noted=False)


def announce(home: Path, part: Part) -> None:
    """Say that it is the turn of that part, or will be as soon as somebody prepares."""
    (home / TURN).touch()
    write_whole(home / FILE, json.dumps(asdict(part), ensure_ascii=False).encode())


def what_is_prepared(home: Path) -> Preparing | None:
    """None when nothing is: all was, or nobody began. Only reads, for the site may do no more."""
    try:
        with open(home / TURN) as turn:
            goes_on = _is_taken(turn)
            part = Part(**json.loads((home / FILE).read_bytes()))
    except FileNotFoundError:
        return None
    return Preparing(part, goes_on)


def _is_taken(turn: TextIO) -> bool:
    """Else it is held, shared with other readers, until the file is closed: nobody begins."""
    try:
        fcntl.flock(turn, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False
