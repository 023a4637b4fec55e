"""The API of the index says what was published, keeps its contract, and refuses in words."""

from datetime import datetime, timedelta

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from sinasec.publications.actions import reply
from sinasec.publications.catalogue import last_reply_day, reply_by
from sinasec.publications.models import FINAL, Publication
from sinasec.risk.published import reading
from sinasec.risk.what_if import what_if
from sinasec.web.limits.rates import Rate
from sinasec.web.published.shelf import SHELF
from sinasec.web.risk.api.moves import COMPOSING
from tests.risk.made_publication import publish_made
from tests.risk.made_result import NEVER, TOP
from tests.web.addresses import OF_THE_INDEX

UNIT = "150108"


@pytest.fixture(autouse=True)
def _nothing_kept():
    SHELF.clear()


@pytest.fixture
def index(db) -> Publication:
    return publish_made()


@pytest.fixture
def ask(index: Publication, client: Client):
    def get(path: str, **headers: str):
        return client.get(f"/api/v1/riesgo{path}", headers=headers)

    return get


def test_districts_come_by_rank_and_pages_join_into_the_whole(ask, index):
    whole = ask("/distritos?limite=500").json()
    table = reading.table(index, "distritos")
    assert (whole["publication"], whole["simulated"], whole["example"]) == (index.pk, True, True)
    assert whole["count"] == len(whole["items"]) == table.height
    assert whole["top"] == TOP
    ranks = [row["rank"] for row in whole["items"]]
    known = [rank for rank in ranks if rank is not None]
    assert ranks == sorted(known) + [None] * (len(ranks) - len(known))
    parts = [ask(f"/distritos?desde={i}&limite=3").json()["items"] for i in range(0, 12, 3)]
    assert [row for part in parts for row in part] == whole["items"][:12]


@pytest.mark.parametrize(
    ("query", "keeps"),
    [
        ("departamento=13", lambda row: row["unit"].startswith("13")),
        ("provincia=0701", lambda row: row["unit"].startswith("0701")),
        ("par=B", lambda row: row["peer"] == "B"),
        ("zona=frontera", lambda row: row["zone"] == "frontera"),
        ("estado=sin_informacion", lambda row: row["score"] is None),
    ],
)
def test_filters_keep_what_they_say(ask, query, keeps):
    whole = ask("/distritos?limite=500&orden=codigo").json()["items"]
    kept = ask(f"/distritos?limite=500&orden=codigo&{query}").json()["items"]
    assert kept == [row for row in whole if keeps(row)]
    assert 0 < len(kept) < len(whole)


def test_a_district_has_contributions_that_add_up(ask):
    said = ask(f"/distritos/{UNIT}").json()
    assert said["district"]["unit"] == UNIT
    for level in (1, 2, 3):
        points = [row["contribution"] for row in said["contributions"] if row["level"] == level]
        assert sum(points) == pytest.approx(said["district"]["score"])
    assert {row["unit"] for row in said["rates"] + said["quality"]} == {UNIT}
    assert UNIT in {row["unit"] for row in said["peers"]}


def test_a_district_says_until_when_to_answer_and_what_was_answered(ask, index):
    first = ask(f"/distritos/{UNIT}")
    said = first.json()
    assert said["reply_by"] == last_reply_day(index).isoformat()
    assert said["replies"] == []
    now = index.created_at + timedelta(days=1)
    reply(
        publication=index.pk, committee=f"CODISEC-{UNIT}", text="Faltan datos.", by="Ana", now=now
    )
    again = ask(f"/distritos/{UNIT}", **{"If-None-Match": first.headers["ETag"]})
    (told,) = again.json()["replies"]
    assert (told["committee"], told["text"]) == (f"CODISEC-{UNIT}", "Faltan datos.")
    assert datetime.fromisoformat(told["received_at"]) == now
    assert ask("/distritos/150110").json()["replies"] == []


def test_a_final_index_has_no_last_day_to_answer(index):
    index.stage = FINAL
    assert reply_by(index) is None


def test_no_information_is_null_and_never_zero(ask):
    said = ask(f"/distritos/{NEVER}").json()
    assert said["district"]["score"] is None
    assert said["district"]["why"] == "nunca_reporto"
    assert said["contributions"] == []


