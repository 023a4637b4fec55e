"""What a page asks of the database it asks once, however many parts of it need the answer."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sinasec.web.published.shelf import SHELF
from tests.web.sample import ICA

pytestmark = pytest.mark.django_db
PAGES = (
    "/", f"/comite/{ICA}/", f"/comite/{ICA}/deber/sesion-ordinaria/", "/region/11/", "/riesgo/",
    "/riesgo/distrito/150108/", "/publicaciones/", "/normas/", "/metodo/", "/datos/",
    f"/api/v1/comites/{ICA}", "/api/v1/riesgo/distritos/150108",
)  # fmt: skip


def _asked(client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in asked]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_asked_twice(path, published, index, client):
    SHELF.clear()
    made = _asked(client, path)
    again = _asked(client, path)
    for asked in (made, again):
        assert asked
        assert not {sql: n for sql, n in Counter(asked).items() if n > 1}
    assert len(again) <= len(made)
