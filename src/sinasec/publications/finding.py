"""What a look at an installation finds, in words for whoever keeps it."""

from dataclasses import asdict, dataclass
from typing import Final

FAULT: Final = "falla"  # something to attend to
UNSEEN: Final = "sin-mirar"  # it could not be looked at
NOTE: Final = "nota"  # worth knowing, and sound

UNCOMPARED: Final = "sin-comparar"  # about facts that no signed publication vouches for
RESTORE: Final = (
    "Alguien cambió la base por debajo del programa: guarde una copia para averiguarlo, y restaure "
    "un respaldo."
)


@dataclass(frozen=True, slots=True)
class HealthFinding:
    """`about`: which check; `message`: what is so; `remedy`: what to do."""

    about: str
    level: str
    message: str
    remedy: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def code_of(findings: list[HealthFinding]) -> int:
    """0: sound; 1: something to attend to; 2: something could not be looked at."""
    levels = {finding.level for finding in findings}
    return 2 if UNSEEN in levels else int(FAULT in levels)
