"""What the function of a kind of work is given: what was asked, and how to tell of it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sinasec.work.held import Held, LostLease, finishing
from sinasec.work.models import Job

OFTEN: Final = timedelta(seconds=1)  # between two words of the same part
MOST_WORDS: Final = 200  # letters


@dataclass(frozen=True, slots=True)
class Outcome:
    """`said`: how it went, a sentence; `result`: the same for a program (JSON).

    `attend`: it did what it had to, and found something that a person has to look at.
    """

    said: str
    result: Mapping[str, Any] = field(default_factory=dict[str, Any])
    attend: bool = False


def now_utc() -> datetime:
    return datetime.now(UTC)


class Turn:
    """One attempt at a piece of work. What it writes, it writes if the work is still its own."""

    def __init__(self, job: Job, clock: Callable[[], datetime] = now_utc) -> None:
        self.arguments: Mapping[str, Any] = job.arguments
        self.key = job.key  # of what is asked each night, its day: AAAA-MM-DD
        self.ended = False
        self._held = Held(job.pk, job.fence)
        self._clock = clock
        self._told: tuple[str, datetime] | None = None

    def progress(self, words: str, done: int = 0, total: int = 0) -> None:
        """How far it is, for whoever looks; of one part, not more than once a second.

        Raises `LostLease`.
        """
        now = self._clock()
        if self._told and self._told[0] == words and now - self._told[1] < OFTEN and done < total:
            return
        self._held.change(words=words[:MOST_WORDS], done=done, total=total)
        self._told = words, now

    def noted(self) -> dict[str, Any]:
        """What this attempt or one before it noted; {} when nothing. Raises `LostLease`."""
        found = self._held.rows().values_list("result", flat=True).first()
        if found is None:
            raise LostLease
        return found

    def note(self, what: Mapping[str, Any]) -> None:
        """What is about to be left outside of the database, so that the next attempt looks for it
        first. Raises `LostLease`."""
        self._held.change(result=dict(what))

    @contextmanager
    def finishing(self, outcome: Outcome) -> Iterator[None]:
        """What is written in the block and that this is done: both, or neither. Once.

        Raises `LostLease`.
        """
        result = {**outcome.result, **({"attend": True} if outcome.attend else {})}
        with finishing(self._held, self._clock(), outcome.said, result):
            yield
        self.ended = True
