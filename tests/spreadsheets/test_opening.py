"""Hostile files are made here, byte by byte, and each is refused in a sentence."""

import io
import os
import random
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest

from sinasec.spreadsheets.opening import EVERY_KIND, open_safely
from sinasec.spreadsheets.parts.compound import workbook_streams
from sinasec.spreadsheets.parts.packages import LINKED
from sinasec.spreadsheets.sheets import read_sheets
from sinasec.spreadsheets.unsafe import UnsafeFile
from tests.hostile import old_workbooks
from tests.hostile.zips import zipped

SHEET = "xl/worksheets/sheet1.xml"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "AE 1.1.1"
    book.active["B1"] = 3
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rezipped(
    content: bytes, *, replace: dict[str, bytes] | None = None, add: dict[str, bytes] | None = None
) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.infolist():
            after.writestr(part.filename, (replace or {}).get(part.filename, before.read(part)))
        for name, data in (add or {}).items():
            after.writestr(name, data)
    return stream.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)


def with_sheet(before: bytes, after: bytes) -> bytes:
    content = workbook()
    sheet = part(content, SHEET)
    assert before in sheet
    return rezipped(content, replace={SHEET: sheet.replace(before, after)})


def ods(body: str, manifest: str = "<manifest/>", *, before: str = "") -> bytes:
    stream = io.BytesIO()
    namespaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f'<?xml version="1.0"?>{before}<office:document-content {namespaces}><office:body>'
            f"<office:spreadsheet>{body}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
        package.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def refusal(content: bytes, **options: object) -> UnsafeFile:
    with pytest.raises(UnsafeFile) as caught:
        open_safely(content, kinds=EVERY_KIND, **options)
    assert str(caught.value).endswith(".")
    return caught.value


def test_a_plain_workbook_is_opened_and_hashed(tmp_path: Path) -> None:
    path = tmp_path / "matriz.xlsx"
    path.write_bytes(workbook())
    opened = open_safely(path)
    assert (opened.kind, opened.name, opened.notes) == ("xlsx", "matriz.xlsx", ())
    assert opened.content == path.read_bytes()
    assert len(opened.sha256) == 64
    with path.open("rb") as stream:
        assert open_safely(stream) == opened


def test_a_csv_is_opened_only_where_csv_is_received() -> None:
    assert open_safely(b"comite;fecha\n", kinds=EVERY_KIND, name="actos.csv").kind == "csv"
    assert open_safely("a;b\n".encode("utf-16"), kinds=EVERY_KIND).kind == "csv"
    with pytest.raises(UnsafeFile, match=r"recibe \.xlsx, \.ods, \.xls, y el archivo es texto"):
        open_safely(b"comite;fecha\n")


def test_an_old_binary_workbook_is_opened() -> None:
    opened = open_safely(old_workbooks.good())
    assert opened.kind == "xls"
    assert [sheet.rows for sheet in read_sheets(opened)] == [[[1.0]]]


def test_an_old_workbook_of_only_a_name_is_damaged() -> None:
    assert refusal(COMPOUND + "Workbook\0".encode("utf-16-le")).code == "danado"


