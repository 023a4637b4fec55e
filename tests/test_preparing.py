"""What is prepared behind the site is told while it lasts, and where it stopped."""

import os
import subprocess
import sys

import pytest

from sinasec.preparing import AlreadyPreparing, Part, Preparing, prepare, what_is_prepared


def test_each_part_is_told_while_it_is_done_and_nothing_once_all_are(tmp_path):
    told = []
    parts = [(words, lambda: told.append(what_is_prepared(tmp_path))) for words in ("una", "otra")]
    prepare(tmp_path, parts)
    assert told == [
        Preparing(Part("una", 1, 2), goes_on=True),
        Preparing(Part("otra", 2, 2), goes_on=True),
    ]
    assert what_is_prepared(tmp_path) is None


def test_two_do_not_prepare_the_same_home(tmp_path):
    with pytest.raises(AlreadyPreparing):
        prepare(tmp_path, [("una", lambda: prepare(tmp_path, []))])


def test_what_stopped_is_not_taken_for_what_goes_on(tmp_path):
    killed = "import os; from pathlib import Path; from sinasec.preparing import prepare\n"
    killed += "prepare(Path(os.environ['CASA']), [('una', lambda: os.kill(os.getpid(), 9))])"
    done = subprocess.run([sys.executable, "-c", killed], env=os.environ | {"CASA": str(tmp_path)})
    assert done.returncode == -9
    assert what_is_prepared(tmp_path) == Preparing(Part("una", 1, 1), goes_on=False)
    prepare(tmp_path, [("una", lambda: None)])
    assert what_is_prepared(tmp_path) is None
