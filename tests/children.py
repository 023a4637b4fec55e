"""The processes that the tests start: what they know of where they run, and how long they have."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60  # seconds for what should take a few, on the busiest machine
# Of the tests: each home has its own, and nobody's shell names the settings of Django.
NOT_THEIRS = ("DATABASE_URL", "SINASEC_SECRET_KEY", "DJANGO_SETTINGS_MODULE")


def environment(home: Path | None = None, **settings: str) -> dict[str, str]:
    """That of the tests, with this tree's modules, the product's settings and more of them."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_THEIRS}
    kept["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return kept | ({"SINASEC_HOME": str(home)} if home else {}) | settings


def end(process: subprocess.Popen) -> None:
    """Wait until whoever was told to end has; one that does not is killed, and raises."""
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise
