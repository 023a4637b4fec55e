"""A command does its algebra in one thread, unless whoever runs it asked for another number."""

import json
import subprocess
import sys

import pytest

from tests.children import ROOT, environment

NAME = "OPENBLAS_NUM_THREADS"
ASKED = f"""
import json, os
from sinasec.cli.main import main
main(["index", "--help"], standalone_mode=False)
import sinasec.methods.risk.compute
from threadpoolctl import threadpool_info
threads = [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]
print(json.dumps([os.environ["{NAME}"], threads]))
"""


def found(**settings: str) -> tuple[str, list[int]]:
    """The number asked of the algebra, and the threads of each of its libraries that is read."""
    kept = {name: value for name, value in environment().items() if name != NAME}
    command = [sys.executable, "-c", ASKED]
    done = subprocess.run(
        command, cwd=ROOT, env=kept | settings, capture_output=True, text=True, check=True
    )
    number, threads = json.loads(done.stdout.splitlines()[-1])
    return number, threads


def test_a_command_asks_for_one():
    number, threads = found()
    assert number == "1"
    assert threads
    assert set(threads) == {1}


@pytest.mark.parametrize("asked", ["2", "3"])
def test_whoever_asks_for_more_is_heard(asked):
    assert found(**{NAME: asked})[0] == asked
