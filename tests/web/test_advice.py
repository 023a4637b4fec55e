"""What a page tells a committee to do can be done by who reads it, and says where."""

import html
import io
from datetime import datetime, timedelta

import pytest
from pypdf import PdfReader

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.in_words import status_in_words
from sinasec.compliance.semaforo.status import Status
from sinasec.methods.compliance.explanation.finding import Finding
from sinasec.web.published import chosen
from tests.web.sample import AS_OF, ICA, PUNO


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(html.unescape(answer.content.decode()).split())


def test_the_observed_act_is_to_be_corrected(published, client):
    page = text_of(client, f"/comite/{PUNO}/deber/sesion-ordinaria/")
    assert "(«acto-5») se hizo, corríjalo: la corrección conserva su fecha" in page


DUE = "celebrar una sesión ordinaria a más tardar el 31 de octubre de 2026"
TO_DO = f"El comité debe {DUE}: con eso la luz pasa a verde."
PASSED = (
    f"El comité debía {DUE}, que ya pasó. Si se hizo en plazo, regístrelo; si no, lo que se haga "
    "ahora cuenta en el periodo siguiente."
)


def printed(client, address: str) -> str:
    answer = client.get(address)
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize(
    ("today", "said", "unsaid"),
    [(AS_OF, TO_DO, PASSED), (AS_OF + timedelta(days=1), PASSED, TO_DO)],
)
def test_an_expired_term_is_told_as_what_was_due_in_every_place(
    published, client, monkeypatch, today, said, unsaid
):
    """The page of the duty, that of the committee, its sheet and the words of the command."""
    monkeypatch.setattr(chosen, "localdate", lambda: today)
    [found] = reading.findings(published, ICA, AS_OF, "sesion-ordinaria")
    places = [
        text_of(client, f"/comite/{ICA}/deber/sesion-ordinaria/"),
        text_of(client, f"/comite/{ICA}/"),
        printed(client, f"/comite/{ICA}/ficha.pdf"),
        status_in_words(judged(found), today=today, at_length=False),
        status_in_words(judged(found), today=today, at_length=True),
    ]
    for place in places:
        assert said in place
        assert unsaid not in place
    given = client.get(f"/api/v1/comites/{ICA}/hallazgos?deber=sesion-ordinaria").json()
    [one] = given["findings"]
    assert f"{one['turns_green']}.".lower() == TO_DO.lower()
    assert f"{one['turns_green_was']}. {one['turns_green_now']}.".lower() == PASSED.lower()


def judged(found: Finding) -> Status:
    committee = {"committee": found.committee, "name": "CORESEC Ica"}
    moment = datetime(2026, 11, 1)
    return Status(committee, AS_OF, moment, True, {"legal": ""}, {"legal": ""}, (found,))


def test_an_earlier_day_tells_what_was_due_and_nothing_to_do_now(published, client):
    earlier = text_of(client, f"/comite/{ICA}/deber/sesion-ordinaria/?fecha=2026-09-15")
    assert f"El comité debía {DUE}, que ya pasó." in earlier
    assert "lo que se haga ahora" not in earlier


def test_management_that_shows_an_example_of_sanction_says_so(published, client):
    trace = text_of(client, f"/comite/{ICA}/deber/plan-vigente/")
    assert "La denuncia de los representantes del Ministerio Público" in trace
    assert "llevan como <em>ejemplo</em> la denuncia" in text_of(client, "/metodo/")
    assert "se muestra como ejemplo una denuncia" in text_of(client, f"/comite/{ICA}/")


def test_a_committee_is_judged_since_a_day_and_not_born_on_it(published, client):
    page = text_of(client, "/comite/CONASEC/")
    assert "se juzga desde el 5 de diciembre de 2014" in page
    assert "existe desde" not in page


def test_beside_what_to_do_is_where(published, client):
    page = text_of(client, f"/comite/{ICA}/deber/sesion-ordinaria/")
    assert '<a href="/actos/">Cómo registrar o corregir un acto</a>' in page
    grey = text_of(client, "/comite/CODISEC-150102/")
    assert '<a href="/metodo/#constancia">Quién da la constancia que falta</a>' in grey
    assert 'id="constancia"' in text_of(client, "/metodo/")
