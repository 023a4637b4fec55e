"""Triggers that preparing the tables wrote again: somebody had taken them away."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import connection

from sinasec.database_state import NotPrepared, asking, check_prepared
from sinasec.records import triggers
from sinasec.records.asked import ask


@contextmanager
def written_again() -> Iterator[dict[str, str]]:
    """Name -> what was wrong of each trigger that the block put right; filled when it ends.

    Nothing of a base of another version: which triggers it had is not known.
    """
    put_right: dict[str, str] = {}
    before = _wrong()
    yield put_right
    after = _wrong() if before else {}
    put_right |= {name: why for name, why in before.items() if name not in after}


def in_words(put_right: Mapping[str, str]) -> Iterator[str]:
    """Sentences, for whoever has to find out about it."""
    for name, why in put_right.items():
        yield (
            f"El disparador {name}, que protege lo registrado, {_was(why)}, y se escribió de "
            "nuevo. Averigüe quién lo quitó y qué hizo mientras tanto: vea los hechos con «sinasec "
            "doctor»."
        )


def _was(why: str) -> str:
    return {"falta": "faltaba", "está apagado": "estaba apagado"}.get(why, "no era el que debe ser")


def _wrong() -> dict[str, str]:
    try:
        check_prepared()
        with asking():
            return triggers.wrong(connection.vendor, ask)
    except NotPrepared:  # whoever prepares says it, or makes it
        return {}
