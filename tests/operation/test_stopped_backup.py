"""A backup that is stopped, killed, or without room leaves nothing of the register behind."""

import json
import os
import signal
import sqlite3
import stat
from pathlib import Path

import pytest

from sinasec.operation.copies import sqlite_copy
from sinasec.operation.copies.new_file import folder_beside, new_file, remove_left
from tests.operation.installation import POSTGRES

pytestmark = pytest.mark.database

SETUP = "from sinasec.cli.main import django_setup; django_setup()\n"

# The command, and at a step of its writing it says so and waits to be ended. Whoever runs the tests
# may have been started so as to outlive its terminal, and what it starts then ignores SIGHUP too.
WAITING = """
import signal, sys, time
signal.signal(signal.SIGHUP, signal.SIG_DFL)
from sinasec.operation.copies import {module}
from sinasec.cli.main import main
before = {module}.{name}
def wait(*arguments, **more):
    done = before(*arguments, **more)
    print("aquí", flush=True)
    time.sleep(600)
{module}.{name} = wait
main()
"""


def waiting(installation, module, name, *arguments, umask=0o022):
    """A command that has come that far."""
    code = SETUP + WAITING.format(module=module, name=name)
    before = os.umask(umask)
    try:
        process = installation.start("-c", code, *arguments)
    finally:
        os.umask(before)
    assert process.stdout.readline() == "aquí\n", process.communicate()
    return process


def ended(process, number) -> tuple[int, str]:
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    return process.returncode, err


STEPS = [("sqlite_copy", "take"), ("backup", "_write"), ("backup", "_said")]
STEP = pytest.mark.parametrize(
    ("module", "name"), STEPS[1:] if POSTGRES else STEPS, ids=lambda text: text
)


def open_to_others(folder: Path) -> list[Path]:
    """Files that another account can read: one inside a folder that is closed to it is not."""
    found = []
    for path in folder.iterdir():
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            found.append(path)
    return found


@STEP
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_one_that_is_stopped_leaves_nothing(prepared, tmp_path, module, name, number):
    process = waiting(prepared, module, name, "backup", str(tmp_path / "r.zip"), umask=0)
    assert not open_to_others(tmp_path)
    code, err = ended(process, number)
    assert (code, err) == (128 + number, "El sistema detuvo la orden.\n")
    assert not list(tmp_path.iterdir())


@STEP
def test_what_a_killed_one_left_goes_with_the_next_of_any_name(prepared, tmp_path, module, name):
    process = waiting(prepared, module, name, "backup", str(tmp_path / "r.zip"))
    assert ended(process, signal.SIGKILL)[0] == -signal.SIGKILL
    assert list(tmp_path.iterdir())
    assert not open_to_others(tmp_path)
    prepared.json("backup", str(tmp_path / "s.zip"))
    assert [path.name for path in tmp_path.iterdir()] == ["s.zip"]


def test_what_is_being_written_stays(tmp_path):
    with new_file(tmp_path / "r.zip") as file:
        beside = folder_beside(tmp_path / "r.zip")
        beside.mkdir()
        (beside / "copia").write_bytes(b"todo")
        remove_left(tmp_path)
        assert (beside / "copia").exists()
        file.write(b"todo")
        (beside / "copia").unlink()
        beside.rmdir()
    assert [path.name for path in tmp_path.iterdir()] == ["r.zip"]


def test_only_what_has_our_names_goes(tmp_path):
    (tmp_path / ".r.zip.aparte-base").mkdir()  # killed before the file aside was made again
    (tmp_path / ".otro").write_bytes(b"ajeno")
    (tmp_path / ".ajeno.base").write_bytes(b"ajeno")
    (tmp_path / ".lejos.aparte").symlink_to(tmp_path / "destino")
    remove_left(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".ajeno.base", ".lejos.aparte", ".otro",
    ]  # fmt: skip


def test_a_stopped_restore_leaves_the_home_empty(saved, empty):
    process = waiting(empty, "restore", "_check_folders", "restore", *saved)
    assert ended(process, signal.SIGTERM)[0] == 143
    assert empty.files() == {}
    assert not (empty.home / ".restauracion").exists()
    empty.json("restore", *saved)


# -- without room


class Refusing:
    """A connection whose copy the disk refuses, as SQLite says it."""

    def __init__(self, code):
        self.connection = self
        self.error = sqlite3.OperationalError("disk")
        self.error.sqlite_errorcode = code

    def ensure_connection(self):
        pass

    def backup(self, copy):
        raise self.error


@pytest.mark.parametrize(
    ("code", "expected"),
    [(sqlite3.SQLITE_FULL, OSError), (sqlite3.SQLITE_IOERR_WRITE, OSError),
     (sqlite3.SQLITE_IOERR_READ, sqlite3.Error), (sqlite3.SQLITE_CORRUPT, sqlite3.Error)],
)  # fmt: skip
def test_what_cannot_be_written_is_of_the_copy_and_what_cannot_be_read_of_the_base(
    tmp_path, code, expected
):
    with pytest.raises(expected) as refused:
        sqlite_copy.take(Refusing(code), tmp_path / "copia")
    assert getattr(refused.value, "filename", str(tmp_path / "copia")) == str(tmp_path / "copia")


LIMITED = """
import resource, sys
from sinasec.operation.copies import backup
from sinasec.cli.main import main
before = backup.{name}
def small(*arguments):
    resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, resource.RLIM_INFINITY))
    return before(*arguments)
backup.{name} = small
main()
"""


@pytest.mark.parametrize(
    ("name", "most"),
    [("_database", 400_000), ("_write", 100_000)] if not POSTGRES else [("_write", 100_000)],
)
def test_a_destination_that_fills_up_is_the_one_that_is_blamed(prepared, tmp_path, name, most):
    """No file may grow more: as a full disk, from when the copying begins."""
    code = SETUP + LIMITED.format(name=name, most=most)
    target = tmp_path / "r.zip"
    process = prepared.start("-c", code, "backup", str(target), "--json")
    out, err = process.communicate()
    error = json.loads(out)["error"]
    assert (process.returncode, error["code"]) == (2, "disco-lleno"), err
    assert str(target) in error["message"]
    assert "base de datos" not in error["message"]
    assert not list(tmp_path.iterdir())
