"""What was perhaps meant, said of the first unknown names of a file and not of thousands."""

from collections.abc import Callable, Generator, Hashable
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

MOST: Final = 20  # different names of one kind in one file

_GIVEN: Final[ContextVar[dict[Hashable, dict[str, str]] | None]] = ContextVar("given", default=None)


@contextmanager
def hints_of_one_file() -> Generator[None]:
    """Within it, `hint` looks for only so many names of each kind."""
    token = _GIVEN.set({})
    try:
        yield
    finally:
        _GIVEN.reset(token)


def hint(kind: Hashable, text: str, look: Callable[[], str]) -> str:
    """What `look` finds for the text, looked for once; "" when the file has had its hints."""
    files = _GIVEN.get()
    if files is None:
        return look()
    given = files.setdefault(kind, {})
    if text not in given:
        if len(given) >= MOST:
            return ""
        given[text] = look()
    return given[text]
