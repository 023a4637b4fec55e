"""What asks for attention goes where a nightly task sends it; nothing else goes there."""

import io
import json
import os
import shutil
import stat

import pytest

from sinasec.cli import steps
from tests.altering import writable
from tests.operation.installation import Installation, behind
from tests.operation.small_home import CODES

database = pytest.mark.database


class Screen(io.StringIO):
    """Standard error of a person who looks."""

    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("stream", "said"), [(Screen(), "Juzgando … 0,0 s\n"), (io.StringIO(), "")]
)
def test_progress_is_for_whoever_looks(monkeypatch, stream, said):
    monkeypatch.setattr(steps.sys, "stderr", stream)
    with steps.step("Juzgando"):
        pass
    assert stream.getvalue() == said


@database
@pytest.mark.parametrize(
    "command",
    [
        ["backup", "{}/r.zip"],
        ["doctor"],
        ["migrate"],
        ["setup", "--without-demonstration"],
        ["simulate", "--seed", "7", "--committees", ",".join(CODES)],
        ["publish", "semaforo", "--as-of", "2025-06-30", "--datos", "reales"],
    ],
    ids=lambda words: words[0],
)
def test_a_night_in_which_all_went_well_sends_nothing(fresh, tmp_path, command):
    done = fresh.run(*(word.format(tmp_path) for word in command))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


@database
def test_what_was_saved_and_is_not_sound_is_sent_and_ends_in_one(fresh, empty, tmp_path):
    [(act,)] = fresh.sql("SELECT id FROM compliance_act WHERE NOT simulated")
    behind(fresh, f"UPDATE compliance_act SET date = '2025-04-04' WHERE id = '{act}'")
    target = tmp_path / "r.zip"
    kept = fresh.run("backup", str(target), "--json")
    assert kept.returncode == 1
    assert stat.S_IMODE(target.stat().st_mode) == 0o600, "it is written"
    document = json.loads(kept.stdout)
    assert not document["sound"]
    assert all(line.startswith("Atención: ") for line in kept.stderr.splitlines())
    assert len(kept.stderr.splitlines()) == len(document["facts"]) > 0
    again = fresh.run("backup", str(tmp_path / "s.zip"))
    assert again.returncode == 1
    assert "Atención" not in again.stdout
    assert again.stderr == kept.stderr
    put = empty.run("restore", str(target))
    assert put.returncode == 1
    assert "Atención" not in put.stdout
    assert act in put.stderr


@database
def test_a_publication_that_is_gone_is_sent(fresh, tmp_path):
    [(name,)] = fresh.sql("SELECT folder FROM publications_publication WHERE NOT simulated")
    folder = fresh.home / "publications" / name
    os.rename(writable(folder), tmp_path / "fuera")
    kept = fresh.run("backup", str(tmp_path / "r.zip"))
    assert kept.returncode == 1
    assert f"Atención: {name} se guardó como está" in kept.stderr


@pytest.fixture(scope="module")
def with_index(prepared, tmp_path_factory):
    """The same installation and an index made of its data; and the name of the index."""
    made = Installation(tmp_path_factory.mktemp("indice") / "var").like(prepared)
    done = made.run("index", module="tests.operation.small_home")
    assert done.returncode == 0, done.stderr
    return made, done.stdout.strip()


def test_data_that_are_lost_are_sent_and_not_counted(with_index, empty, tmp_path):
    indexed, made = with_index
    fresh = Installation(tmp_path / "var").like(indexed)
    shutil.rmtree(writable(fresh.home / "warehouse"))
    kept = fresh.run("backup", str(tmp_path / "r.zip"))
    assert kept.returncode == 1
    assert "0 ediciones de datos" in kept.stdout
    assert f"Atención: La carpeta de datos {fresh.home / 'warehouse'}" in kept.stderr
    assert made in kept.stderr
    document = fresh.json("backup", str(tmp_path / "s.zip"), ends=1)
    assert (document["editions"], len(document["data"])) == (0, 1)
    looked = json.loads(fresh.run("doctor", "--json").stdout)["findings"]
    assert document["data"] == [
        each["message"] for each in looked if each["about"] == "datos-perdidos"
    ]
    assert len(empty.json("restore", str(tmp_path / "r.zip"), ends=1)["data"]) == 1


def test_an_edition_that_is_lost_of_many_can_still_be_put_back(with_index, empty, tmp_path):
    """The journal names it: the backup says so, and restoring does not take it for a forgery."""
    fresh = Installation(tmp_path / "var").like(with_index[0])
    [lost, *_] = sorted((fresh.home / "warehouse" / "poblacion").glob("poblacion-*"))
    shutil.rmtree(writable(lost))
    kept = fresh.json("backup", str(tmp_path / "r.zip"), ends=1)
    assert lost.name in kept["data"][0]
    assert kept["unsound"]
    done = empty.json("restore", str(tmp_path / "r.zip"), ends=1)
    assert done["unsound"] == kept["unsound"]
