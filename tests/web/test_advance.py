"""What comes out by itself at night says so, takes no replies, and gives way to what is decided."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from sinasec.committees.certificate import certificate_fields
from sinasec.compliance.semaforo import nightly
from sinasec.compliance.semaforo.mistaken import errata_told
from sinasec.compliance.semaforo.publish import publish
from sinasec.compliance.semaforo.quotes import quoted
from sinasec.compliance.semaforo.work_kind import NIGHTLY
from sinasec.demonstration.country.simulate import FIRST, LAST
from sinasec.methods.words import day_words
from sinasec.publications import catalogue
from sinasec.publications.actions import CannotReply, reply
from sinasec.publications.afterwards.actions import CannotSay, register_erratum, withdraw
from sinasec.publications.afterwards.history import life_of_publication
from sinasec.publications.catalogue import folder
from sinasec.publications.keep import CannotPublish
from sinasec.publications.models import Publication
from sinasec.publications.succession import successor
from sinasec.publications.trust.verify import verify
from sinasec.work import held, nights, outbox
from sinasec.work.kinds import WORK
from sinasec.work.models import Job
from sinasec.work.turn import Turn
from tests.altering import painted_green, writable
from tests.package_rows import on, table
from tests.publications.conftest import _memory, once, simulated, small, units  # noqa: F401

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2026, 11, 10, 15, tzinfo=UTC)
EARLIER = date(2026, 6, 30)
DISTRICT = "CODISEC-150102"
REGION = "1501"  # of it
DUTY = "sesion-ordinaria"
WHY = "El acta estaba registrada con otra fecha."

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
    assert "<b>AVANCE.</b> Esta publicación salió sola de noche" in front
    assert "La última preliminar, del 30 de junio de 2026, es" in front
    link = f'href="?publicacion={asked.pk}">{asked.pk}</a>'
    assert link in front
    until = f"hasta el {day_words(catalogue.reply_by(asked))}"
    assert f"se le puede responder {until}" in front
    for other in ("/publicaciones/", "/normas/", "/metodo/", f"/publicaciones/{asked.pk}/"):
        assert "Esta publicación salió sola de noche" not in text_of(client, other), other
    committee = f"/comite/{DISTRICT}/"
    page = text_of(client, committee)
    assert "es el avance de una noche: no abre plazo" in page
    replies = page.partition('id="descargos"')[2]
    assert link in replies
    assert until in replies
    assert "Esta publicación salió sola de noche" in text_of(client, f"/incrustar/{DISTRICT}/")
    sheet = client.get(f"{committee}ficha.pdf").content
    said = " ".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(sheet)).pages).split()
    )
    assert "es el avance de una noche: no abre plazo para responder" in said
    sheet = client.get("/region/21/hoja.pdf").content
    told = " ".join(PdfReader(BytesIO(sheet)).pages[0].extract_text().split())
    assert "AVANCE, no una publicación revisada. Esta publicación salió sola de noche" in told
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


def sheet_of(client, path: str) -> str:
    """What a PDF says, on one line."""
    pages = PdfReader(BytesIO(client.get(path).content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def light(publication: Publication, committee: str, duty: str, day: date) -> str:
    return quoted(publication, committee, duty, day, day).said


def mistaken(publication: Publication, committee: str = DISTRICT, duty: str = DUTY, **other):
    """An erratum of its last day."""
    said = light(publication, committee, duty, other.get("last_day", publication.as_of))
    given = {"should_say": "verde" if said != "verde" else "rojo", "why": WHY, "by": "ST"}
    given |= {"committee": committee, "duty": duty, "now": NOW + timedelta(days=1)}
    return register_erratum(publication=publication.pk, **given | other)


@pytest.fixture
def night_before(simulated):  # noqa: F811
    return published(as_of=LAST - timedelta(days=1), nightly=True)


def test_an_error_told_of_a_night_is_told_beside_the_next_that_repeats_it(client, night_before):
    row = mistaken(night_before)
    made = published(nightly=True)
    said = f"dice «{row.said}» y debió decir «{row.should_say}». {WHY} Esta publicación repite"
    head = f"Fe de erratas del 11 de noviembre de 2026, de {night_before.pk}"
    page = f"/comite/{DISTRICT}/"
    for path in (page, f"{page}deber/{DUTY}/", f"/incrustar/{DISTRICT}/"):
        assert head in text_of(client, path), path
        assert said in text_of(client, path), path
    assert said in sheet_of(client, f"{page}ficha.pdf")
    assert f"Tienen fe de erratas para este día, y su página la dice: {DISTRICT}" in sheet_of(
        client, f"/region/{REGION}/hoja.pdf"
    )
    [told] = client.get(f"/api/v1/comites/{DISTRICT}").json()["errata"]
    assert (told["publication"], told["why"]) == (night_before.pk, WHY)
    assert head not in text_of(client, f"{page}deber/instalacion/")
    assert head not in text_of(client, f"{page}?fecha=2026-10-01"), "a day it is not about"
    assert head not in text_of(client, "/comite/CORESEC-21/")
    given = certificate_fields(made, DISTRICT, signer="Ana", now=NOW + timedelta(days=2))
    [certified] = given["errata"]
    assert f"de {night_before.pk}" in certified
    assert text_of(client, f"{page}?publicacion={night_before.pk}").count("Fe de erratas") == 1
    published(now=NOW + timedelta(hours=1))
    assert "Fe de erratas" not in text_of(client, page), "what is decided speaks for itself"


def test_an_error_is_not_told_of_another_light_nor_of_another_period(simulated):  # noqa: F811
    weeks_before = published(as_of=LAST - timedelta(days=45), nightly=True)
    made = published(nightly=True)
    rows = [
        on(one.as_of.isoformat(), table(folder(one), "deberes")) for one in (weeks_before, made)
    ]
    first, second = (
        {(row["committee"], row["duty"]): (row["light"], row["period"]) for row in each}
        for each in rows
    )
    changed = [key for key in first.keys() & second.keys() if first[key] != second[key]]
    assert changed
    for committee, duty in changed:
        mistaken(weeks_before, committee, duty)
    assert errata_told(made, LAST) == []


def test_an_error_of_days_that_ended_does_not_go_on(night_before):
    made, before = published(nightly=True), night_before.as_of
    day = before - timedelta(days=1)
    ended = mistaken(night_before, first_day=day, last_day=day)
    assert errata_told(made, LAST, DISTRICT) == []
    assert errata_told(made, ended.last_day, DISTRICT) == [ended]


def test_an_error_told_of_what_was_decided_is_told_until_it_is_decided_again(asked):
    """Of the last day of June the period that decides is another, so it is asked of its days."""
    row = mistaken(asked)
    made = published(nightly=True)
    assert errata_told(made, EARLIER, DISTRICT) == [row]
    assert errata_told(made, LAST, DISTRICT) == []
    published(as_of=EARLIER, horizon_from=FIRST + timedelta(days=1))
    assert errata_told(made, EARLIER, DISTRICT) == []


def test_the_same_error_told_of_two_nights_is_told_once(client, night_before):
    mistaken(night_before)
    made = published(nightly=True)
    row = mistaken(made)
    assert errata_told(made, LAST, DISTRICT) == [row]
    assert text_of(client, f"/comite/{DISTRICT}/").count("Fe de erratas") == 1


def test_what_the_committee_replied_to_the_last_preliminary_is_led_to(client, asked):
    words = {"committee": DISTRICT, "by": "ST", "now": NOW}
    reply(publication=asked.pk, text="Sesionamos el 28.", **words)
    published(nightly=True)
    page = text_of(client, f"/comite/{DISTRICT}/")
    said = "Este comité envió 1 respuesta a la última preliminar, del 30 de junio de 2026:"
    link = f'{said} <a href="?publicacion={asked.pk}#descargos">lo que dijo está en {asked.pk}</a>.'
    lights, _, replies = page.partition('id="anio"')
    assert link in lights, "beside the lights"
    assert link in replies.partition('id="descargos"')[2]
    assert "Sesionamos el 28." in text_of(client, f"/comite/{DISTRICT}/?publicacion={asked.pk}")
    assert "Este comité envió" not in text_of(client, "/comite/CORESEC-21/")
    sheet = sheet_of(client, f"/comite/{DISTRICT}/ficha.pdf").replace("- ", "-")
    assert f"Este comité envió una respuesta a la última preliminar, {asked.pk}, y se lee" in sheet
    reply(publication=asked.pk, text="Y otra.", **words)
    assert "Este comité envió 2 respuestas" in text_of(client, f"/comite/{DISTRICT}/")


def test_it_is_shown_where_the_last_preliminary_does_not_stand(client, asked, advance):
    """What is only named beside it takes no page with it."""
    painted_green(writable(folder(asked)))
    page = text_of(client, f"/comite/{DISTRICT}/")
    assert "Esta publicación salió sola de noche" in page
    assert asked.pk not in page


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
