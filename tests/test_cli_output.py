"""No command writes over a file that is there, unless it is told to."""

import json
import os
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from sinasec.cli.failures import Refused
from sinasec.cli.main import main
from sinasec.cli.output import check_new
from tests.every_command import leaves
from tests.plans.workbooks import whole_year

# Those that write where a person says, and how that name is given; {} is the file.
WRITERS = {
    "data template": "--out {}",
    "export-acts": "--out {}",
    "index template": "{}",
    "itca": "{}.matriz.xlsx --corrected {}",
    "template": "--out {}",
}
# Of letters: PDF, DOCX and CSV (tests/letters/test_commands.py).
LETTERS = {
    "letter in", "letter issue", "letter out", "letter preview", "letter receipt",
    "letter save", "publication certificate",
}  # fmt: skip
EVENTS = {"audit export"}  # CSV or lines of JSON (tests/audit/test_commands.py)
FOLDERS = {"data quality", "index build", "index sensitivity", "index uncertainty"}
NEVER = {"backup"}  # not even when it is told to
READ = {  # parameters of files that are only read
    "design", "file", "indicators", "keys", "key", "passphrase_file", "path", "recipe", "scan",
    "units",
}  # fmt: skip

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def run(command: str, *arguments: str):
    return CliRunner().invoke(main, [*command.split(), *arguments], prog_name="sinasec")


@pytest.mark.parametrize("command", [*WRITERS, "itca --template"])
def test_a_file_that_is_there_stays_until_it_is_told_otherwise(command, tmp_path):
    target = tmp_path / "mio.xlsx"
    whole_year().save(tmp_path / "mio.xlsx.matriz.xlsx")
    target.write_text("el trabajo de un día", encoding="utf-8")
    given = WRITERS.get(command, "{}").replace("{}", str(target)).split()
    done = run(command, *given, "--json")
    error = json.loads(done.stdout)["error"]
    assert (done.exit_code, error["code"]) == (1, "ya-existe"), done.stderr
    assert str(target) in error["message"]
    assert "otro nombre" in error["message"]
    assert "--replace" in error["message"]
    assert target.read_text(encoding="utf-8") == "el trabajo de un día"
    done = run(command, *given, "--replace", "--json")
    assert done.exit_code == 0, done.stderr
    json.loads(done.stdout)
    assert target.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("command", [*WRITERS, "itca --template", *NEVER])
def test_a_folder_that_is_not_there_is_named(command, tmp_path):
    target = tmp_path / "nada" / "mio.xlsx"
    whole_year().save(tmp_path / "matriz.xlsx")
    given = WRITERS.get(command, "{}").replace("{}.matriz.xlsx", str(tmp_path / "matriz.xlsx"))
    done = run(command, *given.replace("{}", str(target)).split(), "--json")
    error = json.loads(done.stdout)["error"]
    assert (done.exit_code, error["code"]) == (2, "no-existe"), done.stderr
    assert f"No existe la carpeta «{tmp_path / 'nada'}», donde iría «mio.xlsx»" in error["message"]
    assert not target.parent.exists()


def test_a_dangling_link_is_something_there(tmp_path):
    target = tmp_path / "enlace.xlsx"
    target.symlink_to(tmp_path / "nada.xlsx")
    assert run("template", "--out", str(target)).exit_code == 1
    assert not (tmp_path / "nada.xlsx").exists()


@pytest.mark.parametrize("command", [*WRITERS, "itca --template", "letter out"])
@pytest.mark.parametrize("replace", [[], ["--replace"]])
@pytest.mark.parametrize("kind", ["enlace", "tubería"])
def test_what_is_no_file_is_never_replaced(kind, replace, command, tmp_path):
    target, end = tmp_path / "mio.xlsx", tmp_path / "otro.xlsx"
    whole_year().save(tmp_path / "mio.xlsx.matriz.xlsx")
    end.write_text("el trabajo de un día", encoding="utf-8")
    if kind == "enlace":
        target.symlink_to(end)
    else:
        os.mkfifo(target)
    given = (WRITERS | {"letter out": "--csv {}"}).get(command, "{}").replace("{}", str(target))
    done = run(command, *given.split(), *replace, "--json")
    error = json.loads(done.stdout)["error"]
    assert (done.exit_code, error["code"]) == (1, "no-es-archivo"), done.stderr
    assert f"«{target}» es un" in error["message"]
    assert f" {kind}, y no se reemplaza: dé otro nombre." in error["message"]
    assert target.is_symlink() if kind == "enlace" else target.is_fifo()
    assert end.read_text(encoding="utf-8") == "el trabajo de un día"


@pytest.mark.parametrize("replace", [False, True])
def test_a_device_is_never_replaced(replace):
    """Asked of what refuses, which writes nothing: no test may replace one to be seen to fail."""
    with pytest.raises(Refused, match="/dev/null» es un dispositivo, y no se reemplaza"):
        check_new(Path("/dev/null"), replace=replace)


def test_every_command_that_writes_a_file_asks_first():
    """A new one is noticed: its name for the file is none of those that are read."""
    found = set()
    for name, command in leaves():
        files = {each.name for each in command.params if isinstance(each.type, click.Path)}
        if files - READ:
            found.add(name)
            assert "replace" in {each.name for each in command.params}, name
    assert found == {*WRITERS, *FOLDERS, *LETTERS, *EVENTS}


def test_a_backup_is_never_written_over(tmp_path):
    target = tmp_path / "r.zip"
    target.touch()
    for command in NEVER:
        done = run(command, str(target), "--json")
        assert json.loads(done.stdout)["error"]["code"] == "ya-existe"
        assert done.exit_code == 1
    assert not target.read_bytes()
