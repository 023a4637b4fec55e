"""Workbooks (.xlsx) that claim, disguise or repeat more than they carry."""

import io
from collections.abc import Callable
from functools import cache

import openpyxl

from tests.hostile.kinds import Family
from tests.hostile.zips import lies, unzipped, zipped

SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
BOOK = Family("xlsx", ".xlsx")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@cache
def good() -> bytes:
    """A small book of acts that any door could take."""
    book = openpyxl.Workbook()
    book.active.title = "Actos"
    book.active.append(["Comité", "Clase de acto", "Fecha", "Documento"])
    book.active.append(["CORESEC-21", "Sesión ordinaria", "2024-02-15", "Acta 1"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_parts(parts: dict[str, bytes]) -> bytes:
    return zipped({**unzipped(good()), **parts})


def sheet(rows: str, after: str = "", before: str = "", root: str = "worksheet") -> bytes:
    return with_parts(
        {
            SHEET: f'<?xml version="1.0"?><{root} xmlns="{_MAIN}">{before}<sheetData>{rows}'
            f"</sheetData>{after}</{root}>".encode()
        }
    )


def cells(*references: str) -> bytes:
    inside = "".join(f'<c r="{each}"><v>1</v></c>' for each in references)
    return sheet(f'<row r="1">{inside}</row>')


def texts(attributes: str, inside: str = "<si><t>a</t></si>") -> bytes:
    return with_parts({TEXTS: f'<sst xmlns="{_MAIN}" {attributes}>{inside}</sst>'.encode()})


def _replaced(part: str, before: str, after: str) -> bytes:
    data = unzipped(good())[part].decode()
    assert before in data
    return with_parts({part: data.replace(before, after).encode()})


def _elsewhere() -> bytes:
    """The sheet kept as if it were a picture, where nobody looks."""
    parts = unzipped(good())
    rows = "<row>" + "<c/>" * 100 + "</row>"
    hidden = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows * 1000}</sheetData></worksheet>'
    links = parts["xl/_rels/workbook.xml.rels"].replace(
        b"worksheets/sheet1.xml", b"media/image1.png"
    )
    return zipped(
        {**parts, "xl/media/image1.png": hidden.encode(), "xl/_rels/workbook.xml.rels": links}
    )


def _comments(reference: str) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(good()))
    book.active["A1"].comment = openpyxl.comments.Comment("hola", "yo")
    stream = io.BytesIO()
    book.save(stream)
    parts = unzipped(stream.getvalue())
    name = next(each for each in parts if "comment" in each and each.endswith(".xml"))
    parts[name] = parts[name].replace(b'ref="A1"', f'ref="{reference}"'.encode())
    return zipped(parts)


def _doctype(encoding: str = "utf-8") -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    text = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">{entities}]>'
        f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>&e11;</v></c>'
        "</row></sheetData></worksheet>"
    )
    return with_parts({SHEET: text.encode(encoding)})


_FAR = "XFD1048576"
_COMMENTED = "<!--" + '<c t="e" r="A1">' * 60_000 + "-->"

_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/>'
    "</cellXfs></styleSheet>"
)
# Numbers that no cell of Excel holds, and dates before and after all those that there are.
_ODD = (*("1e999", "-1e999", "nan", "9" * 400), *("1e300", "-99999", "-0.5", "60", "2958466"))


def _odd_values() -> bytes:
    rows = "".join(
        f'<row r="{at}">'
        + "".join(f'<c r="{letter}{at}" s="{at % 2}"><v>{value}</v></c>' for letter in "ABCDEFGH")
        + "</row>"
        for at, value in enumerate(_ODD * 2, start=1)
    )
    text = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return with_parts({SHEET: text.encode(), "xl/styles.xml": _STYLES.encode()})


