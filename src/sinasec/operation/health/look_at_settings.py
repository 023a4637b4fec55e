"""Settings of the environment that nothing reads: one badly written is as if it were not there."""

from collections.abc import Iterable, Iterator
from typing import Final

from sinasec.environment import unknown, unknown_in_words
from sinasec.publications.finding import FAULT, NOTE, HealthFinding

ABOUT: Final = "ajustes"


def look(names: Iterable[str]) -> Iterator[HealthFinding]:
    """`names`: of the environment. One like none of ours may be of somebody's own."""
    for name, meant in unknown(names).items():
        yield HealthFinding(
            ABOUT,
            FAULT if meant else NOTE,
            unknown_in_words(name, meant),
            f"Escríbalo {meant}, o quítelo." if meant else "Si no es de otro programa, quítelo.",
        )
