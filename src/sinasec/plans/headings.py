"""Finding the columns of a matrix by the words of its headings, wherever they are."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from sinasec.plans.cells import MatrixSheet
from sinasec.plans.quarters import Quarter, is_annual, quarter_in
from sinasec.spreadsheets.unsafe import UnsafeFile
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
MAX_PAIRS: Final = 40  # the months, the quarters and the year are not half of them
_OTHER_MATTERS: Final = frozenset(
    {"FECHA", "FECHAS", "PERIODO", "LUGAR", "PRESUPUESTO", "PRESUPUESTAL", "MONTO", "COSTO", "S"}
)


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
    annual: bool = False  # one of its figures is said to be of the year, and of no quarter


def role_of(text: object) -> Role | None:
    """What a heading announces, or None when it announces nothing we know."""
    if not isinstance(text, str) or not 0 < len(text.strip()) <= MAX_HEADING:
        return None
    return None if text.lstrip().startswith("=") else _role(text)


@lru_cache(maxsize=65_536)  # more than a sheet has columns in all the rows that are looked at
def _role(text: str) -> Role | None:
    words = tokens(text)
    if not _OTHER_MATTERS.isdisjoint(words):
        return None
    if "%" in words or _any_like(words, "PORCENTAJE", "AVANCE", "CUMPLIMIENTO"):
        return "pct"
    if _any_like(words, "RESPONSABLE", "RESPONSABLES"):
        return "responsible"
    if _any_like(words, "VERIFICACION", "EVIDENCIA", "EVIDENCIAS", "SUSTENTO"):
        return "evidence"
    if has_like(words, "CONSIDERAR"):
        return "flag"
    return _figure(words) or _description(words)


def _figure(words: list[str]) -> Role | None:
    if _starts(words, "EJEC", "REALIZAD", "LOGR") or has_like(words, "EJECUTADA"):
        return "executed"
    if (
        _starts(words, "PROG")
        or has_like(words, "PROGRAMADA")
        or words[:1] in (["META"], ["METAS"])
    ):
        return "programmed"
    return None


def _description(words: list[str]) -> Role | None:
    if _any_like(words, "UNIDAD", "MEDIDA"):
        return "unit"
    if has_like(words, "CODIGO") or words in (["COD"], ["AE"], ["A", "E"]):
        return "code"
    if _any_like(words, "ACTIVIDAD", "ACTIVIDADES") or words[:1] in (["TAREA"], ["TAREAS"]):
        return "activity"
    if has_like(words, "OBJETIVO") or words in (["OE"], ["O", "E"]):
        return "objective"
    if _starts(words, "LINEA") or words in (["LA"], ["L", "A"]):
        return "line"
    return "activity" if _starts(words[:1], "ACCION") else None


def _any_like(words: list[str], *known: str) -> bool:
    return any(has_like(words, each) for each in known)


def _starts(words: list[str], *stems: str) -> bool:
    return any(word.startswith(stems) for word in words)


def find_headers(sheet: MatrixSheet) -> list[Header]:
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


def _header(sheet: MatrixSheet, row: int) -> Header | None:
    """A row is a heading when it names what is programmed and executed, and the activity.

    The activity may be named one or two rows above: two-row headings put the quarter there.
    """
    roles: dict[int, Role] = _roles(sheet, row)
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
    return Header(row, first, pairs, _is_annual(sheet, row, roles)) if pairs else None


def _is_annual(sheet: MatrixSheet, row: int, roles: dict[int, Role]) -> bool:
    """Whether a column of figures, of the table or of a panel beside it, is headed by the year."""
    said = [
        str(cell.value)
        for column, role in roles.items()
        if role in ("programmed", "executed", "pct") and (cell := sheet.shown(row, column))
    ]
    return any(is_annual(text) for text in said) and not any(quarter_in(text) for text in said)


def _roles(sheet: MatrixSheet, row: int) -> dict[int, Role]:
    shown = ((column, sheet.shown(row, column)) for column in sheet.columns(row))
    roles: dict[int, Role | None] = {
        column: role_of(cell.value) for column, cell in shown if cell is not None
    }
    found: dict[int, Role] = {
        column: role
        for column, role in roles.items()
        if role is not None and not _stretched(sheet, row, column)
    }
    return found


def _stretched(sheet: MatrixSheet, row: int, column: int) -> bool:
    """Whether the cell only repeats, to the right, a heading merged across columns."""
    left = sheet.shown(row, column)
    return left is not None and left.column != column


def _texts(sheet: MatrixSheet, row: int) -> dict[int, Role]:
    return {
        column: role
        for column, role in _roles(sheet, row).items()
        if role not in ("programmed", "executed", "pct", "flag")
    }


def _pairs(sheet: MatrixSheet, row: int, roles: dict[int, Role]) -> tuple[Pair, ...]:
    ordered = sorted(roles.items())
    starts = [column for column, role in ordered if role == "programmed"]
    done = [column for column, role in ordered if role == "executed"]
    if max(len(starts), len(done)) > MAX_PAIRS:
        raise UnsafeFile(
            "muchas-columnas",
            f"La fila {row} de la hoja «{sheet.name}» encabeza lo programado o lo ejecutado más de "
            f"{MAX_PAIRS} veces: deje las columnas de sus trimestres y vuelva a enviarlo.",
        )
    if len(starts) == len(done) == 1:
        return (_pair(sheet, row, ordered, starts[0], done[0], 10**6),)
    pairs = []
    for start, end in pairwise([*starts, 10**6]):
        executed = next((column for column in done if start < column < end), None)
        if executed is not None:
            pairs.append(_pair(sheet, row, ordered, start, executed, end))
    return tuple(pairs)


def _pair(
    sheet: MatrixSheet,
    row: int,
    ordered: list[tuple[int, Role]],
    programmed: int,
    executed: int,
    end: int,
) -> Pair:
    """A pair and the first percentage and CONSIDERAR after it, up to the next pair."""
    start = min(programmed, executed)
    after = {role: column for column, role in reversed(ordered) if start < column < end}
    label, annual = _label(sheet, row, programmed)
    return Pair(programmed, executed, after.get("pct"), after.get("flag"), label, annual)


def _label(sheet: MatrixSheet, row: int, column: int) -> tuple[Quarter | None, bool]:
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
