"""Which check each hostile workbook or table falls at, in this very process.

The doors are tried in a process of their own (`tests/hostile/test_doors.py`), where any sentence
will do. Here each file must be refused for its own reason, or be opened when it does no harm:
`hostile_codes.json` says which, and changes only with a check.
"""

import json
from pathlib import Path

import pytest

from sinasec.spreadsheets.faults import UnreadableFile
from sinasec.spreadsheets.opening import EVERY_KIND, open_safely
from sinasec.spreadsheets.unsafe import UnsafeFile
from tests.hostile.files import hostile_files
from tests.hostile.kinds import HostileFile
from tests.hostile.test_doors import SLOW

OPENED = "abierto"
EXPECTED = json.loads(Path(__file__).with_name("hostile_codes.json").read_text(encoding="utf-8"))
FILES = [file for file in hostile_files(("xlsx", "ods", "xls", "csv")) if file.name not in SLOW]


def _id(file: HostileFile) -> str:
    return f"{file.family}/{file.name}"


def test_each_has_its_reason() -> None:
    assert sorted(EXPECTED) == sorted(map(_id, FILES))


@pytest.mark.parametrize("file", FILES, ids=_id)
def test_it_falls_at_its_own_check(file: HostileFile) -> None:
    try:
        open_safely(file.make(), name=file.name, kinds=EVERY_KIND)
        found = OPENED
    except (UnsafeFile, UnreadableFile) as refusal:
        found = refusal.code
    assert found == EXPECTED[_id(file)]
