"""What is wrong is named, with what to do and a code, and nothing is changed by looking."""

import json
import random
import shutil

import pytest

from tests.altering import writable
from tests.operation.installation import POSTGRES, behind

LATER = "Comité,Clase de acto,Fecha\nCORESEC-21,sesion-ordinaria,15/06/2025\n"
ACT = "SELECT id FROM compliance_act WHERE NOT simulated"


def look(installation, *arguments):
    done = installation.run("doctor", *arguments, "--json")
    document = json.loads(done.stdout)
    assert done.returncode == document["code"]
    return document["code"], [each for each in document["findings"] if each["level"] != "nota"]


def says(findings, about, *words):
    told = [each["message"] for each in findings if each["about"] == about]
    assert [text for text in told if all(word in text for word in words)], findings
    assert all(each["remedy"] for each in findings)


@pytest.mark.database
def test_a_sound_one_is_sound(fresh):
    assert look(fresh) == (0, [])


def everything(home):
    """Path -> what it holds."""
    return {
        str(path): path.read_bytes() if path.is_file() else sorted(map(str, path.iterdir()))
        for path in (home, *home.rglob("*"))
    }


@pytest.mark.database
def test_looking_writes_nothing(fresh):
    (fresh.home / "keys" / "django.key").unlink()
    shutil.rmtree(fresh.home / "static", ignore_errors=True)
    before = everything(fresh.home)
    assert look(fresh) == (0, [])
    assert everything(fresh.home) == before


@pytest.mark.database
def test_nor_where_there_is_nothing_to_look_at(empty):
    assert look(empty)[0] == 2
    assert not empty.home.exists()


@pytest.mark.database
def test_a_fact_altered_behind_the_triggers_is_named(fresh):
    [(act,)] = fresh.sql(ACT)
    behind(fresh, f"UPDATE compliance_act SET date = '2025-04-04' WHERE id = '{act}'")
    code, found = look(fresh)
    assert code == 1
    says(found, "hechos", "1 acto no dice lo que decía", act)
    says(found, "hechos", "1 acto cambió desde la publicación semaforo-2025-06-30", act)


@pytest.mark.database
def test_an_altered_review_is_found_too(fresh):
    behind(fresh, "UPDATE compliance_review SET outcome = 'accepted', reason = ''")
    code, found = look(fresh)
    assert code == 1
    says(found, "hechos", "revisiones de la publicación semaforo-2026-10-31")


@pytest.mark.database
def test_a_fact_that_vanished_is_missed_by_its_load_and_by_what_was_published(fresh):
    [(act,)] = fresh.sql(
        "SELECT min(id) FROM compliance_act WHERE simulated AND id NOT IN "
        "(SELECT supersedes_id FROM compliance_act WHERE supersedes_id IS NOT NULL)"
    )
    behind(
        fresh,
        f"DELETE FROM compliance_review WHERE act_id = '{act}'",
        f"DELETE FROM compliance_act WHERE id = '{act}'",
    )
    code, found = look(fresh)
    assert code == 1
    says(found, "cargas", "trajo")
    says(found, "hechos", "Falta 1 acto de la publicación semaforo-2026-10-31", act)


@pytest.mark.database
def test_a_fact_slipped_in_with_an_older_date_is_found(fresh):
    columns = (
        "id, committee_id, kind, date, attributes, evidence_url, evidence_sha256, simulated, "
        "registered_at, registered_by"
    )
    fresh.sql(
        f"INSERT INTO compliance_act ({columns}) SELECT 'intruso', committee_id, kind, date, "
        "'{}', '', '', simulated, registered_at, 'nadie' FROM compliance_act WHERE NOT simulated"
    )
    code, found = look(fresh)
    assert code == 1
    says(found, "hechos", "Hay 1 acto de fecha anterior", "intruso")


