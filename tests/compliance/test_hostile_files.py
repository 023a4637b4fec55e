"""Files that should not be opened, or that look harmless and are not: each is answered."""

import csv
import io
import itertools
import json
import struct
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from sinasec.compliance.ingest.loading import load_file
from sinasec.compliance.ingest.others import others_of
from sinasec.compliance.models import Act, Batch
from sinasec.sandbox import PAGES
from sinasec.short_texts import LONGEST, short_ones_kept
from sinasec.spreadsheets.faults import CellError
from tests.compliance.test_loading import HEADER, TODAY, TWO, load, places, saved, workbook
from tests.examples import examples
from tests.spreadsheets.test_cells import as_excel_saves

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committees")]
written = pytest.mark.database  # what is refused, or read by the million, asks nothing of it

ROWS = [
    ["Comité", "Clase de acto", "Fecha", "Documento"],
    ["CORESEC-21", "Sesión ordinaria", date(2024, 2, 15), "Acta 1"],
]


def good():
    return workbook(("Actos", ROWS))


def repacked(content, changed):
    """The same package with some parts changed or added (name -> bytes)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for part in old.infolist():
            if part.filename not in changed:
                new.writestr(part, old.read(part))
        for name, data in changed.items():
            new.writestr(name, data)
    return stream.getvalue()


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)


def swollen():
    sheet = part(good(), "xl/worksheets/sheet1.xml")
    return repacked(good(), {"xl/worksheets/sheet1.xml": sheet + b" " * 60_000_000})


def with_macros():
    return repacked(good(), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def declared_as_macro_workbook():
    types = part(good(), "[Content_Types].xml").replace(
        b"openxmlformats-officedocument.spreadsheetml.sheet.main",
        b"ms-excel.sheet.macroEnabled.main",
    )
    return repacked(good(), {"[Content_Types].xml": types})


def with_entities():
    sheet = part(good(), "xl/worksheets/sheet1.xml")
    head, _, rest = sheet.partition(b"<worksheet")
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return repacked(good(), {"xl/worksheets/sheet1.xml": head + entity + b"<worksheet" + rest})


def encrypted():
    """What Office writes for a workbook with a password: a compound file with this stream."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    return head + "EncryptedPackage\0".encode("utf-16-le") + b"\0" * 512


def truncated():
    return good()[:2000]


def a_stray_far_cell():
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active["XFD1048576"] = " "
    return saved(book)


HTML = b"<html><body><table><tr><td>Comit\xe9</td></tr></table></body></html>"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (swollen, "a.xlsx", "bomba"),
        (with_macros, "a.xlsm", "macros"),
        (with_macros, "a.xlsx", "macros"),
        (declared_as_macro_workbook, "a.xlsx", "macros"),
        (with_entities, "a.xlsx", "dtd"),
        (encrypted, "a.xlsx", "cifrado"),
        (truncated, "a.xlsx", "danado"),
        (lambda: HTML, "a.xls", "html"),
        (lambda: TWO.encode(), "a.xlsx", "danado"),
        (lambda: b"%PDF-1.7 ...", "a.csv", "no-es-libro"),
        (lambda: b"", "a.csv", "vacio"),
        (lambda: TWO.encode() + b"\0\0", "a.csv", "no-es-libro"),
        (lambda: "Comité\0".encode("utf-16"), "a.csv", "caracteres-nulos"),
        (lambda: TWO.encode().decode("cp1252").encode(), "a.csv", "codificacion"),
        (lambda: TWO.encode() + "ñ".encode("cp1252"), "a.csv", "codificacion"),
        (lambda: TWO.encode("cp1252") + b"\x81", "a.csv", "codificacion"),
        (lambda: (TWO + '"sin cerrar;\n' + "x\n" * 9).encode(), "a.csv", "comillas"),
        (a_stray_far_cell, "a.xlsx", "muchas-celdas"),
    ],
    ids=["zip bomb", "xlsm", "hidden macros", "declared macros", "external entity", "password",
         "cut short", "html as xls", "csv as xlsx", "pdf as csv", "empty", "nulls", "utf-16 nulls",
         "broken accents", "mixed encodings", "no encoding", "open quotes", "stray far cell"],
)  # fmt: skip
def test_it_is_refused_in_a_sentence(content, name, code):
    report = load(content(), name)
    assert [(fault.row, fault.column, fault.code) for fault in report.faults] == [(None, "", code)]
    assert len(report.faults[0].message) > 30
    assert not Act.objects.exists()
    assert not Batch.objects.exists()


