"""Call a reader written in Rust: what it panics at is a refusal too, not the end of the page."""

from collections.abc import Iterator
from contextlib import contextmanager

from python_calamine import CalamineError

from sinasec.spreadsheets.faults import UnreadableFile

_PANIC = "PanicException"  # of pyo3: each extension has its own, and this one does not export it


@contextmanager
def native_reading() -> Iterator[None]:
    """Raises UnreadableFile in place of whatever calamine raises on a damaged book."""
    try:
        yield
    except CalamineError as error:
        raise _damaged() from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise _damaged() from error


def _damaged() -> UnreadableFile:
    return UnreadableFile(
        "danado",
        "El libro no se puede leer: puede estar dañado o tener contraseña. Ábralo en Excel, "
        "guárdelo como «Libro de Excel (.xlsx)» sin contraseña y vuelva a enviarlo.",
    )