def _shown_often(times: int) -> bytes:
    """One sheet of some thousand errors that the book lists under many names."""
    rows = "".join(
        f'<row r="{at}">' + '<c t="e"><v>#REF!</v></c>' * 100 + "</row>" for at in range(1, 101)
    )
    names = "".join(f'<sheet name="h{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, times))
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = f'<workbook xmlns="{_MAIN}" xmlns:r="{relations}"><sheets>{names}</sheets></workbook>'
    content = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return with_parts({"xl/workbook.xml": book.encode(), SHEET: content.encode()})


def _percents(styles: int, cells: int) -> bytes:
    """Styles that show a percentage, as many as Excel admits, and cells that have none of them."""
    formats = '<xf numFmtId="9"/>' * styles
    rows = "".join(f'<row r="{n}"><c s="99999999"><v>1</v></c></row>' for n in range(1, cells))
    return with_parts(
        {
            "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs>{formats}</cellXfs>'
            "</styleSheet>".encode(),
            SHEET: f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode(),
        }
    )


def _headed(rows: int, columns: int, name: str) -> bytes:
    """Rows of different texts, wide as a sheet may be, in a sheet of that name."""
    said = ["Comité", "Clase de acto", "Fecha", "Documento"]
    lines = "".join(
        "<row>"
        + "".join(
            f'<c t="inlineStr"><is><t>{each}</t></is></c>'
            for each in (*(said if at == 0 else ()), *(f"c{at}x{n}" for n in range(4, columns)))
        )
        + "</row>"
        for at in range(rows)
    )
    parts = unzipped(sheet(lines))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b'name="Actos"', f'name="{name}"'.encode()
    )
    return zipped(parts)


def _matrix(rows: int, figure: str, after: str = "", pairs: int = 1) -> bytes:
    """A matrix whose programmed cells hold `figure`, of which `{}` is the number of the next."""
    headings = ("ACTIVIDAD", *("PROGRAMADA", "EJECUTADA") * pairs, "%")
    lines = "".join(
        f'<row><c t="inlineStr"><is><t>AE 1.1.{at} x</t></is></c>'
        f'<c t="n">{figure.format(at + 3)}</c><c><v>1</v></c><c><v>{at}</v></c></row>'
        for at in range(rows)
    )
    first = "".join(f'<c t="inlineStr"><is><t>{each}</t></is></c>' for each in headings)
    last = f'<row r="{rows + 2}"><c/><c><v>1</v></c></row>'
    return sheet(f"<row>{first}</row>{lines}{last}", after=after)


def _rules(many: int) -> str:
    """Conditional formats over the column of percentages, one for each cell."""
    return "".join(
        f'<conditionalFormatting sqref="D{at}"><cfRule type="cellIs" operator="lessThan" '
        f'priority="{at}"><formula>1</formula></cfRule></conditionalFormatting>'
        for at in range(2, many)
    )


