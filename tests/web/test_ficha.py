"""The sheet says what was published, is a tagged PDF in Spanish, and is always the same bytes."""

import dataclasses
import io
import re
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from sinasec.web.semaforo.ficha import Ficha, FichaFinding, FichaLight, FichaPublication, ficha_pdf

MADE_AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def ficha() -> Ficha:
    finding = FichaFinding(
        name="Sesión ordinaria",
        kind="omisión legal",
        norm="DS 011-2014-IN",
        article="art. 32.1",
        url="https://example.pe/norma",
        is_read=True,
        period="septiembre y octubre de 2026",
        due="31 oct 2026",
        light="rojo",
        word="Rojo",
        since="la misma luz desde el 1 de noviembre de 2026",
        sentence="Se contaron 0 sesiones de 1.",
        turns_green="El comité debe celebrar una sesión ordinaria.",
        declared=("Sesión ordinaria, del 1 al 31: lo declara «Informe 1».",),
    )
    return Ficha(
        title="Ficha de cumplimiento",
        committee="CODISEC Chorrillos",
        place="Lima Metropolitana",
        as_of="31 de octubre de 2026",
        known_at="2 de noviembre de 2026",
        simulated=True,
        publication=FichaPublication("semaforo-x", "preliminar", "http://localhost/comite/x/"),
        lights=(FichaLight("Omisión legal", "rojo", "Rojo", "1 deber en rojo.", ""),),
        findings=(finding,),
        reply_by="El comité puede enviar su respuesta hasta el 12 de noviembre de 2026.",
    )


def words(ficha: Ficha) -> str:
    """What its pages say, in a line."""
    pages = PdfReader(io.BytesIO(ficha_pdf(ficha, made_at=MADE_AT))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_same_content_same_bytes(ficha: Ficha):
    assert ficha_pdf(ficha, made_at=MADE_AT) == ficha_pdf(ficha, made_at=MADE_AT)


def test_other_content_other_bytes(ficha: Ficha):
    other = dataclasses.replace(ficha, simulated=False)
    assert ficha_pdf(ficha, made_at=MADE_AT) != ficha_pdf(other, made_at=MADE_AT)


def test_that_an_earlier_publication_is_shown_is_on_the_sheet(ficha: Ficha):
    held = dataclasses.replace(ficha, withheld="La publicación del 31 está retenida.")
    assert "RETENIDA. La publicación del 31 está retenida." in words(held)
    assert "RETENIDA" not in words(ficha)


def test_pdf_is_tagged_and_says_its_language(ficha: Ficha):
    pdf = ficha_pdf(ficha, made_at=MADE_AT)
    assert pdf.startswith(b"%PDF-")
    assert b"/MarkInfo" in pdf
    assert re.search(rb"/Lang\s*\(es-PE\)", pdf)


def test_a_committee_without_duties_has_an_honest_sheet(ficha: Ficha):
    empty = dataclasses.replace(ficha, findings=(), lights=())
    assert ficha_pdf(empty, made_at=MADE_AT).startswith(b"%PDF-")


def test_many_findings_break_over_pages(ficha: Ficha):
    many = dataclasses.replace(ficha, findings=ficha.findings * 30)
    pages = re.findall(rb"/Type\s*/Page\b", ficha_pdf(many, made_at=MADE_AT))
    assert len(pages) >= 3


def test_what_to_do_is_said_once_and_not_as_a_condition(ficha: Ficha):
    said = words(ficha)
    assert said.count("debe celebrar una sesión ordinaria") == 1
    assert "Qué hacer. El comité debe celebrar" in said
    assert "Pasa a verde si" not in said


def test_since_when_the_constancia_until_when_to_answer_and_where_it_is_are_on_the_sheet(ficha):
    said = words(ficha)
    assert "la misma luz desde el 1 de noviembre de 2026" in said
    assert "Constancia: Sesión ordinaria, del 1 al 31: lo declara «Informe 1»." in said
    assert "hasta el 12 de noviembre de 2026" in said
    assert "http://localhost/comite/x/" in said
    odd = dataclasses.replace(ficha.findings[0], otherwise="Explicado por el programa 2.")
    assert "Explicado por el programa 2." in words(dataclasses.replace(ficha, findings=(odd,)))
    assert "Explicado por" not in said


def test_a_code_is_not_parted_at_a_hyphen(ficha: Ficha):
    """In Spanish the next line would begin with another, and the code be read as one it is not."""
    code = "semaforo-2026-04-30-d6a218c3"
    for length in range(0, 60, 3):
        text = f"{'x' * length} {code} {code} {code}"
        note = dataclasses.replace(ficha, withdrawn=text)
        assert words(note).count(code) == 3, length


@pytest.mark.parametrize("text", ["漢字 y 😀", "ไทย 👨‍👩‍👧 العربية", "\u0e01\u0e34"])
def test_what_was_registered_and_the_letter_of_the_paper_has_not_makes_no_hole(ficha, text):
    """Nobody can write it otherwise any more, and the sheet is given."""
    said = words(dataclasses.replace(ficha, withdrawn=f"antes {text} después"))
    assert re.search("antes .*\N{REPLACEMENT CHARACTER}.* después", said)
