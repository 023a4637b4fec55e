"""Each hostile file at each door that takes its kind: a sentence, or no harm; never a death."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.doors import DOORS
from tests.hostile.files import FAMILIES, hostile_files
from tests.hostile.kinds import HostileFile
from tests.hostile.trials import trials

MOST_MEMORY = 400  # MB over what the process had
MOST_SECONDS = 5.0  # of processor
WHERE_ALL = "sheets"  # the check that the doors of books and tables share
# Seconds of work for that check.
SLOW = {
    "cells-same-place.xlsx",
    "cells-without-ref.xlsx",
    "form-feeds.csv",
    "newlines.csv",
    "one-long-line.csv",
    "quotes.csv",
    "rows-without-ref.xlsx",
    "short-cells.csv",
    "sst-count-claim.xlsx",
}
# Half a second or more: each is tried at it, and at one of the doors that are behind it.
DEAR = SLOW | {
    "columns-hidden-often.xlsx",
    "error-cells-unclosed.xlsx",
    "errors-million.csv",
    "half-garbled.csv",
    "quotes-apart.csv",
    "records-columns-hidden-often.xls",
    "styles-of-percents.xlsx",
}


def test_there_are_many_kinds_and_each_has_its_name() -> None:
    files = hostile_files()
    assert len(files) > 250
    assert len({(file.family, file.name) for file in files}) == len(files)
    at_a_door = {family for door in DOORS.values() for family in door.families}
    assert {family.name for family in FAMILIES} == at_a_door


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The files take hundreds of MB, which pytest would keep for three runs."""
    made = tmp_path_factory.mktemp("hostile")
    yield made
    shutil.rmtree(made)


def tried_at(door: str) -> list[HostileFile]:
    files = hostile_files(DOORS[door].families)
    return [file for file in files if file.name not in DEAR or door in doors_of(file)]


def doors_of(file: HostileFile) -> set[str]:
    """Of a dear file: the first door, and the one behind it whose turn it is."""
    behind = [name for name, door in DOORS.items() if file.family in door.families]
    behind.remove(WHERE_ALL)
    return {WHERE_ALL, behind[sorted(DEAR).index(file.name) % len(behind)]}


def test_the_dear_ones_are_tried_at_two_doors() -> None:
    tried = [file.name for door in DOORS for file in tried_at(door) if file.name in DEAR]
    assert sorted(tried) == sorted([*DEAR, *DEAR])


@pytest.mark.parametrize("door", DOORS)
def test_no_file_harms_whoever_opens_it(door: str, folder: Path) -> None:
    wrong = [
        (trial.file.family, trial.file.name, trial.outcome, trial.said, trial.seconds, trial.memory)
        for trial in trials(door, tried_at(door), folder)
        if trial.outcome not in ("sentence", "accepted")
        or trial.seconds > MOST_SECONDS
        or trial.memory > MOST_MEMORY
    ]
    assert not wrong
