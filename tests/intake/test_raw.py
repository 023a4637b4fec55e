"""Any file as rows of text under its headers, read as the child does it, in this process."""

import gzip
import io
import zipfile
from datetime import date, datetime

import openpyxl
import polars as pl
import pytest

from sinasec.intake.bulk import raw_csv, unpacked
from sinasec.intake.bulk.layout import Heading
from sinasec.intake.bulk.raw import read_here
from sinasec.intake.bulk.raw_table import SHEET_ROWS, RawTable, told_row
from sinasec.spreadsheets.delimited import MAX_CELL
from sinasec.spreadsheets.faults import UnreadableFile
from sinasec.spreadsheets.unsafe import UnsafeFile

UBIGEO, YEAR = ("UBIGEO", frozenset({"ubigeo"})), ("AÑO", frozenset({"anio"}))
CAMERAS = Heading("camaras", (UBIGEO, YEAR), frozenset(), "")
ROWS = "Ubigeo;AÑO;cámaras\n010101;2024;12\n;;\n010102;2024;1 293\n"
TEXT = [["010101", "2024", "12"], ["010102", "2024", "1 293"]]


def read(content: bytes, name: str = "camaras.csv", *headings: Heading) -> RawTable:
    from dataclasses import astuple

    return read_here(content, name, [astuple(each) for each in headings or (CAMERAS,)])


def cells(table: RawTable) -> list[list[str | None]]:
    return [list(row) for row in table.frame.drop("row").iter_rows()]


def refused(content: bytes, name: str = "camaras.csv") -> str:
    with pytest.raises((UnreadableFile, UnsafeFile)) as found:
        read(content, name)
    assert str(found.value).strip()
    return found.value.code


