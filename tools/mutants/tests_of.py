"""Which tests are asked about a mutant, and in what order."""

import ast
import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final

from tools.mutants.spots import Mutant

DEAR: Final = 10  # what takes more than a tenth of the budget waits for the others


@dataclass(slots=True)
class Map:
    """What the suite reached.

    `own` seconds of each test and of each shared fixture; the fixtures of each test; file → line
    → the tests that run it.
    """

    own: dict[str, float] = field(default_factory=dict)
    fixtures: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, dict[int, set[str]]] = field(default_factory=dict)
    red: list[str] = field(default_factory=list)

    def direct(self, mutant: Mutant) -> set[str]:
        """The tests that run the changed statement."""
        first, last = mutant.lines
        lines = self.lines.get(mutant.path, {})
        found = (lines.get(line, set()) for line in range(first, last + 1))
        return set().union(*found)

    def alone(self, test: str) -> float:
        """The seconds of the test when it is the first to need its fixtures."""
        return self.own[test] + sum(self.own.get(one, 0.0) for one in self.fixtures[test])

    def together(self, tests: list[str]) -> float:
        """The seconds of several tests in one process: each fixture is made once."""
        made = {one for test in tests for one in self.fixtures[test]}
        return sum(self.own.get(one, 0.0) for one in (*tests, *made))

    def of_file(self, path: str) -> set[str]:
        """The tests that run anything of the file: they may use what was made at import."""
        return set().union(*self.lines.get(path, {}).values())


def chosen(
    reached: Map, mutant: Mutant, budget: float, importers: Collection[str] = ()
) -> list[str]:
    """The tests to run, those of the very line first, and of them the quickest of each file.

    Then those of the same file and, for what runs when the module is imported, of the files that
    import it; of every test file when none is known to use it, as with settings. They take some
    `budget` seconds at most.
    """
    direct = reached.direct(mutant)
    near = reached.of_file(mutant.path) - direct
    far = set().union(*map(reached.of_file, () if direct else importers)) - direct - near
    if not direct | near | far:
        far = set(reached.fixtures)
    first, *rest = (_spread(reached, some, budget / DEAR) for some in (direct, near, far))
    found: list[str] = []
    made: set[str] = set()
    spent = 0.0
    for test in [*first, *chain(*rest)]:
        new = set(reached.fixtures[test]) - made
        spent += reached.own[test] + sum(reached.own.get(one, 0.0) for one in new)
        if found and spent > budget:
            break
        found.append(test)
        made |= new
    return found


def importers(files: Mapping[str, str]) -> dict[str, set[str]]:
    """Module → the files (path → source) that import it or something of it."""
    found: dict[str, set[str]] = defaultdict(set)
    for path, source in files.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            else:
                continue
            for name in names:
                found[name].add(path)
    return found


def _spread(reached: Map, tests: Collection[str], dear: float) -> list[str]:
    """The quickest of each file unless it is dear, then the others, the quickest first."""
    ordered = sorted(tests, key=lambda test: (reached.alone(test), test))
    heads: dict[str, str] = {}
    for test in ordered:
        if reached.alone(test) <= dear:
            heads.setdefault(_file(test), test)
    leading = set(heads.values())
    return [*heads.values(), *(test for test in ordered if test not in leading)]


def _file(test: str) -> str:
    return test.partition("::")[0]


def read_map(folder: Path) -> Map:
    """The map of all the runs that wrote into that folder."""
    reached = Map()
    for path in sorted(folder.glob("*.json")):
        _add(reached, json.loads(path.read_bytes()))
    return reached


def _add(reached: Map, run: dict) -> None:
    users = defaultdict(set)
    for test, shared in run["tests"].items():
        users[test].add(test)
        reached.fixtures[test] = shared
        for fixture in shared:
            users[fixture].add(test)
    reached.own |= run["seconds"]
    for file, lines in run["lines"].items():
        known = reached.lines.setdefault(file, {})
        for line, contexts in lines.items():
            found = set().union(*(users[one] for one in contexts))
            if found:
                known.setdefault(int(line), set()).update(found)
    reached.red += run["red"]
