"""Which column of a file is which: in any order, whatever the case, accents or marks."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sinasec.intake.columns import Column
from sinasec.short_texts import short_ones_kept, shortened
from sinasec.spreadsheets.faults import Fault, column_letters

WITHIN: Final = 30  # rows, from the first, among which a heading is looked for
LONGEST: Final = 200  # letters; a longer cell is the heading of nothing known
MOST_STRANGE: Final = 5  # headings that no column claims, named beside one that is missing
Columns = Sequence[Column[Any]]


@short_ones_kept
def bare(header: str) -> str:
    """ "AÑO ", "Anio" and "ANIO" are one; so are "P_MODALIDADES" and "p modalidades"."""
    letters = header.casefold().replace("ñ", "ni")
    decomposed = unicodedata.normalize("NFKD", letters)
    return re.sub(r"[^a-z0-9%]", "", decomposed.encode("ascii", "ignore").decode())


def bare_headings(cells: Sequence[str]) -> list[str]:
    """Each cell of a row that may be a heading, bare; "" for one too long to be any."""
    return [bare(cell) if 0 < len(cell) <= LONGEST else "" for cell in cells]


def written(cell: str) -> str:
    """A header as its sentence shows it: without the marks that programs and templates add."""
    return cell.lstrip("\ufeff'").strip().rstrip("*").strip()


def names_of(column: Column[Any]) -> frozenset[str]:
    """Every header by which the column is known, bare."""
    return frozenset(map(bare, (column.header, column.key, *column.aliases)))


def by_name(columns: Columns) -> dict[str, Column[Any]]:
    """Bare header -> column; one that two could claim belongs to the first."""
    return {name: column for column in reversed(columns) for name in names_of(column)}


@dataclass(frozen=True, slots=True)
class Matched:
    """Where each column stands among the headers, and what is wrong with these."""

    places: dict[str, int]
    missing: tuple[Column[Any], ...]
    repeated: tuple[tuple[str, int], ...]  # headers, as written, and where
    unclaimed: tuple[str, ...]


def match(headers: Sequence[str], columns: Columns) -> Matched:
    """Where the columns stand."""
    names = by_name(columns)
    places: dict[str, int] = {}
    repeated: list[tuple[str, int]] = []
    unclaimed: list[str] = []
    for place, (header, name) in enumerate(zip(headers, bare_headings(headers), strict=True)):
        column = names.get(name)
        if column is None:
            unclaimed += [header] if header else []
        elif column.key in places:
            repeated.append((header, place))
        else:
            places[column.key] = place
    missing = tuple(c for c in columns if c.required and c.key not in places)
    return Matched(places, missing, tuple(repeated), tuple(unclaimed))


def faults_of(matched: Matched, sheet: str, row: int | None) -> list[Fault]:
    """What keeps a file out by its heading alone: columns that are missing or stand twice."""
    twice = [
        Fault(
            sheet,
            row,
            column_letters(place),
            "columna-repetida",
            f"La columna «{shortened(header)}» está dos veces: deje una sola.",
        )
        for header, place in matched.repeated
    ]
    strange = ", ".join(f"«{shortened(each)}»" for each in matched.unclaimed[:MOST_STRANGE])
    or_named = f", o póngale ese encabezado a la que lo sea (sobran {strange})" if strange else ""
    return twice + [
        Fault(
            sheet,
            row,
            "",
            "columna-faltante",
            f"Falta la columna «{column.header}»: añádala{or_named}.",
        )
        for column in matched.missing
    ]