def book(**sheets: list[list[object]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def packed(text: str) -> bytes:
    """As .gz, without the moment: the same in each process."""
    return gzip.compress(text.encode(), mtime=0)


def zipped(**members: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in members.items():
            archive.writestr(f"{name}.csv", text)
    return content.getvalue()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_csv_says_its_rows_whatever_its_lines_end_with(end):
    table = read(ROWS.replace("\n", end).encode())
    assert table.headers == ("Ubigeo", "AÑO", "cámaras")
    assert cells(table) == TEXT
    assert table.frame["row"].to_list() == [2, 4]  # a row in which nothing is written is none


def test_a_title_may_stand_over_the_headers():
    assert cells(read(f"Cámaras por distrito\n\n{ROWS}".encode())) == TEXT


@pytest.mark.parametrize("pack", [gzip.compress, lambda raw: zipped(camaras=raw.decode())])
def test_what_comes_compressed_is_unpacked(pack):
    assert cells(read(pack(ROWS.encode()), "camaras.csv.gz")) == TEXT


def test_members_of_a_gzip_follow_one_another_and_zeros_pad_it():
    half = len(ROWS) // 2
    parts = gzip.compress(ROWS[:half].encode()) + gzip.compress(ROWS[half:].encode()) + b"\0" * 64
    assert cells(read(parts)) == TEXT


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (zipped(una=ROWS, otra=ROWS), "zip-ambiguo"),
        (packed(ROWS)[:-12], "truncado"),
        (packed(ROWS)[:10] + b"\xff" * 40, "truncado"),
        (b"PK\x03\x04 no es un zip", "danado"),
        (b"nada;de;esto\n1;2;3\n", "columnas-desconocidas"),
        (b"Ubigeo;anio\n" + b"x" * (MAX_CELL + 1) + b";2024\n", "celda-enorme"),
        (b"PAR1 no es un parquet", "danado"),
        (b";".join([b"ubigeo", b"anio", *[b"x"] * 2_100]) + b"\n", "muy-ancho"),
        (b";" * 30_000 + b"\nubigeo;anio\n1;2\n", "muy-ancho"),
        (b'ubigeo;anio\n"010101;2024\n1;2;3\n', "comillas"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_says_why(content, code):
    assert refused(content) == code


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(unpacked, "MAX_UNPACKED", 1_000)
    assert refused(gzip.compress(b"ubigeo;anio\n" + b"1;2\n" * 1_000)) == "muy-grande"


def test_rows_with_too_many_cells_and_a_file_cut_short_are_told():
    table = read(b"ubigeo;anio\n010101;2024\n010102;2024;9;9\n0101")
    assert (table.long, table.cut) == ((3,), 4)


def test_a_file_without_rows_has_none():
    assert read(b"ubigeo;anio\n").frame.is_empty()


def test_numbers_and_days_of_a_workbook_are_written_as_typed():
    rows = [["ubigeo", "anio", "dato"]]
    rows += [["010101", 2024, each] for each in (1.293, True, 12.0, "x", None)]
    rows += [["010101", date(2024, 2, 15), datetime.fromisoformat("2024-02-15T08:30")]]
    table = read(book(Datos=rows), "camaras.xlsx")
    assert table.typed
    assert [row[2] for row in cells(table)] == [
        "1.2930", "true", "12", "x", None, "2024-02-15T08:30:00"
    ]  # fmt: skip


def test_sheets_alike_are_read_one_under_the_other():
    rows = [["Ubigeo *", "Año"], ["010101", 2024]]
    table = read(book(Uno=rows, Dos=rows, Notas=[["nada"]]), "camaras.xlsx")
    assert table.sheets == ("Uno", "Dos")
    assert table.frame["row"].to_list() == [2, SHEET_ROWS + 2]
    assert table.frame.select(told_row(pl.col("row"))).to_series().to_list() == [
        "2", "2 de la hoja leída n.º 2"
    ]  # fmt: skip
    assert any("Notas" in note for note in table.notes)


def test_sheets_with_other_columns_are_not():
    content = book(
        Uno=[["ubigeo", "anio"], ["010101", 2024]], Dos=[["anio", "ubigeo"], [2024, "010101"]]
    )
    assert refused(content, "camaras.xlsx") == "hojas-distintas"


def test_a_workbook_of_something_else_is_refused():
    assert refused(book(Uno=[["a", "b"], [1, 2]]), "x.xlsx") == "columnas-desconocidas"


def parquet(frame: pl.DataFrame) -> bytes:
    content = io.BytesIO()
    frame.write_parquet(content)
    return content.getvalue()


def test_a_parquet_is_read_as_text_in_one_way_only():
    frame = pl.DataFrame({"ubigeo": ["010101"], "anio": [2024], "dato": [1.293]})
    table = read(parquet(frame), "camaras.parquet")
    assert cells(table) == [["010101", "2024", "1.2930"]]


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (pl.DataFrame({"ubigeo": ["1"], "anio": [[2024]]}), "celdas-compuestas"),
        (pl.DataFrame({"a": [1]}), "columnas-desconocidas"),
        (pl.DataFrame({"ubigeo": ["x" * (MAX_CELL + 1)], "anio": [2024]}), "celda-enorme"),
    ],
)
def test_a_parquet_of_something_else_is_refused(frame, code):
    assert refused(parquet(frame), "camaras.parquet") == code


SAID = "dice «Ubigeo», «Anyo»: para camaras le falta «AÑO». Corríjalos"


@pytest.mark.parametrize(
    ("content", "name", "place"),
    [
        (b"Ubigeo;Anyo\n010101;2024\n", "x.csv", "la fila 1"),
        (book(Uno=[["CAMARAS"], ["Ubigeo", "Anyo"]]), "x.xlsx", "la fila 2 de «Uno»"),
        (parquet(pl.DataFrame({"Ubigeo": [1], "Anyo": [2]})), "x.parquet", "la fila 1"),
    ],
    ids=["csv", "xlsx", "parquet"],
)
def test_the_heading_that_was_found_is_said_with_what_it_lacks(content, name, place):
    with pytest.raises(UnreadableFile, match=f"La más parecida es {place}, que {SAID}"):
        read(content, name, CAMERAS)


@pytest.mark.parametrize(
    ("heading", "fits"),
    [
        (Heading("ancha", (UBIGEO,), frozenset(), r"pob((?:19|20)\d\d)"), False),
        (Heading("alguna", (UBIGEO,), frozenset({"camaras"}), ""), True),
        (Heading("otra", (UBIGEO,), frozenset({"serenos"}), ""), False),
    ],
)
def test_a_heading_may_ask_for_a_year_or_for_one_of_some(heading, fits):
    assert heading.fits(("Ubigeo", "Cámaras")) is fits


def test_the_slow_reader_says_what_the_fast_one_says(monkeypatch):
    fast = read(ROWS.encode())

    def cannot(*given, **named):
        raise pl.exceptions.ComputeError("no")

    monkeypatch.setattr(raw_csv.pl, "read_csv", cannot)
    assert read(ROWS.encode()).frame.equals(fast.frame)
