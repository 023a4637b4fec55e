"""What the environment says, read with a sentence for what cannot be.

`SETTINGS` is every name that this program reads; one that is none of them is told and not heeded.
"""

import os
import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final

from sinasec.not_prepared import NotPrepared

CODE = "ajuste"
OURS: Final = "SINASEC_"
SETTINGS: Final = (
    "SINASEC_ACCESS_LOG",
    "SINASEC_API_RATE",
    "SINASEC_BACKUP_FOLDER",
    "SINASEC_BY",
    "SINASEC_DEBUG",
    "SINASEC_HOME",
    "SINASEC_HOSTS",
    "SINASEC_HTTPS",
    "SINASEC_NIGHTLY_EXAMINATION",
    "SINASEC_NIGHTLY_PUBLICATION",
    "SINASEC_OFFICE",
    "SINASEC_OFFICE_CODE",
    "SINASEC_OWNER_DATABASE_URL",
    "SINASEC_PAGE_RATE",
    "SINASEC_PLACE",
    "SINASEC_PROXIES",
    "SINASEC_SECRET_KEY",
    "SINASEC_UPLOAD_RATE",
    "SINASEC_WORKBENCH_BY",
    "SINASEC_WORKBENCH_KEY",
    "SINASEC_WORKBENCH_NAME",
)
SWITCH: Final = {"1": True, "0": False}
SHOWN: Final = 40  # letters of a value
_HOST: Final = re.compile(r"\*|\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\]", re.IGNORECASE)


def whole_number(name: str, default: int) -> int:
    """The whole number of that variable, from zero. Raises NotPrepared, naming the variable."""
    said = _said(name)
    if not said:
        return default
    if not (said.isascii() and said.isdecimal()):
        raise _refused(name, "debe ser un número entero desde cero", said)
    return int(said[:18])


def switch(name: str, default: bool) -> bool:
    """Whether that variable is on. Raises NotPrepared, naming the variable."""
    said = _said(name)
    if not said:
        return default
    if said not in SWITCH:
        raise _refused(name, "debe ser 1 (sí) o 0 (no)", said)
    return SWITCH[said]


def hosts(name: str, default: Sequence[str]) -> list[str]:
    """The names of that variable, written with commas. Raises NotPrepared, naming the variable."""
    said = _said(name)
    found = [each for part in said.split(",") if (each := part.strip())]
    for each in found:
        if not _HOST.fullmatch(each):
            form = "lleva solo nombres, como semaforo.gob.pe, sin «https://» ni puerto"
            raise _refused(name, form, each)
    return found or list(default)


def unknown(names: Iterable[str]) -> dict[str, str]:
    """Names that begin as ours and that nothing reads -> the one that was meant, or ""."""
    strange = [name for name in names if name.upper().startswith(OURS) and name not in SETTINGS]
    return {name: _meant(name) for name in sorted(strange)}


def unknown_in_words(name: str, meant: str) -> str:
    """The sentence for one of `unknown`."""
    hint = f" ¿Quiso decir {meant}?" if meant else ""
    return f"El ajuste {name} no existe, y no se le hace caso.{hint}"


def _meant(name: str) -> str:
    """The shared beginning says nothing of likeness."""
    rest = {known.removeprefix(OURS): known for known in SETTINGS}
    near = get_close_matches(name.upper().removeprefix(OURS), rest, n=1, cutoff=0.6)
    return rest[near[0]] if near else ""


def _said(name: str) -> str:
    return os.environ.get(name, "").strip()


def _refused(name: str, form: str, said: str) -> NotPrepared:
    return NotPrepared(
        CODE, f"El ajuste {name} {form}, y dice «{said[:SHOWN]}»: corríjalo o quítelo."
    )
