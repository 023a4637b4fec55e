"""Whose letters they are: the office of this installation, as its settings name it."""

import os
from dataclasses import dataclass
from typing import Final

from sinasec.translation import gettext as _

NAME: Final = "SINASEC_OFFICE"
CODE: Final = "SINASEC_OFFICE_CODE"
PLACE: Final = "SINASEC_PLACE"
NO_CODE: Final = "SIN-SIGLAS"
LONGEST_NAME: Final = 200
LONGEST_CODE: Final = 60
LONGEST_PLACE: Final = 100


class UnsoundOffice(ValueError):
    """A sentence: which setting cannot be on a letter, and what to do."""


@dataclass(frozen=True, slots=True)
class Office:
    """`code`: its initials, at the end of each number, and by which they are counted."""

    name: str
    code: str
    place: str


def office(*, real: bool = False) -> Office:
    """That of the settings; what is not set says so on the paper.

    `real`: for what is registered and is not made up. Raises UnsoundOffice; with `real`, also where
    one is not set.
    """
    if real and not all(os.environ.get(each, "").strip() for each in (NAME, CODE, PLACE)):
        raise UnsoundOffice(
            _("Diga cuál es la oficina: {name}, {code} y {place}.").format(
                name=NAME, code=CODE, place=PLACE
            )
        )
    named = _("Oficina sin nombre: defínala con {setting}").format(setting=NAME)
    return Office(
        _said(NAME, LONGEST_NAME) or named,
        _said(CODE, LONGEST_CODE) or NO_CODE,
        _said(PLACE, LONGEST_PLACE),
    )


def _said(name: str, longest: int) -> str:
    said = " ".join(os.environ.get(name, "").split())
    if len(said) > longest:
        raise UnsoundOffice(
            _("El ajuste {name} pasa de {longest} letras: abrévielo.").format(
                name=name, longest=longest
            )
        )
    if not said.isprintable():
        raise UnsoundOffice(
            _("El ajuste {name} tiene caracteres que no se ven: escríbalo de nuevo.").format(
                name=name
            )
        )
    return said
