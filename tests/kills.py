"""Kill a job at steps of its writing, in a process of its own with its own database."""

import os
import re
import subprocess
import sys

from tests.conftest import ROOT

TIMES = 5  # of each job: twenty in the whole suite; `make kills` tries many more


def nothing_lost(job: str) -> None:
    """The kills fall on steps that are counted, never on moments: no run ends first by luck."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "DJANGO_SETTINGS_MODULE": "sinasec.web.settings",
    }
    command = [sys.executable, "-m", "benchmarks.kills", "--job", job]
    done = subprocess.run(
        [*command, "--times", str(TIMES), "--steps"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    counted = re.search(r"(\d+) kills, (\d+) runs that ended first", done.stdout)
    assert counted is not None
    assert (int(counted[1]), int(counted[2])) == (TIMES, 0)
