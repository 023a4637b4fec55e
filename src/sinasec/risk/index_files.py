"""The files of an index as people have them: two tables and a recipe, read or told wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from sinasec.definitions.documents import Document, read_document, written
from sinasec.definitions.faults import DefinitionFaults
from sinasec.methods.composite import (
    IndexFaults,
    IndexTables,
    Recipe,
    RecipeFaults,
    read_tables,
)
from sinasec.spreadsheets.faults import UnreadableFile
from sinasec.spreadsheets.numbers import AmbiguousNumber, number_in
from sinasec.spreadsheets.opening import EVERY_KIND, open_safely
from sinasec.spreadsheets.sheets import Raw, Sheet, read_sheets
from sinasec.spreadsheets.unsafe import UnsafeFile

MAX_RECIPE: Final = 1_000_000  # bytes; more is refused as it is read
TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "iData": ("uCode", "uName", "Time", "uGroup_"),
    "iMeta": ("iCode", "iName", "Parent", "Type", "Unit", "Denominator", "StdErr"),
}


@dataclass(frozen=True, slots=True)
class FileFault:
    """`row`: of the spreadsheet or line of the recipe; None for the whole file or column.

    `place`: the column, or the path within the recipe; "" for the whole row or file.
    """

    file: str
    row: int | None
    place: str
    message: str

    def __str__(self) -> str:
        row = f", fila {self.row}" if self.row is not None else ""
        return f"{self.file}{row}{', ' + self.place if self.place else ''}: {self.message}"

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class UnusableFiles(ValueError):
    """The files do not make an index. `faults`: everything found in all of them."""

    def __init__(self, faults: Sequence[FileFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, faults)))


def read_index(units: Path, indicators: Path, recipe: Path) -> tuple[IndexTables, "RecipeFile"]:
    """The tables and the recipe of three files. Raises UnusableFiles."""
    faults: list[FileFault] = []
    idata, imeta = (
        _table(path, name, faults) for path, name in ((units, "iData"), (indicators, "iMeta"))
    )
    read = _recipe(recipe, faults)
    tables = None
    if idata is not None and imeta is not None:
        names = {"iData": units.name, "iMeta": indicators.name}
        try:
            tables = read_tables(idata, imeta)
        except IndexFaults as found:
            faults += [
                FileFault(names[each.table], each.row, each.column and f"columna {each.column}",
                          each.message)
                for each in found.faults
            ]  # fmt: skip
    if faults or tables is None or read is None:
        raise UnusableFiles(faults)
    return tables, read


def read_table(path: Path, name: str) -> pl.DataFrame:
    """One table of text by itself, as a design is. Raises UnusableFiles."""
    faults: list[FileFault] = []
    table = _table(path, name, faults)
    if table is None:
        raise UnusableFiles(faults)
    return table


# -- tables


def _table(path: Path, name: str, faults: list[FileFault]) -> pl.DataFrame | None:
    """The table of a CSV or workbook, all of text; None, with its faults noted, otherwise."""
    try:
        sheets = read_sheets(open_safely(path, kinds=EVERY_KIND))
        if not sheets:
            raise UnreadableFile("vacio", "el archivo está vacío.")
        rows = _trimmed(_sheet(sheets, name).rows)
        found = list(_shape_faults(rows, path.name))
    except (UnsafeFile, UnreadableFile) as refusal:
        found, rows = [FileFault(path.name, None, "", str(refusal))], []
    except OSError as error:
        words = f"no se puede leer ({error.strerror}): revise la ruta y los permisos."
        found, rows = [FileFault(path.name, None, "", words)], []
    faults += found
    return None if found else _frame(rows, TEXTS.get(name, ()))


def _sheet(sheets: list[Sheet], name: str) -> Sheet:
    """The sheet called `name`; the first one where none is."""
    return next((each for each in sheets if each.name.lower() == name.lower()), sheets[0])


def _trimmed(rows: list[list[Raw]]) -> list[list[str]]:
    """Cells as text, without the empty rows at the end nor the empty cells at the end of each."""
    texts = [[_text(cell) for cell in row] for row in rows]
    for row in texts:
        while row and not row[-1]:
            row.pop()
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(cell: Raw) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return repr(cell) if isinstance(cell, float) else str(cell).strip()


def _shape_faults(rows: list[list[str]], file: str) -> Iterator[FileFault]:
    """An empty file, a header without a name or repeated, and rows longer than the header."""
    if not rows:
        yield FileFault(file, None, "", "el archivo está vacío.")
        return
    header = rows[0]
    for place, column in enumerate(header):
        if not column:
            words = f"la columna {place + 1} no tiene nombre en la primera fila."
            yield FileFault(file, 1, "", words)
        elif column in header[:place]:
            yield FileFault(file, 1, f"columna {column}", "el nombre de la columna está repetido.")
    for number, row in enumerate(rows[1:], start=2):
        if len(row) > len(header):
            words = f"tiene {len(row)} celdas y la primera fila {len(header)}: revise separadores."
            yield FileFault(file, number, "", words)


def _frame(rows: list[list[str]], texts: tuple[str, ...]) -> pl.DataFrame:
    header, *body = rows
    columns = {
        column: [row[place] if place < len(row) else "" for row in body]
        for place, column in enumerate(header)
    }
    return pl.DataFrame(
        {
            column: cells if column.startswith(texts) else [_number(cell) for cell in cells]
            for column, cells in columns.items()
        },
        schema=dict.fromkeys(header, pl.String),
    )


def _number(cell: str) -> str:
    """A number with a decimal comma or marks of thousands, with a point; the rest as it is."""
    try:
        float(cell)
    except ValueError:
        pass
    else:
        return cell
    try:
        number = number_in(cell)
    except AmbiguousNumber:
        return cell
    return cell if number is None else repr(number)


# -- the recipe


@dataclass(frozen=True, slots=True)
class RecipeFile:
    """A recipe and where each of its parts is written."""

    recipe: Recipe
    document: Document

    def faults(self, found: RecipeFaults) -> list[FileFault]:
        """Faults found later, with the line of what they name."""
        return _placed(found, self.document)


def _recipe(path: Path, faults: list[FileFault]) -> RecipeFile | None:
    document = _document(path, faults)
    if document is None:
        return None
    try:
        return RecipeFile(Recipe.from_mapping(document.value), document)
    except RecipeFaults as found:
        faults += _placed(found, document)
        return None


def _document(path: Path, faults: list[FileFault]) -> Document | None:
    try:
        document = read_document(open_recipe(path), path.name)
        if isinstance(document.value, dict):
            return document
        words = "una receta lleva «steps:» y la lista de sus pasos."
        faults.append(FileFault(path.name, 1, "", words))
    except DefinitionFaults as found:
        faults += [
            FileFault(each.file, each.line or None, each.where, each.message)
            for each in found.faults
        ]
    except OSError as error:
        words = f"no se puede leer ({error.strerror}): revise la ruta y los permisos."
        faults.append(FileFault(path.name, None, "", words))
    except UnicodeDecodeError:
        words = "no es un texto en UTF-8: guárdelo de nuevo como texto UTF-8."
        faults.append(FileFault(path.name, None, "", words))
    return None


def open_recipe(path: Path) -> str:
    """The text of a recipe. Raises OSError or UnicodeDecodeError."""
    with path.open("rb") as stream:
        return stream.read(MAX_RECIPE).decode("utf-8-sig")


def _placed(found: RecipeFaults, document: Document) -> list[FileFault]:
    lines = {written(place): line for place, line in document.lines.items()}
    listed = document.value.get("steps")
    steps = listed if isinstance(listed, list) else []
    named = {
        str(step["step"]): f"steps[{place + 1}]"
        for place, step in enumerate(steps)
        if isinstance(step, dict) and "step" in step
    }
    return [
        FileFault(document.name, _line(each.where, lines, named), each.where, each.message)
        for each in found.faults
    ]


def _line(where: str, lines: Mapping[str, int], named: Mapping[str, str]) -> int | None:
    """The line of a path, or of the nearest thing around it; a step may be called by its name."""
    step, dot, rest = where.partition(".")
    path = named.get(step, step) + dot + rest
    while path and path not in lines:
        path = path.rpartition(".")[0]
    return lines.get(path)
