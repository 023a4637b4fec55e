"""Backups made by whoever knows how they are read: refused, or put back and everything said."""

import json
import zipfile

import pytest

from sinasec.operation.copies.archive import SQLITE
from sinasec.operation.copies.sqlite_copy import DamagedDatabase, asking
from sinasec.operation.health.bad_values import check_values
from tests.operation.forged import base_changed, made_again
from tests.operation.installation import POSTGRES, behind, past_triggers


def ended(installation, *arguments):
    """Exit code and what it said, in words and not as an error of ours."""
    done = installation.run(*arguments)
    assert "Traceback" not in done.stderr, done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    return done.returncode, done.stdout, done.stderr


def checked(saved, empty, tmp_path, change):
    """Refused with nothing in place, or put back with what is wrong said by both commands."""
    backup = made_again(saved[0], tmp_path / "ajeno.zip", change)
    code, out, err = ended(empty, "restore", backup, *saved[1:])
    if code:
        assert (code, out) == (1, "")
        assert empty.untouched()
        return err
    assert "comprobado" not in out
    assert "Atención" in err
    code, seen, _ = ended(empty, "doctor", "--json")
    assert code == json.loads(seen)["code"] > 0
    return out


MIGRATIONS = (
    "ALTER TABLE django_migrations RENAME TO otra",
    "CREATE VIEW django_migrations AS WITH RECURSIVE n(app, name) AS "
    "(SELECT 'a', 'b' UNION ALL SELECT app, name FROM n) SELECT app, name FROM n",
)


@pytest.mark.skipif(POSTGRES, reason="there the tables are made by this program")
@pytest.mark.parametrize(
    "statements",
    [
        MIGRATIONS,
        ["ALTER TABLE compliance_act ADD COLUMN grande AS (hex(zeroblob(900000000)))"],
        ["CREATE INDEX grande ON compliance_act (hex(zeroblob(9)))"],
        ["CREATE VIRTUAL TABLE busca USING fts5(texto)"],
    ],
    ids=["endless-view", "generated-column", "index-of-an-expression", "virtual-table"],
)
def test_a_base_that_would_run_something_is_refused_unasked(saved, empty, tmp_path, statements):
    said = checked(saved, empty, tmp_path, base_changed(tmp_path, *statements))
    assert "está de más" in said


VALUES = (
    "UPDATE compliance_act SET registered_at = 'ayer' WHERE NOT simulated",
    "UPDATE compliance_act SET date = 'ayer' WHERE NOT simulated",
    "UPDATE compliance_act SET kind = x'ff00fe' WHERE NOT simulated",
    "UPDATE compliance_act SET kind = CAST(x'ff00fe' AS TEXT) WHERE NOT simulated",
    "UPDATE compliance_act SET simulated = 'x' WHERE NOT simulated",
    "UPDATE compliance_review SET registered_at = 12",
    "UPDATE compliance_batch SET rows = 'muchas'",
    "UPDATE compliance_batch SET loaded_at = 'ayer'",
    "UPDATE compliance_completeness SET day_to = x'00'",
    "UPDATE publications_publication SET created_at = 'ayer'",
    "UPDATE publications_publication SET known_at = x'ff'",
    "UPDATE publications_publication SET as_of = '2025-99-99', horizon_to = '2025-99-99'",
    "UPDATE publications_publication SET kind = x'ff' WHERE NOT simulated",
)


@pytest.mark.skipif(POSTGRES, reason="there the server takes no such value")
@pytest.mark.parametrize("statement", VALUES)
def test_values_that_no_column_takes_are_found(saved, tmp_path, statement):
    file = tmp_path / "base.sqlite3"
    with zipfile.ZipFile(saved[0]) as backup:
        file.write_bytes(backup.read(SQLITE))
    with asking(file) as query:
        check_values(query)
    past_triggers(file, statement)
    with (
        pytest.raises(DamagedDatabase, match=rf"está dañada \(.*{statement.split()[1]}"),
        asking(file) as query,
    ):
        check_values(query)


