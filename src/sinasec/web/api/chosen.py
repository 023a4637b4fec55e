"""What a question names: the publication and the day. One that is not there is a 404.

One that is withheld is a 503, told by the site's own sentences (`views/errors.py`).
"""

import re
from datetime import date
from typing import Annotated, Any, Final

from ninja.errors import HttpError
from ninja.params.functions import Path, Query
from pydantic import BeforeValidator

from sinasec.publications import catalogue
from sinasec.publications.models import Publication
from sinasec.web.published.chosen import newest, nothing

MAX_LIMIT: Final = 500  # rows of one page of a list

ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def _written_as_a_day(value: Any) -> Any:
    """A number is not a day, though parsers take it for seconds since 1970."""
    if isinstance(value, str) and not ISO_DAY.fullmatch(value):
        raise ValueError("escriba la fecha como año-mes-día: 2024-05-24")
    return value


Start = Annotated[
    int,
    Query(ge=0, le=10_000_000, description="Cuántas filas se dejan atrás: 0 es desde la primera."),
]
Limit = Annotated[
    int,
    Query(ge=1, le=MAX_LIMIT, description=f"Cuántas filas se traen, {MAX_LIMIT} a lo más."),
]
Identifier = Annotated[str, Path(description="Identificador de publicación.")]
IsoDay = Annotated[date, BeforeValidator(_written_as_a_day)]


def named(identifier: str, kind: str | None = None) -> Publication:
    """The publication with that identifier; of `kind` when one is needed."""
    try:
        return catalogue.get(identifier, kind)
    except catalogue.UnknownPublication as error:
        raise HttpError(404, str(error)) from error


def chosen(
    kind: str, identifier: str | None, *origins: bool | None, none: str
) -> catalogue.Current:
    """The publication named, or the newest as `published.chosen.newest`.

    Raises NothingPublished, which says `none`.
    """
    if identifier:
        return catalogue.Current(named(identifier, kind), ())
    found = newest(kind, *origins)
    if found is None:
        raise nothing(kind, none, *origins)
    return found
