"""What kinds of publication there are, and who makes each again: a table of names.

A kind may live above this folder (the index does), so what it does is named here and imported
only when it is called for, as the commands are.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

SEMAFORO: Final = "semaforo"
INDEX: Final = "indice"

# What decides the bytes of any publication; pages and commands may change without changing it.
COMMON: Final = (
    "publications/canonical*.py",
    "publications/content_hash.py",
    "publications/cover.py",
    "publications/descriptor.py",
    "publications/package.py",
    "publications/readme.py",
    "publications/replies.py",
    "publications/table.py",
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of publication.

    `rebuild`: dotted name of `(folder, descriptor) -> Rebuilt`, from the package alone.
    `respondents`: dotted name of `(publication) -> committees that may reply`. `decides`: globs
    of the sources that decide its bytes besides COMMON. `varies`: what to change when two
    contents would share a code. The rest are words of the pages.
    """

    code: str
    title: str
    covers: str
    rebuild: str
    respondents: str
    varies: str
    decides: tuple[str, ...]


KINDS: Final[dict[str, Kind]] = {
    SEMAFORO: Kind(
        code=SEMAFORO,
        title="Semáforo de cumplimiento",
        covers="Juzga los días",
        rebuild="sinasec.publications.semaforo:rebuilt",
        respondents="sinasec.publications.reading:respondents",
        varies="--known-at",
        decides=(
            "methods/*.py",
            "definitions/*.py",
            "publications/judge.py",
            "publications/resources.py",
            "publications/semaforo.py",
            "publications/semaforo_readme.py",
        ),
    ),
    INDEX: Kind(
        code=INDEX,
        title="Índice de riesgo sociodelictivo",
        covers="Usa datos de los días",
        rebuild="sinasec.risk.reproduce:rebuilt",
        respondents="sinasec.risk.reading:respondents",
        varies="--seed",
        decides=(
            "methods/composite/**/*.py",
            "methods/rates/**/*.py",
            "methods/risk/**/*.py",
            "methods/words.py",
            "definitions/index/*.py",
            "risk/computed.py",
            "risk/index_tables.py",
            "risk/input_tables.py",
            "risk/package.py",
            "risk/package_readme.py",
            "risk/result_tables.py",
        ),
    ),
}


class UnknownKind(LookupError):
    """A sentence: this program does not know that kind of publication."""


def kind(code: str) -> Kind:
    """The kind with that code. Raises `UnknownKind`."""
    if code not in KINDS:
        raise UnknownKind(
            f"«{code[:40]}» no es una clase de publicación que este programa conozca: "
            "use una versión más nueva."
        )
    return KINDS[code]


def named(dotted: str) -> Callable[..., Any]:
    """The function meant by `package.module:function`, imported now."""
    module, _, name = dotted.partition(":")
    return getattr(importlib.import_module(module), name)
