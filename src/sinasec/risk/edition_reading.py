"""Read a workbook as an edition, or say everything wrong with it by sheet, row and column."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook

from sinasec.definitions.index.loading import FILE, told_of
from sinasec.definitions.index.writing import edition_text
from sinasec.methods.risk.edition import RiskEdition, from_mapping
from sinasec.risk import edition_sheets as sheets
from sinasec.risk import edition_words as words
from sinasec.spreadsheets.opening import open_safely
from sinasec.spreadsheets.unsafe import UnsafeFile

Path = tuple[str | int, ...]
Grid = Sequence[Sequence[Any]]
Place = tuple[str, int, str]  # sheet, row from 1 (0: the whole sheet), heading

WHOLE: Final[Place] = ("", 0, "")


@dataclass(frozen=True, slots=True, order=True)
class WorkbookFault:
    """`row` from 1, as a spreadsheet counts; 0 when the whole sheet is at fault."""

    sheet: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        row = f"fila {self.row}" if self.row else ""
        column = f"columna «{self.column}»" if self.column else ""
        place = ", ".join(part for part in (self.sheet, row, column) if part)
        return f"{place}: {self.message}" if place else self.message


class WorkbookFaults(ValueError):
    """The workbook is no edition. `faults`: everything found."""

    def __init__(self, faults: Sequence[WorkbookFault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(slots=True)
class _Draft:
    """The edition as far as it was read, where each of its values stands, and what is wrong."""

    spec: dict[str, Any] = field(default_factory=dict[str, Any])
    places: dict[Path, Place] = field(default_factory=dict[Path, Place])
    faults: list[WorkbookFault] = field(default_factory=list[WorkbookFault])

    def note(self, place: Place, message: str) -> None:
        self.faults.append(WorkbookFault(*place, message))

    def where(self, path: Path) -> Place:
        """The cell of the path, or of the nearest thing that contains it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, WHOLE)


def edition_from_workbook(content: bytes) -> RiskEdition:
    """The edition in an .xlsx (or .ods). Raises WorkbookFaults."""
    grids = _grids(content)
    draft = _Draft()
    _read_fields(draft, grids.get(sheets.EDITION, ()))
    for sheet in sheets.LISTS:
        _read_list(draft, sheet, grids.get(sheet.name, ()))
    _read_recipe(draft, grids.get(sheets.RECIPE, ()))
    _read_factors(draft, grids.get(sheets.FACTORS, ()))
    _read_variants(draft, grids.get(sheets.VARIANTS, ()))
    if not draft.faults:
        for path, message in told_of(draft.spec):
            draft.note(draft.where(path), _sentence(message))
    if draft.faults:
        raise WorkbookFaults(draft.faults)
    edition = from_mapping(draft.spec)
    return from_mapping(draft.spec, {FILE: edition_text(edition)})


def _grids(content: bytes) -> dict[str, Grid]:
    try:
        opened = open_safely(content, kinds=("xlsx", "ods"))
        book = CalamineWorkbook.from_filelike(BytesIO(opened.content))
        held = {name: book.get_sheet_by_name(name) for name in book.sheet_names}
    except UnsafeFile as refused:
        raise WorkbookFaults([WorkbookFault(*WHOLE, str(refused))]) from refused
    except CalamineError as broken:
        message = "El libro no se puede leer: ábralo, guárdelo como .xlsx y envíelo de nuevo."
        raise WorkbookFaults([WorkbookFault(*WHOLE, message)]) from broken
    grids = {name: sheet.to_python(skip_empty_area=False) for name, sheet in held.items()}
    absent = [name for name in _NAMES if name not in grids]
    if absent:
        message = "Falta esta hoja: parta de la plantilla («sinasec index template»)."
        raise WorkbookFaults([WorkbookFault(name, 0, "", message) for name in absent])
    return grids


_NAMES: Final = (
    sheets.EDITION,
    *(sheet.name for sheet in sheets.LISTS),
    sheets.RECIPE,
    sheets.FACTORS,
    sheets.VARIANTS,
)


