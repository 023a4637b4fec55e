"""What comes out by itself at night says so, takes no replies, and gives way to what is decided."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from sinasec.compliance.semaforo import nightly
from sinasec.compliance.semaforo.publish import publish
from sinasec.compliance.semaforo.work_kind import NIGHTLY
from sinasec.demonstration.country.simulate import FIRST, LAST
from sinasec.methods.words import day_words
from sinasec.publications import catalogue
from sinasec.publications.actions import CannotReply, reply
from sinasec.publications.afterwards.actions import CannotSay, withdraw
from sinasec.publications.afterwards.history import life_of_publication
from sinasec.publications.keep import CannotPublish
from sinasec.publications.models import Publication
from sinasec.publications.succession import successor
from sinasec.publications.trust.verify import verify
from sinasec.work import held, nights, outbox
from sinasec.work.kinds import WORK
from sinasec.work.models import Job
from sinasec.work.turn import Turn
from tests.publications.conftest import _memory, once, simulated, small, units  # noqa: F401

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2026, 11, 10, 15, tzinfo=UTC)
EARLIER = date(2026, 6, 30)
DISTRICT = "CODISEC-150102"
NIGHT = LAST + timedelta(days=1)


def published(**options) -> Publication:
    return publish(**{"as_of": LAST, "now": NOW, "horizon_from": FIRST, **options}).publication


def text_of(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def state_of(publication: Publication) -> str:
    state = life_of_publication(publication).state
    return state.code if state else ""


@pytest.fixture
def asked(simulated):  # noqa: F811
    """One that the Secretariat decided to publish."""
    return published(as_of=EARLIER)


@pytest.fixture
def advance(asked):
    return published(nightly=True)


def test_it_is_shown_and_says_what_it_is(client, asked, advance):
    assert catalogue.latest("semaforo") == advance
    front = text_of(client, "/")
    assert "<b>AVANCE.</b> Salió sola de noche" in front
    assert "La última preliminar, del 30 de junio de 2026, es" in front
    link = f'href="?publicacion={asked.pk}">{asked.pk}</a>'
    assert link in front
    until = f"hasta el {day_words(catalogue.reply_by(asked))}"
    assert f"se le puede responder {until}" in front
    for other in ("/publicaciones/", "/normas/", "/metodo/", f"/publicaciones/{asked.pk}/"):
        assert "Salió sola de noche" not in text_of(client, other), other
    committee = f"/comite/{DISTRICT}/"
    page = text_of(client, committee)
    assert "es el avance de una noche: no abre plazo" in page
    replies = page.partition('id="descargos"')[2]
    assert link in replies
    assert until in replies
    assert "Salió sola de noche" in text_of(client, f"/incrustar/{DISTRICT}/")
    sheet = client.get(f"{committee}ficha.pdf").content
    said = " ".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(sheet)).pages).split()
    )
    assert "es el avance de una noche: no abre plazo para descargos" in said
    sheet = client.get("/region/21/hoja.pdf").content
    told = " ".join(PdfReader(BytesIO(sheet)).pages[0].extract_text().split())
    assert "AVANCE, no una publicación revisada. Salió sola de noche" in told
    assert f"La última preliminar, del 30 de junio de 2026, es {asked.pk}: se le" in told.replace(
        "- ", "-"
    )
    assert "AVANCE" not in text_of(client, f"/?publicacion={asked.pk}")
    listed = text_of(client, "/publicaciones/")
    before, after = listed.split("Avances de cada noche (1)")
    assert asked.pk in before
    assert advance.pk not in before
    assert advance.pk in after
    told = client.get(f"/api/v1/publicaciones/{advance.pk}").json()
    assert (told["stage"], told["replaces"]) == ("avance", None)
    assert client.get(f"/publicaciones/{advance.pk}/").status_code == 200
    assert not verify(catalogue.folder(advance)).faults


def test_nobody_replies_to_it_and_it_is_not_made_final(asked, advance):
    words = {"committee": DISTRICT, "text": "Sesionamos.", "by": "ST", "now": NOW}
    with pytest.raises(
        CannotReply, match=f"{advance.pk} es el avance de una noche y no abre plazo"
    ):
        reply(publication=advance.pk, **words)
    assert reply(publication=asked.pk, **words).publication == asked
    assert catalogue.reply_by(advance) is None
    assert state_of(advance) == "avance"
    with pytest.raises(CannotPublish, match="No hay una publicación preliminar del"):
        published(final=True, now=NOW + timedelta(days=60))


def test_what_is_decided_of_its_day_is_apart_from_it(client, advance):
    decided = published(now=NOW + timedelta(hours=1))
    assert (decided.stage, decided.replaces) == ("preliminar", None)
    assert successor(advance) is None
    assert catalogue.latest("semaforo") == decided
    assert "AVANCE" not in text_of(client, "/")
    final = published(final=True, now=NOW + timedelta(days=60))
    assert final.replaces == decided
    assert catalogue.before(decided).as_of == EARLIER, "not the advance of the same day"


def test_one_of_the_same_day_takes_its_place_and_it_can_be_withdrawn(simulated):  # noqa: F811
    first = published(nightly=True)
    assert published(nightly=True) == first, "the same is the same"
    second = published(nightly=True, horizon_from=FIRST + timedelta(days=1))
    assert second.replaces == first
    assert state_of(first) == "reemplazada"
    withdraw(publication=second.pk, reason="Error.", by="ST", now=NOW + timedelta(days=1))
    assert state_of(second) == "retirada"
    with pytest.raises(CannotSay):
        withdraw(publication=second.pk, reason="Otra vez.", by="ST", now=NOW + timedelta(days=2))


def tonight(monkeypatch, **environment: str) -> list[Job]:
    """What a worker plants the day before, of this kind."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    nights.plant(datetime(NIGHT.year, NIGHT.month, NIGHT.day, 4, tzinfo=UTC))
    return list(Job.objects.filter(kind=NIGHTLY))


