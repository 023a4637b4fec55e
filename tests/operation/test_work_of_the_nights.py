"""What an installation does by itself each night, and what is said of what nobody did."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.operation.installation import Installation

pytestmark = pytest.mark.database
OFF = {"SINASEC_NIGHTLY_EXAMINATION": "0"}
DUE = "UPDATE work_job SET due = '2026-05-05 07:15:00' WHERE state = 'espera'"


def work(place: Installation, **settings: str) -> list[dict]:
    """The list once a worker plants the nights, their hour comes, and it works until idle."""
    for _ in range(2):
        done = place.run("worker", "--until-idle", **settings)
        assert done.returncode == 0, done.stderr
        found = place.json("outbox", "list")["jobs"]
        place.sql(DUE)
    return found


def of(jobs: list[dict], kind: str, state: str = "hecho") -> list[dict]:
    return [each for each in jobs if (each["kind"], each["state"]) == (kind, state)]


def test_a_sound_installation_says_so_each_night(fresh):
    [done] = of(work(fresh), "examen")
    assert (done["said"], done["result"]["code"]) == ("Todo en orden.", 0)


def test_what_is_to_be_attended_to_is_told(fresh):
    (fresh.home / "keys" / "clave-privada.pem").unlink()
    [done] = of(work(fresh), "examen")
    assert done["result"]["attend"]
    assert "1 cosa que atender; la primera: Falta" in done["said"]


def test_a_backup_is_kept_in_the_folder_that_was_set(fresh, tmp_path):
    folder = tmp_path / "respaldos"
    folder.mkdir()
    assert not of(work(fresh, **OFF), "respaldo")
    settings = OFF | {"SINASEC_BACKUP_FOLDER": str(folder)}
    [done] = of(work(fresh, **settings), "respaldo")
    file = folder / f"sinasec-{done['key']}.zip"
    assert done["result"] == {"path": str(file), "size": file.stat().st_size}
    again = Installation(tmp_path / "otra").empty()
    again.json("restore", str(file))
    left = {(each["kind"], each["state"]) for each in again.json("outbox", "list")["jobs"]}
    assert ("respaldo", "anulado") in left  # it was running when it was taken
    assert not [one for one in left if one[1] in ("espera", "en-curso")]


def test_a_backup_that_was_whole_when_its_maker_was_killed_is_that_of_the_night(fresh, tmp_path):
    settings = OFF | {"SINASEC_BACKUP_FOLDER": str(tmp_path)}
    work(fresh, **settings)
    fresh.sql(
        "UPDATE work_job SET state = 'en-curso', finished_at = NULL, "
        "lease_until = '2026-05-05 08:00:00' WHERE kind = 'respaldo' AND state = 'hecho'"
    )
    [file] = tmp_path.glob("sinasec-*.zip")
    before = file.read_bytes()
    fresh.run("worker", "--until-idle", **settings)
    fresh.sql(DUE)  # its pause is over
    done = fresh.run("worker", "--until-idle", **settings)
    assert done.returncode == 0, done.stderr
    assert file.read_bytes() == before
    said = [each["said"] for each in of(fresh.json("outbox", "list")["jobs"], "respaldo")]
    assert any(str(file) in each for each in said)


def test_a_file_of_somebody_else_is_not_touched(fresh, tmp_path):
    settings = OFF | {"SINASEC_BACKUP_FOLDER": str(tmp_path)}
    fresh.run("worker", "--until-idle", **settings)
    [planned] = fresh.json("outbox", "list")["jobs"]
    other = tmp_path / f"sinasec-{planned['key']}.zip"
    other.write_text("de otro")
    found = work(fresh, **settings)
    [refused] = of(found, "respaldo", "rechazado")
    assert "ya existe" in refused["said"]
    assert other.read_text() == "de otro"


def test_what_was_given_up_and_what_nobody_begins_is_for_the_doctor(fresh):
    now = datetime.now(UTC)
    row = (
        "INSERT INTO work_job (kind, key, arguments, state, due, created_at, created_by, attempts,"
        " fence, worker, done, total, words, said, result, finished_at) VALUES ('examen', '{0}',"
        " '{{}}', '{1}', '{2:%Y-%m-%d %H:%M:%S}', '2026-05-05 00:00:00', 'ana', 3, 3, '', 0, 0, '',"
        " 'No hubo disco.', '{{}}', {3})"
    )
    fresh.sql(row.format("a", "espera", now - timedelta(minutes=50), "NULL"))
    assert not told(fresh)
    fresh.sql(row.format("b", "espera", now - timedelta(minutes=70), "NULL"))
    fresh.sql(row.format("c", "fallido", now, "'2026-05-05 00:00:00'"))
    failed, late = told(fresh)
    [(number,)] = fresh.sql("SELECT id FROM work_job WHERE key = 'c'")
    assert "Examen de la instalación» (c): No hubo disco." in failed["message"]
    assert f"outbox retry {number}" in failed["remedy"]
    assert "Nadie empieza «Examen de la instalación» (b)" in late["message"]


def told(place: Installation) -> list[dict]:
    document = json.loads(place.run("doctor", "--json").stdout)
    return [each for each in document["findings"] if each["about"] == "trabajo"]
