"""What books say of their cells and readers leave out: repeats, runs side by side, vast spans."""

import struct
import time

import pytest

from sinasec.spreadsheets.cells import ods as ods_cells
from sinasec.spreadsheets.cells import xls as xls_cells
from sinasec.spreadsheets.cells.marks import PERCENT, Mark, Spans
from sinasec.spreadsheets.encodings import _is_foreign
from sinasec.spreadsheets.words import is_like

MILLION = 1_000_000
CELL = "table:table-cell"


def spans(*runs: tuple[int, int]) -> Spans:
    found = Spans()
    for first, end in runs:
        found.add(first, end)
    return found


def test_runs_that_do_not_touch_stay_apart():
    assert spans((0, 1), (1, 2), (5, 6)).before(10) == {0, 1, 5}
    assert spans((3, 5), (0, 4)).before(10) == {0, 1, 2, 3, 4}


def test_runs_over_the_same_rows_are_counted_once():
    """However often a book says them: what is reached already costs nothing."""
    many = spans(*((first, MILLION) for first in range(0, 4_000, 2)))
    began = time.process_time()
    assert len(many.before(MILLION)) == MILLION
    assert time.process_time() - began < 20  # of each by itself it is two thousand times as much


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<2H", kind, len(data)) + data


def book(*of_sheet: bytes) -> bytes:
    """A stream with one sheet, whose only style is a percentage."""
    begin = record(0x0809, struct.pack("<2H", 0x0600, 5) + bytes(12))
    style = record(0x00E0, struct.pack("<2H", 0, 9) + bytes(16))
    listed = len(begin) + len(style) + 4 + 8
    sheet = record(0x0085, struct.pack("<I", listed) + bytes(4))
    return begin + style + sheet + begin + b"".join(of_sheet)


def test_numbers_side_by_side_of_an_old_book_are_percentages_each():
    side_by_side = struct.pack("<2H", 4, 2) + struct.pack("<HI", 0, 1) * 3 + struct.pack("<H", 4)
    found = xls_cells._Following(book(record(0x00BD, side_by_side))).book
    assert found.sheets[0].cells == [Mark(4, column, PERCENT) for column in (2, 3, 4)]


def followed(*tags: tuple[str, dict[str, str]]) -> list[Mark]:
    following = ods_cells._Following()
    for tag, said in tags:
        following.start(tag, [each for pair in said.items() for each in pair])
        if tag == CELL:
            following.end(tag)
    return following.book.sheets[0].cells


def test_a_repeated_cell_is_told_as_often_as_it_is():
    percent = {"office:value-type": "percentage"}
    found = followed(
        ("table:table", {}),
        ("table:table-row", {}),
        (CELL, {"table:number-columns-repeated": "3"}),
        (CELL, percent | {"table:number-columns-repeated": "2"}),
        (CELL, {}),
        (CELL, percent),
    )
    assert found == [Mark(0, 3, PERCENT, "", 1, 2), Mark(0, 6, PERCENT, "", 1, 1)]


@pytest.mark.parametrize(("said", "count"), [(None, 1), ("", 1), ("3", 3), ("x", 1)])
def test_a_repeat_is_read_as_written(said, count):
    assert ods_cells._count(said) == count


def test_a_word_of_the_same_letters_is_no_typo_of_another():
    assert is_like("TRUJILO", "TRUJILLO")
    assert not is_like("OLLIJURT", "TRUJILLO")


def test_a_sign_is_no_letter_of_another_language():
    assert _is_foreign("ø", "a", "b")
    assert not _is_foreign("€", "a", "b")
