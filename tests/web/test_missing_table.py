"""A table that vanishes while the site serves is a sentence, and the log says what to do."""

import pytest
from django.db import connection

from sinasec.web.published.shelf import SHELF


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_page_without_its_table_is_no_failure_of_ours(client, caplog):
    SHELF.clear()
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE publications_publication RENAME TO guardada")
    try:
        answer = client.get("/publicaciones/")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE guardada RENAME TO publications_publication")
    assert answer.status_code == 503
    assert "La base de datos no responde" in answer.content.decode()
    assert "le falta una tabla" in caplog.text
    assert "sinasec restore" in caplog.text
