"""Finding the columns of a matrix by the words of its headings, wherever they are."""

from dataclasses import dataclass
from typing import Final, Literal

from sinasec.plans.cells import Sheet
from sinasec.plans.quarters import Quarter, is_annual, quarter_in
from sinasec.spreadsheets.words import has_like, tokens

Role = Literal[
    "objective",
    "line",
    "code",
    "activity",
    "responsible",
    "evidence",
    "unit",
    "programmed",
    "executed",
    "pct",
    "flag",
]
MAX_HEADING: Final = 70


@dataclass(frozen=True, slots=True)
class Pair:
    """A programmed column with its executed one, and the columns worked out from them."""

    programmed: int
    executed: int
    pct: int | None
    flag: int | None
    label: Quarter | None
    annual: bool


@dataclass(frozen=True, slots=True)
class Header:
    """One heading row: what each column holds. `pairs` go from left to right."""

    row: int
    columns: dict[Role, int]
    pairs: tuple[Pair, ...]


def role_of(text: object) -> Role | None:
    """What a heading announces, or None when it announces nothing we know."""
    if not isinstance(text, str) or not 0 < len(text.strip()) <= MAX_HEADING:
        return None
    if text.lstrip().startswith("="):
        return None
    words = tokens(text)
    if "%" in words or has_like(words, "PORCENTAJE") or has_like(words, "AVANCE"):
        return "pct"
    if has_like(words, "RESPONSABLE") or has_like(words, "RESPONSABLES"):
        return "responsible"
    if has_like(words, "VERIFICACION") or has_like(words, "EVIDENCIA") or "SUSTENTO" in words:
        return "evidence"
    if has_like(words, "CONSIDERAR"):
        return "flag"
    return _figure_or_text(words)


def _figure_or_text(words: list[str]) -> Role | None:
    if _starts(words, "PROG") or has_like(words, "PROGRAMADA") or words in (["META"], ["METAS"]):
        return "programmed"
    if _starts(words, "EJEC") or has_like(words, "EJECUTADA") or _starts(words, "REALIZAD"):
        return "executed"
    if has_like(words, "UNIDAD") or has_like(words, "MEDIDA"):
        return "unit"
    if has_like(words, "CODIGO") or words in (["COD"], ["AE"]):
        return "code"
    if has_like(words, "ACTIVIDAD") or has_like(words, "ACTIVIDADES"):
        return "activity"
    if has_like(words, "OBJETIVO") or words in (["OE"], ["O", "E"]):
        return "objective"
    if "LINEA" in words or words in (["LA"], ["L", "A"]):
        return "line"
    return None


def _starts(words: list[str], stem: str) -> bool:
    return any(word.startswith(stem) for word in words)


def find_headers(sheet: Sheet) -> list[Header]:
    """Every heading row of the sheet, from top to bottom."""
    found = []
    for row, _ in sheet.rows():
        header = _header(sheet, row)
        if header is not None:
            found.append(header)
    return [
        header
        for place, header in enumerate(found)
        if not (place + 1 < len(found) and found[place + 1].row == header.row + 1)
    ]


def _header(sheet: Sheet, row: int) -> Header | None:
    """A row is a heading when it names what is programmed and executed, and the activity.

    The activity may be named one or two rows above: two-row headings put the quarter there.
    """
    roles = _roles(sheet, row)
    found = set(roles.values())
    if "programmed" not in found or "executed" not in found:
        return None
    for above in (row - 1, row - 2):
        if "activity" in roles.values():
            break
        roles = {**_texts(sheet, above), **roles}
    if "activity" not in roles.values() and "code" not in roles.values():
        return None
    first: dict[Role, int] = {}
    for column, role in sorted(roles.items()):
        first.setdefault(role, column)
    pairs = _pairs(sheet, row, roles)
    return Header(row, first, pairs) if pairs else None


def _roles(sheet: Sheet, row: int) -> dict[int, Role]:
    columns = {column for (_, column) in sheet.cells} | {
        column for area in sheet.merges for column in (area.left,) if area.top <= row <= area.bottom
    }
    shown = ((column, sheet.shown(row, column)) for column in columns)
    roles = {column: role_of(cell.value) for column, cell in shown if cell is not None}
    return {
        column: role
        for column, role in roles.items()
        if role is not None and not _stretched(sheet, row, column)
    }


def _stretched(sheet: Sheet, row: int, column: int) -> bool:
    """Whether the cell only repeats, to the right, a heading merged across columns."""
    left = sheet.shown(row, column)
    return left is not None and left.column != column


def _texts(sheet: Sheet, row: int) -> dict[int, Role]:
    return {
        column: role
        for column, role in _roles(sheet, row).items()
        if role not in ("programmed", "executed", "pct", "flag")
    }


def _pairs(sheet: Sheet, row: int, roles: dict[int, Role]) -> tuple[Pair, ...]:
    ordered = sorted(roles.items())
    starts = [column for column, role in ordered if role == "programmed"]
    pairs = []
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else 10**6
        inside = {role: column for column, role in reversed(ordered) if start < column < end}
        if "executed" in inside:
            label, annual = _label(sheet, row, start)
            pairs.append(
                Pair(
                    start, inside["executed"], inside.get("pct"), inside.get("flag"), label, annual
                )
            )
    return tuple(pairs)


def _label(sheet: Sheet, row: int, column: int) -> tuple[Quarter | None, bool]:
    """The quarter said by the heading itself or by the merged heading over it."""
    for above in (row, row - 1, row - 2):
        cell = sheet.shown(above, column)
        if cell is None or not isinstance(cell.value, str) or len(cell.value) > MAX_HEADING:
            continue
        quarter = quarter_in(cell.value)
        if quarter is not None:
            return quarter, False
        if is_annual(cell.value):
            return None, True
    return None, False
