"""Back up while others write, lose everything, restore, look, and recompute what was published."""

import json
import stat
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.operation.installation import Installation
from tests.operation.test_archive import SAID

pytestmark = pytest.mark.database


def acts_of(installation: Installation) -> set[str]:
    return {code for (code,) in installation.sql("SELECT id FROM compliance_act")}


def registered_after(writer, known: set[str]) -> str:
    """The first act that it says of which nobody knew; fails when it ends before."""
    said = (line.strip() for line in writer.stdout)
    acts = (line for line in said if not line.startswith("semaforo-"))
    return next(line for line in acts if line not in known)


def test_what_was_saved_while_others_wrote_comes_back_whole(fresh, empty, phrase, tmp_path):
    writer = fresh.start("-m", "tests.operation.small_home", "write")
    try:
        before = [writer.stdout.readline().strip() for _ in range(12)]
        begun = acts_of(fresh)
        keys = ["--keys", str(tmp_path / "claves"), "--passphrase-file", phrase]
        kept = fresh.json("backup", str(tmp_path / "r.zip"), *keys)
        ended = acts_of(fresh)
        after = registered_after(writer, ended)
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate()
    assert begun < ended  # it went on while the backup was made
    assert after in acts_of(fresh)
    assert kept["lacking"] == kept["unsound"] == []
    assert kept["keys"]["names"] == ["clave-privada.pem", "django.key"]
    original = fresh.files()

    done = empty.json("restore", str(tmp_path / "r.zip"), *keys)
    assert sorted(done["publications"]) == sorted(kept["publications"])
    acts = acts_of(empty)
    published = {code for (code,) in empty.sql("SELECT id FROM publications_publication")}
    assert set(before) <= acts | published
    assert begun <= acts <= ended
    assert len(acts) == kept["rows"]["compliance_act"]
    found = empty.files()
    assert found.items() <= original.items()
    assert {Path(name).parts[1] for name in found if name.startswith("publications")} == published

    looked = empty.run("doctor", "--json")
    assert looked.returncode == 0, looked.stdout
    for code in sorted(published)[-2:]:
        assert empty.json("reproduce", code)["equal"]


def test_the_restored_installation_works_and_signs_as_before(saved, empty):
    done = empty.json("restore", *saved)
    key = (empty.home / "keys" / "clave-publica.pem").read_bytes()
    assert stat.S_IMODE((empty.home / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE((empty.home / "keys" / "clave-privada.pem").stat().st_mode) == 0o600
    assert empty.json("migrate")["migrations"] == []
    made = empty.json("publish", "semaforo", "--as-of", "2025-06-29", "--datos", "reales")
    assert made["id"] not in done["publications"]
    assert (empty.home / "keys" / "clave-publica.pem").read_bytes() == key
    assert empty.json("verify", made["id"])["ok"]
    assert empty.run("doctor").returncode == 0


def test_without_the_keys_what_was_published_still_verifies(saved, empty):
    done = empty.json("restore", saved[0])
    assert done["keys"] == []
    earlier = list((empty.home / "keys" / "publicas-anteriores").glob("*.pem"))
    assert len(earlier) == 1
    for code in done["publications"]:
        assert empty.json("verify", code, "--key", str(earlier[0]))["ok"]
    looked = json.loads(empty.run("doctor", "--json").stdout)
    assert [each["about"] for each in looked["findings"] if each["level"] != "nota"] == ["claves"]
    made = empty.json("publish", "semaforo", "--as-of", "2025-06-29", "--datos", "reales")
    assert not empty.json("verify", made["id"])["faults"]
    assert empty.run("doctor").returncode == 0


def test_a_backup_of_a_backup_is_the_same(saved, empty, tmp_path):
    empty.json("restore", *saved)
    kept = empty.json("backup", str(tmp_path / "otra.zip"))
    again = Installation(tmp_path / "otra" / "var")
    again.home.parent.mkdir()
    again.empty()
    again.json("restore", str(tmp_path / "otra.zip"))
    assert again.files() == empty.files()
    for table, rows in kept["rows"].items():
        assert again.sql(f"SELECT COUNT(*) FROM {table}") == [(rows,)]
    everything = "SELECT * FROM compliance_act ORDER BY id"
    assert again.sql(everything) == empty.sql(everything)


def test_a_backup_says_when_it_was_made_by_the_clock_of_lima(prepared, empty, tmp_path):
    """Also in the evening, when in UTC it is already the next day."""
    said = prepared.json("backup", str(tmp_path / "r.zip"))["created_at"]
    moment = datetime.fromisoformat(said)
    assert moment.utcoffset() == timedelta(hours=-5)
    done = empty.run("restore", str(tmp_path / "r.zip"))
    assert f"el respaldo del {moment:%d/%m/%Y a las %H:%M}" in done.stdout
    older = replace(SAID, created_at="2026-11-29T00:05:59+00:00")
    assert older.when == "28/11/2026 a las 19:05"


def test_a_backup_in_a_folder_that_is_not_there_says_so(prepared, tmp_path):
    for more in ([], ["--keys", str(tmp_path / "nada" / "claves")]):
        target = tmp_path / "r.zip" if more else tmp_path / "nada" / "r.zip"
        done = prepared.run("backup", str(target), *more, "--json")
        error = json.loads(done.stdout)["error"]
        assert (done.returncode, error["code"]) == (2, "no-existe"), error
        assert f"No existe la carpeta «{tmp_path / 'nada'}»" in error["message"]
        assert ".aparte" not in done.stderr