@pytest.mark.skipif(POSTGRES, reason="there the server takes no such value")
@pytest.mark.parametrize("statement", [VALUES[0], VALUES[3]])
def test_values_that_no_column_takes_are_refused(saved, empty, tmp_path, statement):
    table = statement.split()[1]
    said = checked(saved, empty, tmp_path, base_changed(tmp_path, statement))
    assert "está dañada" in said
    assert table in said


@pytest.mark.skipif(POSTGRES, reason="there the server takes no such value")
@pytest.mark.parametrize("statement", [VALUES[0], VALUES[9]])
def test_doctor_and_the_backup_say_them_too(fresh, statement):
    behind(fresh, statement)
    code, seen, _ = ended(fresh, "doctor", "--json")
    assert code == json.loads(seen)["code"] == 1
    assert f"valores de {statement.split()[1]}.{statement.split()[3]} no son de su clase" in seen
    code, _, err = ended(fresh, "backup", str(fresh.home.parent / "r.zip"))
    assert code == 1
    assert "está dañada" in err


@pytest.mark.database
@pytest.mark.skipif(not POSTGRES, reason="there the base is one file")
@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("compliance_act", b"uno,dos\n"),
        ("compliance_act", b"\xff\xfe\n"),
        ("compliance_act", b'"sin cerrar\n'),
        ("compliance_act", b"\\.\n"),
        ("compliance_act", b"a\x00b\n"),
        ("compliance_batch", b"99999999999999999999,a,b,c,1,1,2025-01-01,x,f\n"),
        ("django_migrations", b"1,risk,otra,2025-01-01\n"),
        ("publications_publication", b"x\n"),
    ],
)
def test_lines_that_no_table_takes_are_refused(saved, empty, tmp_path, table, line):
    def change(files, said):
        if table in said["tables"]:
            files[f"base/{table}.csv"] += line
            said["tables"][table]["rows"] += 1
        else:
            said["tables"][table] = {"columns": ["id"], "rows": 1}
            files[f"base/{table}.csv"] = line

    checked(saved, empty, tmp_path, change)


ESCAPE = "\x1b[2Jnada"


@pytest.mark.parametrize("name", ["publications", "lacking", "unsound", "migrations"])
def test_names_that_would_write_on_the_terminal_are_refused(saved, empty, tmp_path, name):
    def change(files, said):
        said[name].append(ESCAPE)

    checked(saved, empty, tmp_path, change)


@pytest.mark.parametrize("name", ["created_at", "version", "engine"])
def test_so_are_the_words_of_the_list(saved, empty, tmp_path, name):
    def change(files, said):
        said[name] = ESCAPE

    checked(saved, empty, tmp_path, change)


@pytest.mark.database
@pytest.mark.parametrize("moment", ["ayer", "2026-11-28", "2026-11-28T00:00:00"])
def test_so_is_a_moment_that_is_none(saved, empty, tmp_path, moment):
    def change(files, said):
        said["created_at"] = moment

    checked(saved, empty, tmp_path, change)


def twice(archive, path, data):
    archive.writestr(path, data)
    archive.writestr(path, b"otra cosa")


def as_a_link(archive, path, data):
    entry = zipfile.ZipInfo(path)
    entry.external_attr = 0o120777 << 16
    archive.writestr(entry, b"/etc/passwd")


def as_a_device(archive, path, data):
    entry = zipfile.ZipInfo(path)
    entry.external_attr = 0o060644 << 16
    archive.writestr(entry, data)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("write", [twice, as_a_link, as_a_device])
def test_an_odd_member_is_refused(saved, empty, tmp_path, write):
    odd = []

    def change(files, said):
        odd.append(next(path for path in files if path.startswith("publications/")))

    whole = made_again(saved[0], tmp_path / "entero.zip", change)
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(tmp_path / "r.zip", "w") as after:
        for entry in before.infolist():
            put = write if entry.filename == odd[0] else zipfile.ZipFile.writestr
            put(after, entry.filename, before.read(entry))
    code, _, err = ended(empty, "restore", str(tmp_path / "r.zip"), *saved[1:])
    assert code == 1, err
    assert empty.untouched()
