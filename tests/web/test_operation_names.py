"""What a generated client calls: names of their own, that neither an address nor a module gives."""

from pathlib import Path

import pytest
from ninja import NinjaAPI, Router

from sinasec.publications.kinds import KINDS
from sinasec.web.api import tables

NAMES = Path(__file__).with_name("operation_names.txt").read_text(encoding="utf-8").split()


def test_the_names_are_those_that_clients_were_made_of(client):
    """A new one is added to the list; one of the list is never changed nor taken away."""
    told = client.get("/api/v1/openapi.json").json()["paths"]
    found = [each["operationId"] for path in told.values() for each in path.values()]
    assert sorted(found) == sorted(NAMES)
    assert len(set(found)) == len(found)


def test_the_document_is_made_once_in_a_process(client, monkeypatch):
    first = client.get("/api/v1/openapi.json").json()
    monkeypatch.setattr("ninja.main.get_schema", lambda **asked: pytest.fail("made again"))
    assert client.get("/api/v1/openapi.json").json() == first


def test_a_name_survives_a_move():
    moved = NinjaAPI(urls_namespace="otra", openapi_url=None)
    router: Router = tables.of_kinds(list(KINDS.values()))
    moved.add_router("/en/otra/parte", router)
    paths = moved.get_openapi_schema(path_prefix="")["paths"]
    assert all("/en/otra/parte/" in path for path in paths)
    assert {each["get"]["operationId"] for each in paths.values()} <= set(NAMES)
