"""The cells that a part makes a reader build are counted as the reader would build them."""

import pytest

from sinasec.spreadsheets.parts.worksheets import PartCount, claim, too_many_cells
from sinasec.spreadsheets.references import LAST_COLUMN, LAST_ROW, area
from sinasec.spreadsheets.unsafe import UnsafeFile

MOST = 1_000


def counted(*chunks: str, most: int = MOST) -> PartCount:
    count = PartCount("xl/hoja.xml", most)
    count.read(chunk.encode() for chunk in chunks)
    return count


def sheet(inside: str) -> str:
    return f"<worksheet><sheetData>{inside}</sheetData></worksheet>"


def spans(count: PartCount) -> tuple[int, int, int, int]:
    return count.cells, count.rows, count.columns, count.spanned


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("", (0, 0, 0, 0)),
        ('<row r="1"><c r="A1"/><c r="B1"><v>3</v></c></row>', (2, 1, 2, 2)),
        ('<row r="1"><c r="A1"/></row><row r="3"><c r="C3"/></row>', (2, 3, 3, 9)),
        ("<row><c/><c/></row><row><c/></row>", (3, 2, 2, 4)),
        ('<row r="5"><c r="C5"/><c/><c/></row>', (3, 5, 5, 25)),
        ('<row r="1"><c r="J10"/></row>', (1, 10, 10, 100)),
        ('<x:row xmlns:x="u" r="2"><x:c r="B2"/></x:row>', (1, 2, 2, 4)),
        ('<row r="1">' + '<c r="A1"/>' * 7 + "</row>", (7, 1, 1, 7)),
        ('<row r="2"><c t="s" r="B2"/></row>', (1, 2, 2, 4)),
    ],
    ids=["none", "plain", "corner", "no-reference", "after", "elsewhere", "prefix", "over", "late"],
)
def test_the_rectangle_that_cells_span(inside, found):
    assert spans(counted(sheet(inside))) == found


def test_it_does_not_matter_where_the_chunks_are_cut():
    whole = sheet('<row r="1"><c r="A1"/><c r="B1"/></row><row><c/><c/><c/></row>')
    for at in range(1, len(whole)):
        assert spans(counted(whole[:at], whole[at:])) == spans(counted(whole))


TEXT = '<c r="{}" t="inlineStr"><is><t xml:space="preserve"> Acta ñ </t></is></c>'
RUN = TEXT.format("A1") + '<c r="C1" s="2"><v>42370</v></c>' + TEXT.format("B1")
ODD = "\0\x01\x1f\x7f\ufffe\uffff\ue000\ufeff"  # some of which no XML admits


def told(*chunks: bytes) -> tuple[int, ...] | tuple[str, str]:
    """What was counted, or the refusal."""
    count = PartCount("xl/hoja.xml", MOST)
    try:
        count.read(chunks)
    except UnsafeFile as refusal:
        return refusal.code, str(refusal)
    return *spans(count), count.expanded, count.claimed, count.listed


@pytest.mark.parametrize(
    "inside",
    [
        f'<row r="1">{RUN}</row><row r="2">{RUN.replace("1", "2")}</row>',
        f'<row r="1">{RUN}<c/><c/></row>',
        f'<row r="7">{RUN}</row>',  # cells of another row
        f'<row r="1">{RUN}{RUN}{TEXT.format("D2")}</row>',
        f'<row r="1">{TEXT.format("XFD1")}{RUN}</row>',
        f'<row r="1">{RUN}{TEXT.format("XFE1")}{RUN}</row>',
        '<row r="1"><c r="A1048577"/><c r="B1048577"/></row>',
        f'<row r="1">{RUN}<c r="A1" s="1" s="2"/></row>',
        f'<row r="1">{RUN}<c r="D1"><v>1 &amp; 2</v></c><c r="E1"><v>a ]]> b</v></c></row>',
        f'<row r="1">{RUN}<c r="D1"><f>A1</f><v>1</v></c>{RUN}</row>',
        f'<row r="1">{RUN}<c r="D1"><v>1</c>{RUN}</row>',
        f'<row r="1" spans="{RUN}"/>',
        f"<row r=\"1\" spans='{RUN}'/>",
        f'<row r="1"><![CDATA[{RUN}]]></row>',
        f'<row r="1"><!-- {RUN} --></row>',
        f'<row r="1"><!-- {RUN.replace("Acta", "Acta --")} --></row>',
        f'<row r="1">{RUN.replace("Acta", "Acta -- 1")}</row>',
        f'<row r="1">{RUN * 340}</row>',
        f"</sheetData></worksheet>{RUN}<worksheet><sheetData>",
        *(f'<row r="1">{RUN.replace("ñ", odd)}</row>' for odd in ODD),
    ],
)  # fmt: skip
def test_cells_counted_together_are_counted_as_when_told_one_by_one(inside):
    """After a comment each is told by itself."""
    start, end = b"<worksheet>%b<sheetData>", b"</sheetData></worksheet>"
    whole = inside.encode(errors="surrogatepass")
    assert told(start % b"", whole, end) == told(start % b"<!---->", whole, end)
    for at in range(1, min(len(whole), 60)):
        assert told(start % b"", whole[:at], whole[at:], end) == told(start % b"", whole, end)