def test_an_opendocument_sheet_is_opened_with_its_usual_empty_tail() -> None:
    tail = (
        '<table:table-row><table:table-cell office:value-type="float" office:value="3"/>'
        "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048575">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert open_safely(ods(f"<table:table>{tail}</table:table>")).kind == "ods"


def test_nothing_is_read_beyond_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "enorme.xlsx"
    with path.open("wb") as stream:
        stream.truncate(2 * 1024**3)
    with pytest.raises(UnsafeFile, match="2 048,0 MB y el máximo es 25,0 MB") as caught:
        open_safely(path)
    assert caught.value.code == "muy-grande"
    assert refusal(b"x" * 11, max_bytes=10).code == "muy-grande"
    with pytest.raises(UnsafeFile, match="máximo"):
        open_safely(io.BytesIO(b"x" * 11), max_bytes=10)


def test_a_zip_bomb_is_refused_whatever_sizes_it_declares() -> None:
    bomb = rezipped(workbook(), add={"xl/media/image1.bin": b"\0" * (30 * 1024 * 1024)})
    assert len(bomb) < 100_000
    assert refusal(bomb).code == "bomba"
    assert refusal(workbook(), max_unzipped=1000).code == "bomba"
    many = rezipped(workbook(), add={f"xl/x{number}.xml": b"" for number in range(2_001)})
    assert refusal(many).code == "bomba"


def test_an_archive_inside_the_workbook_is_refused() -> None:
    nested = rezipped(workbook(), add={"xl/embeddings/otro.xlsx": workbook()})
    assert refusal(nested).code == "anidado"
    assert refusal(rezipped(workbook(), add={"xl/embeddings/o.bin": COMPOUND})).code == "anidado"


def test_macros_are_refused() -> None:
    assert refusal(rezipped(workbook(), add={"xl/vbaProject.bin": b"x"})).code == "macros"
    assert refusal(rezipped(workbook(), add={"xl/macrosheets/sheet1.xml": b"<x/>"})).code == (
        "macros"
    )
    types = part(workbook(), "[Content_Types].xml").replace(
        b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main"
    )
    assert refusal(rezipped(workbook(), replace={"[Content_Types].xml": types})).code == "macros"
    old = COMPOUND + "Workbook\0_VBA_PROJECT\0".encode("utf-16-le")
    assert refusal(old).code == "macros"


def test_encrypted_workbooks_are_refused() -> None:
    assert refusal(COMPOUND + "EncryptedPackage\0".encode("utf-16-le")).code == "cifrado"
    locked = bytearray(workbook())
    for marker, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(marker) + offset] |= 1
    assert refusal(bytes(locked)).code == "cifrado"
    manifest = "<manifest><manifest.encryption-data/></manifest>".replace("manifest.", "")
    assert refusal(ods("", manifest)).code == "cifrado"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declarations_of_entities_are_refused(encoding: str) -> None:
    evil = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData>'
        "</worksheet>"
    ).encode(encoding)
    assert refusal(rezipped(workbook(), replace={SHEET: evil})).code == "dtd"


def test_declarations_are_found_across_the_seam_of_two_chunks() -> None:
    padding = b"<!--" + b" " * (1024 * 1024 - 10) + b"-->"
    evil = padding + b"<!DOCTYPE x><x/>"
    assert refusal(rezipped(workbook(), replace={"xl/styles.xml": evil})).code == "dtd"


def test_an_opendocument_with_entities_is_refused() -> None:
    assert refusal(ods("", before="<!DOCTYPE x>")).code == "dtd"


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/x", "xl\\..\\..\\x", "C:/x"])
def test_parts_that_leave_the_package_are_refused(name: str) -> None:
    assert refusal(rezipped(workbook(), add={name: b"x"})).code == "alterado"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_repeated_parts_are_refused() -> None:
    assert refusal(rezipped(workbook(), add={SHEET: b"<worksheet/>"})).code == "alterado"


def test_a_stray_cell_in_the_far_corner_is_refused() -> None:
    assert refusal(with_sheet(b'r="B1"', b'r="XFD1048576"')).code == "muchas-celdas"
    assert refusal(with_sheet(b'r="B1"', b'r="&#88;FD1048576"')).code == "muchas-celdas"


def test_a_merge_of_the_whole_sheet_is_refused() -> None:
    merge = b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert refusal(with_sheet(b"</sheetData>", merge)).code == "muchas-celdas"


def test_a_repeated_value_in_an_opendocument_is_refused() -> None:
    row = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
        "</table:table-row>"
    )
    assert refusal(ods(f"<table:table>{row}</table:table>")).code == "muchas-celdas"
    assert refusal(ods("<table:table>")).code == "danado"


