"""A good file read in the warm child process, beside the same reading in this one.

Both must give the same: the sheets of a book or CSV, the report of a matrix. Small files are what a
committee sends; the large one is the most that «sinasec load» is measured with.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROUNDS = {"40 rows .xlsx": 15, "40 rows .csv": 15, "matrix, 4 quarters": 9, "50,000 rows .xlsx": 3}


def main() -> None:
    """In a process with a data folder of its own."""
    with tempfile.TemporaryDirectory(prefix="sinasec-uploads-") as folder:
        home = {**os.environ, "SINASEC_HOME": folder}
        subprocess.run([sys.executable, "-m", "benchmarks.uploads"], check=True, env=home)


def trial() -> None:
    """Read each file both ways, and compare."""
    from sinasec import sandbox
    from sinasec.cli.main import django_setup

    django_setup()
    files = _files()
    sandbox.warm(("sinasec.plans.judging", "sinasec.spreadsheets.apart"))
    print(f"{'file':<20}{'KB':>8}{'here, ms':>12}{'child, ms':>12}{'more, ms':>12}")
    for name, content in files.items():
        here, child = _readers(name, content)
        if here() != child():
            raise AssertionError(f"{name}: the child read something else")
        pairs = [(_timed(here), _timed(child)) for _ in range(ROUNDS[name])]
        one, other = (statistics.median(each) for each in zip(*pairs, strict=True))
        more = statistics.median(b - a for a, b in pairs)
        print(f"{name:<20}{len(content) / 1024:>8.0f}{one:>12.1f}{other:>12.1f}{more:>12.1f}")
    sandbox.stop()


def _timed(read: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    read()
    return 1_000 * (time.perf_counter() - begun)


def _readers(name: str, content: bytes) -> tuple[Callable[[], Any], Callable[[], Any]]:
    from sinasec.definitions.itca import itca_edition
    from sinasec.plans.apart import judge_apart
    from sinasec.plans.judging import judge_file
    from sinasec.spreadsheets.apart import read_apart
    from sinasec.spreadsheets.opening import EVERY_KIND, open_safely
    from sinasec.spreadsheets.sheets import every_sheet

    edition = itca_edition()
    if name.startswith("matrix"):
        return (
            lambda: judge_file(content, edition, edition.settings).report,
            lambda: judge_apart(content, edition.settings).report,
        )
    return (
        lambda: every_sheet(open_safely(content, kinds=EVERY_KIND)),
        lambda: read_apart(content, kinds=EVERY_KIND)[1],
    )


def _files() -> dict[str, bytes]:
    from tests.plans.workbooks import as_bytes, whole_year

    from benchmarks.ingest import rows
    from sinasec.compliance.export import write_csv, write_xlsx

    found = {"matrix, 4 quarters": as_bytes(whole_year())}
    with tempfile.TemporaryDirectory(prefix="sinasec-uploads-") as folder:
        for name, count, write in (
            ("40 rows .xlsx", 40, write_xlsx),
            ("40 rows .csv", 40, write_csv),
            ("50,000 rows .xlsx", 50_000, write_xlsx),
        ):
            path = Path(folder) / "actos"
            write(path, rows(count))
            found[name] = path.read_bytes()
    return found


if __name__ == "__main__":
    trial()
