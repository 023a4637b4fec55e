"""A backup or a restore that is killed leaves nothing half, and the next one begins again."""

import random
import signal
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from benchmarks.kill_steps import drawn

from sinasec.operation.copies.archive import open_backup, text_of
from tests import warm
from tests.operation.installation import POSTGRES, Installation

pytestmark = [pytest.mark.kills, pytest.mark.database]

SEED = 20261128
TIMES = 2 if POSTGRES else 5  # there the archive and the folders are the same; the base is not


def killed(installation_of: Callable[[], Installation], *arguments: str) -> Iterator[Installation]:
    """Each installation in which the command was killed, from its first steps to its last."""
    chance, steps = random.Random(SEED), until(installation_of(), 0, *arguments)
    for run in range(TIMES):
        installation = installation_of()
        until(installation, drawn(run, TIMES, steps, chance), *arguments)
        yield installation


def until(installation: Installation, step: int, *arguments: str) -> int:
    """Kill the command at a step of its writing; with 0, the steps that all of it takes."""
    done = warm.run(
        str(step),
        *arguments,
        module="tests.operation.to_the_step",
        environment=installation.environment,
    )
    assert done.returncode == (-signal.SIGKILL if step else 0), done.stdout + done.stderr
    return 0 if step else int(done.stderr.splitlines()[-1])


def test_a_killed_backup_leaves_nothing_under_its_name_or_a_whole_one(prepared, tmp_path):
    target = tmp_path / "r.zip"

    def with_none() -> Installation:
        target.unlink(missing_ok=True)
        return prepared

    for _ in killed(with_none, "backup", str(target)):
        if target.exists():  # it may be killed when all was done
            with open(target, "rb") as file:
                reading = open_backup(file)
                assert [text_of(reading, member) for member in reading.said.members]
    with_none().json("backup", str(target))
    assert [path.name for path in tmp_path.iterdir()] == ["r.zip"]
    again = Installation(tmp_path / "otra" / "var")
    again.home.parent.mkdir()
    again.empty().json("restore", str(target))
    assert again.files() == prepared.files()


def test_a_killed_restore_leaves_the_home_whole_or_to_be_begun_again(prepared, saved, tmp_path):
    homes = (Installation(tmp_path / f"casa{number}").empty() for number in count())
    for home in killed(lambda: next(homes), "restore", *saved):
        again = home.run("restore", *saved)
        if again.returncode:  # it was already whole
            assert "ya tiene" in again.stderr
        assert home.files() == prepared.files()
        looked = home.run("doctor", "--json")
        assert looked.returncode == 0, looked.stdout
