"""The doors by which strangers' files come in: each takes bytes and a name.

A door answers with nothing when it took the file, or with the sentence that it would show.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

BOOKS = ("xlsx", "ods", "xls")
TABLES = (*BOOKS, "csv")
ZIPS = ("packed", "package", "map")

Try = Callable[[bytes, str], str]


@dataclass(frozen=True, slots=True)
class Door:
    """`enter` is called once for each file; `families`: which files are tried there."""

    name: str
    families: tuple[str, ...]
    enter: Try


def _sheets(content: bytes, name: str) -> str:
    from sinasec.spreadsheets.faults import UnreadableFile
    from sinasec.spreadsheets.opening import EVERY_KIND, open_safely
    from sinasec.spreadsheets.sheets import read_sheets
    from sinasec.spreadsheets.unsafe import UnsafeFile

    try:
        read_sheets(open_safely(content, name=name, kinds=EVERY_KIND))
    except (UnsafeFile, UnreadableFile) as refusal:
        return str(refusal)
    return ""


def _matrix(content: bytes, name: str) -> str:
    from sinasec.definitions.itca import itca_edition
    from sinasec.plans.cells import PAGE_CELLS
    from sinasec.plans.corrected import corrected_workbook
    from sinasec.plans.judging import judge_file
    from sinasec.spreadsheets.unsafe import UnsafeFile

    edition = itca_edition()
    try:
        judged = judge_file(content, edition, edition.settings, name=name, max_cells=PAGE_CELLS)
        corrected_workbook(judged)
    except UnsafeFile as refusal:
        return str(refusal)
    return ""


def _data(content: bytes, name: str) -> str:
    from sinasec.intake.bulk.load import load

    report = load(
        content, cited="x", by="x", at=datetime(2026, 1, 1, tzinfo=UTC), name=name, dry_run=True
    )
    return report.refused.message if report.refused else ""


def _at_path(enter: Callable[[Path], str]) -> Try:
    """A door that takes the path of a file."""

    def tried(content: bytes, name: str) -> str:
        with TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(content)
            return enter(path)

    return tried


def _table(path: Path) -> str:
    from sinasec.index_files.file_faults import UnusableFiles
    from sinasec.index_files.table_file import read_table

    try:
        read_table(path, "iData")
    except UnusableFiles as refusal:
        return str(refusal.faults)
    return ""


def _edition(path: Path) -> str:
    from sinasec.definitions.faults import DefinitionFaults
    from sinasec.risk.editions.reading import WorkbookFaults, edition_from_file

    try:
        edition_from_file(path)
    except (WorkbookFaults, DefinitionFaults) as refusal:
        return str(refusal.faults)
    return ""


def _boundaries(path: Path) -> str:
    from sinasec.territories.boundary_files import UnreadableBoundaries, read

    try:
        read(path)
    except UnreadableBoundaries as refusal:
        return str(refusal)
    return ""


def _draft(path: Path) -> str:
    from sinasec.definitions.checking import check

    return str(check(path).faults or "")


def _law(path: Path) -> str:
    from sinasec.definitions.faults import DefinitionFaults
    from sinasec.definitions.loading import load_with

    try:
        load_with(path)
    except DefinitionFaults as refusal:
        return str(refusal.faults)
    return ""


def _recipe(path: Path) -> str:
    from sinasec.index_files.file_faults import FileFault
    from sinasec.index_files.recipe_file import recipe_of

    faults: list[FileFault] = []
    recipe_of(path, faults)
    return str(faults or "")


def _verify(path: Path) -> str:
    from sinasec.publications.trust.verify import verify

    return str(verify(path).faults or "")


def _reproduce(path: Path) -> str:
    from sinasec.publications.trust.reproduce import reproduce

    return str(reproduce(path).differences or "")


def _acts(content: bytes, name: str) -> str:
    """The dry run reads the database, which `runner` prepares."""
    from sinasec.compliance.ingest.loading import load_file

    report = load_file(content, by="x", name=name, dry_run=True, today=date(2026, 1, 1))
    return str(report.faults or "")


DOORS: dict[str, Door] = {
    door.name: door
    for door in (
        Door("sheets", TABLES, _sheets),
        Door("acts", TABLES, _acts),
        Door("matrix", BOOKS, _matrix),
        Door("data", (*TABLES, "packed", "parquet"), _data),
        Door("table", TABLES, _at_path(_table)),
        Door("edition", (*BOOKS, "law"), _at_path(_edition)),
        Door("boundaries", ("map", "packed"), _at_path(_boundaries)),
        Door("draft", ("law",), _at_path(_draft)),
        Door("law", ("law",), _at_path(_law)),
        Door("recipe", ("law",), _at_path(_recipe)),
        Door("verify", ZIPS, _at_path(_verify)),
        Door("reproduce", ZIPS, _at_path(_reproduce)),
    )
}
