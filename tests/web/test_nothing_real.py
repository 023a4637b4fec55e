"""`datos=reales` typed where nothing of real acts is published, on every address that reads it."""

import html
import re

import pytest

from sinasec.web.api.parameters import of_route
from sinasec.web.published.shelf import SHELF
from tests.web import sample
from tests.web.addresses import filled, routes

READ_IT = [
    route
    for route, view in dict(routes()).items()
    if (known := getattr(view, "reads", None) or of_route(route)) and known.knows("datos")
]
CODES = {"region/<str:code>/": "21", "provincia/<str:code>/": "2101"}
OF_THE_PUBLICATION = ("", "comite/<str:code>/", "region/<str:code>/", "buscar/")


def code_of(route: str) -> str:
    """That of the page of a route, or of a file of it."""
    return next((code for page, code in CODES.items() if route.startswith(page)), sample.PUNO)


def test_the_routes_that_read_it_are_found():
    assert {*OF_THE_PUBLICATION, "normas/", "api/v1/semaforo"} <= set(READ_IT)


@pytest.mark.parametrize("route", READ_IT)
def test_what_is_not_published_is_not_found_and_nothing_falls(route, published, index, client):
    SHELF.clear()
    address = filled(
        route,
        id=published.pk,
        identificador=published.pk,
        codigo=sample.PUNO,
        code=code_of(route),
    )
    asked = {"datos": "reales", **({"q": "puno"} if "buscar" in route else {})}
    answer = client.get(address, asked)
    assert answer.status_code in (200, 404), address
    assert client.head(address, asked).status_code == answer.status_code
    if answer.status_code == 404 and address.startswith("/api/"):
        assert answer.json()["detail"].startswith("Todavía no"), address
    elif answer.status_code == 404:
        text = html.unescape(answer.content.decode())
        assert "Todavía no se ha publicado ningún semáforo de actos reales." in text
        [back] = re.findall(r'href="([^"]+)">Ver esta página con la demostración', text)
        assert "datos" not in back
        assert client.get(back).status_code == 200, back


@pytest.mark.parametrize("route", OF_THE_PUBLICATION)
def test_a_page_made_of_a_publication_is_not_shown_empty(route, published, client):
    assert client.get(filled(route, code=code_of(route)), {"datos": "reales"}).status_code == 404


def test_where_nothing_is_published_it_leads_to_no_demonstration(db, client):
    answer = client.get("/", {"datos": "reales"})
    assert answer.status_code == 404
    assert "con la demostración" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/", "/normas/", f"/comite/{sample.PUNO}/"])
def test_data_of_no_known_kind_are_refused(address, published, client):
    answer = client.get(address, {"datos": "otros"})
    assert answer.status_code == 400
    assert "«datos» solo puede ser «reales»" in answer.content.decode()
