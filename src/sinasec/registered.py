"""What each domain registers under a code: its module is imported when the first is asked for.

What a thing does is named, not imported (`named`): its domain stands above whoever lists it, and
what needs no database starts nothing of it.
"""

import importlib
from collections.abc import Iterator, Mapping
from typing import Any, Generic, Protocol, TypeVar


class Coded(Protocol):
    """What can be registered: it has a code of its own."""

    @property
    def code(self) -> str: ...


T = TypeVar("T", bound=Coded)


class Registered(Mapping[str, T], Generic[T]):
    """Code -> what has it, in the order in which `modules` register it.

    `what`: words for the error of whoever registers another with a code that is taken.
    """

    def __init__(self, modules: tuple[str, ...], what: str) -> None:
        self._modules = modules
        self._what = what
        self._known: dict[str, T] = {}
        self._whole = False

    def register(self, one: T) -> T:
        """Raises ValueError for a code that is taken."""
        if self._known.setdefault(one.code, one) != one:
            raise ValueError(f"there is another {self._what} «{one.code}»")
        return one

    def __getitem__(self, code: str) -> T:
        return self._all()[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> dict[str, T]:
        if not self._whole:
            for module in self._modules:
                importlib.import_module(module)
            self._whole = True
        return self._known


def named(dotted: str) -> Any:
    """What is meant by `package.module:name`, imported now."""
    module, _, name = dotted.partition(":")
    return getattr(importlib.import_module(module), name)
