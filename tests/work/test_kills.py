"""Whoever works, and its worker, killed at steps of what they write: see `benchmarks.kill_work`."""

import subprocess
import sys

import pytest
from benchmarks.kills import TALLY

from tests.children import ROOT, environment
from tests.kills import TIMES

pytestmark = pytest.mark.kills


@pytest.mark.parametrize("job", ["attempt", "behind", "worker"])
def test_each_thing_is_done_once_and_no_process_is_left(job):
    """How many steps a run takes hangs on what the last one left: one may end before its kill."""
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
    killed, finished = int(counted[1]), int(counted[2])
    assert killed + finished == TIMES
    assert killed > finished
