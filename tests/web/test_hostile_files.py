"""Files sent to the pages that read them: what is too much there is refused before it is read."""

import io
import random
import time
from contextlib import suppress
from types import SimpleNamespace

import pytest
import xlsxwriter

from sinasec.committees import naming
from sinasec.committees.naming import UnresolvedCommittee, resolve
from sinasec.sandbox import PAGES
from sinasec.territories.lexicon import Lexicon
from sinasec.territories.reference import by_code


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


def misspelt(name: str, draws: random.Random) -> str:
    letters = list(name)
    for _ in range(2):
        letters[draws.randrange(len(letters))] = draws.choice("abcdefghijklmnopqrstuvwxyz")
    return "".join(letters)


def test_few_misspelt_committees_are_compared_with_hundreds_of_names(db, monkeypatch):
    """Such a comparison takes half a millisecond: thousands of them, a processor for seconds."""
    draws, at_once = random.Random(1), []
    compared = Lexicon._distances
    monkeypatch.setattr(
        Lexicon,
        "_distances",
        lambda self, word, names: at_once.append(word) or compared(self, word, names),
    )
    known = [unit.name for unit in by_code().values() if len(unit.code) == 6 and len(unit.name) > 8]
    naming._resolved.cache_clear()
    for _ in range(500):
        with suppress(UnresolvedCommittee):
            resolve(f"CODISEC {misspelt(draws.choice(known), draws)}", hinted=False)
    assert len(at_once) < 125
