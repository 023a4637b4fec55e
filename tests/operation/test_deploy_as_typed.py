"""What the files to install and their guide have typed, run as it is written."""

import re
import shlex
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.operation.installation import PHRASE
from tests.operation.test_deploy import GUIDE, PROGRAM, of

pytestmark = pytest.mark.database


def in_place(command: str, installation, folder) -> str:
    """The command as it is written, but for its account, its folders and its program."""
    command = command.replace("sudo -u sinasec ", "").replace("/var/backups/sinasec", str(folder))
    command = command.replace(PROGRAM, f"{sys.executable} -m sinasec")
    return command.replace("/var/lib/sinasec", str(installation.home))


def shell(command: str, installation) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["sh", "-c", command],
        cwd=ROOT,
        env=installation.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_backup_of_the_timer_is_made(fresh, tmp_path):
    backup = of("sinasec-respaldo.service", "ExecStart")[0].replace("%%", "%")
    done = shell(in_place(backup, fresh, tmp_path), fresh)
    assert done.returncode == 0, done.stderr
    [kept] = tmp_path.glob("sinasec-*.zip")
    assert re.fullmatch(r"sinasec-\d{4}-\d\d-\d\d\.zip", kept.name)


def test_what_was_signed_before_holds_after_the_key_is_changed_as_it_is_written(fresh, tmp_path):
    """And only the earlier key answers for it: whoever trusts the new one alone refuses it."""
    section = GUIDE.partition("## Cambiar la clave que firma")[2].partition("\n## ")[0]
    before, after = re.findall(r"```sh\n(.*?)```", section, re.S)
    phrase = tmp_path / "frase"
    phrase.write_text(f"{PHRASE}\n", encoding="utf-8")
    old = (fresh.home / "keys" / "clave-publica.pem").read_bytes()
    [package] = (fresh.home / "publications").glob("semaforo-2025-06-30-*")
    for line in before.splitlines() + after.splitlines():
        typed = in_place(line, fresh, tmp_path).replace("2026-10-31", "2025-07-31")
        if line.startswith("sinasec "):
            words = shlex.split(typed)[1:]
            words += ["--passphrase-file", str(phrase)] if "--keys" in words else []
            words += ["--from", "2025-07-01"] if "publish" in words else []
            done = fresh.run(*words)
        else:
            done = shell(typed, fresh)
        assert done.returncode == 0, line + done.stdout + done.stderr
        if line.endswith("clave-privada.pem"):
            assert "la clave que firmó lo publicado" in fresh.run("doctor").stdout
    new = fresh.home / "keys" / "clave-publica.pem"
    assert new.read_bytes() != old
    assert fresh.run("verify", str(package)).returncode == 0
    assert fresh.run("verify", str(package), "--key", str(new)).returncode == 1
    [earlier] = (fresh.home / "keys" / "publicas-anteriores").iterdir()
    assert fresh.run("verify", str(package), "--key", str(earlier)).returncode == 0
    earlier.unlink()
    assert "publicaciones" in fresh.run("doctor").stdout
