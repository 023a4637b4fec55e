"""The activities of a sheet: which rows they are, and under which objective and line."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from sinasec.definitions.itca import ItcaEdition
from sinasec.plans.cells import MatrixCell, MatrixSheet
from sinasec.plans.codes import Code, code_in, heading_in, number_in_cell, without_code
from sinasec.plans.figures import Figure, comparable, figure_at
from sinasec.plans.formulas import counts_in
from sinasec.plans.headings import Header, Pair, Role, role_of
from sinasec.plans.matrix import MatrixRow
from sinasec.plans.quarters import is_annual, quarter_in
from sinasec.spreadsheets.words import tokens

_TOTALS: Final = frozenset({"TOTAL", "TOTALES", "SUBTOTAL", "PROMEDIO", "SUMA", "RESULTADO"})


@dataclass(slots=True)
class _Place:
    """Where the reading is: headings are carried down until the next one."""

    edition: ItcaEdition
    objective: int = 0
    line: int = 0
    objectives: dict[int, str] = field(default_factory=dict)
    lines: dict[tuple[int, int], str] = field(default_factory=dict)
    counted: defaultdict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    last: Code | None = None

    def enter_objective(self, number: int, name: str) -> None:
        if number != self.objective:
            self.line = 0
        self.objective = number
        if name or number not in self.objectives:
            self.objectives[number] = name

    def enter_line(self, number: int, name: str) -> None:
        self.line = number
        key = (self.where()[0], number)
        if name or key not in self.lines:
            self.lines[key] = name

    def where(self) -> tuple[int, int]:
        """The objective and line in force; a line alone is placed by the edition's list."""
        if not self.objective and self.line:
            known = {line.line: line.objective for line in self.edition.lines}
            return known.get(self.line, 0), self.line
        return self.objective, self.line

    def next_code(self) -> Code:
        where = self.where()
        self.counted[where] += 1
        return Code(*where, self.counted[where])


@dataclass(frozen=True, slots=True)
class RowsFound:
    """The rows under one pair of columns, and the names the headings gave.

    `loose`: what is written in the pair in rows that are neither activities nor parts of the table.
    """

    rows: tuple[MatrixRow, ...]
    loose: tuple[Figure, ...]
    objectives: dict[int, str]
    lines: dict[tuple[int, int], str]


def rows_under(
    sheet: MatrixSheet, headers: list[tuple[Header, Pair]], edition: ItcaEdition
) -> RowsFound:
    """Every activity of the sheet for one programmed-executed pair of columns.

    `headers`: each heading row with the pair to read under it, from top to bottom.
    """
    place = _Place(edition)
    starts = {header.row: (header, pair) for header, pair in headers}
    header: Header | None = None
    pair: Pair | None = None
    found: list[MatrixRow] = []
    loose: list[Figure] = []
    for number, cells in sheet.rows():
        if number in starts:
            header, pair = starts[number]
            continue
        if header is None or pair is None:
            _read_headings(sheet, cells, place)
            continue
        _carry_columns(sheet, number, header, place)
        if not _has_activity(sheet, number, header, pair):
            loose.extend(_loose(sheet, number, cells, header, pair))
            _read_headings(sheet, cells, place)
            continue
        found.append(_row(sheet, number, header, pair, place))
    return RowsFound(tuple(found), tuple(loose), place.objectives, place.lines)


def _read_headings(sheet: MatrixSheet, cells: dict[int, MatrixCell], place: _Place) -> None:
    ordered = sorted(cells.items())
    for position, (_, cell) in enumerate(ordered):
        heading = heading_in(cell.value)
        if heading is None:
            continue
        beside = next(
            (other.value for _, other in ordered[position + 1 :] if _is_name(other.value)), ""
        )
        name = _as_typed(cell.value, heading.name) or str(beside).strip()
        if heading.kind == "objective":
            place.enter_objective(heading.number, name)
        else:
            place.enter_line(heading.number, name)
        if not heading.name:
            return


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _as_typed(value: object, name: str) -> str:
    collapsed = " ".join(str(value).split())
    return collapsed[-len(name) :] if name else ""


def _carry_columns(sheet: MatrixSheet, row: int, header: Header, place: _Place) -> None:
    """Objective and line in columns of their own: blank and merged cells carry down."""
    roles: tuple[tuple[Role, Callable[[int, str], None]], ...]
    roles = (("objective", place.enter_objective), ("line", place.enter_line))
    for role, enter in roles:
        column = header.columns.get(role)
        cell = sheet.shown(row, column) if column is not None else None
        if cell is None or cell.column != column:
            continue
        number = number_in_cell(cell.value)
        if number is not None:
            heading = heading_in(cell.value)
            enter(number, _as_typed(cell.value, heading.name) if heading else "")


