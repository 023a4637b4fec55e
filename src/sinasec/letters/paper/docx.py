"""The same letter as a DOCX: its own styles, no macros, and the same bytes for the same letter."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, cast

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from sinasec.letters.paper.paper import Paper
from sinasec.methods.letters import HOJA, FilledBlock
from sinasec.translation import gettext as _

LANGUAGE: Final = "es-PE"
FONT: Final = "Cambria"
ACCENT: Final = RGBColor(0x1F, 0x4E, 0x79)
SOFT: Final = RGBColor(0x57, 0x60, 0x6A)
RED: Final = RGBColor(0xB4, 0x23, 0x18)
EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # of each part: the day of the letter is in its properties


def docx(paper: Paper, *, made_at: datetime) -> bytes:
    """As a DOCX; the same paper and `made_at` give the same bytes."""
    document = Document()
    _without_picture(document)
    _properties(document, paper, made_at)
    _styles(document, paper)
    _page(document, paper)
    _head(document, paper)
    for block in paper.blocks:
        WRITTEN[block.kind](document, block)
    return _packed(document)


def _without_picture(document: Word) -> None:
    """The empty document of python-docx brings one of itself."""
    beside = document.part.package.rels if document.part.package else {}
    for name in [key for key, each in beside.items() if each.reltype.endswith("/thumbnail")]:
        del beside[name]


def _properties(document: Word, paper: Paper, made_at: datetime) -> None:
    said = document.core_properties
    moment = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    said.title, said.author, said.last_modified_by = paper.title, paper.office[:255], "SINASEC"
    said.subject, said.language = paper.subject[:255], LANGUAGE
    said.comments, said.keywords = "", "SIMULADO" if paper.simulated else ""
    said.created = said.modified = moment
    said.revision = 1


def _styles(document: Word, paper: Paper) -> None:
    small = paper.kind == HOJA
    for name, size, bold in (
        ("Normal", 9 if small else 11, None),
        ("Title", 16, True),
        ("Heading 1", 10 if small else 12, True),
        ("List Bullet", 9 if small else 11, None),
    ):
        style = cast("ParagraphStyle", document.styles[name])
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
        _of_every_script(style.element)
        style.paragraph_format.space_after = Pt(3 if small else 6)
        if bold:
            style.font.color.rgb = ACCENT
        if name == "Heading 1":
            style.paragraph_format.space_before = Pt(8 if small else 14)
    for border in document.styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    _language(document)


def _of_every_script(element: Any) -> None:
    """The styles of the empty document name the fonts of its theme, which would win."""
    for fonts in element.findall(f".//{qn('w:rFonts')}"):
        for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{key}"), None)
        for key in ("ascii", "hAnsi"):
            fonts.set(qn(f"w:{key}"), FONT)


def _language(document: Word) -> None:
    for found in document.styles.element.findall(f".//{qn('w:lang')}"):
        found.set(qn("w:val"), LANGUAGE)


def _page(document: Word, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    small = paper.kind == HOJA
    section.left_margin, section.right_margin = Mm(20 if small else 30), Mm(20 if small else 25)
    section.top_margin, section.bottom_margin = Mm(20 if small else 30), Mm(16 if small else 25)
    head = section.header.paragraphs[0]
    if paper.simulated:
        run = head.add_run(paper.content()["simulated"])
        run.bold, run.font.size, run.font.color.rgb = True, Pt(7.5), RED
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        head = section.header.add_paragraph()
    if paper.mark:
        run = head.add_run(paper.mark)
        run.bold, run.font.size, run.font.color.rgb = True, Pt(9), RED
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        head = section.header.add_paragraph()
    run = head.add_run(paper.office)
    run.bold, run.font.color.rgb = True, ACCENT
    _ruled(head)
    foot = section.footer.paragraphs[0]
    _folio(foot, paper.foot)


def _ruled(paragraph: Any) -> None:
    edges = OxmlElement("w:pBdr")
    below = OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", "1F4E79")):
        below.set(qn(f"w:{key}"), value)
    edges.append(below)
    paragraph._p.get_or_add_pPr().append(edges)


def _folio(paragraph: Any, foot: str) -> None:
    _soft(paragraph.add_run(_("{foot} · página ").format(foot=foot) if foot else _("página ")))
    _counted(paragraph, "PAGE")
    _soft(paragraph.add_run(_(" de ")))
    _counted(paragraph, "NUMPAGES")


def _counted(paragraph: Any, what: str) -> None:
    run = paragraph.add_run()
    _soft(run)
    for kind, text in (("begin", ""), ("", what), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._r.append(mark)


def _soft(run: Any) -> None:
    run.font.size, run.font.color.rgb = Pt(7.5), SOFT


def _head(document: Word, paper: Paper) -> None:
    if paper.kind == HOJA:
        document.add_paragraph(paper.subject or paper.name, style="Title")
        document.add_paragraph(f"SIMULADO · {paper.dated}" if paper.simulated else paper.dated)
        return
    document.add_paragraph(paper.number, style="Title")
    document.add_paragraph(paper.dated).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if paper.replaces:
        document.add_paragraph(paper.replaces)
    for line in paper.addressee.split("\n") if paper.addressee else ():
        document.add_paragraph(line).paragraph_format.space_after = Pt(0)
    subject = document.add_paragraph()
    subject.add_run(_("Asunto:")).bold = True
    subject.add_run(f" {paper.subject}")


def _heading(document: Word, block: FilledBlock) -> None:
    document.add_paragraph(block.lines[0], style="Heading 1")


def _paragraph(document: Word, block: FilledBlock) -> None:
    for line in block.lines:
        document.add_paragraph(line)


def _note(document: Word, block: FilledBlock) -> None:
    for line in block.lines:
        _soft(document.add_paragraph().add_run(line))


def _list(document: Word, block: FilledBlock) -> None:
    for line in block.lines:
        document.add_paragraph(line, style="List Bullet")


def _signature(document: Word, block: FilledBlock) -> None:
    _with_what_it_signs(document)
    for number, line in enumerate(block.lines):
        paragraph = document.add_paragraph()
        paragraph.add_run(line).bold = number == 0
        if number == 0:
            paragraph.paragraph_format.space_before = Mm(24)
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.keep_with_next = number < len(block.lines) - 1


def _with_what_it_signs(document: Word) -> None:
    """No signature alone on a page."""
    *_before, last = document.iter_inner_content()
    if isinstance(last, Paragraph):
        last.paragraph_format.keep_with_next = True
    if document.tables and not (isinstance(last, Paragraph) and last.text):
        for cell in document.tables[-1].rows[-1].cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _table(document: Word, block: FilledBlock) -> None:
    table = document.add_table(rows=1, cols=len(block.columns))
    table.style = "Light List Accent 1"
    for cell, heading in zip(table.rows[0].cells, block.columns, strict=True):
        cell.text = heading
    _repeated(table.rows[0])
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _repeated(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


WRITTEN: Final[Mapping[str, Callable[[Word, FilledBlock], None]]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "note": _note,
    "list": _list,
    "signature": _signature,
    "table": _table,
}


def _packed(document: Word) -> bytes:
    """As python-docx packs it, but with no part dated now."""
    made = io.BytesIO()
    document.save(made)
    again = io.BytesIO()
    with (
        zipfile.ZipFile(made) as parts,
        zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed,
    ):
        for name in parts.namelist():
            packed.writestr(zipfile.ZipInfo(name, EPOCH), parts.read(name), zipfile.ZIP_DEFLATED, 9)
    return again.getvalue()