def test_links_to_other_workbooks_are_noted_and_not_followed() -> None:
    types = part(workbook(), "[Content_Types].xml").replace(
        b"</Types>",
        b'<Override PartName="/xl/externalLinks/externalLink1.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
        b'externalLink+xml"/></Types>',
    )
    assert open_safely(rezipped(workbook(), replace={"[Content_Types].xml": types})).notes == (
        LINKED,
    )


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "x.xlsx", "vacio"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "x.xls", "html"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><p>hola", "x.xls", "html"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas"/>', "x.xls", "xml"),
        (b"%PDF-1.7", "x.xlsx", "no-es-libro"),
        (b"MZ\x90\x00", "x.xls", "no-es-libro"),
        (b"a\x00b", "x.csv", "no-es-libro"),
        (b"hola", "x.xlsx", "danado"),
        (b"PK\x03\x04roto", "x.xlsx", "danado"),
        (COMPOUND + "WordDocument\0".encode("utf-16-le"), "x.doc", "no-es-libro"),
    ],
)
def test_what_is_not_a_workbook_says_what_to_do(content: bytes, name: str, code: str) -> None:
    assert refusal(content, name=name).code == code


def test_a_truncated_workbook_is_called_damaged() -> None:
    content = bytearray(workbook())
    middle = content.index(b"PK\x03\x04") + 80
    content[middle : middle + 40] = b"\xff" * 40
    assert refusal(bytes(content)).code == "danado"


def test_a_zip_that_is_no_workbook_and_an_xlsb_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("leeme.txt", "hola")
    assert refusal(stream.getvalue()).code == "no-es-libro"
    assert refusal(rezipped(workbook(), add={"xl/workbook.bin": b"x"})).code == "formato"


@pytest.mark.parametrize("repeat", ["²", "9" * 5000, "-1", ""])
def test_a_repeat_that_is_no_number_breaks_nothing(repeat):
    cell = f'<table:table-cell table:number-columns-repeated="{repeat}" office:value-type="float"/>'
    content = ods(f"<table:table><table:table-row>{cell}</table:table-row></table:table>")
    if len(repeat) > 9:
        assert refusal(content).code == "muchas-celdas"
    else:
        assert open_safely(content).kind == "ods"


def test_spaces_written_as_one_small_tag_are_counted():
    spaces = (
        '<text:s xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" text:c="2000000"/>'
    )
    assert refusal(ods(f"<table:table>{spaces}</table:table>")).code == "bomba"


def test_a_csv_has_as_many_cells_as_its_marks_say():
    with pytest.raises(UnsafeFile, match="más de 1 000 celdas"):
        open_safely(b"," * 1001, name="a.csv", kinds={"csv"}, max_cells=1_000)


def test_what_never_ends_or_never_begins_is_refused_unread(tmp_path):
    pipe = tmp_path / "actos.csv"
    os.mkfifo(pipe)
    for path in (pipe, "/dev/zero"):
        with pytest.raises(UnsafeFile, match="no es un archivo"):
            open_safely(path)


MB = 1024 * 1024
HELPED = {
    "un PDF": [b"%PDF-1.7"],
    "una imagen": [
        b"\x89PNG\r\n",
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"II*\0\x08",
        b"MM\0*\0",
        b"\0\0\0\x18ftypheic",
        b"RIFF\x24\0\0\0WEBPVP8",
    ],
    "un archivo comprimido RAR": [b"Rar!\x1a"],
    "un archivo comprimido 7z": [b"7z\xbc\xaf\x27"],
    "un archivo comprimido gzip": [b"\x1f\x8b\x08"],
    "un programa": [b"MZ\x90", b"\x7fELF\x02"],
}


@pytest.mark.parametrize(
    ("what", "content"), [(what, each) for what, those in HELPED.items() for each in those]
)
def test_what_is_known_by_its_first_bytes_is_called_by_its_name(what: str, content: bytes) -> None:
    refused = refusal(content, name="actos.csv")
    assert refused.code == "no-es-libro"
    assert str(refused).startswith(f"El archivo es {what}, no una hoja de cálculo. ")


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"], ids=["unix", "windows", "mac"])
def test_the_end_of_a_line_is_one_mark_in_every_system(end: bytes) -> None:
    content = (b"a;b" + end) * 10
    assert open_safely(content, kinds={"csv"}, max_cells=20).kind == "csv"
    assert refusal(content, max_cells=19).code == "muchas-celdas"


