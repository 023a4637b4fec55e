"""`python -m tools.mutants`: how many small faults of the product its tests notice.

The map of what each test reaches, the journal and the report stay in `var/mutants`; the same
seed, count and tree go on where a run was cut. `--only TEXT` tries the mutants of the sample
whose line of the report has that text, and `--all` looks for them beyond the sample. The map
takes a run of the suite and is not counted in the minutes of the trials.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from tools.mutants.pool import SURVIVED, UNREACHED, Order, Outcome, tried
from tools.mutants.reach import PACKAGES
from tools.mutants.report import report
from tools.mutants.sample import sample
from tools.mutants.spots import Mutant, source_files
from tools.mutants.tests_of import Map, chosen, importers, read_map
from tools.mutants.trial import warm
from tools.mutants.tried import Tried, read, tree_digest, write

ROOT: Final = Path(__file__).resolve().parents[2]
# The tests that say what those packages do; others pass through them by the way.
TESTS: Final = (
    "tests/spreadsheets",
    "tests/compliance",
    "tests/publications",
    "tests/web",
    "tests/risk/test_api.py",
    "tests/risk/test_publication_pages.py",
    "tests/risk/test_what_if.py",
    "tests/test_cli.py",
)
LIKELY: Final = 20  # of the tests of a mutant, the first: most are killed by one of them
SECONDS: Final = 20.0  # of the processor, for the tests of a mutant
START: Final = 20.0  # seconds of the processor that a trial may take before its first test


def main(arguments: Sequence[str] = ()) -> int:
    asked = _asked(arguments)
    tree = tree_digest(ROOT)
    folder = ROOT / "var" / "mutants"
    reached = _map(folder / f"reach-{tree}", asked.jobs)
    if reached.red:
        print(f"Con el producto intacto no pasan: {', '.join(reached.red)}", file=sys.stderr)
        return 1
    count = sys.maxsize if asked.all else asked.count
    drawn = [one for one in sample(ROOT, PACKAGES, asked.seed, count) if asked.only in str(one)]
    journal = folder / f"{asked.seed}.jsonl"
    known = read(journal, tree)
    todo = [one for one in drawn if one.key not in known]
    for place, outcome in enumerate(_outcomes(todo, reached, asked), start=1):
        one = Tried.of(outcome, tree)
        known[one.key] = one
        write(journal, one)
        print(f"{place}/{len(todo)} {one.verdict}, {one.took} s: {one.said}", flush=True)
    done = [known[one.key] for one in drawn if one.key in known]
    text = report(done, asked.seed)
    (folder / f"{asked.seed}.md").write_text(text, encoding="utf-8")
    print(text)
    return 0


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument(
        "--minutes",
        type=float,
        default=40.0,
        help="of trials, the map apart; then no other is begun",
    )
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of tests for a mutant")
    parser.add_argument("--only", default="", help="mutants whose line has this text")
    parser.add_argument("--all", action="store_true", help="look beyond the sample")
    return parser.parse_args(arguments)


def _outcomes(todo: Iterable[Mutant], reached: Map, asked: argparse.Namespace) -> Iterator[Outcome]:
    """The mutants that no test reaches at once, the others as their trials end."""
    until = time.monotonic() + asked.minutes * 60
    paths = (path.relative_to(ROOT).as_posix() for path in source_files(ROOT, PACKAGES))
    using = importers({path: (ROOT / path).read_text(encoding="utf-8") for path in paths})
    orders = [
        _order(one, chosen(reached, one, asked.seconds, using[one.module]), reached) for one in todo
    ]
    yield from (Outcome(one, UNREACHED, 0.0, "") for one in orders if not one.tests)
    reachable = [one for one in orders if one.tests]
    warm()
    _control(reachable, reached, asked.jobs)
    yield from tried((one for one in reachable if time.monotonic() < until), asked.jobs)


def _control(orders: Sequence[Order], reached: Map, jobs: int) -> None:
    """The product as it is passes the likely tests, in the way in which they will be asked."""
    asked = sorted({test for order in orders for test in order.tests[:LIKELY]})
    parts = [
        _order(None, list(tests), reached)
        for _, tests in groupby(asked, lambda test: Path(test).parts[:2])
    ]
    for outcome in tried(parts, jobs):
        if outcome.verdict != SURVIVED:
            raise SystemExit(f"Con el producto intacto: {outcome.verdict}\n{outcome.output}")


def _order(mutant: Mutant | None, tests: list[str], reached: Map) -> Order:
    return Order(mutant, tests, START + 4 * reached.together(tests))


def _map(folder: Path, jobs: int) -> Map:
    """Made once for each tree: the suite, in so many processes, under coverage."""
    if not folder.exists():
        aside = folder.with_name(f"{folder.name}.aparte")
        aside.mkdir(parents=True, exist_ok=True)
        files = sorted(str(path.relative_to(ROOT)) for path in _test_files())
        runs = [_measure(files[first::jobs], aside) for first in range(jobs)]
        codes = [run.wait() for run in runs]
        if any(code not in (0, 1) for code in codes):
            raise SystemExit(f"No se pudo medir qué alcanza cada prueba: códigos {codes}")
        aside.rename(folder)
    return read_map(folder)


def _test_files() -> Iterator[Path]:
    for name in TESTS:
        path = ROOT / name
        yield from [path] if path.is_file() else path.rglob("test_*.py")


def _measure(files: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    options = ["-q", "-p", "no:cacheprovider", "-p", "tools.mutants.reach", "--hypothesis-seed=0"]
    command = [sys.executable, "-m", "pytest", *options, "-m", "not browser and not kills"]
    environment = os.environ | {"MUTANTS_REACH": str(folder), "PYTHONPATH": "src:."}
    return subprocess.Popen([*command, *files], cwd=ROOT, env=environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
