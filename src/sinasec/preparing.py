"""What is still being prepared behind the site: written by whoever prepares it, read by pages.

Whoever prepares holds a lock, so that what one that ended before its time left is not taken for
work that goes on.
"""

import fcntl
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, TextIO

from sinasec.whole_file import write_whole

FILE: Final = "preparando.json"  # which part, and of how many
TURN: Final = ".preparando"  # locked while somebody prepares


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
            said = Part(words, number, len(parts))
            write_whole(home / FILE, json.dumps(asdict(said), ensure_ascii=False).encode())
            do()
        (home / FILE).unlink(missing_ok=True)


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
