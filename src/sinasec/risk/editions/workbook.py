"""Write an edition of the index as a workbook that people fill in and give back."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from sinasec.methods.risk.editions.edition import RiskEdition, as_mapping
from sinasec.methods.risk.editions.words import STEP, flat_arguments, said_argument, said_value
from sinasec.risk.editions import sheets, words

ROWS = 300  # rows that take a list from a drop-down

Row = Sequence[Any]


def edition_to_workbook(edition: RiskEdition) -> bytes:
    """The .xlsx of an edition; `edition_from_workbook` gives the same edition back."""
    spec = as_mapping(edition)
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as book:
        book.set_properties({"title": edition.title, "author": "SINASEC"})
        _fields(book, spec)
        for sheet in sheets.LISTS:
            _list(book, sheet, spec[sheet.key])
        _recipe(book, spec["recipe"])
        _factors(book, spec["recipe"].get("factors", []))
        _variants(book, spec["variants"])
        _instructions(book)
    return target.getvalue()


def _fields(book: Workbook, spec: Mapping[str, Any]) -> None:
    """One row a field: its label, its value, what it is."""
    page = _page(book, sheets.EDITION, ("Campo", "Valor", "Qué es"), (40, 70, 70))
    for row, cell in enumerate(sheets.FIELDS, start=1):
        page.write_string(row, 0, _label(cell), _bold(book))
        _write(book, page, row, 1, _cell_value(cell, spec))
        page.write_string(row, 2, cell.help)
        _rule(page, cell, row, row, 1)


def _list(book: Workbook, sheet: sheets.Sheet, items: Sequence[Mapping[str, Any]]) -> None:
    labels = [_label(cell) for cell in sheet.cells]
    page = _page(book, sheet.name, labels, [_width(cell) for cell in sheet.cells])
    for place, cell in enumerate(sheet.cells):
        if cell.help:
            page.write_comment(0, place, cell.help)
        _rule(page, cell, 1, ROWS, place)
        for row, item in enumerate(items, start=1):
            _write(book, page, row, place, _cell_value(cell, item))


def _recipe(book: Workbook, recipe: Mapping[str, Any]) -> None:
    page = _page(book, sheets.RECIPE, sheets.RECIPE_HEADINGS, (24, 34, 40))
    _choose(page, list(STEP.values()), 1, ROWS, 0)
    for row, line in enumerate(_recipe_rows(recipe), start=1):
        _write_row(book, page, row, line)


def _recipe_rows(recipe: Mapping[str, Any]) -> Iterator[Row]:
    """One row an argument; a step without arguments has a row of its own."""
    for step in recipe["steps"]:
        said = STEP[step["step"]]
        arguments = flat_arguments(step) or {"": None}
        for path, value in arguments.items():
            yield said, said_argument(path), said_value(path, value)
    for code in recipe.get("without", []):
        yield "sin", code, None


def _factors(book: Workbook, factors: Sequence[Mapping[str, Any]]) -> None:
    widths = (18, 44, 20, 20, 26, 44, 12, 12)
    page = _page(book, sheets.FACTORS, sheets.FACTOR_HEADINGS, widths)
    _choose(page, list(words.FACTOR.values()), 1, ROWS, 2)
    _choose(page, list(STEP.values()), 1, ROWS, 3)
    for row, factor in enumerate(factors, start=1):
        _write_row(book, page, row, _factor_row(factor))


def _factor_row(factor: Mapping[str, Any]) -> Row:
    head = [factor["code"], factor["title"]]
    if "step" in factor:
        argument = factor["argument"]
        options = said_value(argument, factor["options"])
        step = STEP[factor["step"]]
        return [*head, words.FACTOR["option"], step, said_argument(argument), options]
    if "weights" in factor:
        levels = "; ".join(map(str, factor["weights"]))
        return [*head, words.FACTOR["weights"], None, None, None, levels, factor["spread"]]
    return [*head, words.FACTOR["sampling"]]


def _variants(book: Workbook, variants: Sequence[Mapping[str, Any]]) -> None:
    page = _page(book, sheets.VARIANTS, sheets.VARIANT_HEADINGS, (26, 50, 40, 36))
    lines = (
        (variant["code"], variant["title"], words.said_path(path), said_value(path, value))
        for variant in variants
        for path, value in variant["change"].items()
    )
    for row, line in enumerate(lines, start=1):
        _write_row(book, page, row, line)


def _instructions(book: Workbook) -> None:
    page = _page(book, "Instrucciones", ("", "Cómo se llena este libro"), (10, 120))
    for row, step in enumerate(sheets.STEPS, start=1):
        page.write_string(row, 0, f"Paso {row}")
        page.write_string(row, 1, step, book.add_format({"text_wrap": True}))
    page.protect()


def _cell_value(cell: sheets.Cell, item: Mapping[str, Any]) -> Any:
    value: Any = item
    for key in cell.path:
        value = value.get(key) if value is not None else None
    if cell.kind == "choice":
        return cell.choices.get(value)
    return said_value("", value)


def _write_row(book: Workbook, page: Any, row: int, line: Row) -> None:
    for place, value in enumerate(line):
        _write(book, page, row, place, value)


def _write(book: Workbook, page: Any, row: int, place: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        page.write_string(row, place, value)
    else:
        page.write_number(row, place, value)


def _rule(page: Any, cell: sheets.Cell, first: int, last: int, place: int) -> None:
    if cell.kind == "choice":
        _choose(page, list(cell.choices.values()), first, last, place)
    if cell.kind == "yes_no":
        _choose(page, ["sí", "no"], first, last, place)


def _choose(page: Any, options: list[str], first: int, last: int, place: int) -> None:
    rule = {
        "validate": "list",
        "source": options,
        "error_title": "No está en la lista",
        "error_message": "Elija un valor de la lista.",
    }
    page.data_validation(first, place, last, place, rule)


def _page(book: Workbook, name: str, headings: Sequence[str], widths: Sequence[float]) -> Any:
    page = book.add_worksheet(name)
    shape = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "text_wrap": True})
    for place, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        page.set_column(place, place, width)
        page.write_string(0, place, heading, shape)
    page.freeze_panes(1, 1)
    return page


def _label(cell: sheets.Cell) -> str:
    return f"{cell.label} *" if cell.required else cell.label


def _width(cell: sheets.Cell) -> int:
    return 44 if cell.path[-1] in ("name", "title", "why", "note", "criterion") else 20


def _bold(book: Workbook) -> Any:
    return book.add_format({"bold": True})
