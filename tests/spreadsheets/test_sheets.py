"""What a workbook says comes out cell by cell, also what was lost in it."""

import io

import pytest

from sinasec.spreadsheets.delimited import read_delimited
from sinasec.spreadsheets.faults import UnreadableFile
from sinasec.spreadsheets.opening import open_safely
from sinasec.spreadsheets.parts.archives import open_archive
from sinasec.spreadsheets.parts.repeated_texts import check_repeated_texts
from sinasec.spreadsheets.sheets import read_sheets
from sinasec.spreadsheets.unsafe import UnsafeFile
from tests.hostile.workbooks import SHEET, sheet
from tests.hostile.zips import zipped


def rows(inside: str) -> list[list]:
    (found,) = read_sheets(open_safely(sheet(inside)))
    return found.rows


def row(*inside: str, at: int | None = None) -> str:
    return f'<row r="{at}">{"".join(inside)}</row>' if at else f"<row>{''.join(inside)}</row>"


def one(at: str = "") -> str:
    return f'<c r="{at}"><v>1</v></c>' if at else "<c><v>1</v></c>"


def lost(at: str = "") -> str:
    inside = "<f>1/0</f><v>#DIV/0!</v>"
    return f'<c r="{at}" t="e">{inside}</c>' if at else f'<c t="e">{inside}</c>'


DIV = "#DIV/0!"


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        (row(one("A1"), lost("B1"), at=1), [[1.0, DIV]]),
        (row(lost("B2"), one("C2"), at=2), [["", "", ""], ["", DIV, 1.0]]),
        (row(one(), lost(), one()), [[1.0, DIV, 1.0]]),
        (row(one()) + row(lost(), one()), [[1.0, ""], [DIV, 1.0]]),
        (row(one(), at=1) + row(lost(), one(), at=3), [[1.0, ""], ["", ""], [DIV, 1.0]]),
    ],
    ids=["placed", "lower", "unplaced", "unplaced-rows", "rows-placed"],
)
def test_an_error_of_excel_stands_where_it_was(inside: str, found: list[list]) -> None:
    assert rows(inside) == found


BOOK = "<worksheet><sheetData><row>{}</row></sheetData></worksheet>"


@pytest.mark.parametrize("index", ["", "x", "-1", "²", "7", "9" * 30])
def test_texts_shown_again_and_again_are_added_up(index: str) -> None:
    """Of 100 letters each, 500 at most; what is no text of the list adds nothing."""
    shown, other = '<c t="s"><v> 1 </v></c>', f'<c t="s"><v>{index}</v></c><c><v>1</v></c>'

    def check(times: int) -> None:
        content = zipped({SHEET: BOOK.format(other + shown * times + other).encode()})
        package = open_archive(io.BytesIO(content))
        check_repeated_texts(package, [3, 100], [SHEET, SHEET], 1_000, 500)

    check(5)
    with pytest.raises(UnsafeFile, match="repite textos") as refused:
        check(6)
    assert refused.value.code == "bomba"


def test_a_table_of_text_has_as_many_rows_and_columns_as_a_sheet() -> None:
    assert len(read_delimited(b"," * 16_383)[0]) == 16_384
    with pytest.raises(UnreadableFile, match="La fila 2 tiene 16385 celdas"):
        read_delimited(b"a\n" + b"," * 16_384)
    with pytest.raises(UnreadableFile, match="pasa de 1 048 576 filas"):
        read_delimited(b"\n" * 1_048_577)