def _read_fields(draft: _Draft, grid: Grid) -> None:
    by_label = {cell.label: cell for cell in sheets.FIELDS}
    for number, row in enumerate(grid[1:], start=2):
        label = _clean_label(row[0]) if row else ""
        if not label:
            continue
        place = (sheets.EDITION, number, label)
        if label not in by_label:
            draft.note(place, "este campo no es de la plantilla: quítelo.")
            continue
        _put_cell(draft, draft.spec, (), by_label[label], row[1] if len(row) > 1 else "", place)
    for cell in sheets.FIELDS:
        if cell.required and cell.path not in draft.places:
            draft.note((sheets.EDITION, 0, cell.label), "falta este campo, o está vacío.")
    draft.spec.setdefault("spatial", {}).setdefault("elements", [])


def _read_list(draft: _Draft, sheet: sheets.Sheet, grid: Grid) -> None:
    """Columns are known by their heading, in any order."""
    headings = [_clean_label(cell) for cell in (grid[0] if grid else ())]
    by_label = {cell.label: cell for cell in sheet.cells}
    draft.places[(sheet.key,)] = (sheet.name, 0, "")
    for cell in sheet.cells:
        if cell.required and cell.label not in headings:
            draft.note((sheet.name, 1, cell.label), "falta esta columna.")
    items: list[dict[str, Any]] = []
    for number, row in _rows(grid):
        item: dict[str, Any] = {}
        path: Path = (sheet.key, len(items))
        draft.places[path] = (sheet.name, number, "")
        for heading, value in zip(headings, row, strict=False):
            if heading in by_label:
                place = (sheet.name, number, heading)
                _put_cell(draft, item, path, by_label[heading], value, place)
        items.append(item)
        _check_required(draft, sheet, path, number)
    draft.spec[sheet.key] = items


def _check_required(draft: _Draft, sheet: sheets.Sheet, path: Path, number: int) -> None:
    for cell in sheet.cells:
        if cell.required and (*path, *cell.path) not in draft.places:
            draft.note((sheet.name, number, cell.label), "está vacía: llénela.")


def _put_cell(
    draft: _Draft, item: dict[str, Any], above: Path, cell: sheets.Cell, value: Any, place: Place
) -> None:
    """Put the cell's value in the item, or note what is wrong with it; empty is nothing."""
    if _empty(value):
        return
    draft.places[(*above, *cell.path)] = place
    try:
        read = _READ[cell.kind](cell, value)
    except ValueError as refused:
        draft.note(place, str(refused))
        return
    target = item
    for key in cell.path[:-1]:
        target = target.setdefault(key, {})
        draft.places.setdefault((*above, *cell.path[:-1]), place)
    target[cell.path[-1]] = read


def _as_text(cell: sheets.Cell, value: Any) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return str(value).strip()


def _as_number(cell: sheets.Cell, value: Any) -> Any:
    read = words.read_number(value.strip()) if isinstance(value, str) else _whole(value)
    if isinstance(read, bool) or not isinstance(read, int | float):
        raise ValueError(f"«{value}» no es un número.")
    return read


def _as_yes_no(cell: sheets.Cell, value: Any) -> bool:
    read = value if isinstance(value, bool) else words.YES_NO.get(str(value).strip().casefold())
    if read is None:
        raise ValueError(f"«{value}» no es «sí» ni «no».")
    return read


def _as_choice(cell: sheets.Cell, value: Any) -> Any:
    try:
        return words.code_of(_as_text(cell, value), cell.choices)
    except KeyError:
        known = ", ".join(f"«{word}»" for word in cell.choices.values())
        raise ValueError(f"«{value}» no está en la lista: {known}.") from None


def _as_list(cell: sheets.Cell, value: Any) -> list[str]:
    return [part.strip() for part in _as_text(cell, value).split(";") if part.strip()]


def _as_numbers(cell: sheets.Cell, value: Any) -> list[Any]:
    return [_as_number(cell, part) for part in _as_list(cell, value)]


_READ: Final = {
    "text": _as_text,
    "number": _as_number,
    "yes_no": _as_yes_no,
    "choice": _as_choice,
    "list": _as_list,
    "numbers": _as_numbers,
}


