"""«¿Y si…?» on the pages: what is asked is what is computed, and nothing else is."""

from html import unescape

import polars as pl

from sinasec.risk.published import reading
from sinasec.risk.what_if import what_if
from sinasec.web import uploads
from sinasec.web.limits.rates import Rate
from sinasec.web.published.chosen import Chosen
from sinasec.web.risk.whatif import read_form
from tests.quickness import least_seconds
from tests.risk.made_publication import publish_made

PLACE = "/riesgo/que-pasaria-si/"


def form(index, values):
    return read_form(Chosen(index, pinned=False), values)


def test_a_form_sent_as_it_came_asks_for_nothing(index, client):
    shown = form(index, {})
    sent = {w.field: w.shown for family in shown.families for w in family.weights}
    sent |= {choice["name"]: "" for choice in shown.choices}
    assert form(index, sent).changes == {}
    assert "Lo que cambia" not in client.get(PLACE, sent).content.decode()


def test_one_weight_brings_its_family_so_that_shares_keep_their_meaning(index):
    changes = form(index, {"peso:robo": "80"}).changes
    assert changes == {"peso:robo": "80", "peso:hurto": "20", "peso:extorsion": "40"}


def test_the_same_weights_give_the_published_ranks(index):
    family = {"peso:incidencia": "400", "peso:violencia": "350", "peso:vulnerabilidad": "250"}
    outcome = what_if(index, form(index, family).changes)
    assert outcome.districts.filter(pl.col("shift") != 0).is_empty()


def test_who_enters_and_leaves_is_said_with_both_places(index, client):
    asked = {"agregacion": "geometrica", "peso:robo": "95"}
    outcome = what_if(index, form(index, asked).changes)
    text = unescape(client.get(PLACE, asked).content.decode())
    enter, leave = (outcome.districts.filter(name) for name in ("enters", "leaves"))
    assert enter.height == leave.height > 0
    for row in [*enter.to_dicts(), *leave.to_dicts()]:
        assert f"{row['published_rank']} → {row['rank']}" in text
    assert "peso 95 en vez de 40" in text


def test_the_permalink_gives_the_same_answer(index, client):
    text = client.get(PLACE, {"normalizacion": "puestos", "sin": "pobreza"}).content.decode()
    link = unescape(
        text.split("Enlace permanente a esta prueba")[1].split('href="')[1].split('"')[0]
    )
    again = client.get(link.removeprefix("http://testserver")).content.decode()
    main = text.split('id="resultado"')[1].split('id="probar"')[0]
    assert again.split('id="resultado"')[1].split('id="probar"')[0].count("→") == main.count("→")
    assert f"publicacion={index.id}" in link


def test_every_option_offered_is_understood(index, client):
    for choice in form(index, {}).choices:
        for code, _ in choice["options"]:
            response = client.get(PLACE, {choice["name"]: code})
            assert response.status_code == 200, (choice["name"], code)


def test_all_faults_are_said_at_once_with_the_names_of_the_page(index, client):
    asked = {"peso:robo": "mucho", "normalizacion": "rara", "sin": "nada"}
    response = client.get(PLACE, asked)
    text = unescape(response.content.decode())
    assert response.status_code == 422
    assert text.count("<li>", text.index('class="fallo"'), text.index('id="probar"')) == 3
    assert "Tasa de robos: «mucho»" in text


def test_a_family_without_any_weight_is_refused_in_words(index, client):
    asked = {"peso:pobreza": "0", "peso:idh": "0"}
    response = client.get(PLACE, asked)
    assert response.status_code == 422
    assert "peso cero" in response.content.decode()


def test_many_tries_in_a_minute_are_asked_to_wait(index, client, monkeypatch):
    monkeypatch.setattr(uploads, "RATE", Rate(1, 60))
    assert client.get(PLACE, {"agregacion": "armonica"}).status_code == 200
    assert client.get(PLACE, {"agregacion": "copeland"}).status_code == 429
    assert client.get(PLACE).status_code == 200


def test_the_whole_country_answers_within_a_second(db, client):
    whole = publish_made(count=1891)
    client.get(PLACE)  # what a server has read once it keeps
    weights = iter(range(61, 69))  # another each time: what was asked once is kept

    def asked():
        return client.get(PLACE, {"agregacion": "geometrica", "peso:robo": str(next(weights))})

    assert asked().status_code == 200
    assert least_seconds(asked) < 1
    assert reading.top(whole)


def test_two_publications_are_compared_district_by_district(index, client):
    other = publish_made(count=61)
    answer = client.get("/riesgo/ediciones/", {"antes": other.id, "despues": index.id})
    text = answer.content.decode()
    assert 'Lo que cambia <span class="etiqueta sim">SIMULADO</span>' in text
    assert "distritos con puesto antes y después" in text


def test_what_is_real_and_what_is_simulated_are_not_compared(index, client):
    real = publish_made(simulated=False)
    assert "Comparar dos" not in client.get("/riesgo/ediciones/").content.decode()
    answer = client.get("/riesgo/ediciones/", {"antes": real.id, "despues": index.id})
    assert answer.status_code == 400
    assert "Elija dos de la misma clase" in answer.content.decode()
    answer = client.get(f"/api/v1/riesgo/entre/{real.id}/{index.id}")
    assert answer.status_code == 409
    assert "SIMULADO" in answer.json()["detail"]
