"""The API says what was published, keeps its contract, and spares the network."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import schemathesis
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from sinasec import definitions
from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.publish import publish
from sinasec.demonstration.country.simulate import simulate
from sinasec.publications.models import Publication
from sinasec.web.regions import REGION_NAMES
from tests import reference
from tests.web.addresses import OF_THE_INDEX, filled

COMMITTEE = "CODISEC-150108"
CODES = [
    "CONASEC",
    "CORESEC-21",
    "CORESEC-1501",
    "COPROSEC-2101",
    "CODISEC-150108",
    "CODISEC-210102",
]


@pytest.fixture(scope="module")
def made_publication(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Publication]:
    """SIMULADO facts of `CODES`, November 2024 to October 2026, published as of the last day."""
    from django.conf import settings

    before = settings.PUBLICATIONS, settings.KEYS
    home = tmp_path_factory.mktemp("publicado")
    settings.PUBLICATIONS, settings.KEYS = home / "publications", home / "keys"
    try:
        with django_db_blocker.unblock(), transaction.atomic():
            reference.known()
            simulate(seed=7, codes=CODES)
            now = datetime(2026, 11, 2, 15, tzinfo=UTC)
            yield publish(as_of=date(2026, 10, 31), now=now).publication
            transaction.set_rollback(True)
    finally:
        settings.PUBLICATIONS, settings.KEYS = before


@pytest.fixture
def api(made_publication: Publication, client: Client):
    def ask(path: str, **headers: str):
        return client.get(f"/api/v1{path}", headers=headers)

    return ask


@pytest.mark.django_db
def test_national_counts_are_those_of_the_publication(api, made_publication: Publication):
    answer = api("/semaforo?fecha=2026-05-31&luz=gestion").json()
    day = reading.days(made_publication)[1].replace(month=5, day=31)
    expected = reading.national(made_publication, day, "gestion")["total"]
    assert answer["publication"] == made_publication.id
    assert answer["simulated"] is True
    assert answer["total"]["verde"] == expected.verde
    assert answer["total"]["rojo"] == expected.rojo


@pytest.mark.django_db
def test_each_answer_names_its_publication_and_is_not_sent_twice(api, made_publication):
    first = api("/semaforo")
    assert first.headers["X-Publicacion"] == made_publication.id
    again = api("/semaforo", **{"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.django_db
def test_pages_of_a_list_join_into_the_whole(api):
    whole = api("/comites?limite=500").json()
    parts = [api(f"/comites?desde={i}&limite=2").json()["items"] for i in range(0, 10, 2)]
    assert whole["count"] > len(whole["items"]) == 500
    assert [row for part in parts for row in part] == whole["items"][:10]


@pytest.mark.django_db
def test_pages_of_a_history_join_into_the_whole(api):
    whole = api(f"/comites/{COMMITTEE}/intervalos?limite=500").json()
    parts = [
        api(f"/comites/{COMMITTEE}/intervalos?desde={i}&limite=3").json()["items"]
        for i in range(0, 12, 3)
    ]
    assert whole["count"] > 12
    assert [row for part in parts for row in part] == whole["items"][:12]


@pytest.mark.django_db
def test_the_list_of_publications_has_a_second_page(api, made_publication: Publication):
    second = publish(as_of=date(2026, 9, 30), now=datetime(2026, 11, 3, 15, tzinfo=UTC))
    both = [made_publication.id, second.publication.id]
    whole = api("/publicaciones").json()
    assert (whole["count"], [row["id"] for row in whole["items"]]) == (2, both)
    pages = [api(f"/publicaciones?desde={i}&limite=1").json() for i in range(3)]
    assert [[row["id"] for row in page["items"]] for page in pages] == [both[:1], both[1:], []]
    assert {page["count"] for page in pages} == {2}


@pytest.mark.django_db
def test_only_the_days_judged_can_be_asked_for(api, made_publication: Publication):
    first, last = reading.days(made_publication)
    for day in (first, last):
        assert api(f"/semaforo?fecha={day}").json()["day"] == day.isoformat()
    for day in (first - timedelta(days=1), last + timedelta(days=1)):
        answer = api(f"/semaforo?fecha={day}")
        assert answer.status_code == 404
        assert str(first) in answer.json()["detail"]
        assert str(last) in answer.json()["detail"]


@pytest.mark.django_db
def test_the_duties_of_a_level_are_those_that_bind_it(api):
    every = api("/deberes").json()["items"]
    for level in ("CONASEC", "CODISEC"):
        binding = api(f"/deberes?nivel={level}").json()
        expected = [
            duty["code"]
            for duty in every
            if any(level in version["bearers"] for version in duty["versions"])
        ]
        assert [duty["code"] for duty in binding["items"]] == expected
        assert 0 < binding["count"] == len(expected) < len(every)


@pytest.mark.django_db
def test_filters_keep_what_they_say(api):
    rows = api("/comites?nivel=CORESEC&limite=500").json()["items"]
    assert {row["level"] for row in rows} == {"CORESEC"}
    for light in {row["legal"] for row in rows}:
        kept = api(f"/comites?nivel=CORESEC&legal={light}&limite=500").json()["items"]
        assert kept == [row for row in rows if row["legal"] == light]


@pytest.mark.django_db
def test_a_committee_shows_why_and_its_history(api):
    whole = api(f"/comites/{COMMITTEE}").json()
    (row,) = [
        row
        for row in api("/comites?region=1501&limite=500").json()["items"]
        if row["committee"] == COMMITTEE
    ]
    assert {breach: (whole[breach] or {}).get("light") for breach in ("legal", "gestion")} == {
        breach: row[breach] for breach in ("legal", "gestion")
    }
    findings = api(f"/comites/{COMMITTEE}/hallazgos").json()["findings"]
    assert {"sesion-ordinaria", "instalacion"} <= {finding["duty"] for finding in findings}
    assert all(finding["article"] for finding in findings)
    one = api(f"/comites/{COMMITTEE}/hallazgos?deber=sesion-ordinaria").json()["findings"]
    assert one == [f for f in findings if f["duty"] == "sesion-ordinaria"]
    intervals = api(f"/comites/{COMMITTEE}/intervalos?limite=500").json()
    assert intervals["count"] >= len(intervals["items"]) > 0


@pytest.mark.django_db
def test_what_was_published_on_a_day_has_an_address(api, made_publication: Publication):
    that_day = api("/publicaciones/en/2026-11-02").json()
    assert [row["id"] for row in that_day["that_day"]] == [made_publication.id]
    before = api("/publicaciones/en/2026-11-01").json()
    assert before["that_day"] == []
    assert before["in_force"] is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/semaforo?publicacion=no-existe", 404, "/publicaciones/"),
        ("/semaforo?datos=reales", 404, "Todavía no hay"),
        ("/semaforo?fecha=1990-01-01", 404, "elija una fecha"),
        ("/semaforo?fecha=ayer", 422, "2024-05-24"),
        ("/publicaciones/en/0", 422, "2024-05-24"),
        ("/comites?limite=100000", 422, "limite"),
        ("/comites/CODISEC-999999", 404, "CODISEC-999999"),
        ("/comites/CODISEC-150108/hallazgos?deber=volar", 404, "/api/v1/deberes"),
        ("/deberes/volar", 404, "volar"),
    ],
)
def test_a_wrong_question_is_answered_with_a_sentence(api, path: str, status: int, word: str):
    answer = api(path)
    assert answer.status_code == status
    assert word in answer.json()["detail"]


@pytest.mark.django_db
def test_an_address_that_asks_too_often_has_to_wait(api, monkeypatch):
    from sinasec.web.api.v1 import THROTTLE
    from sinasec.web.limits.rates import Rate

    monkeypatch.setattr(THROTTLE, "rate", Rate(3, 60))
    statuses = [api("/deberes?nivel=CONASEC").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    late = api("/deberes")
    assert int(late.headers["Retry-After"]) >= 1
    assert late.json()["detail"]


def test_the_document_is_openapi_31(api):
    document = api("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert document["info"]["version"] == "1"  # as in its addresses
    for path, item in document["paths"].items():
        codes = set(item["get"]["responses"])
        assert {"200", "400", "404", "422", "429", "503"} <= codes, path


def _application(environ, start_response):
    """The site, made when first asked: making it reads the settings of the tests."""
    from sinasec.web.wsgi import application

    return application(environ, start_response)


# Those of the index are tried where there is one: `tests/risk/test_api.py`.
contract = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", _application).exclude(
    path_regex=OF_THE_INDEX
)


@contract.parametrize()
@hypothesis_settings(
    deadline=None,
    derandomize=True,
    max_examples=15,
    suppress_health_check=list(HealthCheck),
)
def test_the_contract_is_kept(case, made_publication, db):
    case.call_and_validate(headers={"Accept-Encoding": "identity"})


@pytest.mark.django_db
def test_without_an_index_its_addresses_say_so(api):
    paths = [path for path in api("/openapi.json").json()["paths"] if re.match(OF_THE_INDEX, path)]
    assert len(paths) > 30
    for path in paths:
        answer = api(filled(re.sub(r"{(\w+)}", r"<\1>", path)).removeprefix("//api/v1"))
        if path == "/api/v1/riesgo/publicaciones":
            assert (answer.status_code, answer.json()["items"]) == (200, [])
            continue
        assert answer.status_code == 404, path
        assert answer.json()["detail"], path


@pytest.mark.parametrize("guess", ["/api/v1/", "/api/v1/docs"])
def test_the_start_of_the_api_leads_to_its_page(guess, published, client):
    answer = client.get(guess, follow=True)
    assert answer.redirect_chain == [("/datos/api/", 302)]
    assert answer.status_code == 200


@pytest.mark.django_db
def test_a_region_is_not_taken_for_its_committee(api):
    for row in api("/semaforo").json()["regions"]:
        assert row["name"] == REGION_NAMES[row["region"]]
        assert "light" not in row
        listed = api(f"/comites?nivel=CORESEC&region={row['region']}").json()["items"]
        assert [each["legal"] for each in listed] == [row["coresec_shown"]]


def test_its_page_has_every_address_and_what_each_may_be_asked(published, client):
    page = client.get("/datos/api/").content.decode()
    for path, item in client.get("/api/v1/openapi.json").json()["paths"].items():
        [says] = re.findall(
            rf"<dt class=\"fija\">GET {re.escape(path)}</dt>\s*<dd>(.*?)</dd>", page
        )
        asks = [one["name"] for one in item["get"].get("parameters", []) if one["in"] == "query"]
        assert re.findall("<code>(.*?)</code>", says) == asks, path


@pytest.mark.parametrize("path", ["/semaforo/", "/nada", "/comites/CORESEC-21/"])
def test_what_is_no_address_of_the_api_is_told_where_they_are(path, db, client):
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == 404
    assert "/datos/api/" in answer.json()["detail"]


@pytest.mark.django_db
def test_the_law_says_with_what_each_article_is_read(api):
    told = {
        (duty["code"], version["from_day"], one["norm"], one["article"])
        for duty in api("/deberes").json()["items"]
        for version in duty["versions"]
        for one in version["read_with"]
    }
    assert told == {
        (duty.code, version.start.isoformat(), one.id, one.article)
        for duty in definitions.load().duties
        for version in duty.versions
        for one in version.norm.read_with
    }
    assert told
