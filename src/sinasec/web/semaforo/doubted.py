"""What each light gathers, with what is in doubt of it, said where a light is seen first."""

from datetime import date

from sinasec.compliance.semaforo.doubted import in_doubt
from sinasec.methods.law import Edition
from sinasec.web.words import BREACH_MEANING


def meaning(edition: Edition, breach: str, day: date) -> str:
    """What the duties of a light are, by the law of a publication on a day."""
    doubt = in_doubt(edition, day) if breach == "legal" else ""
    return BREACH_MEANING[breach] + (f" ({doubt})" if doubt else "")
