"""What was said wrongly stays as it was published, and says so beside it wherever it is read."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from sinasec.committees.told_of_errata import WHO, to_tell
from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.publish import publish
from sinasec.compliance.semaforo.quotes import quoted
from sinasec.definitions.lifecycles import lifecycle
from sinasec.demonstration.country.simulate import FIRST, LAST
from sinasec.publications import catalogue
from sinasec.publications.actions import reply
from sinasec.publications.afterwards.actions import (
    CannotSay,
    answer,
    register_erratum,
    withdraw,
)
from sinasec.publications.afterwards.history import life_of_publication, life_of_reply
from sinasec.publications.afterwards.mended import mended_by
from sinasec.publications.models import Erratum
from tests.publications.conftest import _memory, once, simulated, small, units  # noqa: F401

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2026, 11, 10, 15, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
DISTRICT = "CODISEC-150102"
DUTY = "sesion-ordinaria"
WHY = "El acta estaba registrada con otra fecha."
SHE = "Ana Díaz, secretaria técnica"


def published(**options):
    return publish(**{"as_of": LAST, "now": NOW, "horizon_from": FIRST, **options}).publication


@pytest.fixture
def first(simulated):  # noqa: F811
    return published()


def wrong(publication, **options):
    said = {
        "committee": DISTRICT,
        "duty": DUTY,
        "should_say": another(light(publication)),
        "why": WHY,
        "by": SHE,
        "now": LATER,
    }
    return register_erratum(publication=publication.pk, **(said | options))


def light(publication, day: date = LAST) -> str:
    return quoted(publication, DISTRICT, DUTY, day, day).said


def another(said: str) -> str:
    return "verde" if said != "verde" else "rojo"


def text_of(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def read(pdf: bytes) -> str:
    """What a sheet says, on one line."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_quotes_what_the_publication_shows(first):
    """As its pages do, in the words of each light."""
    [shown] = [one for one in reading.committee(first, DISTRICT, LAST).duties if one.duty == DUTY]
    row = wrong(first)
    words = {"verde": "verde", "ambar": "ámbar", "rojo": "rojo"}
    assert row.said == words.get(shown.light, "sin información")
    assert (row.first_day, row.last_day) == (LAST, LAST)


def test_it_is_told_beside_the_light(client, first):
    page = f"/comite/{DISTRICT}/"
    duty = reverse("finding", args=[DISTRICT, DUTY])
    other = reverse("finding", args=[DISTRICT, "instalacion"])
    assert "Fe de erratas" not in text_of(client, page)
    row = wrong(first)
    said = f"dice «{row.said}» y debió decir «{row.should_say}». {WHY}"
    for path in (page, duty, f"/incrustar/{DISTRICT}/", f"/publicaciones/{first.pk}/"):
        text = text_of(client, path)
        assert "Fe de erratas del 11 de noviembre de 2026" in text, path
        assert said in text, path
    assert "Fe de erratas" not in text_of(client, other)
    assert "Fe de erratas" not in text_of(client, f"{page}?fecha=2026-10-01"), "another day"
    assert "Fe de erratas" not in text_of(client, "/comite/CORESEC-21/")


def test_the_api_and_the_sheet_tell_it(client, first):
    row = wrong(first)
    [told] = client.get(f"/api/v1/publicaciones/{first.pk}").json()["errata"]
    expected = (DISTRICT, DUTY, row.said, row.should_say, WHY)
    assert (*map(told.get, ("committee", "duty", "said", "should_say", "why")),) == expected
    [listed] = client.get("/api/v1/publicaciones").json()["items"]
    assert listed["errata"] == [told]
    day = client.get(f"/api/v1/comites/{DISTRICT}").json()
    assert day["errata"] == [told]
    traces = client.get(f"/comite/{DISTRICT}/trazas.json").json()
    assert traces["errata"] == [told]
    assert client.get("/api/v1/comites/CORESEC-21").json()["errata"] == []
    sheet = read(client.get(f"/comite/{DISTRICT}/ficha.pdf").content)
    assert "RETIRADA" not in sheet
    assert "Fe de erratas del 11 de noviembre de 2026" in sheet
    assert f"debió decir «{row.should_say}»" in sheet


def test_who_is_told_is_in_the_life_cycle_and_is_somebody(first):
    reply(publication=first.pk, committee=DISTRICT, text="Sí sesionamos.", by="ST", now=NOW)
    reply(publication=first.pk, committee="CORESEC-21", text="No.", by="Otra", now=NOW)
    life = lifecycle("publicacion")
    assert set(WHO) == {one.code for one in life.audiences}
    told = {one.audience: one.who for one in to_tell(wrong(first))}
    assert list(told) == list(life.move("errata").tells)
    assert DISTRICT in told["comite"][0]
    assert [who.rpartition("(")[2].rstrip(")") for who in told["superiores"]] == [
        "COPROSEC-1501",
        "CORESEC-1501",
        "CONASEC",
    ]
    assert told["respondieron"] == ("ST, que respondió el 10 de noviembre de 2026",)


