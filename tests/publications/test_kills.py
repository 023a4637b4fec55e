"""A publisher killed at any moment leaves a whole publication, recorded, or none.

`SINASEC_KILLS` says how many times (the benchmark run: `python -m benchmarks.kills`).
"""

import os
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT

TIMES = os.environ.get("SINASEC_KILLS", "9")


@pytest.mark.kills
def test_killing_a_publisher_loses_nothing_and_leaves_nothing_half_written():
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "DJANGO_SETTINGS_MODULE": "sinasec.web.settings",
    }
    command = [sys.executable, "-m", "benchmarks.kills", "--job", "publish", "--times", TIMES]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    counted = re.search(r"(\d+) kills, (\d+) runs that ended first", done.stdout)
    assert counted is not None
    assert sum(map(int, counted.groups())) == int(TIMES)
    assert int(counted[1]) > 0