def done(job: Job):
    held_now = held.take("w", job.due + timedelta(seconds=1), [NIGHTLY])
    return nightly.published(Turn(held_now))


def test_it_is_off_until_it_is_asked_for(monkeypatch, db):
    monkeypatch.delenv(nightly.SETTING, raising=False)
    assert tonight(monkeypatch) == []
    assert tonight(monkeypatch, **{nightly.SETTING: "0"}) == []
    [job] = tonight(monkeypatch, **{nightly.SETTING: "1"})
    assert job.key == NIGHT.isoformat()
    assert job.due.isoformat() == f"{NIGHT}T09:15:00+00:00", "04:15 in Lima"
    assert tonight(monkeypatch, **{nightly.SETTING: "0"}) == [], "and off again it goes"
    assert WORK[NIGHTLY].at_once == 1


def test_a_night_publishes_the_day_that_ended_once(monkeypatch, simulated):  # noqa: F811
    monkeypatch.setattr(nightly, "now_utc", lambda: NOW)
    [job] = tonight(monkeypatch, **{nightly.SETTING: "1"})
    outcome = done(job)
    made = Publication.objects.get()
    assert outcome.result == {"publication": made.pk}
    assert (made.stage, made.as_of, made.simulated) == ("avance", LAST, True)
    outbox.cancel(job.pk, by="ST", now=NOW)
    outbox.retry(job.pk, now=NOW)
    assert done(Job.objects.get(pk=job.pk)).result == {"publication": made.pk}
    assert Publication.objects.count() == 1


def test_of_a_day_that_was_published_there_is_none(monkeypatch, simulated):  # noqa: F811
    there = published()
    [job] = tonight(monkeypatch, **{nightly.SETTING: "1"})
    assert done(job).said == f"De ese día ya está publicada {there.pk}: no hace falta."
    assert Publication.objects.count() == 1


def test_one_that_somebody_publishes_meanwhile_stands(monkeypatch, simulated):  # noqa: F811
    """What is decided while the night judges is not hidden by what it made."""
    [job] = tonight(monkeypatch, **{nightly.SETTING: "1"})
    monkeypatch.setattr(nightly, "decided_of", lambda day, simulated: "")  # when it looked
    there = published()
    assert done(job).result == {"publication": there.pk}
    assert [one.stage for one in Publication.objects.all()] == ["preliminar"]
