"""Which row of a file comes nearest to a heading, for who sent one that has none: what it says and
what it lacks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sinasec.intake.cells import is_blank
from sinasec.intake.headings import WITHIN, bare_headings, written
from sinasec.short_texts import shortened
from sinasec.spreadsheets.sheets import Sheet

MOST_ROWS: Final = 10 * WITHIN  # of all the sheets: somebody else's file may have thousands
MOST_CELLS: Final = 200  # of a row
SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Needs:
    """What a kind of file must be headed with: of each heading, how it is told and its names,
    bare."""

    name: str
    headings: tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """A row that may be a heading. `number`: of Excel; `sheet`: "" in a file that has none."""

    sheet: str
    number: int
    cells: Sequence[str]

    @property
    def place(self) -> str:
        return f"la fila {self.number}" + (f" de «{self.sheet}»" if self.sheet else "")


def first_rows(sheets: Iterable[Sheet]) -> Iterator[HeadingRow]:
    """Those of the sheets that can be seen among which a heading is looked for."""
    for sheet in sheets:
        for number, row in enumerate(sheet.rows[:WITHIN], start=1):
            if not sheet.hidden:
                cells = ["" if is_blank(cell) else written(str(cell)) for cell in row]
                yield HeadingRow(sheet.name, number, cells)


def nearest_told(rows: Iterable[HeadingRow], wanted: Sequence[Needs]) -> str:
    """A sentence; "" when no row says anything."""
    filled = list(_filled(rows))
    best = max(_fits(filled, wanted), key=lambda fit: fit[:2], default=None)
    if best is not None:
        _, _, row, needs, missing = best
        return (
            f"La más parecida es {row.place}, que dice {_listed(row.cells)}: para {needs.name} "
            f"{'le falta' if len(missing) == 1 else 'le faltan'} {_listed(missing)}."
        )
    if not filled:
        return ""
    first = filled[0]
    return (
        f"La primera escrita es {first.place}, que dice {_listed(first.cells)}, y ninguno de sus "
        "encabezados se conoce."
    )


def _filled(rows: Iterable[HeadingRow]) -> Iterator[HeadingRow]:
    for place, row in enumerate(rows):
        if place == MOST_ROWS:
            return
        cells = [cell for cell in row.cells[:MOST_CELLS] if cell.strip()]
        if cells:
            yield HeadingRow(row.sheet, row.number, cells)


def _fits(
    rows: Sequence[HeadingRow], wanted: Sequence[Needs]
) -> Iterator[tuple[int, int, HeadingRow, Needs, list[str]]]:
    """Each row that has some of the headings of a kind of file: how many it has, and of how many
    it lacks, below zero; what it lacks."""
    for row in rows:
        words = frozenset(bare_headings(row.cells))
        for needs in wanted:
            missing = [told for told, names in needs.headings if not words & names]
            has = len(needs.headings) - len(missing)
            if has and missing:
                yield has, -len(missing), row, needs, missing


def _listed(texts: Sequence[str]) -> str:
    named = ", ".join(f"«{shortened(text.strip())}»" for text in texts[:SHOWN])
    return f"{named} y {len(texts) - SHOWN} más" if len(texts) > SHOWN else named
