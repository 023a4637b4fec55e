"""Texts that a user sees, by way of a catalogue of GNU gettext.

What is written in the code is the Spanish of the product, and the key of the catalogue; what is
shown is what the catalogue says. Templates of Django read the same one by their own tags. The
catalogues are kept whole by `python -m tools.catalogues`.
"""

import gettext as gnu
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Final

LOCALE: Final = Path(__file__).parent / "locale"
DOMAIN: Final = "django"  # the one that its templates look in
LANGUAGE: Final = "es_PE"
_language: ContextVar[tuple[str, Path]] = ContextVar("language", default=(LANGUAGE, LOCALE))


def gettext(text: str) -> str:
    """What is shown for a text; itself where no catalogue has it."""
    return _catalogue(*_language.get()).gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """That of the number. The number itself is put in by the caller."""
    return _catalogue(*_language.get()).ngettext(one, many, count)


@contextmanager
def in_language(name: str, folder: Path = LOCALE) -> Iterator[None]:
    """Within it, texts are those of another language; `folder`: where its catalogue is.

    Raises FileNotFoundError when there is no catalogue of it.
    """
    _catalogue(name, folder)
    token = _language.set((name, folder))
    try:
        yield
    finally:
        _language.reset(token)


@cache
def _catalogue(name: str, folder: Path) -> gnu.NullTranslations:
    return gnu.translation(DOMAIN, folder, [name])
