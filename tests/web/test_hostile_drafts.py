"""What a reader may paste in «¿Qué pasaría si…?» without stopping the others."""

from urllib.parse import quote

from sinasec.web import uploads
from sinasec.web.semaforo.views import whatif
from tests.definitions.test_hostile_drafts import draft


def sent(client, text: str):
    return client.post("/que-pasaria-si/", {"texto": text})


def test_more_acts_than_can_be_judged_here_are_refused(published, client):
    answer = sent(client, draft("per: month, count: 366"))
    assert answer.status_code == 400
    assert "Pida menos actos en cada periodo" in answer.content.decode()


def test_what_a_condition_asks_for_counts_too(published, client):
    many = "per: month, count: 1, conditions: [{attribute: modalidad, equals: virtual, says: x, "
    many += "count: 366}]"
    answer = sent(client, draft(many))
    assert answer.status_code == 400
    assert "Pida menos actos en cada periodo" in answer.content.decode()


def test_a_bomb_is_answered_with_its_faults(published, client):
    answer = sent(client, draft("per: month, count: 1000000000"))
    assert answer.status_code == 422
    assert "a lo más 366" in answer.content.decode()


def test_trying_drafts_day_after_day_has_a_pace(published, client, monkeypatch):
    monkeypatch.setattr(uploads, "RATE", uploads.Rate(1, 60))
    first = client.get("/que-pasaria-si/?borrador=seis-sesiones&fecha=2026-10-01")
    assert first.status_code == 200
    answer = client.get("/que-pasaria-si/?borrador=sesiones-mensuales&fecha=2026-10-01")
    assert answer.status_code == 429
    assert client.get("/que-pasaria-si/").status_code == 200


def test_the_longest_draft_that_is_read(published, client, monkeypatch):
    monkeypatch.setattr(whatif, "MAX_TEXT", 30)
    assert sent(client, "code: nada".ljust(30, "#")).status_code == 422
    answer = sent(client, "code: nada".ljust(31, "#"))
    assert answer.status_code == 400
    assert "demasiado largo" in answer.content.decode()


def test_a_form_longer_than_any_draft_is_refused_before_it_is_taken_apart(published, client):
    """Each «%» of a form costs many times its letter."""
    address, kind = "/que-pasaria-si/", "application/x-www-form-urlencoded"
    answer = client.post(address, "texto=" + "%" * 2_500_000, content_type=kind)
    assert answer.status_code == 400
    longest = "á" * 60_000  # six letters each, in a form
    assert client.post(address, {"texto": longest}).status_code == 422
    sent = client.post(address, f"texto={quote(longest)}", content_type=kind)
    assert sent.status_code == 422
