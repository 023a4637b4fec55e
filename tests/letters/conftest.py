import pytest

from tests.letters.made_up import OFFICE


@pytest.fixture(autouse=True)
def _an_office(monkeypatch):
    for name, value in OFFICE.items():
        monkeypatch.setenv(name, value)