_KINDS: dict[str, Callable[[], bytes]] = {
    "matrix-formulas-in-chain": lambda: _matrix(90, "<f>B{0}+B{0}+B{0}</f>"),
    "matrix-pairs-many": lambda: _matrix(1, "<v>1</v>", pairs=6_000),
    "matrix-rules-many": lambda: _matrix(3_000, "<v>1</v>", after=_rules(5_000)),
    "headings-few-under-a-long-name": lambda: _headed(2, 9_000, "n" * 200),
    "sheet-name-of-megabytes": lambda: _headed(2, 9_000, "n" * 500_000),
    "sheet-under-many-names": lambda: _shown_often(2_000),
    "styles-of-percents": lambda: _percents(60_000, 60_000),
    "styles-numbers-many": lambda: with_parts(
        {
            "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts>'.encode()
            + b'<numFmt numFmtId="200" formatCode="0%"/>' * 400_000
            + b"</numFmts></styleSheet>"
        }
    ),
    "columns-hidden-often": lambda: sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        before="<cols>" + '<col min="1" max="16384" hidden="1"/>' * 60_000 + "</cols>",
    ),
    "columns-hidden-from-zero": lambda: sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        before='<cols><col min="0" max="99999" hidden="1"/>'
        '<col min="9" max="1" hidden="1"/></cols>',
    ),
    "values-odd": _odd_values,
    "text-index-negative": lambda: sheet('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'),
    "text-index-beyond": lambda: sheet(f'<row r="1"><c r="A1" t="s"><v>{2**64}</v></c></row>'),
    "text-of-nuls": lambda: sheet('<row r="1"><c r="A1" t="str"><v>a_x0000_b</v></c></row>'),
    "style-beyond": lambda: sheet(f'<row r="1"><c r="A1" s="{2**40}"><v>1</v></c></row>'),
    "sst-count-claim": lambda: texts('count="1" uniqueCount="2147483647"'),
    "sst-count-claim-64": lambda: texts('count="1" uniqueCount="18446744073709551615"'),
    "sst-claims-cells": lambda: texts('count="2147483647" uniqueCount="1"'),
    "sst-prefixed-claim": lambda: with_parts(
        {TEXTS: f'<x:sst xmlns:x="{_MAIN}" uniqueCount="2147483647"/>'.encode()}
    ),
    "styles-count-claim": lambda: with_parts(
        {
            "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">'
            '<cellXfs count="4294967295"/></styleSheet>'.encode()
        }
    ),
    "styles-many": lambda: with_parts(
        {
            "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs count="300000">'.encode()
            + b"<xf/>" * 300_000
            + b"</cellXfs></styleSheet>"
        }
    ),
    "cell-lowercase-ref": lambda: cells("a1", _FAR.lower()),
    "cell-ref-9digits": lambda: cells("A99999999999"),
    "cell-ref-7digits": lambda: cells("A1048577"),
    "cell-ref-4letters": lambda: cells("AAAA1"),
    "cell-ref-beyond-xfd": lambda: cells("A1", "XFE1"),
    "cell-ref-zero": lambda: cells("A0"),
    "cell-ref-dollar": lambda: cells("A1", f"$XFD${1_048_576}"),
    "cell-ref-entity": lambda: cells("A1", "&#88;FD1048576"),
    "cell-ref-after-gt": lambda: sheet(f'<row r="1"><c t=">" r="{_FAR}"><v>1</v></c></row>'),
    "cell-ref-single-quotes": lambda: sheet(f"<row><c r='{_FAR}'><v>1</v></c></row>"),
    "cell-ref-spaced": lambda: sheet(f'<row><c r = "{_FAR}"><v>1</v></c></row>'),
    "cell-ref-prefixed": lambda: with_parts(
        {
            SHEET: f'<x:worksheet xmlns:x="{_MAIN}"><x:sheetData><x:row>'
            f'<x:c r="{_FAR}"><x:v>1</x:v>'
            "</x:c></x:row></x:sheetData></x:worksheet>".encode()
        }
    ),
    "cell-far-corner": lambda: cells("A1", _FAR),
    "cell-far-in-cdata": lambda: sheet(
        f'<row><c r="A1"/><![CDATA[<c r="a1"/>]]><c r="{_FAR}"/></row>'
    ),
    "row-number-huge": lambda: sheet('<row r="99999999999"><c><v>1</v></c></row>'),
    "row-number-far": lambda: sheet('<row r="1048576">' + "<c><v>1</v></c>" * 9_000 + "</row>"),
    "cells-without-ref": lambda: sheet(("<row>" + "<c/>" * 16_000 + "</row>") * 260),
    "rows-without-ref": lambda: sheet(
        "<row/>" * 1_048_570 + f"<row>{'<c><v>1</v></c>' * 50}</row>"
    ),
    "cells-same-place": lambda: sheet('<row r="1">' + '<c r="A1"/>' * 900_000 + "</row>"),
    "cells-outside-rows": lambda: sheet(f'<c r="{_FAR}"><v>1</v></c>'),
    "merge-vast": lambda: sheet("", f'<mergeCells><mergeCell ref="A1:{_FAR}"/></mergeCells>'),
    "merge-lower": lambda: sheet("", '<mergeCells><mergeCell ref="a1:xfd1048576"/></mergeCells>'),
    "merge-dollar": lambda: sheet(
        "", '<mergeCells><mergeCell ref="$A$1:$XFD$1048576"/></mergeCells>'
    ),
    "merge-columns": lambda: sheet("", '<mergeCells><mergeCell ref="A:XFD"/></mergeCells>'),
    "merge-reversed": lambda: sheet("", f'<mergeCells><mergeCell ref="{_FAR}:A1"/></mergeCells>'),
    "merges-many": lambda: sheet(
        "", "<mergeCells>" + '<mergeCell ref="A1:Z999"/>' * 5_000 + "</mergeCells>"
    ),
    "hyperlink-gt-attr": lambda: sheet(
        "", f'<hyperlinks><hyperlink display="&gt;>" ref="A1:{_FAR}"/></hyperlinks>'
    ),
    "hyperlink-vast": lambda: sheet(
        "", f'<hyperlinks><hyperlink location="x" ref="A1:{_FAR}"/></hyperlinks>'
    ),
    "comment-vast": lambda: _comments(f"A1:{_FAR}"),
    "comment-columns": lambda: _comments("A:XFD"),
    "dimension-vast": lambda: sheet("", before=f'<dimension ref="A1:{_FAR}"/>'),
    "dimension-lower": lambda: sheet("", before=f'<dimension ref="a1:{_FAR.lower()}"/>'),
    "dimension-digits": lambda: sheet("", before='<dimension ref="A1:A99999999999"/>'),
    "sqref-many": lambda: sheet(
        "", f'<conditionalFormatting sqref="{"A1:XFD1048576 " * 20_000}"/>'
    ),
    "error-cells-in-comment": lambda: sheet(_COMMENTED + '<row r="1"><c r="A1" t="e"/></row>'),
    "error-cells-unclosed": lambda: sheet('<row r="1">' + '<c t="e" r="A1"/>' * 60_000 + "</row>"),
    "attributes-million": lambda: sheet(
        "<row><c " + " ".join(f'a{n}=""' for n in range(60_000)) + "/></row>"
    ),
    "tag-of-megabytes": lambda: sheet('<row><c s="' + "x" * 15_000_000 + '"/></row>'),
    "comment-of-megabytes": lambda: sheet("<!--" + "-a" * 7_000_000 + "-->"),
    "names-million": lambda: sheet("".join(f"<n{n}/>" for n in range(50_000))),
    "deep": lambda: sheet("<a>" * 300_000 + "</a>" * 300_000),
    "long-text-repeated": lambda: with_parts(
        {
            TEXTS: f'<sst xmlns="{_MAIN}"><si><t>{"a" * 100_000}</t></si></sst>'.encode(),
            SHEET: f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1">'.encode()
            + b'<c t="s"><v>0</v></c>' * 10_000
            + b"</row></sheetData></worksheet>",
        }
    ),
    "doctype-bomb": _doctype,
    "doctype-utf16": lambda: _doctype("utf-16"),
    "sheet-utf16": lambda: with_parts({SHEET: f'<worksheet xmlns="{_MAIN}"/>'.encode("utf-16")}),
    "sheet-utf7": lambda: with_parts(
        {SHEET: b'<?xml version="1.0" encoding="UTF-7"?><worksheet/>'}
    ),
    "sheet-as-picture": _elsewhere,
    "sheet-malformed": lambda: with_parts({SHEET: b"<worksheet><sheetData><row></sheetData>"}),
    "sheet-empty": lambda: with_parts({SHEET: b""}),
    "book-malformed": lambda: with_parts({"xl/workbook.xml": b"<workbook"}),
    "types-malformed": lambda: with_parts({"[Content_Types].xml": b"<Types>"}),
    "defined-name-long": lambda: _replaced(
        "xl/workbook.xml",
        "</sheets>",
        '</sheets><definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">'
        + "'" * 40_000
        + "</definedName></definedNames>",
    ),
    "traversal": lambda: with_parts({"../../etc/passwd": b"x"}),
    "macros": lambda: with_parts({"xl/vbaProject.bin": b"\xd0\xcf"}),
    "nested": lambda: with_parts({"xl/embeddings/a.xlsx": good()}),
}

for _name, _make in _KINDS.items():
    BOOK.add(_name, _make)
for _name, _make in lies(good, SHEET).items():
    BOOK.add(_name, _make)
