"""`make test`: every part runs, whatever came of those before it, and a failure is not lost."""

import os
import shutil
import subprocess

import pytest

from tests.conftest import ROOT

MAKEFILE = """
one:
\t@echo "1 passed in 0.1s"
two:
\t@echo "1 failed in 0.1s"; exit 3
three:
\t@echo "3 passed in 0.1s"
"""


@pytest.fixture
def parts(tmp_path):
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "parts", tmp_path / ".ci" / "parts")
    (tmp_path / "Makefile").write_text(MAKEFILE)
    environment = {key: each for key, each in os.environ.items() if not key.startswith("MAKE")}

    def run(*names):
        command = ["bash", str(tmp_path / ".ci" / "parts"), *names]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    return run


def summary(done):
    lines = done.stdout.splitlines()
    told = lines[lines.index("── resumen de las pruebas") + 1 :]
    return {line.split()[0]: line.split()[1] for line in told}


def test_what_comes_after_a_failure_runs_too(parts):
    done = parts("one", "two", "three")
    assert done.returncode == 1
    assert "3 passed" in done.stdout
    assert summary(done) == {"one": "bien", "two": "FALLÓ", "three": "bien"}


def test_all_well_ends_in_zero(parts):
    done = parts("one", "three")
    assert done.returncode == 0
    assert summary(done) == {"one": "bien", "three": "bien"}


def test_a_part_that_does_not_exist_is_a_failure(parts):
    assert parts("one", "none").returncode == 1
