"""Beside what a killed restore left nothing is prepared, and everything says what to do."""

import json
import shutil
import signal

import pytest

from tests.operation.installation import POSTGRES
from tests.operation.test_stopped_backup import ended, waiting

pytestmark = pytest.mark.database


def look(installation, ends):
    found = installation.json("doctor", ends=ends)["findings"]
    return [each for each in found if each["level"] != "nota"]


@pytest.mark.parametrize("step", ["_check_folders", "_move"])
def test_before_the_base_is_there_nothing_goes_on(saved, empty, step):
    """Killed before anything was moved, and when all was but the base."""
    ended(waiting(empty, "restore", step, "restore", *saved), signal.SIGKILL)
    left = empty.home / ".restauracion"
    assert left.is_dir()
    [found] = look(empty, 1)
    assert found["about"] == "restos"
    assert "Repita «sinasec restore»" in found["remedy"]
    for command in (
        ["setup"],
        ["setup", "--without-demonstration"],
        ["migrate"],
        ["status", "--committee", "CORESEC-21"],
        ["backup", str(empty.home / "r.zip")],
    ):
        done = empty.run(*command, "--json")
        error = json.loads(done.stdout)["error"]
        assert (done.returncode, error["code"]) == (2, "restauracion-a-medias"), done.stderr
        assert "repita «sinasec restore»" in error["message"]
        assert str(left) in error["message"]
    if not POSTGRES:
        assert not (empty.home / "sinasec.sqlite3").exists()
    empty.json("restore", *saved)
    assert look(empty, 0) == []


def test_with_the_base_there_only_the_folder_is_to_go(saved, empty):
    empty.json("restore", *saved)
    left = empty.home / ".restauracion"
    (left / "base").mkdir(parents=True)
    [found] = look(empty, 1)
    assert (found["about"], found["level"]) == ("restos", "falla")
    assert "borre esa carpeta" in found["remedy"]
    assert empty.run("migrate").returncode == 2
    shutil.rmtree(left)
    empty.json("migrate")
    assert look(empty, 0) == []
