"""What a page asks of the database it asks once, however many parts of it need the answer."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sinasec.web.kept import SHELF
from tests.web.sample import ICA

pytestmark = pytest.mark.django_db
PAGES = (
    "/", f"/comite/{ICA}/", f"/comite/{ICA}/deber/sesion-ordinaria/", "/region/11/", "/riesgo/",
    "/riesgo/distrito/150108/", "/publicaciones/", "/normas/", "/metodo/", "/datos/",
    f"/api/v1/comites/{ICA}", "/api/v1/riesgo/distritos/150108",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_asked_twice(path, published, index, client):
    SHELF.clear()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    again = {sql: n for sql, n in Counter(q["sql"] for q in asked).items() if n > 1}
    assert asked.captured_queries
    assert not again
