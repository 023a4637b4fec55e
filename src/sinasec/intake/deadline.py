"""The moment at which the reading of a file is given up."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import thread_time

from sinasec.sandbox.job import LATE
from sinasec.spreadsheets.unsafe import UnsafeFile


@dataclass(slots=True)
class Deadline:
    """`seconds` from when it is made, by `clock`; of itself, those of processor of its thread."""

    seconds: float
    clock: Callable[[], float] = thread_time
    _end: float = field(init=False)

    def __post_init__(self) -> None:
        self._end = self.clock() + self.seconds

    def check(self) -> None:
        """Raises UnsafeFile once the time is over."""
        if self.clock() > self._end:
            raise UnsafeFile("muy-lento", LATE.format(seconds=self.seconds))
