"""The three files of an index, two tables and a recipe: read, or all that is wrong with them."""

from pathlib import Path

from sinasec.index_files.file_faults import FileFault, UnusableFiles, of_tables
from sinasec.index_files.recipe_file import RecipeFile, recipe_of
from sinasec.index_files.table_file import table_of
from sinasec.methods.composite import IndexFaults, IndexTables, read_tables


def read_index(units: Path, indicators: Path, recipe: Path) -> tuple[IndexTables, RecipeFile]:
    """The tables and the recipe of three files. Raises UnusableFiles."""
    faults: list[FileFault] = []
    idata, imeta = table_of(units, "iData", faults), table_of(indicators, "iMeta", faults)
    read = recipe_of(recipe, faults)
    tables = None
    if idata is not None and imeta is not None:
        try:
            tables = read_tables(idata, imeta)
        except IndexFaults as found:
            faults += of_tables(found, {"iData": units.name, "iMeta": indicators.name})
    if faults or tables is None or read is None:
        raise UnusableFiles(faults)
    return tables, read
