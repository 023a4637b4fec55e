"""Files sent to the pages that read them: what is too much there is refused before it is read."""

import io
import random
import time
from types import SimpleNamespace

import pytest
import xlsxwriter

from sinasec.sandbox import PAGES
from sinasec.web import uploads


@pytest.fixture(autouse=True)
def _rested(monkeypatch):
    monkeypatch.setattr(uploads, "RATE", uploads.Rate(20, 60))


def book(corner: str) -> io.BytesIO:
    """A workbook of one cell, as far as `corner`."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        workbook.add_worksheet().write("A1", 1)
        workbook.worksheets()[0].write(corner, 1)
    made.seek(0)
    made.name = "libro.xlsx"
    return made


@pytest.mark.parametrize(("page", "corner"), [("/matriz/", "ZZ1000"), ("/actos/", "ZZ1000")])
def test_a_workbook_wider_than_any_real_one_is_refused_unread(page, corner, db, client):
    answer = client.post(page, {"archivo": book(corner)})
    assert answer.status_code == 422
    assert "celdas: borre" in answer.content.decode()


def test_a_csv_of_nothing_but_commas_is_refused_unread(db, client):
    commas = SimpleNamespace(name="actos.csv", read=lambda *_: b"," * 600_000)
    answer = client.post("/actos/", {"archivo": commas})
    assert answer.status_code == 422
    assert "más de 500 000 celdas" in answer.content.decode()


def test_thousands_of_names_of_no_committee_are_soon_answered(db, client):
    """Processor time, which the other work of the machine does not change."""
    draws = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = ["".join(draws.choices(letters, k=16)) for _ in range(5_000)]
    rows = [f"CODISEC {name};Sesión ordinaria;15/02/2024" for name in names]
    content = io.BytesIO("\n".join(["Comité;Clase de acto;Fecha", *rows]).encode())
    content.name = "actos.csv"
    began = time.process_time()
    answer = client.post("/actos/", {"archivo": content})
    spent = time.process_time() - began
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "No hay un comité" in said or "más de 15 segundos" in said  # on a busy machine
    assert spent < PAGES.seconds / 2