def test_a_huge_file_is_refused_by_its_size_without_reading_it(tmp_path):
    huge = tmp_path / "actos.csv"
    with huge.open("wb") as stream:
        stream.truncate(2 * 1024**3)
    report = load_file(huge, by="ana")
    assert [fault.code for fault in report.faults] == ["muy-grande"]
    assert "2 048,0 MB" in report.faults[0].message


def test_a_million_formatted_rows_without_data_are_no_rows():
    sheet = part(good(), "xl/worksheets/sheet1.xml").decode()
    blank = "".join(f'<row r="{row}" s="1" customFormat="1"/>' for row in range(3, 1_000_003))
    full = sheet.replace("</sheetData>", blank + "</sheetData>").encode()
    report = load(repacked(good(), {"xl/worksheets/sheet1.xml": full}), "a.xlsx")
    assert (report.rows, report.accepted, report.faults) == (1, 1, ())


def test_links_to_other_workbooks_are_not_followed():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ROWS:
        sheet.append(row)
    sheet["D2"] = "='[otro.xlsx]Hoja1'!$A$1"
    assert places(load(saved(book), "a.xlsx")) == [(2, "D", "formula-sin-resultado")]


def test_only_a_hidden_sheet_with_the_acts_is_refused_by_its_name():
    book = openpyxl.load_workbook(io.BytesIO(good()))
    book.create_sheet("Portada")
    book["Actos"].sheet_state = "hidden"
    (fault,) = load(saved(book), "a.xlsx").faults
    assert (fault.code, "«Actos»" in fault.message) == ("hoja-oculta", True)


@written
def test_a_hidden_sheet_is_left_and_hidden_rows_are_read_and_both_are_told():
    book = openpyxl.load_workbook(io.BytesIO(good()))
    draft = book.copy_worksheet(book["Actos"])
    draft.title, draft.sheet_state = "Borrador", "hidden"
    book["Actos"].row_dimensions[2].hidden = True
    report = load(saved(book), "a.xlsx")
    assert (report.faults, report.accepted) == ((), 1)
    assert any("hoja oculta «Borrador»" in note for note in report.notes)
    assert any("1 fila desde la 2" in note for note in report.notes)


@written
def test_a_number_of_a_book_that_counts_from_1904_is_its_day():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"date_1904": True}) as book:
        sheet = book.add_worksheet("Actos")
        for row, cells in enumerate([ROWS[0], ["CORESEC-21", "Sesión ordinaria"]]):
            for place, cell in enumerate(cells):
                sheet.write_string(row, place, cell)
        sheet.write_number(1, 2, 45337 - 1462)
    assert load(stream.getvalue(), "a.xlsx").faults == ()
    assert Act.objects.get().date == date(2024, 2, 15)


@written
def test_a_text_of_ms_dos_is_read_as_such_and_told():
    report = load(
        "comite;clase;fecha;Documento\nCORESEC-21;sesion-ordinaria;15/02/2024;"
        "Acta de sesión N° 3, Breña\n".encode("cp850"),
        "a.csv",
    )
    assert report.faults == ()
    assert Act.objects.get().attributes["documento"] == "Acta de sesión N° 3, Breña"
    assert any("MS-DOS" in note for note in report.notes)


@written
def test_a_formula_gives_the_value_it_had():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Actos")
        for row, cells in enumerate([ROWS[0], ["CORESEC-21", "Sesión ordinaria"]]):
            for place, cell in enumerate(cells):
                sheet.write_string(row, place, cell)
        sheet.write_formula(1, 2, "=DATE(2024,2,15)", None, 45337)
        sheet.write_formula(1, 3, '="Acta "&1', None, "Acta 1")
    assert places(load(stream.getvalue(), "a.xlsx")) == [
        (2, "C", "formula-sin-resultado"),
        (2, "D", "formula-sin-resultado"),
    ]
    assert load(as_excel_saves(stream.getvalue()), "a.xlsx").faults == ()
    act = Act.objects.get()
    assert (act.date, act.attributes) == (date(2024, 2, 15), {"documento": "Acta 1"})


