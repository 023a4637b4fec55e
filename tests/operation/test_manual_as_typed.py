"""What the chapter on operation has typed, run as it is written."""

import re
import subprocess
import sys

import pytest
from tools.manual import FOLDER

from sinasec.operation.owner import as_owner
from tests.conftest import ROOT
from tests.operation.installation import behind

TEXT = (FOLDER / "operacion.md").read_text(encoding="utf-8")
PROGRAM = "/opt/sinasec/.venv/bin/sinasec"


def mailed(installation, folder) -> str:
    """What cron would mail of the nightly backup: all that is said."""
    [line] = re.findall(r"^15 2 \* \* \* (.+)$", TEXT, re.M)
    settings = folder / "sinasec.env"
    settings.write_text(f"SINASEC_HOME={installation.home}\n")
    line = line.replace("\\%", "%").replace("/etc/sinasec.env", str(settings))
    line = line.replace("/var/backups/sinasec/", f"{folder}/")
    line = line.replace(PROGRAM, f"{sys.executable} -m sinasec")
    done = subprocess.run(
        ["sh", "-c", line],
        cwd=ROOT,
        env=installation.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    [kept] = folder.glob("sinasec-*.zip")
    kept.unlink()
    return done.stdout


@pytest.mark.database
def test_the_nightly_backup_mails_what_asks_for_attention_and_nothing_else(fresh, tmp_path):
    assert mailed(fresh, tmp_path) == ""
    [(act,)] = fresh.sql("SELECT id FROM compliance_act WHERE NOT simulated")
    behind(fresh, f"UPDATE compliance_act SET date = '2025-04-04' WHERE id = '{act}'")
    assert act in mailed(fresh, tmp_path)


def test_after_restoring_both_files_name_the_new_database(tmp_path, monkeypatch):
    """And the folder of the installation, which ends like the name of the database, stays."""
    files = {
        name: tmp_path / name.rpartition("/")[2] for name in re.findall(r"/etc/\S+?\.env", TEXT)
    }
    site, owner = files["/etc/sinasec.env"], files["/etc/sinasec-duena.env"]
    written = re.findall(r"^echo '(\S+)' \| sudo tee -a (\S+)$", TEXT, re.M)
    lines = {name: [each for each, to in written if to == name] for name in files}
    site.write_text("\n".join(lines["/etc/sinasec.env"]) + "\n")
    owner.write_text(site.read_text() + "\n".join(lines["/etc/sinasec-duena.env"]) + "\n")
    [command] = re.findall(r"^sudo (sed -i .+)$", TEXT, re.M)
    for name in sorted(files, key=len, reverse=True):
        command = command.replace(name, str(files[name]))
    subprocess.run(["sh", "-c", command], check=True)
    found = [
        dict(line.split("=", 1) for line in path.read_text().split()) for path in (site, owner)
    ]
    for each in found:
        assert each["SINASEC_HOME"] == "/var/lib/sinasec"
        assert all(url.endswith("/sinasec_nueva") for key, url in each.items() if "URL" in key)
    for key, value in found[1].items():
        monkeypatch.setenv(key, value)
    as_owner()
