"""Each hostile file at each door that takes its kind: a sentence, or no harm; never a death."""

from pathlib import Path

import pytest

from tests.hostile.doors import DOORS
from tests.hostile.files import FAMILIES, hostile_files
from tests.hostile.trials import trials

MOST_MEMORY = 400  # MB over what the process had
MOST_SECONDS = 5.0  # of processor


def test_there_are_many_kinds_and_each_has_its_name() -> None:
    files = hostile_files()
    assert len(files) > 250
    assert len({(file.family, file.name) for file in files}) == len(files)
    at_a_door = {family for door in DOORS.values() for family in door.families}
    assert {family.name for family in FAMILIES} == at_a_door


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.mark.parametrize("door", DOORS)
def test_no_file_harms_whoever_opens_it(door: str, folder: Path) -> None:
    wrong = [
        (trial.file.family, trial.file.name, trial.outcome, trial.said, trial.seconds, trial.memory)
        for trial in trials(door, hostile_files(DOORS[door].families), folder)
        if trial.outcome not in ("sentence", "accepted")
        or trial.seconds > MOST_SECONDS
        or trial.memory > MOST_MEMORY
    ]
    assert not wrong
