"""The workbench's own settings over those of the tests, and a browser that has the key."""

import os
from importlib import import_module, reload

import pytest
from django.test import Client

KEY = "clave-de-las-pruebas"
BY = "Ana Quispe, analista"
CHANGED = [
    "ROOT_URLCONF",
    "MIDDLEWARE",
    "WRITTEN",
    "WORKBENCH_KEY",
    "WORKBENCH_BY",
    "CSRF_COOKIE_NAME",
    "CSRF_COOKIE_HTTPONLY",
    "CSRF_COOKIE_SAMESITE",
    "CSRF_FAILURE_VIEW",
    "UPLOAD_LIMIT",
    "FILE_UPLOAD_HANDLERS",
]


@pytest.fixture
def bench(settings, db, tmp_path, monkeypatch) -> Client:
    """A client of the workbench that checks CSRF tokens and has not shown its key yet."""
    monkeypatch.setenv("SINASEC_WORKBENCH_KEY", KEY)
    monkeypatch.setenv("SINASEC_WORKBENCH_BY", BY)
    monkeypatch.setenv("SINASEC_HOME", str(tmp_path))
    home = os.environ["SINASEC_HOME"]
    assert home == str(tmp_path)
    module = reload(import_module("sinasec.web.workbench.settings"))
    for name in CHANGED:
        setattr(settings, name, getattr(module, name))
    settings.PUBLICATIONS = tmp_path / "publications"
    settings.PUBLICATIONS.mkdir()
    settings.KEYS = tmp_path / "keys"
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def analyst(bench) -> Client:
    """The same client, once inside."""
    bench.get(f"/mesa/?clave={KEY}")
    return bench
