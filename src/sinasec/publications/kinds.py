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


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of publication.

    `rebuild`: dotted name of `(folder, descriptor) -> Rebuilt`, from the package alone: what it
    imports is the code that decides the kind (see `code_version`). `respondents`: dotted name of
    `(publication) -> committees that may reply`. `varies`: what to change when two contents would
    share a code. The rest are words of the pages.
    """

    code: str
    title: str
    covers: str
    rebuild: str
    respondents: str
    varies: str


KINDS: Final[dict[str, Kind]] = {
    SEMAFORO: Kind(
        code=SEMAFORO,
        title="Semáforo de cumplimiento",
        covers="Juzga los días",
        rebuild="sinasec.publications.semaforo:rebuilt",
        respondents="sinasec.publications.reading:respondents",
        varies="--known-at",
    ),
    INDEX: Kind(
        code=INDEX,
        title="Índice de riesgo sociodelictivo",
        covers="Usa datos de los días",
        rebuild="sinasec.risk.published.reproduce:rebuilt",
        respondents="sinasec.risk.published.reading:respondents",
        varies="--seed",
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
