"""No cell of any CSV that this program writes is taken for a formula, whoever wrote its text."""

import ast
import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

import sinasec
from sinasec.compliance import export
from sinasec.index_files.csv_file import write_csv
from sinasec.letters import told
from sinasec.letters.models import Received
from sinasec.publications.models import Publication
from sinasec.publications.packages.canonical import csv_bytes
from sinasec.publications.replies import REPLIES_TABLE
from sinasec.spreadsheets.delimited import ArmedWriter, armed, read_delimited
from sinasec.web.csv_answer import csv_answer

ROOT = Path(sinasec.__file__).parent
FORMULAS = ("=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "'=1")
MAKES = {"writer", "DictWriter", "write_csv", "ArmedWriter", "sink_csv"}
# Where a CSV is made, and what of it is tried below; or why nobody opens it.
WRITERS: dict[str, str] = {
    "audit/export.py": "through ArmedWriter",
    "compliance/export.py": "acts",
    "compliance/template.py": "through ArmedWriter",
    "index_files/csv_file.py": "results",
    "index_files/output.py": "through index_files.csv_file",
    "index_files/sensitivity.py": "through index_files.csv_file",
    "index_files/uncertainty.py": "through index_files.csv_file",
    "letters/told.py": "register",
    "publications/packages/canonical.py": "package",
    "risk/data/quality.py": "through index_files.csv_file",
    "risk/simulation/files.py": "invented, and read by this program alone",
    "spreadsheets/delimited.py": "armed",
    "warehouse/keep.py": "for a hash, and in no file",
    "web/csv_answer.py": "page",
}


def makers() -> set[str]:
    """Modules that call what writes a CSV."""
    found = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            name = getattr(called, "attr", getattr(called, "id", ""))
            if name in MAKES:
                found.add(path.relative_to(ROOT).as_posix())
    return found


def of_the_acts(text: str, folder: Path) -> bytes:
    export.write_csv(folder / "a.csv", iter([[text]]))
    return (folder / "a.csv").read_bytes()


def of_results(text: str, folder: Path) -> bytes:
    write_csv(pl.DataFrame({text: [text], "b": [1], "c": [2]}), folder / "a.csv")
    return (folder / "a.csv").read_bytes()


def of_the_register(text: str, folder: Path) -> bytes:
    one = Received(sender=text, subject=text, received_on=date(2026, 5, 4), year=2026, number=1)
    one.registered_at = datetime(2026, 5, 4, 17, tzinfo=UTC)
    return told.received_csv([one])


def of_a_package(text: str, folder: Path) -> bytes:
    row = dict.fromkeys(REPLIES_TABLE.schema) | {"text": text, "by": text}
    return csv_bytes(REPLIES_TABLE, pl.DataFrame([row], schema=REPLIES_TABLE.schema))


def of_a_page(text: str, folder: Path) -> bytes:
    return csv_answer(("texto",), [(text,)], Publication(pk="P", simulated=False)).content


def by_the_writer(text: str, folder: Path) -> bytes:
    made = io.StringIO(newline="")
    ArmedWriter(made, ";").writerows([(text, 1.5, None), (text,)])
    return made.getvalue().encode()


TRIED: dict[str, Callable[[str, Path], bytes]] = {
    "acts": of_the_acts,
    "results": of_results,
    "register": of_the_register,
    "package": of_a_package,
    "page": of_a_page,
    "armed": by_the_writer,
}


def test_every_csv_that_is_written_is_known():
    assert makers() == set(WRITERS)
    assert set(TRIED) <= set(WRITERS.values())


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("name", TRIED)
def test_no_cell_of_it_is_a_formula(name, text, tmp_path):
    content = TRIED[name](text, tmp_path)
    cells = [cell for row in raw(content) for cell in row]
    assert armed(text) in cells
    assert text not in cells
    assert text in [cell for row in read_delimited(content) for cell in row], "and comes back"


def raw(content: bytes) -> list[list[str]]:
    """The cells as they are in the file, before this program takes its apostrophes off."""
    text = content.decode("utf-8-sig")
    by = ";" if ";" in text.partition("\n")[0] else ","
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=by))
