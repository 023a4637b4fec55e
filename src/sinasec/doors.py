"""The pages and the commands that take a file know each other's files: who knocks at the wrong one
is sent on. No domain imports this: it knows them all."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from django.urls import reverse

from sinasec.compliance.ingest.loading import layouts
from sinasec.definitions.itca import itca_edition
from sinasec.intake.bulk.layouts import named
from sinasec.intake.bulk.raw import MAX_BYTES, read_file
from sinasec.intake.rows.tables import find_table
from sinasec.plans.apart import judge_apart
from sinasec.plans.cells import PAGE_CELLS
from sinasec.risk.editions.sheets import EDITION, RECIPE
from sinasec.sandbox import PAGES
from sinasec.spreadsheets.apart import read_apart
from sinasec.spreadsheets.faults import UnreadableFile
from sinasec.spreadsheets.opening import EVERY_KIND
from sinasec.spreadsheets.sheets import Sheet
from sinasec.spreadsheets.unsafe import UnsafeFile

T = TypeVar("T")
MAX_CELLS: Final = 100_000  # a file sent to the wrong page is not read twice when it is vast
DRAFT: Final = re.compile(r"^(code|versions|rule):", re.MULTILINE)
LONGEST_DRAFT: Final = 60_000


@dataclass(frozen=True, slots=True)
class Door:
    """A kind of file, and the page and the command that take it. `what`: "una matriz trimestral".

    `page`: "" where only the command does.
    """

    name: str
    what: str
    page: str
    command: str

    @property
    def address(self) -> str:
        return reverse(self.name)


MATRIX: Final = Door(
    "matrix", "una matriz trimestral", "Revisar una matriz trimestral", "sinasec itca"
)
ACTS: Final = Door("acts", "un libro de actos", "Plantilla y revisión de actos", "sinasec load")
DRAFT_OF_LAW: Final = Door(
    "whatif", "el borrador de un deber", "¿Qué pasaría si…?", "sinasec simulate-law"
)
INDEX: Final = Door(
    "risk-editions",
    "el libro de una edición del índice de riesgo",
    "Ediciones del índice",
    "sinasec index load-edition",
)
DATA: Final = Door("data", "un archivo de datos del índice", "", "sinasec data load")


def another(content: bytes, name: str, here: Door | None = None) -> Door | None:
    """The page that the file seems to be for; None when it is this one (`here`) or none is known.

    Raises `sandbox.Busy`.
    """
    found = _draft(content) or _of_sheets(content, name) or _matrix(content, name)
    return None if found is here else found


def told(file: Path, here: str) -> str:
    """For who gave the file to the command of the door `here`; "" when no other is known."""
    if not file.is_file() or file.stat().st_size > MAX_BYTES:
        return ""
    content = file.read_bytes()
    found = another(content, file.name) or _data(content, file.name)
    if found is None or found.name == here:
        return ""
    return (
        f"«{file.name}» parece {found.what}, y aquí se recibe otra cosa: use «{found.command} "
        "ARCHIVO»."
    )


def _data(content: bytes, name: str) -> Door | None:
    headings = [each.heading for each in named("")]
    return DATA if _tried(lambda: read_file(content, name, headings)) else None


def _draft(content: bytes) -> Door | None:
    if len(content) > LONGEST_DRAFT:
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return DRAFT_OF_LAW if len(set(DRAFT.findall(text))) > 1 else None


def _of_sheets(content: bytes, name: str) -> Door | None:
    sheets = _tried(
        lambda: read_apart(content, name=name, kinds=EVERY_KIND, max_cells=MAX_CELLS, limits=PAGES)[
            1
        ]
    )
    if sheets and {EDITION, RECIPE} <= {sheet.name for sheet in sheets}:
        return INDEX
    return ACTS if _has_acts(sheets or ()) else None


def _has_acts(sheets: Sequence[Sheet]) -> bool:
    return any(find_table(sheet, layouts()) for sheet in sheets)


def _matrix(content: bytes, name: str) -> Door | None:
    settings = itca_edition().settings
    judged = _tried(
        lambda: judge_apart(content, settings, name=name, max_cells=PAGE_CELLS, limits=PAGES)
    )
    known = judged is not None and (judged.report["quarters"] or judged.report["blank"])
    return MATRIX if known else None


def _tried(read: Callable[[], T]) -> T | None:
    """None for what cannot be read as that."""
    try:
        return read()
    except (UnsafeFile, UnreadableFile):
        return None
