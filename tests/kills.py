"""Kill a job at random moments, in a process of its own with its own database."""

import os
import re
import subprocess
import sys

from tests.conftest import ROOT


def nothing_lost(job: str, default: str) -> None:
    """`SINASEC_KILLS` says how many times (the benchmark run: `python -m benchmarks.kills`)."""
    times = os.environ.get("SINASEC_KILLS", default)
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "DJANGO_SETTINGS_MODULE": "sinasec.web.settings",
    }
    command = [sys.executable, "-m", "benchmarks.kills", "--job", job, "--times", times]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    counted = re.search(r"(\d+) kills, (\d+) runs that ended first", done.stdout)
    assert counted is not None
    assert sum(map(int, counted.groups())) == int(times)
    assert int(counted[1]) > 0
