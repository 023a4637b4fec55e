"""Every operation of the API, as its document names them, with identifiers that exist."""

import re

import pytest

from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.publications import catalogue
from tests.web.sample import PUNO

DOCUMENT = "/api/v1/openapi.json"
LIGHTS = ("legal", "gestion")


@pytest.fixture
def addresses(demonstration, index, client) -> list[str]:
    """An address for each operation; one whose place nobody filled is a fault of this list."""
    variant = client.get("/api/v1/riesgo/variantes").json()["items"][0]["variant"]
    duty = client.get("/api/v1/deberes").json()["items"][0]["code"]
    places = {
        "/publicaciones/en/{fecha}": {"fecha": str(catalogue.latest(SEMAFORO).created_at.date())},
        "/publicaciones/{identificador}": {"identificador": demonstration[0].pk},
        "/comites/{codigo}": {"codigo": PUNO},
        "/deberes/{codigo}": {"codigo": duty},
        "/riesgo/distritos/{ubigeo}": {"ubigeo": "150101"},
        "/riesgo/variantes/{codigo}": {"codigo": variant},
        "/riesgo/entre/{antes}/{despues}": {"antes": index.pk, "despues": index.pk},
    }
    found = []
    for path in client.get(DOCUMENT).json()["paths"]:
        known = next((held for start, held in places.items() if start in path), {})
        found.append(re.sub(r"\{(\w+)\}", lambda place, held=known: held[place[1]], path))
    return found


def test_each_answers_and_says_the_same_to_who_wants_no_body(addresses, client):
    for address in [*addresses, DOCUMENT]:
        answer, told = client.get(address), client.head(address)
        assert answer.status_code == 200, (address, answer.content[:300])
        assert (told.status_code, told.content) == (200, b""), address
        for each in (answer, told):
            del each["X-Request-Id"]
        assert dict(told.items()) == dict(answer.items()), address
        assert int(answer["Content-Length"]) == len(answer.content)


def test_each_says_what_may_be_asked_of_it(addresses, client):
    for address in addresses:
        answer = client.options(address)
        assert (answer.status_code, answer.content) == (204, b""), address
        assert answer["Allow"] == "GET, HEAD, OPTIONS"
        assert answer["Access-Control-Allow-Methods"] == "GET, HEAD"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_and_the_refusal_is_a_sentence(addresses, client, method):
    for address in addresses:
        answer = getattr(client, method)(address)
        assert answer.status_code == 405, address
        assert answer["Allow"] == "GET, HEAD, OPTIONS"
        assert answer.json()["detail"] == "Pida la dirección con GET, sin enviar nada."


def test_every_value_that_a_parameter_may_have_is_taken(addresses, client):
    """Of those that the document lists one by one, each alone; and a page beyond the last."""
    document = client.get(DOCUMENT).json()["paths"]
    for address, item in zip(addresses, document.values(), strict=True):
        for one in item["get"].get("parameters", []):
            for value in values_of(one) if one["in"] == "query" else ():
                answer = client.get(address, {one["name"]: value})
                assert answer.status_code in (200, 404), (address, one["name"], value)
                assert answer.status_code == 200 or value == "reales", answer.content


def values_of(parameter: dict) -> list[str]:
    schema = parameter["schema"]
    options = [schema, *schema.get("anyOf", [])]
    listed = [value for one in options for value in one.get("enum", [])]
    return [*listed, *(["499"] if parameter["name"] == "desde" else [])]


def test_a_committee_alone_says_what_the_list_says_of_it(both, client):
    for level in ("CONASEC", "CORESEC"):
        rows = client.get(f"/api/v1/comites?nivel={level}&limite=100").json()["items"]
        assert PUNO in {row["committee"] for row in rows} or level == "CONASEC"
        for row in rows:
            alone = client.get(f"/api/v1/comites/{row['committee']}").json()
            lights = {breach: alone[breach] and alone[breach]["light"] for breach in LIGHTS}
            assert lights == {breach: row[breach] for breach in LIGHTS}, row["committee"]


def test_every_parameter_says_what_it_is(db, client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    untold = [
        (path, one["name"])
        for path, methods in paths.items()
        for method in methods.values()
        for one in method.get("parameters", [])
        if not one.get("description")
    ]
    assert untold == []
