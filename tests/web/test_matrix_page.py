"""The page of the quarterly matrix: which grey each row is, counted as it is shown."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tests.plans.workbooks import as_bytes, one_sheet


def shown(client, book: Workbook) -> str:
    answer = client.post("/matriz/", {"archivo": SimpleUploadedFile("m.xlsx", as_bytes(book))})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.fixture
def book() -> Workbook:
    made = one_sheet()
    for cell, written in (("F9", "100,000"), ("G9", "100.000"), ("G10", None), ("G11", 7)):
        made.active[cell] = written
    return made


def test_what_is_not_read_opens_the_score_and_is_no_lack_of_programme(db, client, book):
    said = shown(client, book)
    assert "No se pudo leer lo programado en 1 fila, que no por eso queda sin programar" in said
    assert re.search(r"estaría entre <strong>[0-9,]+</strong> .* y <strong>[0-9,]+</strong>", said)


def test_every_grey_row_says_which_and_is_counted_as_it_says(db, client, book):
    said = shown(client, book)
    counted = dict(re.findall(r'<li><span class="luz \w+">([^<]*)</span><b>(\d+)</b>', said))
    rows = said[said.index("Actividades, en el orden de la hoja") :]
    lights = re.findall(r'<td><span class="luz \w+">([^<]*)</span></td>', rows)
    assert {word: lights.count(word) for word in lights} == {
        word: int(count) for word, count in counted.items() if count != "0"
    }
    assert "Gris" not in counted
    assert {"Programado ilegible", "Sin información", "Ejecutada sin programar"} <= set(lights)
