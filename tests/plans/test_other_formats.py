"""Workbooks of which only values can be read: .ods and .xls."""

import io
import zipfile

import pytest

from sinasec.plans.corrected import corrected_workbook
from sinasec.spreadsheets.unsafe import UnsafeFile
from tests.plans.judged import judge
from tests.plans.workbooks import as_bytes, one_sheet

NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        return (
            '<table:table-cell office:value-type="string">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}">'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def ods(name: str, rows: list[list[object]]) -> bytes:
    body = "".join(
        "<table:table-row>" + "".join(map(cell, row)) + "</table:table-row>" for row in rows
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}>'
            f'<office:body><office:spreadsheet><table:table table:name="{name}">{body}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
        package.writestr(
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest="
            '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return stream.getvalue()


MATRIX = ods(
    "2do trimestre",
    [
        [None, "OBJETIVO ESTRATÉGICO N° 1", "PREVENIR"],
        [None, "LÍNEA DE ACCIÓN N° 2", "COMUNITARIA"],
        [None, "ACTIVIDAD", "UNIDAD DE MEDIDA", "PROGRAMADA", "EJECUTADA", "% AVANCE"],
        [None, "CHARLAS", "N°", 10, 3, 30],
        [None, "RONDAS", "N°", "2,5", 2.5, 90],
        [None, "FERIAS", "N°", None, None, None],
    ],
)


def test_an_opendocument_matrix_is_read() -> None:
    judged = judge(MATRIX, "matriz.ods")
    (quarter,) = judged.report["quarters"]
    assert (quarter["quarter"], quarter["programmed"], quarter["unprogrammed"]) == ("II", 2, 1)
    assert [(each["code"], each["pct"]) for each in quarter["activities"]] == [
        ("AE 1.2.1", 30.0),
        ("AE 1.2.2", 100.0),
        ("AE 1.2.3", None),
    ]
    codes = {(each.code, each.cell) for each in judged.defects}
    assert {("porcentaje-no-coincide", "F5"), ("numero-como-texto", "D5")} <= codes


def test_it_is_not_corrected_but_said_how() -> None:
    with pytest.raises(UnsafeFile, match=r"guárdelo como «Libro de Excel \(\.xlsx\)»"):
        corrected_workbook(judge(MATRIX, "matriz.ods"))


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        ("[Content_Types].xml", b"spreadsheetml.sheet.main", b"spreadsheetml.sheet.other"),
        ("xl/styles.xml", b'numFmtId="0"', b'numFmtId="99999999999"'),
        ("xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetDat>"),
        ("xl/workbook.xml", b"sheetId=", b"sheetXd="),
        ("xl/worksheets/sheet1.xml", b'r="B4"', b'r="0"'),
    ],
)
def test_a_package_altered_inside_is_called_damaged(part: str, before: bytes, after: bytes) -> None:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_bytes(one_sheet()))) as original,
        zipfile.ZipFile(stream, "w") as altered,
    ):
        for name in original.namelist():
            content = original.read(name)
            if name == part:
                assert before in content
                content = content.replace(before, after)
            altered.writestr(name, content)
    with pytest.raises(UnsafeFile, match="dañado"):
        judge(stream.getvalue())


def test_a_compound_file_that_only_looks_like_a_workbook_is_called_damaged() -> None:
    fake = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "Workbook\0".encode("utf-16-le")
    with pytest.raises(UnsafeFile, match="dañado"):
        judge(fake, "matriz.xls")
