"""A command forked from a warm process is the command: beside one that Python starts anew."""

import json
import signal
import subprocess
import sys

import pytest

from tests import warm
from tests.children import ROOT, environment
from tests.ends import LONG

MODULE = "tests.ends"
GIVEN = {"SINASEC_UNO": "ñ", "SINASEC_DOS": ""}


def forked(
    *arguments: str, longest: int = warm.LONGEST, **given: str
) -> subprocess.CompletedProcess[str]:
    return warm.run(*arguments, environment=environment(**given), module=MODULE, longest=longest)


def anew(*arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", MODULE, *arguments],
        cwd=ROOT,
        env=environment(**given),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "how", ["0", "1", "7", "long", "words", "failure", "child", "signal SIGTERM", "signal SIGKILL"]
)
def test_it_ends_and_says_as_one_that_is_started_anew(how):
    one, other = forked(how), anew(how)
    assert (one.returncode, one.stdout) == (other.returncode, other.stdout)
    assert one.stderr.splitlines()[-1:] == other.stderr.splitlines()[-1:]


def test_it_is_given_the_same_and_is_the_program_of_this_tree():
    one, other = (json.loads(run("told", "dos palabras", **GIVEN).stdout) for run in (forked, anew))
    assert one == other
    assert one["arguments"] == ["told", "dos palabras"]
    assert one["environment"].items() >= GIVEN.items()
    assert one["program"] == str(ROOT / "src" / "sinasec" / "__init__.py")
    assert one["modules"] == ["sinasec"]


def test_nothing_of_one_is_left_for_the_next():
    assert forked("setting", SINASEC_OTRO="1").returncode == 0
    left = json.loads(forked("told").stdout)["environment"]
    assert not {"SINASEC_DEJADO", "SINASEC_OTRO"} & set(left)


def test_all_that_is_said_without_a_line_s_end_is_read():
    assert forked("long").stdout == "x" * LONG


def test_one_that_never_ends_is_ended_and_the_next_is_answered():
    done = forked("never", longest=1)
    assert done.returncode == -signal.SIGALRM
    assert forked("0").returncode == 0
