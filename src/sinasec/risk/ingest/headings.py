"""Which column of a file is which: in any order, whatever the case, accents or marks."""

import re
import unicodedata
from collections.abc import Sequence

from sinasec.risk.ingest.columns import Column, Matched
from sinasec.short_texts import short_ones_kept


@short_ones_kept
def bare(header: str) -> str:
    """ "AÑO ", "Anio" and "ANIO" are one; so are "P_MODALIDADES" and "p modalidades"."""
    letters = header.casefold().replace("ñ", "ni")
    decomposed = unicodedata.normalize("NFKD", letters)
    return re.sub(r"[^a-z0-9%]", "", decomposed.encode("ascii", "ignore").decode())


def match(headers: Sequence[str], columns: Sequence[Column]) -> Matched:
    """Where the columns stand. A header that two columns could claim belongs to the first."""
    names = {
        bare(name): column
        for column in reversed(columns)
        for name in (column.header, column.key, *column.aliases)
    }
    places: dict[str, int] = {}
    repeated: list[tuple[Column, int]] = []
    unclaimed: list[str] = []
    for place, header in enumerate(headers):
        column = names.get(bare(header)) if header else None
        if column is None:
            unclaimed += [header] if header else []
        elif column.key in places:
            repeated.append((column, place))
        else:
            places[column.key] = place
    missing = tuple(c for c in columns if c.required and c.key not in places)
    return Matched(places, missing, tuple(repeated), tuple(unclaimed))
