"""Kill a job at steps of its writing, in a process of its own with its own database."""

import subprocess
import sys

from benchmarks.kills import TALLY

from tests.children import ROOT, environment

TIMES = 5  # of each job: twenty in the whole suite; `make kills` tries many more


def nothing_lost(job: str) -> None:
    """The kills fall on steps that are counted, never on moments: no run ends first by luck."""
    command = [sys.executable, "-m", "benchmarks.kills", "--job", job]
    done = subprocess.run(
        [*command, "--times", str(TIMES), "--steps"],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    counted = TALLY.search(done.stdout)
    assert counted is not None
    assert (int(counted[1]), int(counted[2])) == (TIMES, 0)