def _read_recipe(draft: _Draft, grid: Grid) -> None:
    steps: list[dict[str, Any]] = []
    cut: list[str] = []
    for number, row in _rows(grid):
        step, argument, value = (*row[:3], "", "", "")[:3]
        place = (sheets.RECIPE, number, "Paso")
        if str(step).strip().casefold() == "sin":
            cut.append(str(argument).strip())
            continue
        try:
            code = words.code_of(str(step), words.STEP)
        except KeyError:
            draft.note(place, f"«{step}» no es un paso: {', '.join(words.STEP.values())}.")
            continue
        if not steps or steps[-1]["step"] != code:
            steps.append({"step": code})
            draft.places[("recipe", "steps", len(steps) - 1)] = place
        if not _empty(argument):
            _put_argument(draft, steps, str(argument), value, number)
    draft.spec["recipe"] = {"steps": steps} | ({"without": cut} if cut else {})
    draft.places[("recipe",)] = (sheets.RECIPE, 0, "")


def _put_argument(
    draft: _Draft, steps: list[dict[str, Any]], argument: str, cell: Any, number: int
) -> None:
    path = words.read_argument(argument)
    *outer, last = path.split(".")
    target = steps[-1]
    for key in outer:
        target = target.setdefault(key, {})
    target[last] = words.read_value(path, _whole(cell))
    where: Path = ("recipe", "steps", len(steps) - 1, *path.split("."))
    draft.places[where] = (sheets.RECIPE, number, "Valor")


def _read_factors(draft: _Draft, grid: Grid) -> None:
    factors: list[dict[str, Any]] = []
    for number, row in _rows(grid):
        draft.places[("recipe", "factors", len(factors))] = (sheets.FACTORS, number, "")
        cells = dict(zip(sheets.FACTOR_HEADINGS, (*row, *[""] * 8), strict=False))
        try:
            factors.append(_factor(cells))
        except KeyError as refused:
            column = "Clase" if refused.args[0] == cells["Clase"] else "Paso"
            message = f"«{refused.args[0]}» no está en la lista."
            draft.note((sheets.FACTORS, number, column), message)
    if factors:
        draft.spec["recipe"]["factors"] = factors


def _factor(cells: Mapping[str, Any]) -> dict[str, Any]:
    """Raises KeyError with the word that is not of a list."""
    head = {"code": _said(cells["Código"]), "title": _said(cells["Título"])}
    kind = words.code_of(_said(cells["Clase"]), words.FACTOR)
    if kind == "sampling":
        return {**head, "sampling_error": True}
    if kind == "weights":
        levels = [words.read_number(part.strip()) for part in _said(cells["Niveles"]).split(";")]
        spread = words.read_value("spread", _whole(cells["Variación"]))
        return {**head, "weights": levels, "spread": spread}
    argument = words.read_argument(_said(cells["Argumento"]))
    parts = [part.strip() for part in _said(cells["Opciones"]).split(";") if part.strip()]
    return {
        **head,
        "step": words.code_of(_said(cells["Paso"]), words.STEP),
        "argument": argument,
        "options": [words.read_value(argument, part) for part in parts],
    }


def _read_variants(draft: _Draft, grid: Grid) -> None:
    """Rows with the same code are one variant."""
    variants: dict[str, dict[str, Any]] = {}
    for number, row in _rows(grid):
        code, title, path, value = (*row[:4], "", "", "", "")[:4]
        place = (sheets.VARIANTS, number, "Qué cambia")
        variant = variants.setdefault(
            _said(code), {"code": _said(code), "title": _said(title), "change": {}}
        )
        where: Path = ("variants", list(variants).index(_said(code)))
        draft.places.setdefault(where, (sheets.VARIANTS, number, ""))
        draft.places.setdefault((*where, "change"), place)
        read = words.read_path(_said(path))
        variant["change"][read] = words.read_value(read, _whole(value))
    draft.spec["variants"] = list(variants.values())


def _rows(grid: Grid) -> Iterator[tuple[int, Sequence[Any]]]:
    """Number and cells of every row under the heading that has something written."""
    for number, row in enumerate(grid[1:], start=2):
        if not all(_empty(cell) for cell in row):
            yield number, row


def _empty(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _whole(cell: Any) -> Any:
    """Spreadsheets hold whole numbers as decimals."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _said(cell: Any) -> str:
    return "" if cell is None else str(_whole(cell)).strip()


def _clean_label(cell: Any) -> str:
    return str(cell or "").replace("*", "").strip()


def _sentence(message: str) -> str:
    return message[0].upper() + message[1:] if message else message
