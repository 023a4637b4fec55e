"""Loading and reading data need no Django: an analyst may do it from a notebook."""

import os
import subprocess
import sys

from tests.conftest import ROOT
from tests.risk.ingest.made import police

SCRIPT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from sinasec import warehouse
from sinasec.risk.data import aggregates
from sinasec.risk.data import quality
from sinasec.intake.bulk.load import load

report = load(Path(sys.argv[1]), cited="SIDPOL", by="Ana", at=datetime.now(UTC))
assert report.ok, report
print(aggregates.reports_by_year(warehouse.current("denuncias"))["count"].sum())
print(len(quality.quality(report.edition).told()) > 5)
print("django" in sys.modules)
"""


def test_a_file_is_loaded_and_judged_without_django(tmp_path):
    file = tmp_path / "denuncias.csv"
    file.write_bytes(police())
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(file)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["316", "True", "False"]
