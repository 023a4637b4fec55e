"""The page of publications shows each kind by its words, and no page takes one for another."""

import pytest

from sinasec.web.published.shelf import SHELF
from tests.risk.made_publication import publish_made
from tests.web import sample

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def both():
    SHELF.clear()
    return sample.publish(), publish_made()


def test_the_list_says_what_each_one_is(both, client):
    text = client.get("/publicaciones/").content.decode()
    for one in both:
        assert one.pk in text
        assert one.words.title in text
    assert "lo que dicen sus fuentes" in text  # an index says no instant of knowledge


def test_the_page_of_an_index_speaks_of_an_index(both, client):
    _, index = both
    text = client.get(f"/publicaciones/{index.pk}/").content.decode()
    assert "Índice de riesgo sociodelictivo al 31 de diciembre de 2023" in text
    assert "Usa datos de los días" in text
    assert "Con lo registrado hasta" not in text
    assert f"/riesgo/?publicacion={index.pk}" in text
    assert "indice/iData.csv" in text
    assert "ODC-By" in text


def test_the_page_of_a_publication_warns_of_that_one_alone(both, client):
    semaforo, made_up = both
    real = publish_made(simulated=False)
    for one in (semaforo, made_up):
        assert "<b>SIMULADO.</b>" in client.get(f"/publicaciones/{one.pk}/").content.decode()
    text = client.get(f"/publicaciones/{real.pk}/").content.decode()
    assert "SIMULADO" not in text
    assert "<b>EJEMPLO.</b>" in text
    assert semaforo.pk not in text


def test_its_files_are_the_ones_signed(both, client):
    _, index = both
    answer = client.get(f"/publicaciones/{index.pk}/archivos/indice/receta.yaml")
    assert b"minmax" in b"".join(answer.streaming_content)
    assert answer["X-Publicacion"] == index.pk


def test_what_was_published_on_a_day_keeps_the_kinds_apart(both, client):
    semaforo, index = both
    text = client.get("/publicado/2026-11-25/").content.decode()
    last = f'<a class="fija" href="/publicaciones/{semaforo.pk}/">'
    assert f"el último semáforo publicado era {last}" in text
    assert f"También estaba publicado: {index.words.title}" in text


def test_no_page_of_the_semaforo_takes_an_index(both, client):
    _, index = both
    answer = client.get(f"/?publicacion={index.pk}")
    assert answer.status_code == 404
    assert "otra clase" in answer.content.decode()


def test_without_being_asked_the_semaforo_is_the_one_shown(both, client):
    semaforo, _ = both
    assert client.get("/")["X-Publicacion"] == semaforo.pk
