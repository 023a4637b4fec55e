"""What is still being prepared behind the site: written by whoever prepares it, read by pages.

Whoever prepares holds a lock, so that what one that ended before its time left is not taken for
work that goes on.
"""

import fcntl
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, TextIO

from sinasec.whole_file import write_whole

FILE: Final = "preparando.json"  # which part, and of how many
TURN: Final = ".preparando"  # locked while somebody prepares


class AlreadyPreparing(RuntimeError):
    """Another process prepares the same home."""


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

    Raises `AlreadyPreparing`.
    """
    with _turn(home) as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyPreparing from None
        for number, (words, do) in enumerate(parts, start=1):
            said = Part(words, number, len(parts))
            write_whole(home / FILE, json.dumps(asdict(said), ensure_ascii=False).encode())
            do()
        (home / FILE).unlink(missing_ok=True)


def what_is_prepared(home: Path) -> Preparing | None:
    """None when nothing is: all was, or nobody began."""
    try:
        part = Part(**json.loads((home / FILE).read_bytes()))
    except FileNotFoundError:
        return None
    with _turn(home) as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return Preparing(part, goes_on=True)
    return Preparing(part, goes_on=False)


@contextmanager
def _turn(home: Path) -> Iterator[TextIO]:
    with open(home / TURN, "a") as turn:
        yield turn
