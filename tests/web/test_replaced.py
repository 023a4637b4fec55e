"""A publication whose place another took says so wherever it is read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from sinasec import definitions
from sinasec.compliance.semaforo.publish import publish
from sinasec.demonstration.country.simulate import FIRST, LAST
from sinasec.publications.actions import reply
from sinasec.publications.catalogue import folder
from sinasec.publications.keep import Published
from sinasec.publications.told import in_words
from tests.publications.conftest import _memory, once, simulated, small, units  # noqa: F401

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2026, 11, 10, 15, tzinfo=UTC)
WORDS = "El acta está en la web."


def published(**options):
    return publish(**{"as_of": LAST, "now": NOW, "horizon_from": FIRST, **options}).publication


@pytest.fixture
def first(simulated):  # noqa: F811
    found = published()
    reply(publication=found.pk, committee="CORESEC-21", text=WORDS, by="ST", now=NOW)
    return found


@pytest.fixture
def second(first):
    return published(now=NOW + timedelta(days=1), known_at=datetime(2026, 3, 1))


def text_of(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_its_page_and_the_list_say_so(client, first, second):
    old = text_of(client, f"/publicaciones/{first.pk}/")
    assert "Ya no es la que vale: la reemplazó" in old
    assert f"/publicaciones/{second.pk}/" in old
    assert "los que se enviaron a esta pasan a ella" in old
    new = text_of(client, f"/publicaciones/{second.pk}/")
    assert "Reemplaza a" in new
    assert "Ya no es la que vale" not in new
    every = text_of(client, "/publicaciones/")
    assert every.count("reemplazada por") == 1
    day = text_of(client, reverse("published-on", args=[NOW.date().isoformat()]))
    assert day.count("reemplazada por") == 1


def test_it_leads_to_the_last_also_when_that_one_was_replaced_too(client, first, second):
    third = published(now=NOW + timedelta(days=2), known_at=datetime(2026, 4, 1))
    old = text_of(client, f"/publicaciones/{first.pk}/")
    assert f"/publicaciones/{second.pk}/" in old
    assert f"Las respuestas se envían a {third.pk}" in old
    published(now=NOW + timedelta(days=15), final=True)
    assert "Las respuestas se envían" not in text_of(client, f"/publicaciones/{first.pk}/")


def test_a_page_pinned_to_it_says_so_also_when_it_was_kept_before(client, first):
    path = f"/comite/CORESEC-21/?publicacion={first.pk}"
    assert "reemplazada por" not in text_of(client, path)
    second = published(now=NOW + timedelta(days=1), known_at=datetime(2026, 3, 1))
    assert f"preliminar, reemplazada por {second.pk}" in text_of(client, path)


def test_the_reply_to_it_is_shown_with_what_it_answered(client, first, second):
    page = text_of(client, f"/publicaciones/{second.pk}/")
    assert WORDS in page
    assert f'respondió a <span class="fija">{first.pk}</span>' in page
    assert "respondió a" not in text_of(client, f"/publicaciones/{first.pk}/")
    assert WORDS in text_of(client, f"/comite/CORESEC-21/?publicacion={second.pk}")


def test_the_api_names_it(client, first, second):
    rows = client.get("/api/v1/publicaciones").json()["items"]
    named = {row["id"]: (row["replaces"], row["replaced_by"]) for row in rows}
    assert named == {first.pk: (None, second.pk), second.pk: (first.pk, None)}
    assert client.get(f"/api/v1/publicaciones/{first.pk}").json()["replaced_by"] == second.pk


def test_a_final_says_what_was_learnt_and_what_was_answered(client, first, second):
    final = published(now=NOW + timedelta(days=15), final=True)
    page = text_of(client, f"/publicaciones/{final.pk}/")
    assert "Después de la preliminar se registr" in page
    assert f'respondió a <span class="fija">{first.pk}</span>' in page


# -- made with another law, or by another program, than the one that it replaces

OTHER_EDITION = "otra edición de las definiciones"
OTHER_PROGRAM = "otro programa"


@pytest.fixture
def another_edition(first, monkeypatch):
    edition = definitions.load()
    amended = edition.files["CHANGELOG.md"] + "\n"
    files = {**edition.files, "CHANGELOG.md": amended}
    changed = replace(edition, id="f" * 64, version="2099.1", files=files)
    monkeypatch.setattr(definitions, "load", lambda: changed)


@pytest.fixture
def another_program(first, monkeypatch):
    monkeypatch.setattr("sinasec.compliance.semaforo.publish.code_version", lambda of: "0.2.0+otro")


def final_of(client) -> tuple[str, str]:
    """Its page and what the command says, in which a line cannot be told from a paragraph."""
    made = published(now=NOW + timedelta(days=15), final=True)
    said = in_words(Published(made, folder(made), fresh=True))
    return text_of(client, f"/publicaciones/{made.pk}/"), said


def test_a_final_of_another_edition_than_its_preliminary_says_so(client, first, another_edition):
    for said in final_of(client):
        assert OTHER_EDITION in said
        assert (
            f"2099.1 (ffffffff), y no la {first.edition_version} ({first.edition_id[:8]})" in said
        )
        assert OTHER_PROGRAM not in said


def test_a_final_by_another_program_than_its_preliminary_says_so(client, first, another_program):
    for said in final_of(client):
        assert f"{OTHER_PROGRAM}: 0.2.0+otro, y no {first.code_version}" in said
        assert OTHER_EDITION not in said