@pytest.mark.parametrize("wrong", ["#REF!", "#DIV/0!", "#N/A"])
def test_an_error_of_excel_in_a_cell_is_a_fault_of_that_cell(wrong):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Actos")
        for row, cells in enumerate([ROWS[0], ["CORESEC-21", "Sesión ordinaria"]]):
            for place, cell in enumerate(cells):
                sheet.write_string(row, place, cell)
        sheet.write_formula(1, 2, "=A1/0", None, wrong)
        sheet.write_formula(1, 3, "=A1/0", None, wrong)
    assert places(load(stream.getvalue(), "a.xlsx")) == [
        (2, "C", "celda-con-error"),
        (2, "D", "celda-con-error"),
    ]


@written
def test_a_text_that_looks_like_a_formula_is_only_a_text():
    report = load(f"{HEADER}\nCORESEC-21;Sesión ordinaria;15/02/2024;=2+3;;\n")
    assert report.faults == ()
    assert Act.objects.get().attributes == {"documento": "=2+3"}


@written
def test_an_ods_and_its_dates_are_read(tmp_path):
    assert load(opendocument(), "actos.ods").faults == ()
    act = Act.objects.get()
    assert (act.date, act.attributes) == (date(2024, 2, 15), {"documento": "Acta 1"})


def opendocument():
    """The smallest .ods with ROWS in it."""

    def cell(value):
        kind = "date" if isinstance(value, date) else "string"
        said = f' office:date-value="{value}"' if kind == "date" else ""
        text = f"<text:p>{value}</text:p>"
        return f'<table:table-cell office:value-type="{kind}"{said}>{text}</table:table-cell>'

    rows = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in ROWS)
    base = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{base}:office:1.0" '
        f'xmlns:table="{base}:table:1.0" xmlns:text="{base}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Actos">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{base}:manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", kind)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def test_an_old_xls_that_cannot_be_read_is_refused():
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack("<504x")
    content = compound + "Workbook\0".encode("utf-16-le") + b"\0" * 1024
    report = load(content, "actos.xls")
    assert [fault.code for fault in report.faults] == ["danado"]


@written
def test_today_is_a_day_that_has_come():
    text = f"{HEADER}\nCORESEC-21;Sesión ordinaria;{TODAY:%d/%m/%Y};;;\n"
    assert load(text).faults == ()


def with_others(said):
    made = io.StringIO()
    csv.writer(made).writerows(
        [
            ["Comité", "Clase de acto", "Fecha", "Publicado desde", "Otros datos"],
            ["CORESEC-21", "publicacion-evaluaciones", "15/02/2024", "", said],
        ]
    )
    return made.getvalue()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ('{"a":NaN}', "otros-ilegible"),
        ('{"a":-Infinity}', "otros-ilegible"),
        ('{"a":1e999}', "otros-ilegible"),
        ('{"a":1' + "0" * 400 + "}", "otros-ilegible"),
        ('{"a":' + "1" * 5_000 + "}", "otros-ilegible"),
        (r'{"\ud800":"x"}', "texto-ilegible"),
        (r'{"a":"\udfff"}', "texto-ilegible"),
        ("[" * 1_900, "otros-ilegible"),
        ('{"a":' * 1_900, "otros-ilegible"),
        ('{"a":[1]}', "otros-ilegible"),
        ('{"valid_to":1,"valid_from":"x"}', "otros-ilegible"),
        ('{"valid_to":"x","valid_from":1}', "otros-ilegible"),
        ('{"valid_to":true,"valid_from":"2024-01-01"}', "otros-ilegible"),
        ('{"valid_to":"20240131","valid_from":"2024-01-01"}', "otros-ilegible"),
    ],
)
def test_other_data_that_no_export_wrote_are_a_fault_of_their_cell(said, code):
    faults = load(with_others(said)).faults
    assert (2, "E", code) in [(fault.row, fault.column, fault.code) for fault in faults]
    assert not Act.objects.exists()


