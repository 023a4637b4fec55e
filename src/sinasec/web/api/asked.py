"""What a question names: the publication and the day. One that is not there is a 404.

One that is withheld is a 503, told by the site's own sentences (`views/errors.py`).
"""

import re
from datetime import date
from typing import Annotated, Any, Final

from ninja.errors import HttpError
from pydantic import BeforeValidator

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.publications import catalogue
from sinasec.publications.models import Publication
from sinasec.web.prepared import nothing_yet
from sinasec.web.shown import check_withheld

MAX_LIMIT: Final = 500  # rows of one page of a list

ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def _written_as_a_day(value: Any) -> Any:
    """A number is not a day, though parsers take it for seconds since 1970."""
    if isinstance(value, str) and not ISO_DAY.fullmatch(value):
        raise ValueError("escriba la fecha como año-mes-día: 2024-05-24")
    return value


IsoDay = Annotated[date, BeforeValidator(_written_as_a_day)]


def named(identifier: str, kind: str | None = None) -> Publication:
    """The publication with that identifier; of `kind` when one is needed."""
    try:
        return catalogue.get(identifier, kind)
    except catalogue.UnknownPublication as error:
        raise HttpError(404, str(error)) from error


def publication(identifier: str | None, data: str | None) -> Publication:
    """The semáforo named, or the latest (of real data alone with `datos=reales`)."""
    return _current(identifier, data).publication


def publication_and_day(
    identifier: str | None, data: str | None, day: date | None
) -> tuple[Publication, date]:
    """A semáforo, and the day asked for inside what it judged; without one, its last.

    Raises Withheld for a day that only a newer one judges, which is withheld.
    """
    found = _current(identifier, data)
    first, last = reading.days(found.publication)
    chosen = day or last
    if not first <= chosen <= last:
        check_withheld(found, chosen)
        raise HttpError(
            404,
            f"Esta publicación juzga los días del {first} al {last}: elija una fecha entre esas.",
        )
    return found.publication, chosen


def _current(identifier: str | None, data: str | None) -> catalogue.Current:
    if identifier:
        return catalogue.Current(named(identifier, SEMAFORO), ())
    found = catalogue.current(SEMAFORO, simulated=False if data == "reales" else None)
    if found is None:
        raise HttpError(404, nothing_yet("Todavía no hay ninguna publicación de esa clase."))
    return found