@pytest.mark.database
def test_an_older_database_beside_newer_publications_says_what_is_missing(fresh, tmp_path):
    """As after restoring the database alone: what was loaded since is only in what it published."""
    file = tmp_path / "actos.csv"
    file.write_text(LATER, encoding="utf-8")
    load = fresh.json("load", str(file), "--by", "ana")["batch"]
    publish = ["publish", "semaforo", "--datos", "reales", "--as-of"]
    newer = fresh.json(*publish, "2025-07-31")["id"]
    [(act,)] = fresh.sql(f"SELECT id FROM compliance_act WHERE source_id = {load}")
    behind(
        fresh,
        f"DELETE FROM publications_publication WHERE id = '{newer}'",
        f"DELETE FROM compliance_act WHERE source_id = {load}",
        f"DELETE FROM compliance_batch WHERE id = {load}",
    )
    code, found = look(fresh)
    assert code == 1
    says(found, "publicaciones", newer, "no está en la base de datos")
    missing = f"Falta 1 acto de la publicación {newer}: {act}."
    refused = fresh.run(*publish, "2025-06-28")  # the folder is recognised again
    assert refused.returncode == 1
    assert f"No se publicó nada, porque lo registrado no es lo que era. {missing}" in refused.stderr
    code, found = look(fresh)
    assert code == 1
    says(found, "hechos", missing)


PUBLISHED = "SELECT id FROM publications_publication WHERE NOT simulated"


@pytest.mark.database
@pytest.mark.parametrize(
    "change",
    [
        "stage = 'definitiva'",
        "simulated = true",
        "as_of = '2025-06-29', horizon_to = '2025-06-29'",
        "known_at = '2025-07-01 00:00:00'",
        "edition_version = '0'",
    ],
)
def test_a_row_that_says_something_other_than_what_is_signed_is_named(fresh, change):
    [(name,)] = fresh.sql(PUBLISHED)
    behind(fresh, f"UPDATE publications_publication SET {change} WHERE id = '{name}'")
    code, found = look(fresh)
    assert code == 1
    says(found, "publicaciones", name, "datapackage.json", "la base de datos anota", "retiene")
    says(found, "cadena", "no dice lo que decía" if change != "simulated = true" else "ahora 0")
    assert {each["about"] for each in found} == {"publicaciones", "cadena"}


@pytest.mark.database
def test_an_altered_reply_is_named(fresh, tmp_path):
    [(name,)] = fresh.sql(PUBLISHED)
    file = tmp_path / "respuesta.txt"
    file.write_text("Sesionamos en mayo.", encoding="utf-8")
    answer = ["--publication", name, "--committee", "CORESEC-21", "--file", str(file)]
    fresh.json("reply", *answer, "--by", "ana")
    assert look(fresh) == (0, [])
    behind(fresh, "UPDATE publications_reply SET text = 'No sesionamos.'")
    code, found = look(fresh)
    assert code == 1
    says(found, "respuestas", "CORESEC-21", name, "no dice lo que decía")


@pytest.mark.database
def test_a_made_up_fact_added_to_a_load_is_counted(fresh):
    """More than the load brought, not less; its moment is after what was published."""
    columns = (
        "committee_id, kind, date, attributes, evidence_url, evidence_sha256, simulated, "
        "registered_by, source_id"
    )
    fresh.sql(
        f"INSERT INTO compliance_act (id, registered_at, {columns}) SELECT 'intruso', "
        f"'2098-01-01 00:00:00', {columns} FROM compliance_act WHERE simulated LIMIT 1"
    )
    code, found = look(fresh)
    assert code == 1
    says(found, "cargas", "trajo", "en la base hay")


LINK = """
from sinasec.cli.main import django_setup
django_setup()
from django.db import transaction
from sinasec.records.append_only import configs
from sinasec.records.chain import begin
with transaction.atomic():
    for config in configs():
        begin(config.label)
"""


def as_if_it_were_so(fresh, *changes):
    """As it would be if it had been registered so from the beginning: linked as it is now."""
    behind(fresh, *changes, "DELETE FROM records_link")
    linking = fresh.start("-c", LINK)
    assert linking.communicate() == ("", "")


@pytest.mark.database
def test_a_chain_that_is_taken_away_is_not_made_again_by_migrating(fresh):
    behind(fresh, "DELETE FROM records_link")
    assert fresh.run("migrate").returncode == 0
    code, found = look(fresh)
    assert code == 1
    says(found, "cadena", "no está en la cadena")
    says(found, "cadena", "se firmó con 1: la base es más antigua que ella")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE records_link SET at = '0001-01-01 00:00:00'",
        "UPDATE compliance_batch SET loaded_at = replace(loaded_at, ' ', 'T')",
    ],
)
def test_a_moment_that_this_program_does_not_write_is_named(fresh, change):
    behind(fresh, change)
    code, found = look(fresh)
    assert code == 1
    says(found, "base", "no son de su clase")


