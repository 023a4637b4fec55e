"""The kinds of work of the tests, beside those of the product."""

import pytest

from sinasec.work.kinds import WORK
from tests.work import made_up, made_up_kinds


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    monkeypatch.setattr(WORK, "_known", {})
    monkeypatch.setattr(WORK, "_whole", True)
    monkeypatch.setattr(made_up, "wanted", [True])
    made_up_kinds.register()
