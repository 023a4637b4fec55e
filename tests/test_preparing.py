"""What is prepared behind the site is told while it lasts, and where it stopped."""

import fcntl
import subprocess
import sys
from threading import Thread

import pytest

from sinasec import preparing
from sinasec.preparing import TURN, Part, Preparing, prepare, what_is_prepared
from tests.children import PATIENCE, environment


def test_each_part_is_told_while_it_is_done_and_nothing_once_all_are(tmp_path):
    told = []
    parts = [(words, lambda: told.append(what_is_prepared(tmp_path))) for words in ("una", "otra")]
    prepare(tmp_path, parts)
    assert told == [
        Preparing(Part("una", 1, 2), goes_on=True),
        Preparing(Part("otra", 2, 2), goes_on=True),
    ]
    assert what_is_prepared(tmp_path) is None


def test_a_page_that_looks_does_not_stop_whoever_begins(tmp_path):
    """It holds the turn for the moment in which it reads."""
    prepare(tmp_path, [("una", lambda: None)])
    done = []
    with open(tmp_path / TURN) as looking:
        fcntl.flock(looking, fcntl.LOCK_SH)
        beginning = Thread(target=prepare, args=(tmp_path, [("otra", lambda: done.append(1))]))
        beginning.start()
    beginning.join(PATIENCE)
    assert done == [1]


def test_it_is_read_by_who_may_not_write_there(tmp_path, monkeypatch):
    with pytest.raises(ZeroDivisionError):
        prepare(tmp_path, [("una", lambda: 1 // 0)])
    modes = []

    def watched(file, mode="r", *rest, **more):
        modes.append(mode)
        return open(file, mode, *rest, **more)

    monkeypatch.setattr(preparing, "open", watched, raising=False)
    assert what_is_prepared(tmp_path) == Preparing(Part("una", 1, 1), goes_on=False)
    assert modes == ["r"]


def test_what_stopped_is_not_taken_for_what_goes_on(tmp_path):
    killed = "import os; from pathlib import Path; from sinasec.preparing import prepare\n"
    killed += "prepare(Path(os.environ['CASA']), [('una', lambda: os.kill(os.getpid(), 9))])"
    done = subprocess.run([sys.executable, "-c", killed], env=environment(CASA=str(tmp_path)))
    assert done.returncode == -9
    assert what_is_prepared(tmp_path) == Preparing(Part("una", 1, 1), goes_on=False)
    prepare(tmp_path, [("una", lambda: None)])
    assert what_is_prepared(tmp_path) is None
