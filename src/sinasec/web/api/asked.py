"""What a question names: the publication and the day; wrong ones become 404 or 422."""

from datetime import date
from typing import Final

from ninja.errors import HttpError

from sinasec.publications import reading
from sinasec.publications.models import Publication

MAX_LIMIT: Final = 500  # rows of one page of a list


def publication(identifier: str | None, data: str | None) -> Publication:
    """The publication named, or the latest one (of real acts alone with `datos=reales`)."""
    if identifier:
        try:
            return reading.get(identifier)
        except reading.UnknownPublication as error:
            raise HttpError(404, str(error)) from error
    found = reading.latest(simulated=False if data == "reales" else None)
    if found is None:
        raise HttpError(404, "Todavía no hay ninguna publicación de esa clase.")
    return found


def day(asked: date | None, published: Publication) -> date:
    """The day asked for, inside what the publication judged."""
    first, last = reading.days(published)
    chosen = asked or last
    if not first <= chosen <= last:
        raise HttpError(
            422,
            f"Esta publicación juzga los días del {first} al {last}: elija una fecha entre esas.",
        )
    return chosen