def test_the_one_that_mends_it_is_the_last_that_says_it_right(first, client):
    row = wrong(first, should_say="no exigible")
    assert mended_by(row) is None
    assert "Ninguna publicación lo dice bien todavía" in text_of(
        client, f"/publicaciones/{first.pk}/"
    )
    second = published(now=LATER, known_at=datetime(2026, 3, 1))
    now_says = light(second)
    if now_says == row.said:
        pytest.fail("the second must say another thing for this test to say anything")
    right = wrong(first, should_say=now_says)
    assert mended_by(right) == second
    assert mended_by(row) is None
    page = text_of(client, f"/publicaciones/{first.pk}/")
    assert f'La corrige <a class="fija" href="/publicaciones/{second.pk}/"' in page
    withdraw(publication=second.pk, reason="Nada.", by=SHE, now=LATER)
    assert mended_by(right) is None


def test_the_same_again_changes_nothing(first):
    row = wrong(first)
    assert wrong(first, now=LATER + timedelta(hours=1), why="Otra.") == row
    assert Erratum.objects.count() == 1


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"committee": "CODISEC-210102"}, "no dice nada de CODISEC-210102"),
        ({"duty": "sesion"}, "no juzga ningún deber «sesion»"),
        ({"duty": ""}, "Diga con --duty el código del deber"),
        ({"should_say": "violeta"}, "elija entre «verde», «ámbar»"),
        ({"should_say": " "}, "Falta lo que debió decir"),
        ({"why": ""}, "Falta por qué estaba mal"),
        ({"by": ""}, "Diga quién registra"),
        ({"said": "verde"}, "quite --said"),
        ({"first_day": LAST, "last_day": FIRST}, "El último día es anterior al primero"),
        ({"first_day": FIRST, "last_day": LAST}, "dice más de una cosa"),
        ({"last_day": LAST + timedelta(days=1)}, "trata de los días del"),
        ({"first_day": FIRST - timedelta(days=1), "last_day": FIRST}, "trata de los días del"),
    ],
)
def test_what_cannot_be_so_is_refused_with_a_sentence(first, options, says):
    with pytest.raises(CannotSay, match=says):
        wrong(first, **options)
    assert not Erratum.objects.exists()


def test_what_it_already_says_is_no_erratum(first):
    with pytest.raises(CannotSay, match="Eso es lo que ya dice"):
        wrong(first, should_say=light(first))


def test_one_that_was_withdrawn_takes_none(first):
    withdraw(publication=first.pk, reason="Error.", by=SHE, now=LATER)
    with pytest.raises(CannotSay, match="lo que dice no vale, y su motivo está arriba"):
        wrong(first)


def test_the_life_of_a_publication_is_what_happened_to_it(first):
    assert life_of_publication(first).running[0].due == catalogue.last_reply_day(first)
    wrong(first)
    second = published(now=LATER, known_at=datetime(2026, 3, 1))
    final = published(now=NOW + timedelta(days=15), final=True)
    states = [life_of_publication(one).state.code for one in (first, second, final)]
    assert states == ["reemplazada", "reemplazada", "definitiva"]
    assert life_of_publication(final).running == ()
    withdraw(publication=final.pk, reason="Error.", by=SHE, now=NOW + timedelta(days=16))
    again = published(now=NOW + timedelta(days=17))
    assert again.replaces_id == final.pk
    assert life_of_publication(final).state.code == "retirada"
    assert life_of_publication(again).state.code == "preliminar"


# -- a reply

WORDS = "Sí sesionamos: el acta está en la web."
SAID = "Tiene razón: se registró el acta."


@pytest.fixture
def replied(first):
    return reply(publication=first.pk, committee="CORESEC-21", text=WORDS, by="Luis", now=NOW)


def test_a_reply_is_answered_once_and_both_are_shown(client, first, replied):
    pages = (f"/publicaciones/{first.pk}/", "/comite/CORESEC-21/")
    assert all("Contestó" not in text_of(client, page) for page in pages)
    assert life_of_reply(replied).state.code == "recibida"
    answer(reply=replied.pk, text=SAID, by=SHE, now=LATER)
    for page in pages:
        text = text_of(client, page)
        assert text.index(WORDS) < text.index("Contestó la Secretaría Técnica") < text.index(SAID)
    assert SAID in read(client.get("/comite/CORESEC-21/ficha.pdf").content)
    assert life_of_reply(replied).state.code == "contestada"
    with pytest.raises(CannotSay, match="ya fue contestada el 11 de noviembre de 2026"):
        answer(reply=replied.pk, text="Otra cosa.", by=SHE, now=LATER)


def test_the_answer_goes_with_its_reply_to_the_final(client, first, replied):
    answer(reply=replied.pk, text=SAID, by=SHE, now=LATER)
    final = published(now=NOW + timedelta(days=15), final=True)
    assert SAID in text_of(client, f"/publicaciones/{final.pk}/")
    written = (catalogue.folder(final) / "respuestas.csv").read_text(encoding="utf-8")
    assert WORDS in written
    assert SAID not in written, "the shape of what is signed does not change"


def test_a_reply_that_is_not_there_is_told(first):
    with pytest.raises(CannotSay, match="No hay ninguna respuesta 99"):
        answer(reply=99, text=SAID, by=SHE, now=LATER)
