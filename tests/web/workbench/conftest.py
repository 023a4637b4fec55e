"""The workbench's own settings over those of the tests, and a browser that has the key."""

import os
from importlib import import_module, reload

import pytest
from django.test import Client

from sinasec.web.limits.rates import Rate
from sinasec.web.workbench import gate

KEY = "clave-de-las-pruebas-de-la-mesa-0123456789"
NAME = "0123456789abcdef0123456789abcdef.localhost"
BY = "Ana Quispe, analista"
CHANGED = [
    "ROOT_URLCONF",
    "MIDDLEWARE",
    "WRITTEN",
    "MAY_SEND",
    "ALLOWED_HOSTS",
    "SECURE_REFERRER_POLICY",
    "WORKBENCH_KEY",
    "WORKBENCH_BY",
    "WORKBENCH_NAME",
    "WORKBENCH_ENTRIES",
    "CSRF_COOKIE_NAME",
    "CSRF_COOKIE_HTTPONLY",
    "CSRF_COOKIE_SAMESITE",
    "CSRF_FAILURE_VIEW",
    "UPLOAD_LIMIT",
    "FILE_UPLOAD_HANDLERS",
]


class Clock:
    """The hour that the gate sees."""

    def __init__(self) -> None:
        self.now = 1_800_000_000

    def time(self) -> float:
        return float(self.now)


@pytest.fixture
def clock(monkeypatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(gate, "time", made)
    return made


@pytest.fixture
def bench(settings, db, tmp_path, monkeypatch) -> Client:
    """A client of the workbench that checks CSRF tokens and has not shown its key yet."""
    monkeypatch.setenv("SINASEC_WORKBENCH_KEY", KEY)
    monkeypatch.setenv("SINASEC_WORKBENCH_BY", BY)
    monkeypatch.setenv("SINASEC_WORKBENCH_NAME", NAME)
    monkeypatch.setenv("SINASEC_HOME", str(tmp_path))
    home = os.environ["SINASEC_HOME"]
    assert home == str(tmp_path)
    module = reload(import_module("sinasec.web.workbench.settings"))
    for name in CHANGED:
        setattr(settings, name, getattr(module, name))
    settings.PUBLICATIONS = tmp_path / "publications"
    settings.PUBLICATIONS.mkdir()
    settings.KEYS = tmp_path / "keys"
    settings.WORKBENCH_ENTRIES = tmp_path / "mesa"
    monkeypatch.setattr(gate, "ATTEMPTS", Rate(10, 60))
    monkeypatch.setattr(gate, "REQUESTS", Rate(600, 60))
    return Client(enforce_csrf_checks=True, headers={"host": NAME})


@pytest.fixture
def analyst(bench) -> Client:
    """The same client, once inside."""
    bench.get(f"/mesa/?clave={KEY}")
    return bench
