"""Shared by every test: where the real files may be, and how made-up examples are chosen."""

import gc
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import core, settings
from hypothesis.vendor import pretty
from schemathesis.generation import hypothesis as schemathesis_hypothesis

from sinasec.sandbox.worker import INSIDE
from tests.learning import only_what_is_learnt
from tests.lifting import lifted

ROOT = Path(__file__).resolve().parent.parent
ON_BOTH = "mark.database"  # as the Makefile looks for it

# Before any test module is read: a `settings(…)` of its own takes the rest from the profile.
# `same` makes the same examples each time, so that the suite is never red by luck; `explore` makes
# new ones (`make test-random`). No deadline in either: a busy machine is not a fault. Both print
# what repeats a failure.
settings.register_profile("same", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("explore", derandomize=False, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

# Schemathesis, once set up, has every failing property of the session print no value at all.
schemathesis_hypothesis.setup()
core.RepresentationPrinter = pretty.RepresentationPrinter


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is collected lasts as long as the session: looking through it for what nobody uses was
    a quarter of the time of collecting, and then of each later look."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]):
    """`make test-postgres` reads only the files that write the mark: none may be left out."""
    marked = {each.path for each in items if each.get_closest_marker("database")}
    unseen = [path for path in marked if ON_BOTH not in path.read_text(encoding="utf-8")]
    if unseen:
        raise pytest.UsageError(f"write «{ON_BOTH}» in {', '.join(map(str, sorted(unseen)))}")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files; a test that needs it is skipped, with this reason, without it."""
    folder = Path(os.environ.get("SINASEC_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("la carpeta de archivos reales no está en esta máquina")
    return folder


@pytest.fixture
def read_here(monkeypatch) -> None:
    """Files are read by this process, for a test that changes one of the reader's own limits."""
    monkeypatch.setenv(INSIDE, "1")


@pytest.fixture(scope="session", autouse=True)
def _nothing_waits_for_the_disk():
    """What a test writes need not outlive the machine, and waiting for it was a fifth of their
    time. The processes that they start wait as always."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _facts_may_be_flushed():
    """Django empties the tables after a test that commits; append-only tables refuse it."""
    emptying = TransactionTestCase._fixture_teardown

    def lift_and_empty(case):
        with lifted(connection):
            emptying(case)

    TransactionTestCase._fixture_teardown = lift_and_empty
    yield
    TransactionTestCase._fixture_teardown = emptying


@pytest.fixture(autouse=True)
def _what_may_change_is_learnt(monkeypatch):
    """Of whatever is made to be shown again."""
    with only_what_is_learnt(monkeypatch):
        yield
