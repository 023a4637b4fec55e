"""The tests that are asked about a mutant: those of its line first, the quickest first."""

import pytest
from tools.mutants.spots import Mutant
from tools.mutants.tests_of import Map, chosen, importers

MUTANT = Mutant("src/a.py", 4, (4, 5), "f", "constant", 0, 1, "1", "2", 0)
QUICK, SLOW, OTHER, FAR = "tests/a.py::q", "tests/a.py::s", "tests/b.py::o", "tests/c.py::f"


@pytest.fixture
def reached() -> Map:
    return Map(
        own={QUICK: 1.0, SLOW: 5.0, OTHER: 3.0, FAR: 0.5, "home (fixture)": 4.0},
        fixtures={QUICK: [], SLOW: [], OTHER: ["home (fixture)"], FAR: []},
        lines={"src/a.py": {4: {SLOW, QUICK}, 5: {OTHER}, 9: {FAR}}},
    )


def test_each_file_has_its_quickest_before_the_others(reached):
    assert chosen(reached, MUTANT, 100) == [QUICK, OTHER, SLOW, FAR]


def test_a_dear_test_waits_for_the_quick_ones(reached):
    assert chosen(reached, MUTANT, 40) == [QUICK, SLOW, OTHER, FAR]


def test_no_more_than_the_seconds_there_are(reached):
    assert chosen(reached, MUTANT, 6) == [QUICK, SLOW]
    assert chosen(reached, MUTANT, 0) == [QUICK]


def test_a_shared_fixture_is_paid_for_once(reached):
    assert reached.together([OTHER]) == 7
    reached.fixtures[SLOW] = ["home (fixture)"]
    assert reached.together([OTHER, SLOW]) == 12


def test_what_runs_at_import_asks_those_of_the_files_that_import_it(reached):
    table = Mutant("src/table.py", 3, (3, 3), "", "constant", 0, 1, "1", "2", 0)
    using = importers({"src/a.py": "from table import ROWS\n", "src/b.py": "import os\n"})
    assert using["table"] == using["table.ROWS"] == {"src/a.py"}
    assert set(chosen(reached, table, 100, using["table"])) == {QUICK, OTHER, SLOW, FAR}
    assert FAR not in chosen(reached, MUTANT, 8, using["table"])


def test_a_line_that_no_test_runs_asks_those_of_its_file(reached):
    other = Mutant("src/a.py", 7, (7, 7), "", "constant", 0, 1, "1", "2", 0)
    assert set(chosen(reached, other, 100)) == {QUICK, OTHER, SLOW, FAR}
    assert chosen(Map(), other, 100) == []


def test_a_file_that_no_test_is_seen_to_use_asks_one_of_each_test_file(reached):
    settings = Mutant("src/settings.py", 1, (1, 1), "", "constant", 0, 1, "1", "2", 0)
    assert chosen(reached, settings, 100)[:3] == [FAR, QUICK, OTHER]
