"""A mutant is tried in memory: what its test sees is spoilt, what is on disk is not."""

import json
import subprocess
import sys

import pytest
from tools.mutants.pool import CLOCKED_OUT, KILLED, SURVIVED, TIMED_OUT

from tests.conftest import ROOT

SOURCE = "def adult(age):\n    return age >= 18\n\n\ndef count(n):\n    return n\n"
TESTS = """from sample.ages import adult, count

def test_adult():
    assert adult(18)

def test_count():
    assert count(3) == 3
"""
# As Django's plugin does: it imports the product before pytest can tell a failure apart.
STARTING = "def pytest_load_initial_conftests():\n    import sample.ages\n"
TRY = """import json, sys
from tools.mutants import pool
from tools.mutants.pool import Order
from tools.mutants.spots import Mutant
source = open("src/sample/ages.py").read()
def order(before, after, test, seconds=20):
    start = source.index(before)
    end = start + len(before)
    mutant = Mutant("src/sample/ages.py", 1, (1, 1), "", "x", start, end, before, after, 0)
    return Order(mutant, ["tests/test_ages.py::" + test], seconds)
orders = [
    order(">=", ">", "test_adult"),
    order(">=", ">", "test_count"),
    order("return n", "while True: pass", "test_count", seconds=3),
    Order(None, ["tests/test_ages.py::test_adult", "tests/test_ages.py::test_count"], 20),
    order("def count(n):\\n    return n", "count = 1 / 0", "test_adult"),
]
pool.WALL = 100  # so that on a busy machine too it is the processor that runs out
found = {orders.index(one.order): one.verdict for one in pool.tried(orders, 2)}
pool.WALL = 1  # as much of the clock as of one processor, which cannot run out before
sleeps = order("return n", "__import__('time').sleep(600)", "test_count", seconds=8)
verdicts = [found[place] for place in range(len(orders))]
print(json.dumps([*verdicts, *(one.verdict for one in pool.tried([sleeps], 1))]))
"""


@pytest.fixture
def project(tmp_path):
    for name, text in {
        "src/sample/__init__.py": "",
        "src/sample/ages.py": SOURCE,
        "tests/test_ages.py": TESTS,
        "src/starting.py": STARTING,
        "pytest.ini": "[pytest]\npythonpath = src\naddopts = -p no:django -p starting\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_killed_survived_out_of_time_and_intact(project):
    done = subprocess.run(
        [sys.executable, "-c", TRY],
        cwd=project,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    verdicts = [KILLED, SURVIVED, TIMED_OUT, SURVIVED, KILLED, CLOCKED_OUT]
    assert json.loads(done.stdout) == verdicts
    assert (project / "src/sample/ages.py").read_text(encoding="utf-8") == SOURCE
    assert not list(project.rglob("*.pyc"))
