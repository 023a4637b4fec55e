"""What a publication says of a committee, taken from the publication itself."""

from dataclasses import dataclass
from datetime import date

from sinasec.publications.kinds import named
from sinasec.publications.models import Publication


class CannotQuote(LookupError):
    """A sentence: what was asked is not in the publication, or is said in more than one way."""


@dataclass(frozen=True, slots=True)
class Quote:
    """`said`: what it says; `choices`: all it may say of such a thing."""

    said: str
    choices: tuple[str, ...]


def quote(
    publication: Publication, committee: str, duty: str, first: date, last: date
) -> Quote | None:
    """What it says of a committee in those days; None of a kind that quotes nothing by itself.

    Raises CannotQuote, `Withheld`.
    """
    quotes = publication.words.quotes
    return named(quotes)(publication, committee, duty, first, last) if quotes else None
