"""A backup or a restore that is killed leaves nothing half, and the next one begins again."""

import random
import subprocess
import time
from itertools import count

import pytest

from sinasec.operation.archive import open_backup, text_of
from tests.operation.installation import Installation

pytestmark = [pytest.mark.kills, pytest.mark.database]

SEED = 20261128
TIMES = 4


def kills(whole):
    """How long to let each command run, in seconds: TIMES that are killed, however fast it goes.

    A run that ended before is not counted, and the next ones are given less.
    """
    draws, done = random.Random(SEED), 0
    while done < TIMES:
        ended = yield draws.uniform(0.3, 1.0) * whole
        if ended:
            done += 1
        else:
            whole *= 0.8


def killed_at_random(installation_of, whole, *arguments):
    """Yield each installation in which the command ran, and whether it was killed there."""
    moments = kills(whole)
    moment = next(moments)
    while moment is not None:
        installation = installation_of()
        was_killed = ended_after(installation, moment, *arguments) != 0
        yield installation, was_killed
        moment = next_of(moments, was_killed)


def next_of(moments, was_killed):
    try:
        return moments.send(was_killed)
    except StopIteration:
        return None


def ended_after(installation, moment, *arguments):
    """The exit code of a command, killed after `moment` seconds unless it ended before."""
    process = installation.start("-m", "sinasec", *arguments)
    try:
        process.communicate(timeout=moment)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
    return process.returncode


def whole_run(installation, *arguments):
    """How long the command takes when nobody kills it, in seconds."""
    begun = time.perf_counter()
    done = installation.run(*arguments)
    assert done.returncode == 0, done.stderr
    return time.perf_counter() - begun


def test_a_killed_backup_leaves_nothing_under_its_name_or_a_whole_one(prepared, tmp_path):
    whole = whole_run(prepared, "backup", str(tmp_path / "sin-matar.zip"))
    target = tmp_path / "r.zip"
    for _, was_killed in killed_at_random(lambda: prepared, whole, "backup", str(target)):
        assert was_killed or target.exists()
        if target.exists():  # it may be killed when all was done
            with open(target, "rb") as file:
                reading = open_backup(file)
                assert [text_of(reading, member) for member in reading.said.members]
            target.unlink()
    prepared.json("backup", str(target))
    left = {path.name for path in tmp_path.iterdir()} - {"r.zip", "sin-matar.zip"}
    assert not left
    again = Installation(tmp_path / "otra" / "var")
    again.home.parent.mkdir()
    again.empty().json("restore", str(target))
    assert again.files() == prepared.files()


def test_a_killed_restore_leaves_the_home_whole_or_to_be_begun_again(prepared, saved, tmp_path):
    homes = (Installation(tmp_path / f"casa{number}").empty() for number in count())
    whole = whole_run(next(homes), "restore", *saved)
    for home, _ in killed_at_random(lambda: next(homes), whole, "restore", *saved):
        again = home.run("restore", *saved)
        if again.returncode:  # it was already whole
            assert "ya tiene" in again.stderr
        assert home.files() == prepared.files()
        looked = home.run("doctor", "--json")
        assert looked.returncode == 0, looked.stdout
