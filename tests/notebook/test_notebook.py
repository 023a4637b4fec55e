"""The statistician's notebook runs as it is stored, prints what it says it prints, and is fast."""

import json
import re
import subprocess
import sys

import pytest

from tests.notebook.running import NOTEBOOK, ROOT, executed, printed, stored

NUMBER = re.compile(r"-?\d+\.\d+|-?\d+")


@pytest.fixture(scope="module")
def kept():
    return stored()


@pytest.fixture(scope="module")
def fresh(kept):
    return executed(kept)


def cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_every_cell_says_the_same_again(kept, fresh):
    for before, after in zip(cells(kept), cells(fresh), strict=True):
        told, again = printed(before), printed(after)
        assert NUMBER.sub("#", told) == NUMBER.sub("#", again), before.id
        numbers = [float(number) for number in NUMBER.findall(told)]
        assert numbers == pytest.approx(
            [float(number) for number in NUMBER.findall(again)], abs=0.011
        ), before.id


def test_it_is_stored_with_its_outputs(kept):
    assert all(cell.execution_count for cell in cells(kept))
    silent = [cell.id for cell in cells(kept) if not printed(cell)]
    assert silent == ["antes"]


def test_it_needs_no_django(kept):
    """Run as a plain program: the debugger of a notebook's kernel loads part of Django itself."""
    program = "\n".join(cell.source for cell in cells(kept))
    program += "\nassert 'django' not in sys.modules"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=NOTEBOOK.parent,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "".join(map(printed, cells(kept)))


def test_it_says_that_its_data_are_simulated(kept):
    assert "SIMULADO" in kept.cells[0].source
    folder = NOTEBOOK.parent
    rows = (folder / "iData.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert rows
    assert all("SIMULADO" in row for row in rows)


def test_nothing_in_it_names_a_machine():
    text = NOTEBOOK.read_text(encoding="utf-8")
    for trace in ("site-packages", '"version"', "timestamp"):
        assert trace not in text, trace
    assert not re.search(r'["\s](/[a-z]+){2,}/', text)  # a path from the root of some machine
    document = json.loads(text)
    assert set(document["metadata"]) == {"kernelspec", "language_info"}
    assert document["metadata"]["kernelspec"]["name"] == "python3"
    identifiers = [cell["id"] for cell in document["cells"]]
    assert len(set(identifiers)) == len(identifiers)
    assert all(re.fullmatch(r"[a-z][a-z-]+", name) for name in identifiers)