@written
def test_other_data_end_no_earlier_than_they_begin():
    report = load(with_others('{"valid_to":"2024-01-31","valid_from":"2024-02-01"}'))
    assert [fault.code for fault in report.faults] == ["fechas-al-reves"]
    assert load(with_others('{"valid_to":"2024-03-31","valid_from":"2024-02-01"}')).accepted == 1


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(10**300, 10**310)
    | st.floats()
    | st.text(st.characters(codec=None), max_size=8)
)
KEYS = st.sampled_from(["valid_from", "valid_to", "direccion"]) | st.text(
    st.characters(codec=None), max_size=8
)
NESTED = st.recursive(SCALARS, lambda some: st.lists(some) | st.dictionaries(KEYS, some))


@settings(max_examples=examples(300), deadline=None)
@given(said=st.dictionaries(KEYS, SCALARS) | NESTED, cut=st.none() | st.integers(0, 40))
def test_other_data_are_read_or_refused_and_nothing_else(said, cut):
    try:
        told = others_of(json.dumps(said)[:cut])
    except CellError:
        return
    assert json.loads(json.dumps(told, allow_nan=False, ensure_ascii=False).encode()) == told


@pytest.mark.parametrize("number", ["9" * 400, "9" * 5_000, "111" + ".111" * 2_400, "1e999"])
def test_a_number_beyond_any_count_is_a_fault(number):
    report = load(f"{HEADER}\nCORESEC Puno;Sesión ordinaria;15/04/2024;Acta;{number};")
    assert places(report) == [(2, "E", "numero-ilegible")]


def test_a_file_whose_rows_take_too_long_is_given_up():
    ticks = itertools.count(step=PAGES.seconds / 2)
    report = load(TWO, limits=PAGES, clock=lambda: next(ticks))
    assert [fault.code for fault in report.faults] == ["muy-lento"]
    assert "más de 15 segundos" in report.faults[0].message
    assert not Act.objects.exists()


def test_rows_are_not_compared_once_the_time_is_over():
    """At the last row there was time left, and before looking at all of them there is not."""
    ticks = iter([0, 1, 2, PAGES.seconds + 1])
    report = load(TWO, limits=PAGES, clock=lambda: next(ticks))
    assert [fault.code for fault in report.faults] == ["muy-lento"]
    assert next(ticks, None) is None


def test_only_the_first_unknown_names_of_a_file_are_given_the_nearest():
    names = [f"CODISEC Chorri{'abcdefghijklmnopqrstuvwxyz'[i]}xx" for i in range(25)]
    rows = [f"{name};Sesión ordinarja;15/04/2024;Acta;;" for name in [*names, names[0]]]
    faults = load("\n".join([HEADER, *rows])).faults
    hinted = [f.row for f in faults if "Los más parecidos" in f.message]
    assert hinted == [*range(2, 22), 27]
    assert sum("¿Quiso decir" in f.message for f in faults) == 26
    assert len(faults) == 52


def test_a_file_with_enough_faults_is_not_looked_at_to_its_end():
    rows = [f"COMITE RARO {n};sesion-ordinaria;2026-13-45;Acta;;" for n in range(1_000)]
    whole = load("\n".join([HEADER, *rows]))
    report = load("\n".join([HEADER, *rows]), most_faults=50)
    assert len(whole.faults) == 2_000
    assert report.faults == whole.faults[:50]
    assert report.rows == 25
    assert report.notes == (
        "Se dejó de revisar en la fila 26 de «actos.csv»: ya hay 50 faltas. Corríjalas y vuelva a "
        "revisar.",
    )
    assert not Act.objects.exists()


def test_no_long_text_of_a_file_is_remembered():
    """What is remembered is bounded in texts: of 10,000 letters each they would fill the memory."""
    made = []
    kept = short_ones_kept(lambda text: made.append(text) or len(text))
    for text in ("a" * LONGEST, "a" * (LONGEST + 1)):
        assert kept(text) == kept(text) == len(text)
    assert made == ["a" * LONGEST, *["a" * (LONGEST + 1)] * 2]
    long = load(f"{HEADER}\nCODISEC {'ﷺ' * 3_000};Sesión ordinaria;15/04/2024;Acta;;\n")
    assert [fault.code for fault in long.faults] == ["comite-desconocido"]
    assert "tiene 3008 letras" in long.faults[0].message
    assert len(long.faults[0].message) < 300
