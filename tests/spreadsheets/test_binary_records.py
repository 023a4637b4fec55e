"""The records of an old workbook are counted to the last cell and the last letter."""

import struct

import pytest

from sinasec.spreadsheets.parts.binary_records import MAX_REPEATED, check_records
from sinasec.spreadsheets.unsafe import UnsafeFile
from tests.hostile.old_workbooks import number, record

SHEET = record(0x0809, bytes(16))
# Formulas, blanks, numbers, labels, truths, rich labels, short numbers, old formulas.
CELLS = (0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x00D6, 0x027E, 0x0406)


def refusal(stream: bytes, most: int = 1_000) -> str:
    """The code of the refusal, or nothing."""
    try:
        check_records(stream, most)
    except UnsafeFile as refused:
        return refused.code
    return ""


@pytest.mark.parametrize("kind", CELLS)
def test_every_kind_of_cell_stretches_its_sheet(kind: int) -> None:
    corner = SHEET + record(kind, struct.pack("<3H", 9, 4, 0))
    assert refusal(corner, 50) == ""
    assert refusal(corner, 49) == "muchas-celdas"


def test_cells_written_over_and_over_are_counted() -> None:
    assert refusal(SHEET + number(0, 0) * 20, 20) == ""
    assert refusal(SHEET + number(0, 0) * 21, 20) == "muchas-celdas"


def test_the_cells_of_every_sheet_are_added() -> None:
    two = SHEET + number(9, 0) + SHEET + number(4, 1)
    assert refusal(two, 20) == ""
    assert refusal(two, 19) == "muchas-celdas"


def test_a_run_of_cells_reaches_its_last_column() -> None:
    run = SHEET + record(0x00BD, struct.pack("<2H", 0, 0) + bytes(6) + struct.pack("<H", 6))
    assert refusal(run, 7) == ""
    assert refusal(run, 6) == "muchas-celdas"


@pytest.mark.parametrize(
    ("top", "bottom", "left", "right", "code"),
    [
        (0, 0, 0, 0, ""),
        (3, 0, 0, 0, ""),  # an empty sheet: no last row, whatever the first
        (0, 0, 3, 0, ""),
        (9, 1, 0, 1, "danado"),
        (0, 1, 9, 1, "danado"),
        (0, 65_536, 0, 0, "muchas-celdas"),
        (0, 65_537, 0, 0, "danado"),
        (0, 1, 0, 256, ""),
        (0, 1, 0, 257, "danado"),
    ],
)
@pytest.mark.parametrize("form", ["<2L3H", "<5H"], ids=["of-97", "of-95"])
def test_the_rectangle_a_sheet_claims(form, top, bottom, left, right, code) -> None:
    if form == "<5H" and bottom > 0xFFFF:
        bottom = 0xFFFF
        code = "muchas-celdas"
    assert refusal(SHEET + record(0x0200, struct.pack(form, top, bottom, left, right, 0))) == code


def listed(*texts: bytes) -> bytes:
    return struct.pack("<2L", len(texts), len(texts)) + b"".join(texts)


LETTERS = 50_000
LONG = struct.pack("<HB", LETTERS, 0) + b"a" * LETTERS
RUN, SOUND = bytes(4), bytes(6)
FIRST = {
    "plain": struct.pack("<HB", 3, 0) + b"abc",
    "wide": struct.pack("<HB", 3, 1) + "abc".encode("utf-16-le"),
    "rich": struct.pack("<HBH", 3, 8, 2) + b"abc" + RUN * 2,
    "sounded": struct.pack("<HBL", 3, 4, len(SOUND)) + b"abc" + SOUND,
    "both": struct.pack("<HBHL", 3, 12, 2, len(SOUND)) + b"abc" + RUN * 2 + SOUND,
}


def shown(times: int, text: int) -> bytes:
    return record(0x00FD, struct.pack("<3HL", 0, 0, 0, text)) * times


@pytest.mark.parametrize("first", FIRST)
def test_a_text_shown_in_many_cells_is_counted_whatever_comes_before_it(first: str) -> None:
    texts = record(0x00FC, listed(FIRST[first], LONG))
    times = MAX_REPEATED // LETTERS
    assert refusal(texts + SHEET + shown(times, 1), 10_000) == ""
    assert refusal(texts + SHEET + shown(times + 1, 1), 10_000) == "bomba"
    assert refusal(texts + SHEET + shown(times + 1, 0), 10_000) == ""
    assert refusal(texts + SHEET + shown(times + 1, 2), 10_000) == ""  # there is no such text


@pytest.mark.parametrize("wide", [0, 1])
def test_a_text_cut_between_two_records_is_one_text(wide: int) -> None:
    """The second record says anew how wide its letters are."""
    half = LETTERS // 2
    rest = record(0x003C, bytes([wide]) + b"a\0"[: 1 + wide] * half)
    texts = record(0x00FC, listed(struct.pack("<HB", LETTERS, 0) + b"a" * half))
    after = record(0x003C, struct.pack("<HB", LETTERS, 0) + b"a" * LETTERS)
    texts = texts[:8] + struct.pack("<L", 2) + texts[12:] + rest + after
    times = MAX_REPEATED // LETTERS
    for text in (0, 1):
        assert refusal(texts + SHEET + shown(times, text), 10_000) == ""
        assert refusal(texts + SHEET + shown(times + 1, text), 10_000) == "bomba"