def test_facts_of_a_clock_that_was_put_right_are_a_note(fresh, tmp_path):
    """The clock ran ahead, was corrected, and whoever registered afterwards answered for it."""
    ahead = "UPDATE compliance_act SET registered_at = '2099-01-01 12:00:00' WHERE NOT simulated"
    checked = ["--clock-checked", "iba adelantado"]
    file = tmp_path / "actos.csv"
    file.write_text(LATER, encoding="utf-8")
    [(before,)] = fresh.sql(PUBLISHED)
    as_if_it_were_so(fresh, ahead, "DELETE FROM publications_publication WHERE NOT simulated")
    shutil.rmtree(writable(fresh.home / "publications" / before))
    publish = ["publish", "semaforo", "--as-of", "2025-07-31", "--datos", "reales"]
    name = fresh.json(*publish, *checked)["id"]
    says(look(fresh)[1], "reloj", "1 de enero de 2099")
    load = fresh.json("load", str(file), "--by", "ana", *checked)["batch"]
    [(act,)] = fresh.sql(f"SELECT id FROM compliance_act WHERE source_id = {load}")
    assert look(fresh) == (0, [])
    notes = fresh.json("doctor")["findings"]
    says(notes, "hechos", "1 acto", "«iba adelantado»", name, act)
    says(notes, "reloj", "1 de enero de 2099", "«iba adelantado»")
    behind(fresh, f"UPDATE compliance_act SET registered_by = 'ana' WHERE id = '{act}'")
    code, found = look(fresh)
    assert code == 1
    [unexplained] = [each for each in found if each["about"] == "hechos"]
    assert act in unexplained["message"]
    assert unexplained["remedy"].startswith("Antes de restaurar, compare")


@pytest.mark.database
def test_a_missing_trigger_is_named_and_migrating_mends_it(fresh):
    on = " ON compliance_act" if POSTGRES else ""
    fresh.sql(f"DROP TRIGGER compliance_act_correction{on}")
    code, found = look(fresh)
    assert code == 1
    says(found, "disparadores", "compliance_act_correction falta")
    assert fresh.run("migrate").returncode == 0
    assert look(fresh) == (0, [])


def test_a_clock_before_the_last_fact_is_said(fresh):
    behind(
        fresh, "UPDATE compliance_act SET registered_at = '2099-01-01 12:00:00' WHERE NOT simulated"
    )
    code, found = look(fresh)
    assert code == 1
    says(found, "reloj", "1 de enero de 2099")


def test_a_publication_dated_ahead_is_named_and_the_fault_ends_when_work_goes_on(fresh, tmp_path):
    [(name,)] = fresh.sql(PUBLISHED)
    ahead = "UPDATE publications_publication SET created_at = '2099-01-01 12:00:00'"
    as_if_it_were_so(fresh, f"{ahead} WHERE id = '{name}'")
    code, found = look(fresh)
    assert code == 1
    says(found, "reloj", f"La publicación {name} dice que se hizo el 1 de enero de 2099")
    assert "publique con --clock-checked" in found[0]["remedy"]
    file = tmp_path / "actos.csv"
    file.write_text(LATER, encoding="utf-8")
    fresh.json("load", str(file), "--by", "ana")  # nobody is asked: no fact is dated ahead
    assert look(fresh) == (0, [])
    [note] = [each for each in fresh.json("doctor")["findings"] if each["about"] == "reloj"]
    assert name in note["message"]
    passed = ahead.replace("2099", "2026")
    as_if_it_were_so(fresh, f"{passed} WHERE id = '{name}'")
    assert "reloj" not in {each["about"] for each in fresh.json("doctor")["findings"]}


def test_publications_that_do_not_verify_are_lost_or_strange_are_named(fresh):
    home = fresh.home / "publications"
    spoilt, lost, _ = sorted(path for path in home.iterdir() if path.is_dir())[:3]
    table = next(spoilt.rglob("comites.csv"))
    table.chmod(0o644)
    table.write_bytes(table.read_bytes().replace(b"rojo", b"verde"))
    for path in [*lost.rglob("*"), lost]:
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(lost)
    (home / "semaforo-2020-01-01-00000000").mkdir()
    code, found = look(fresh)
    assert code == 1
    says(found, "publicaciones", spoilt.name, "no es lo que se firmó", "comites.csv")
    says(found, "publicaciones", f"Falta la carpeta de la publicación {lost.name}")
    says(found, "publicaciones", "semaforo-2020-01-01-00000000 no está en la base")


