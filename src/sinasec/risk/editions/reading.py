"""Read a file as an edition; of a workbook, say all that is wrong by sheet, row and column."""

from pathlib import Path
from typing import Final

from sinasec.definitions.apart import prove_edition
from sinasec.definitions.index.loading import FILE, load_from, told_of
from sinasec.definitions.index.writing import edition_text
from sinasec.methods.risk.editions.edition import RiskEdition, from_mapping
from sinasec.risk.editions import sheets
from sinasec.risk.editions.cells import read_fields, read_list
from sinasec.risk.editions.draft import (
    WHOLE,
    Draft,
    Grid,
    WorkbookFault,
    WorkbookFaults,
    note_strange_cells,
)
from sinasec.risk.editions.recipe_reading import read_factors, read_recipe, read_variants
from sinasec.spreadsheets.apart import read_apart
from sinasec.spreadsheets.faults import UnreadableFile
from sinasec.spreadsheets.unsafe import UnsafeFile

__all__ = ["WorkbookFault", "WorkbookFaults", "edition_from_file", "edition_from_workbook"]

TEXTS: Final = (".yaml", ".yml")
BOOKS: Final = (".xlsx", ".ods")


def edition_from_file(path: Path) -> RiskEdition:
    """The edition in a folder, in its text or in a workbook.

    Raises DefinitionFaults, WorkbookFaults or OSError.
    """
    if path.is_dir() or path.suffix.lower() in TEXTS:
        prove_edition(path)
        return load_from(path)
    return edition_from_workbook(path)


def edition_from_workbook(source: Path | bytes) -> RiskEdition:
    """The edition in an .xlsx (or .ods). Raises WorkbookFaults, or OSError for a path."""
    grids = _grids(source)
    draft = Draft()
    note_strange_cells(draft, grids)
    read_fields(draft, grids.get(sheets.EDITION, ()))
    for sheet in sheets.LISTS:
        read_list(draft, sheet, grids.get(sheet.name, ()))
    read_recipe(draft, grids.get(sheets.RECIPE, ()))
    read_factors(draft, grids.get(sheets.FACTORS, ()))
    read_variants(draft, grids.get(sheets.VARIANTS, ()))
    if not draft.faults:
        for path, message in told_of(draft.spec):
            draft.note(draft.where(path), _sentence(message))
    if draft.faults:
        raise WorkbookFaults(draft.faults)
    edition = from_mapping(draft.spec)
    return from_mapping(draft.spec, {FILE: edition_text(edition)})


def _grids(source: Path | bytes) -> dict[str, Grid]:
    try:
        _, held = read_apart(source, kinds=("xlsx", "ods"))
    except (UnsafeFile, UnreadableFile) as refused:
        raise WorkbookFaults([WorkbookFault(*WHOLE, str(refused))]) from refused
    grids: dict[str, Grid] = {sheet.name: sheet.rows for sheet in held}
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


def _sentence(message: str) -> str:
    return message[0].upper() + message[1:] if message else message