def test_the_frontier_elements_contributions_and_variants(ask, index):
    zones = {row["zone"] for row in ask("/frontera").json()["items"]}
    assert zones == {"frontera"}
    assert ask("/elementos").json()["count"] == reading.table(index, "elementos").height
    one = ask(f"/contribuciones?ubigeo={UNIT}&nivel=1").json()
    assert {row["level"] for row in one["items"]} == {1}
    assert one["count"] == len(one["items"])
    for row in ask("/variantes").json()["items"]:
        places = ask(f"/variantes/{row['variant']}?limite=500").json()
        assert places["count"] == (row["units"] or 0)


def test_the_audit_has_every_table(ask):
    said = ask("/auditoria").json()
    tables = [name for name in said if isinstance(said[name], list) and name != "zero_weights"]
    assert all(said[name] for name in tables)
    assert said["treatments"][0]["pass"] in (True, False)


def test_what_if_answers_as_the_function(ask, index):
    said = ask("/que-pasaria-si?peso=robo:2&peso=idh:0,5&normalizacion=puestos").json()
    found = what_if(index, {"peso:robo": "2", "peso:idh": "0,5", "normalizacion": "puestos"})
    assert said["mean_shift"] == found.shift.mean
    assert (said["enter"], said["leave"]) == (
        found.districts.filter("enters")["unit"].to_list(),
        found.districts.filter("leaves")["unit"].to_list(),
    )
    assert said["items"] == found.districts.head(100).to_dicts()
    assert len(said["changes"]) == 3


def test_what_if_may_be_asked_less_often_than_what_is_kept(ask, index, monkeypatch):
    monkeypatch.setattr(COMPOSING, "rate", Rate(2, 60))
    asked = [ask(f"/que-pasaria-si?peso=robo:{n}").status_code for n in range(1, 5)]
    assert asked == [200, 200, 429, 429]
    assert ask("/distritos").status_code == 200


def test_between_two_indices(ask, index):
    other = publish_made(count=70)
    said = ask(f"/entre/{index.pk}/{other.pk}?limite=500").json()
    assert (said["before"], said["publication"]) == (index.pk, other.pk)
    assert said["count"] == 70


def test_each_answer_names_its_publication_and_is_not_sent_twice(ask, index):
    first = ask("/distritos")
    assert first.headers["X-Publicacion"] == index.pk
    again = ask("/distritos", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/distritos?publicacion=no-existe", 404, "/publicaciones/"),
        ("/distritos?datos=reales", 404, "Todavía no hay"),
        ("/distritos/999999", 404, "999999"),
        ("/distritos?limite=100000", 422, "limite"),
        ("/distritos?departamento=Lima", 422, "departamento"),
        ("/variantes/nada", 404, "/riesgo/variantes"),
        ("/que-pasaria-si?peso=robo:-1", 422, "peso"),
        ("/que-pasaria-si?peso=nada:1", 409, "el índice no tiene «nada»"),
        ("/que-pasaria-si?peso=idh:0&peso=pobreza:0", 409, "con peso cero"),
        ("/que-pasaria-si?agregacion=rara", 422, "agregacion"),
        ("/entre/uno/dos", 404, "«uno»"),
    ],
)
def test_a_wrong_question_is_answered_with_a_sentence(ask, path: str, status: int, word: str):
    answer = ask(path)
    assert answer.status_code == status
    assert word in answer.json()["detail"]


def test_a_semaforo_is_not_asked_of_an_index(index, client):
    answer = client.get(f"/api/v1/semaforo?publicacion={index.pk}")
    assert answer.status_code == 404
    assert "otra clase" in answer.json()["detail"]
    assert client.get("/api/v1/publicaciones?tipo=semaforo").json()["count"] == 0
    assert client.get("/api/v1/publicaciones?tipo=indice").json()["count"] == 1


def test_the_columns_say_what_the_package_says(client):
    document = client.get("/api/v1/openapi.json").json()
    said = document["components"]["schemas"]["RiskDistrict"]["properties"]
    table = reading.TABLES["distritos"]
    note = said.pop("rank_note")  # made of the others
    assert {name: each["description"] for name, each in said.items()} == table.describes
    assert "fuera de su intervalo" in note["description"]


def _application(environ, start_response):
    """The site, made when first asked: making it reads the settings of the tests."""
    from sinasec.web.wsgi import application

    return application(environ, start_response)


contract = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", _application).include(
    path_regex=OF_THE_INDEX
)


@contract.parametrize()
@hypothesis_settings(
    deadline=None,
    derandomize=True,
    max_examples=15,
    suppress_health_check=list(HealthCheck),
)
def test_the_contract_is_kept(case, index):
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
