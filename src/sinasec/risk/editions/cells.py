"""Read the sheets of a workbook that are fields or lists: one cell, one value of the edition."""

from typing import Any, Final

from sinasec.risk.editions import sheets, words
from sinasec.risk.editions.draft import (
    Draft,
    Grid,
    Path,
    Place,
    clean_label,
    is_empty,
    rows_of,
    whole,
)
from sinasec.spreadsheets.values import Percent, Serial, Unworked


def read_fields(draft: Draft, grid: Grid) -> None:
    by_label = {cell.label: cell for cell in sheets.FIELDS}
    for number, row in enumerate(grid[1:], start=2):
        label = clean_label(row[0]) if row else ""
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


def read_list(draft: Draft, sheet: sheets.Sheet, grid: Grid) -> None:
    """Columns are known by their heading, in any order."""
    headings = [clean_label(cell) for cell in (grid[0] if grid else ())]
    by_label = {cell.label: cell for cell in sheet.cells}
    draft.places[(sheet.key,)] = (sheet.name, 0, "")
    for cell in sheet.cells:
        if cell.required and cell.label not in headings:
            draft.note((sheet.name, 1, cell.label), "falta esta columna.")
    items: list[dict[str, Any]] = []
    for number, row in rows_of(grid):
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


def _check_required(draft: Draft, sheet: sheets.Sheet, path: Path, number: int) -> None:
    for cell in sheet.cells:
        if cell.required and (*path, *cell.path) not in draft.places:
            draft.note((sheet.name, number, cell.label), "está vacía: llénela.")


def _put_cell(
    draft: Draft, item: dict[str, Any], above: Path, cell: sheets.Cell, value: Any, place: Place
) -> None:
    """Put the cell's value in the item, or note what is wrong with it; empty is nothing."""
    if is_empty(value):
        return
    draft.places[(*above, *cell.path)] = place
    if isinstance(value, (Percent, Unworked)):  # told already
        return
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
    value = value.number if isinstance(value, Serial) else value
    if isinstance(value, float):
        return f"{value:g}"
    return str(value).strip()


def _as_number(cell: sheets.Cell, value: Any) -> Any:
    read = words.read_number(value.strip()) if isinstance(value, str) else whole(value)
    if isinstance(read, bool) or not isinstance(read, int | float):
        raise ValueError(f"«{value}» no es un número: escriba solo cifras.")
    return read


def _as_yes_no(cell: sheets.Cell, value: Any) -> bool:
    read = value if isinstance(value, bool) else words.YES_NO.get(str(value).strip().casefold())
    if read is None:
        raise ValueError(f"«{value}» no es «sí» ni «no»: escriba uno de los dos.")
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