def swollen(zeros: int, noise: int = 0) -> bytes:
    picture = bytes(zeros) + random.Random(1).randbytes(noise)
    return rezipped(workbook(), add={"xl/media/image1.bin": picture})


@pytest.mark.parametrize(
    ("zeros", "noise", "code"),
    [
        (int(19.9 * MB), 0, ""),  # a picture of one colour is small, and no danger
        (int(20.5 * MB), 0, "bomba"),
        (22 * MB, 75_000, ""),  # 220 times what it weighs
        (22 * MB, 50_000, "bomba"),  # 290 times
    ],
)
def test_what_swells_is_refused_only_when_it_is_large(zeros: int, noise: int, code: str) -> None:
    content = swollen(zeros, noise)
    if code:
        assert refusal(content).code == code
    else:
        assert open_safely(content).kind == "xlsx"


def test_the_list_of_kinds_is_read_whole_up_to_four_megabytes() -> None:
    types = part(workbook(), "[Content_Types].xml")

    def padded(size: int) -> bytes:
        blank = b" " * (size - len(types))
        whole = types.replace(b"</Types>", blank + b"</Types>")
        return rezipped(workbook(), replace={"[Content_Types].xml": whole})

    assert open_safely(padded(4 * MB)).kind == "xlsx"
    assert refusal(padded(4 * MB + 1)).code == "bomba"


def test_the_cells_of_every_sheet_of_an_opendocument_are_added() -> None:
    row = (
        '<table:table-row table:number-rows-repeated="10"><table:table-cell '
        'office:value-type="float" office:value="1"/></table:table-row>'
    )
    two = ods(f"<table:table>{row}</table:table>" * 2)
    assert open_safely(two, max_cells=20).kind == "ods"
    assert refusal(two, max_cells=19).code == "muchas-celdas"


def short_stream(records: bytes) -> bytes:
    """An old workbook of less than 4 KB: its stream is kept in pieces of 64 bytes."""
    size, free, end = len(records), 0xFFFFFFFF, 0xFFFFFFFE
    pieces = -(-size // 64)
    whole = old_workbooks.compound(records.ljust(pieces * 64, b"\0"))
    short_table = [*range(1, pieces), end, *[free] * (128 - pieces)]
    number = len(whole) // 512 - 1
    directory = 3 * 512
    (first,) = struct.unpack_from("<L", whole, directory + 128 + 116)
    struct.pack_into("<2L", whole, directory + 116, first, pieces * 64)  # the root has them all
    struct.pack_into("<2L", whole, directory + 128 + 116, 0, size)
    struct.pack_into("<2L", whole, 60, number, 1)
    struct.pack_into("<L", whole, 512 + 4 * number, end)
    return bytes(whole) + struct.pack("<128L", *short_table)


def test_a_short_old_workbook_is_counted_too() -> None:
    records = old_workbooks.book(*(old_workbooks.number(row, 4) for row in range(12)))
    assert len(records) > 4 * 64
    assert workbook_streams(short_stream(records)) == [records]
    assert refusal(short_stream(records), max_cells=59).code == "muchas-celdas"
    opened = open_safely(short_stream(records), max_cells=60)
    (sheet,) = read_sheets(opened)
    assert [row[4] for row in sheet.rows] == [1.0] * 12


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}, "texto"),
        ({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<a/>"}, "presentación"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "texto"),
        ({"mimetype": b"application/vnd.oasis.opendocument.presentation"}, "presentación"),
    ],
)
def test_the_other_documents_of_an_office_are_called_by_their_name(parts, what):
    found = refusal(zipped(parts))
    assert found.code == "no-es-libro"
    assert f"un documento de {what}" in str(found) or f"una {what}" in str(found)
    assert "sin comprimir" not in str(found)


def test_text_is_called_text_where_no_text_is_taken():
    with pytest.raises(UnsafeFile, match=r"el archivo es texto \(\.csv o \.txt\)"):
        open_safely(b"hola, esto es texto\n", name="t.txt")
