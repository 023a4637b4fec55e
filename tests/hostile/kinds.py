"""What a hostile file is, and the list that each module of this folder adds to."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HostileFile:
    """`name` with its suffix, as a person would send it; `make` gives always the same bytes.

    `family`: what it pretends to be, which says at which doors it is tried.
    """

    name: str
    family: str
    make: Callable[[], bytes]


class Family:
    """The hostile files of one family, gathered as they are declared."""

    def __init__(self, name: str, suffix: str) -> None:
        self.name = name
        self.suffix = suffix
        self.files: list[HostileFile] = []

    def add(self, name: str, make: Callable[[], bytes], suffix: str = "") -> None:
        self.files.append(HostileFile(f"{name}{suffix or self.suffix}", self.name, make))
