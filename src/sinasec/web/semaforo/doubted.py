"""What each light gathers, with what is in doubt of it, said where a light is seen first."""

from collections.abc import Iterator
from datetime import date

from sinasec.methods.law import Consequence, Duty, Edition
from sinasec.methods.words import CONSEQUENCE_WORDS, day_words, listed
from sinasec.web.words import BREACH_MEANING


def meaning(edition: Edition, breach: str, day: date) -> str:
    """What the duties of a light are, by the law of a publication on a day."""
    doubt = in_doubt(edition, day) if breach == "legal" else ""
    return BREACH_MEANING[breach] + (f" ({doubt})" if doubt else "")


def in_doubt(edition: Edition, day: date) -> str:
    """That a norm may no longer attach the suspension to an omission; "" where it is not doubted.

    The duties are named where it is doubted of some and not of others.
    """
    attached = list(_suspensions(edition, day))
    doubted = [(duty, one) for duty, one in attached if one.confidence == "en_duda"]
    if not doubted:
        return ""
    starts = {one.start for _, one in doubted}
    since = f"desde el {day_words(starts.pop())} " if len(starts) == 1 else ""
    names = sorted({f"«{duty.name}»" for duty, _ in doubted})
    sure = any(one.confidence != "en_duda" for _, one in attached)
    which = f", en {listed(names)}" if sure else ""
    return f"{since}está en duda que ate todavía {CONSEQUENCE_WORDS['suspension']}{which}"


def _suspensions(edition: Edition, day: date) -> Iterator[tuple[Duty, Consequence]]:
    for duty in edition.duties:
        for version in duty.versions:
            if version.in_force(day):
                for one in version.consequences_on(day):
                    if one.kind == "suspension":
                        yield duty, one