def _text(sheet: MatrixSheet, row: int, header: Header, role: Role) -> str:
    column = header.columns.get(role)
    cell = sheet.shown(row, column) if column is not None else None
    if cell is None or cell.value is None or cell.column != column:
        return ""
    return str(cell.value).strip()


def _has_activity(sheet: MatrixSheet, row: int, header: Header, pair: Pair) -> bool:
    name = _text(sheet, row, header, "activity")
    coded = _code(sheet, row, header) is not None
    if heading_in(name) is not None or (not coded and _is_sum(sheet, row, pair, name)):
        return False
    figures = [figure_at(sheet, row, column) for column in (pair.programmed, pair.executed)]
    own = _own_figures(sheet, row, pair)
    if own and (coded or any(figure.value is not None for figure in figures)):
        return True
    if any(figure.unread and figure.trouble != "no-es-numero" for figure in own):
        return True
    described = _text(sheet, row, header, "unit") or _text(sheet, row, header, "responsible")
    if not name:
        evidence = _text(sheet, row, header, "evidence")
        return bool(own and (described or evidence)) and not _is_heading(own)
    percentage = pair.pct is not None and sheet.at(row, pair.pct) is not None
    return bool(described or percentage or coded or any(f.typed for f in figures))


def _own_figures(sheet: MatrixSheet, row: int, pair: Pair) -> list[Figure]:
    """What is written in the pair of columns in this row, and not merged from another."""
    columns = (pair.programmed, pair.executed)
    own = (figure_at(sheet, row, each) for each in columns if sheet.at(row, each) is not None)
    return [figure for figure in own if figure.typed]


def _loose(
    sheet: MatrixSheet, row: int, cells: dict[int, MatrixCell], header: Header, pair: Pair
) -> list[Figure]:
    own = _own_figures(sheet, row, pair)
    of_table = _is_heading(own) or any(heading_in(cell.value) for cell in cells.values())
    return (
        [] if of_table or _is_sum(sheet, row, pair, _text(sheet, row, header, "activity")) else own
    )


def _is_heading(figures: list[Figure]) -> bool:
    """Whether what stands there heads the columns again, or the quarter over them."""
    return any(
        role_of(each.shown) is not None or quarter_in(each.shown) or is_annual(each.shown)
        for each in figures
    )


def _is_sum(sheet: MatrixSheet, row: int, pair: Pair, name: str) -> bool:
    """Whether a row says that it is a total, or has no name and counts others."""
    own = (sheet.at(row, column) for column in (pair.programmed, pair.executed))
    counts = any(cell is not None and counts_in(cell.formula) for cell in own)
    return _is_total(sheet, row, pair) or (not name and counts)


def _is_total(sheet: MatrixSheet, row: int, pair: Pair) -> bool:
    """Whether a cell before the figures says TOTAL, PROMEDIO…"""
    before = (sheet.shown(row, column) for column in sheet.columns(row) if column < pair.programmed)
    return any(
        cell is not None and _TOTALS.issuperset(tokens(cell.value)[:1] or ["-"]) for cell in before
    )


def _code(sheet: MatrixSheet, row: int, header: Header) -> Code | None:
    own = code_in(_text(sheet, row, header, "code"), anywhere=True)
    return own or code_in(_text(sheet, row, header, "activity"))


def _row(sheet: MatrixSheet, row: int, header: Header, pair: Pair, place: _Place) -> MatrixRow:
    given = _code(sheet, row, header)
    column = header.columns.get("activity", 0)
    continues = sheet.covered(row, column) and place.last is not None and given is None
    derived = place.last if continues and place.last else place.next_code()
    code = given or derived
    if given is not None and not place.line:
        place.counted[place.where()] -= 1
    place.last = code
    programmed = figure_at(sheet, row, pair.programmed)
    return MatrixRow(
        row=row,
        code=code,
        given=given,
        placed=place.where(),
        name=without_code(_text(sheet, row, header, "activity")),
        responsible=_text(sheet, row, header, "responsible"),
        evidence=_text(sheet, row, header, "evidence"),
        unit=_text(sheet, row, header, "unit"),
        programmed=programmed,
        executed=comparable(programmed, figure_at(sheet, row, pair.executed)),
        header=header,
        pair=pair,
    )
