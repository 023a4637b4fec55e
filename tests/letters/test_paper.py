"""The paper of a letter: what is given is shown as text, and PDF and DOCX say the same."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pypdf
import pytest
from docx import Document
from docx.document import Document as Word
from docx.table import Table

from sinasec.definitions.letters import letter
from sinasec.letters.paper.docx import docx
from sinasec.letters.paper.paper import Paper, pdf
from sinasec.letters.paper.typesetting import CannotPrint
from sinasec.methods.letters import fill
from tests.letters.made_up import CODE, fields

NOW = datetime(2026, 6, 1, 15, tzinfo=UTC)
CODE_LIKE = (
    '#eval("1+1")',
    "#{ 1 + 1 }",
    "$ x^2 $",
    "\\u{41}",
    "`a` ```b```",
    "@ref",
    "<label>",
    "*a* _b_ == c",
    "// nada /* nada */",
    '#import "x": *',
    "{publication} {{x}} %s",
    "=1+1",
    "& < > \" '",
    "‘comillas’ –guion–",
)


def paper(**other) -> Paper:
    filled = fill(letter(CODE), fields(**other))
    return Paper(
        name=filled.letter.title,
        kind=filled.letter.kind,
        subject=filled.subject,
        blocks=filled.blocks,
        office="Secretaría Técnica",
        dated="Juli, 1 de junio de 2026",
        simulated=True,
        number="CONSTANCIA N.° 0001-2026-ST",
        addressee="María Quispe\nComisaria",
        foot="CONSTANCIA N.° 0001-2026-ST",
    )


def words(text: str) -> str:
    """Whatever lines they are in."""
    return re.sub(r"\s+", "", text.replace("•", ""))


def of_pdf(content: bytes) -> str:
    """What it says, page by page, without what is at the top and at the foot of each."""
    said = []
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        _, _, body = page.extract_text().partition("Secretaría Técnica\n")
        said.append(re.sub(r"CONSTANCIA N\.° 0001-2026-ST\s*página \d+ de \d+\s*$", "", body))
    return "\n".join(said)


def of_docx(content: bytes) -> str:
    return "\n".join(_lines(Document(io.BytesIO(content))))


def _lines(document: Word):
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            yield from (cell.text for row in part.rows for cell in row.cells)
        else:
            yield part.text


def test_pdf_and_docx_say_the_same_in_the_same_order():
    both = paper(
        after=["Se registró una fe de erratas.", "Otra la reemplaza."],
        committee="CODISEC Juli",
        lights=[["Legal", "rojo", "confirmado"]],
    )
    told = words(of_docx(docx(both, made_at=NOW)))
    assert words(of_pdf(pdf(both, made_at=NOW))) == told
    assert words("Lo publicado de CODISEC Juli") in told


@pytest.mark.parametrize("text", CODE_LIKE)
def test_what_looks_like_code_is_shown_as_it_is(text):
    given = paper(signer=text, verified=text, after=[text], details=[[text, text]])
    in_pdf, in_docx = of_pdf(pdf(given, made_at=NOW)), of_docx(docx(given, made_at=NOW))
    assert words(in_pdf).count(words(text)) == 5
    assert words(in_docx).count(words(text)) == 5


def test_a_long_text_goes_over_several_pages():
    given = paper(verified="palabra " * 1_250)
    pages = pypdf.PdfReader(io.BytesIO(pdf(given, made_at=NOW))).pages
    assert len(pages) > 1
    assert words(of_pdf(pdf(given, made_at=NOW))).count("palabra") == 1_250
    assert "SIMULADO" in pages[-1].extract_text()


def test_a_word_without_end_stays_on_the_page():
    given = paper(signer="x" * 10_000)
    assert words(of_pdf(pdf(given, made_at=NOW))).count("x") >= 10_000


def test_a_code_is_never_parted_at_a_hyphen():
    """In Spanish the next line would begin with another."""
    code = "semaforo-2026-10-31-c4feda07"  # a hyphen before a figure never ends a line
    said = of_pdf(
        pdf(paper(verified="\n".join(f"{'x' * n} {code}" for n in range(20, 90))), made_at=NOW)
    )
    assert words(said).count(code) == 70


def test_letters_that_the_pdf_cannot_show_are_told():
    with pytest.raises(CannotPrint, match="«😀»"):
        pdf(paper(signer="😀"), made_at=NOW)


def test_quechua_and_aymara_are_shown():
    text = "Ñawray q’ara, ch'ulla, ñan; jiwasanaka, uñt’äwi ÿ"
    assert words(text) in words(of_pdf(pdf(paper(verified=text), made_at=NOW)))


def test_the_same_letter_gives_the_same_bytes():
    assert pdf(paper(), made_at=NOW) == pdf(paper(), made_at=NOW)
    assert docx(paper(), made_at=NOW) == docx(paper(), made_at=NOW)


def test_the_pdf_says_its_title_its_language_and_that_it_is_tagged():
    reader = pypdf.PdfReader(io.BytesIO(pdf(paper(), made_at=NOW)))
    root = reader.trailer["/Root"]
    assert reader.metadata.title == "Constancia de lo publicado: CONSTANCIA N.° 0001-2026-ST"
    assert root["/Lang"] == "es-PE"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    [page, *_] = reader.pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)


def test_the_docx_has_its_own_styles_and_nothing_that_runs():
    content = docx(paper(), made_at=NOW)
    document = Document(io.BytesIO(content))
    assert document.core_properties.title.startswith("Constancia de lo publicado: CONSTANCIA")
    assert document.core_properties.created.replace(tzinfo=UTC) == NOW
    assert document.core_properties.comments == ""
    styles = [each.style.name for each in document.paragraphs]
    assert styles.count("Title") == 1
    assert styles.count("Heading 1") == 4
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = parts.namelist()
        assert 'w:val="es-PE"' in parts.read("word/styles.xml").decode()
        assert "w:tblHeader" in parts.read("word/document.xml").decode()
        assert {each.date_time for each in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in names if "vba" in name.lower() or "thumbnail" in name]


@pytest.mark.parametrize("lines", [1, 3])
def test_no_signature_is_alone_on_a_page(lines):
    """Whatever room is left on the page when it comes."""
    for more in range(12, 40):
        limits = [f"Límite {n}." for n in range(more)]
        said = paper(limits=limits, signer="\n".join(["Ana Díaz", *["Cargo"] * (lines - 1)]))
        last = pypdf.PdfReader(io.BytesIO(pdf(said, made_at=NOW))).pages[-1].extract_text()
        assert f"Límite {more - 1}." in last
        assert "Ana Díaz" in last


def test_in_the_docx_what_is_signed_stays_with_its_signature():
    document = Document(io.BytesIO(docx(paper(limits=["Uno.", "Dos."]), made_at=NOW)))
    kept = {one.text: one.paragraph_format.keep_with_next for one in document.paragraphs}
    assert (kept["Uno."], kept["Dos."]) == (None, True)


def test_what_a_letter_replaces_and_its_mark_are_on_both():
    said = replace(paper(), replaces="Reemplaza a la N.° 7.", mark="ANULADA")
    in_pdf = pypdf.PdfReader(io.BytesIO(pdf(said, made_at=NOW))).pages[0].extract_text()
    assert "ANULADA" in in_pdf
    document = Document(io.BytesIO(docx(said, made_at=NOW)))
    assert words(of_pdf(pdf(said, made_at=NOW))) == words("\n".join(_lines(document)))
    assert "Reemplaza a la N.° 7." in in_pdf
