"""A property that fails says with what, how to repeat it, and says the same the next time."""

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT


def failure() -> str:
    """What a property that cannot hold says of itself."""

    @settings(settings(), database=None, max_examples=50)
    @given(number=st.integers(0, 10**9), name=st.text())
    def at_most_nine(number, name):
        assert number < 10

    with pytest.raises(AssertionError) as raised:
        at_most_nine()
    return "\n".join(raised.value.__notes__)


def test_a_failing_property_prints_its_values():
    assert "number=10," in failure()
    assert "name=''," in failure()


def test_a_failing_property_says_how_to_repeat_it():
    assert "@reproduce_failure" in failure()


def test_nothing_fails_for_being_slow():
    assert settings().deadline is None


PROPERTY = """
from hypothesis import given, strategies as st
@given(st.integers())
def test_it(number):
    print("chosen", number)
"""


def chosen(folder, **environment: str) -> str:
    """The examples of one run of a property, in a process of its own."""
    path = folder / "test_one_property.py"
    path.write_text(PROPERTY)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-s",
        "-p",
        "no:cacheprovider",
        "-p",
        "tests.conftest",
    ]
    done = subprocess.run(
        [*command, str(path)],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            **environment,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return "\n".join(line for line in done.stdout.splitlines() if "chosen" in line)


def test_the_suite_makes_the_same_examples_and_exploring_does_not(tmp_path):
    same = chosen(tmp_path, HYPOTHESIS_PROFILE="same")
    assert same.count("chosen") > 50
    assert chosen(tmp_path, HYPOTHESIS_PROFILE="same") == same
    assert chosen(tmp_path, HYPOTHESIS_PROFILE="explore") != same
