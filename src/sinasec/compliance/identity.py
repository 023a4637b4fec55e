"""Which act an act is: its code is drawn from what it says, so the same act is one act.

Evidence, registrar and moment of registration are not part of it: the same session sent again in
another file, or from another desk, gets the same code and is recognised. Two acts alike on the
same day are told apart by what they say (the number of the document).
"""

import hashlib
from datetime import date
from typing import Final

LENGTH: Final = 26  # hexadecimal: 104 bits
_SEPARATOR: Final = "\x1f"


def act_id(
    committee: str,
    kind: str,
    day: date,
    attributes: str,
    supersedes: str | None = None,
    *,
    simulated: bool = False,
) -> str:
    """The code of an act: 26 hexadecimal digits. `attributes` is canonical JSON."""
    said = (committee, kind, day.isoformat(), attributes, supersedes or "", str(int(simulated)))
    return hashlib.sha256(_SEPARATOR.join(said).encode()).hexdigest()[:LENGTH]


def family(kind: str) -> str:
    """The first word of a kind: a correction stays within it (sesion-…, plan-…, informe-…)."""
    return kind.partition("-")[0]
