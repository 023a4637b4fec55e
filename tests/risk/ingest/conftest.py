"""A warehouse of its own for each test."""

import pytest


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("SINASEC_HOME", str(tmp_path / "casa"))
    return tmp_path / "casa" / "warehouse"
