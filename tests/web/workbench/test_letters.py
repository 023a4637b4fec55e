"""The page of the letters: to look, filter and take away; and what it says when there are none."""

import csv
import io
import re
from datetime import date

import pytest
from docx import Document
from pypdf import PdfReader

from sinasec.letters.actions import annul, issue
from sinasec.letters.kept import copy_of
from sinasec.letters.models import Copy, Letter, Received
from sinasec.letters.receiving import Noted, annul_entry, receive
from tests.letters.made_up import BY_ITS_COMMAND, OFFICE, fields
from tests.lifting import lifted

PAGE = "/mesa/cartas/"


@pytest.fixture(autouse=True)
def _an_office(monkeypatch):
    for name, value in OFFICE.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def letter(analyst) -> Letter:
    return issue(**BY_ITS_COMMAND, fields=fields(), addressee="María Quispe", by="Ana")


def shown(client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_with_none_it_says_how_there_may_be_one(analyst):
    page = shown(analyst, PAGE)
    assert "Todavía no se emitió ninguna." in page
    assert "sinasec letter receive" in page


def test_a_letter_is_looked_at_and_taken_away(analyst, letter):
    assert str(letter) in shown(analyst, PAGE)
    page = shown(analyst, f"{PAGE}?carta={letter.pk}")
    assert "Emitida." in page
    assert "Se comprobó la firma." in page
    assert analyst.get(f"{PAGE}{letter.pk}.pdf").content == copy_of(letter)
    word = analyst.get(f"{PAGE}{letter.pk}.docx")
    assert word.content[:2] == b"PK"
    assert word["Content-Type"].endswith("wordprocessingml.document")


def test_one_that_was_annulled_says_why(analyst, letter):
    annul(letter=letter, reason="tenía otro destinatario", by="Ana")
    page = shown(analyst, f"{PAGE}?carta={letter.pk}")
    assert "Anulada." in page
    assert "tenía otro destinatario. No la use." in page
    word = Document(io.BytesIO(analyst.get(f"{PAGE}{letter.pk}.docx").content))
    assert word.sections[0].header.paragraphs[0].text.startswith("ANULADA el ")
    said = PdfReader(io.BytesIO(analyst.get(f"{PAGE}{letter.pk}.pdf").content)).pages[0]
    assert "ANULADA el " in said.extract_text()
    assert f'href="{PAGE}{letter.pk}/registrada.pdf"' in page
    assert analyst.get(f"{PAGE}{letter.pk}/registrada.pdf").content == copy_of(letter)


def test_what_came_in_is_listed_with_what_it_answers(analyst, letter):
    receive(
        sender="Comisaría", subject="Envío", received_on=date(2026, 5, 4), by="Ana", answers=letter
    )
    page = shown(analyst, PAGE)
    assert "Comisaría" in page
    assert "sin número" in page
    assert page.count(f"?carta={letter.pk}") == 2


def test_an_entry_has_its_receipt_and_says_where_it_was_annulled(analyst):
    given = {"sender": "Comisaría", "subject": "Envío", "received_on": date(2026, 5, 4)}
    entry = receive(**given, by="Ana", noted=Noted("09:30"))
    link = f"{PAGE}ingreso/{entry.pk}.pdf"
    page = shown(analyst, PAGE)
    assert f'href="{link}"' in page
    assert "4/05/2026, 09:30" in page
    answer = analyst.get(link)
    assert answer["Content-Type"] == "application/pdf"
    assert "Hora: 09:30." in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    annul_entry(entry=Received.objects.get(), reason="era de otra oficina", by="Ana")
    assert "era de otra oficina" in shown(analyst, PAGE)
    said = PdfReader(io.BytesIO(analyst.get(link).content)).pages[0].extract_text()
    assert "ANULADO el " in said


def test_it_is_filtered_and_the_csv_too(analyst, letter):
    assert "Ninguna es así" in shown(analyst, f"{PAGE}?texto=nadie")
    assert str(letter) in shown(analyst, f"{PAGE}?serie=constancia&texto=quispe")
    rows = csv.DictReader(io.StringIO(shown(analyst, f"{PAGE}emitidas.csv")[1:]), delimiter=";")
    assert [row["numero"] for row in rows] == [str(letter)]
    assert shown(analyst, f"{PAGE}emitidas.csv?texto=nadie").count("\n") == 1
    assert shown(analyst, f"{PAGE}recibidas.csv").startswith("\ufeffingreso;")


def test_of_each_register_that_is_not_shown_whole_it_says_so(analyst, letter, monkeypatch):
    monkeypatch.setattr("sinasec.web.workbench.views.letters.SHOWN", 1)
    for _ in range(2):
        issue(**BY_ITS_COMMAND, fields=fields(), addressee="María", by="Ana")
        receive(sender="Comisaría", subject="Envío", received_on=date(2026, 5, 4), by="Ana")
    assert shown(analyst, PAGE).count("Se muestran 1: filtre") == 2


def test_its_csv_is_of_what_is_filtered_whatever_letter_is_looked_at(analyst, letter):
    page = shown(analyst, f"{PAGE}?carta={letter.pk}&texto=quispe")
    [link] = re.findall(r'href="([^"]*emitidas\.csv[^"]*)"', page)
    assert link == f"{PAGE}emitidas.csv?texto=quispe"
    assert str(letter) in shown(analyst, link)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("?anio=hoy", 400),
        ("?carta=x", 400),
        ("?carta=999", 404),
        ("999.pdf", 404),
        ("ingreso/999.pdf", 404),
    ],
)
def test_what_is_not_there_is_told(analyst, asked, status):
    shown(analyst, f"{PAGE}{asked}", status)


def test_a_copy_that_was_changed_is_not_given(analyst, letter):
    from django.db import connection

    with lifted(connection):
        Copy.objects.update(pdf=b"otra")
    assert "no es la que se registró" in shown(analyst, f"{PAGE}{letter.pk}.pdf", 404)


def test_what_people_wrote_is_shown_as_text(analyst):
    issue(**BY_ITS_COMMAND, fields=fields(), addressee="<script>alert(1)</script>", by="Ana")
    assert "<script" not in shown(analyst, PAGE)