def test_keys_are_looked_at_and_their_permissions_mended(fresh):
    keys = fresh.home / "keys"
    keys.chmod(0o755)
    (keys / "clave-privada.pem").chmod(0o644)
    code, found = look(fresh)
    assert code == 1
    says(found, "claves", "clave-privada.pem")
    refused = fresh.run("publish", "semaforo", "--as-of", "2025-06-28", "--datos", "reales")
    assert refused.returncode != 0
    assert look(fresh, "--fix") == (0, [])
    (keys / "clave-privada.pem").write_bytes(b"rota")
    code, found = look(fresh)
    assert code == 1
    says(found, "claves", "no se puede leer")
    (keys / "clave-privada.pem").unlink()
    code, found = look(fresh)
    says(found, "claves", "Falta", "clave-privada.pem")


def test_what_a_restore_left_is_named(fresh):
    (fresh.home / ".restauracion").mkdir()
    code, found = look(fresh)
    assert code == 1
    says(found, "restos", "restauración que no terminó")


@pytest.mark.database
def test_pending_and_newer_tables_are_said(fresh):
    fresh.sql("DELETE FROM django_migrations WHERE name = '0004_close_a_list'")
    code, found = look(fresh)
    assert code == 1
    says(found, "base", "sinasec migrate")
    fresh.sql("UPDATE django_migrations SET name = '0999_manana' WHERE name LIKE '0003%'")
    says(look(fresh)[1], "base", "más nueva")


@pytest.mark.database
def test_an_empty_home_is_answered(empty):
    code, found = look(empty)
    assert code == 2
    says(found, "instalacion", "todavía no hay ninguna instalación")


@pytest.mark.database
@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("DATABASE_URL", "foo", "DATABASE_URL no se entiende"),
        ("SINASEC_SECRET_KEY", "a", "se puede adivinar"),
        ("DATABASE_URL", "postgres://nadie@127.0.0.1:1/nada", "No se pudo abrir la base"),
    ],
)
def test_bad_settings_are_answered(prepared, setting, value, words):
    done = prepared.run("doctor", "--json", **{setting: value})
    document = json.loads(done.stdout)
    assert done.returncode == document["code"] == 2
    assert words in document["findings"][0]["message"]


@pytest.mark.skipif(POSTGRES, reason="only SQLite is a file")
def test_noise_in_the_middle_of_the_database_is_found(fresh):
    fresh.sql("PRAGMA wal_checkpoint(TRUNCATE)")
    file = fresh.home / "sinasec.sqlite3"
    size = file.stat().st_size
    with open(file, "rb+") as opened:
        opened.seek(size // 2)
        opened.write(random.Random(1).randbytes(size // 8))
    code, found = look(fresh)
    assert code == 1
    says(found, "base", "dañada")
    refused = fresh.run("backup", str(fresh.home.parent / "r.zip"))
    assert refused.returncode == 1
    assert "dañada" in refused.stderr
    assert not (fresh.home.parent / "r.zip").exists()
    file.write_bytes(b"ruido" * 10_000)
    says(look(fresh)[1], "base", "dañada")


MISSING = "DROP TABLE compliance_waiver"


@pytest.mark.database
def test_a_table_that_is_gone_is_told_with_what_to_do(fresh, tmp_path):
    fresh.sql(MISSING)
    code, found = look(fresh)
    assert code == 1
    says(found, "base", "le falta una tabla", "compliance_waiver", "restaure un respaldo")
    for command in (
        ["status", "--committee", "CORESEC-21", "--as-of", "2025-06-30"],
        ["export-acts", "--out", str(tmp_path / "a.csv")],
        ["backup", str(tmp_path / "r.zip")],
    ):
        done = fresh.run(*command)
        assert done.returncode == 2
        assert "le falta una tabla" in done.stderr
        assert "compliance_waiver" in done.stderr
        assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("r.zip"))