@pytest.mark.parametrize(
    "bad", [b"\xff", b"\xc3", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"]
)
def test_cells_that_are_no_utf_8_are_refused_also_together(bad):
    row = f'<row r="1">{RUN}</row>'.encode().replace("ñ".encode(), bad)
    assert told(b"<worksheet><sheetData>", row, b"</sheetData></worksheet>")[0] == "danado"


def test_merges_links_and_tables_are_counted_by_their_cells():
    merged = '<a><mergeCell ref="A1:C2"/><hyperlink ref="A1:A4"/><hyperlink id="x"/></a>'
    assert counted(merged).expanded == 10
    table = '<table ref="A1:B5">{}</table>'
    assert counted(table.format("")).expanded == 10
    assert counted(table.format('<tableColumn id="1"/>')).expanded == 0
    assert counted("<table/>").expanded == 0


def test_a_list_of_texts_says_how_many_it_claims():
    count = counted('<sst count="12" uniqueCount="7"><si/></sst>')
    assert (count.claimed, count.listed) == (12, 7)
    assert counted('<a><fonts count="9"/><fills count="4"/></a>').listed == 9


@pytest.mark.parametrize(
    ("written", "number"),
    [(None, 0), ("", 0), ("7", 7), ("-7", 0), ("1e9", 0), ("٣", 0), ("9" * 30, 10**10)],
)
def test_what_a_list_claims_is_read_as_a_reader_does(written, number):
    assert claim(written) == number


@pytest.mark.parametrize(
    "part",
    [
        sheet('<row r="1"><c r="a1"/></row>'),
        sheet('<row r="1"><c r="A0"/></row>'),
        sheet('<row r="1"><c r="A99999999"/></row>'),
        sheet('<row r="1"><c r="$A$1"/></row>'),
        sheet('<row r="1"><c r="ZZZ1"/></row>'),
        sheet('<row r="0"/>'),
        sheet(f'<row r="{LAST_ROW + 1}"/>'),
        sheet('<row r="uno"/>'),
        '<a><mergeCell ref="a1:b2"/></a>',
        '<a><mergeCell ref="B2:A1"/></a>',
        '<a><hyperlink ref="A1:"/></a>',
        '<a><comment ref="A1:B2"/></a>',
        '<table ref="A:B"/>',
        '<worksheet><dimension ref="A1;B2"/></worksheet>',
        "<worksheet><sheetData/><rules><rule sqref='A1 !'/></rules></worksheet>",
        "<a>" + "".join(f"<n{n}/>" for n in range(2_001)) + "</a>",
    ],
)
def test_cells_named_as_no_program_names_them_are_refused(part):
    with pytest.raises(UnsafeFile) as refused:
        counted(part)
    assert refused.value.code == "alterado"
    assert "xl/hoja.xml" in str(refused.value)


@pytest.mark.parametrize(
    "inside",
    [
        '<row r="1"><c r="XFD1"/></row>',
        f'<row r="{LAST_ROW}"><c r="A{LAST_ROW}"/></row>',
        "<row>" + "<c/>" * (MOST + 1) + "</row>",
        '<row r="1">' + '<c r="A1"/>' * (MOST + 1) + "</row>",
        '<row r="1"><c r="A1"/></row><row r="40"><c r="Z40"/></row>',
    ],
)
def test_more_cells_than_are_read_are_refused(inside):
    with pytest.raises(UnsafeFile) as refused:
        counted(sheet(inside))
    assert refused.value.code == "muchas-celdas"
    assert "1 000 celdas" in str(refused.value)


def test_the_most_that_is_allowed_is_counted():
    assert counted(sheet("<row>" + "<c/>" * MOST + "</row>")).spanned == MOST
    whole = counted(sheet('<row r="1"><c r="XFD1"/></row>'), most=LAST_COLUMN)
    assert whole.columns == LAST_COLUMN


def test_the_refusal_says_how_many_are_read():
    said = too_many_cells(2_000_000)
    assert said.code == "muchas-celdas"
    assert "2 000 000 celdas" in str(said)


def test_more_formats_than_excel_admits_are_refused():
    most = f"<styleSheet><cellXfs>{'<xf/>' * 65_490}</cellXfs></styleSheet>"
    counted(most)
    with pytest.raises(UnsafeFile, match="más de 65 490 formatos") as refused:
        counted(most.replace("<xf/>", "<xf/><xf/>", 1))
    assert refused.value.code == "muchos-formatos"


def test_the_last_row_of_a_sheet_is_read_and_no_row_after_it():
    last = f'<row r="{LAST_ROW}"><c r="A{LAST_ROW}"/></row>'
    assert counted(sheet(last), most=LAST_ROW).rows == LAST_ROW
    with pytest.raises(UnsafeFile, match="celdas"):
        counted(sheet(last + "<row><c/></row>"), most=2 * LAST_ROW)


@pytest.mark.parametrize(
    ("text", "corners"),
    [
        ("B7", (2, 7, 2, 7)),
        ("C1:D2", (3, 1, 4, 2)),
        ("A5:B6", (1, 5, 2, 6)),
        ("A1:A1", (1, 1, 1, 1)),
        ("XFD1:XFD1048576", (LAST_COLUMN, 1, LAST_COLUMN, LAST_ROW)),
        ("D1:C2", None),
        ("C2:D1", None),
        ("A1:XFE1", None),
        ("A1:A1048577", None),
    ],
)
def test_a_rectangle_runs_from_its_first_corner_to_its_last(text, corners):
    assert area(text) == corners
