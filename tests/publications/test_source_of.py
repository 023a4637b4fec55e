"""Every fingerprint leads to its source, by the command that the manual gives."""

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from tools import source_of

from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.publications.kinds import KINDS
from sinasec.publications.trust.code_version import SOURCES, code_version, deciding
from sinasec.risk.published.kind import INDEX

WHO = ("-c", "user.name=Prueba", "-c", "user.email=prueba@example.org")
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="no hay git en esta máquina")


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *WHO, *arguments], cwd=folder, check=True, capture_output=True)
    return done.stdout.decode().strip()


def kept(folder: Path, message: str) -> str:
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", message)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path) -> tuple[Path, list[str]]:
    """Today's sources; one that decides the semáforo changed; and one that decides nothing."""
    target = tmp_path / "repositorio"
    code = shutil.ignore_patterns("__pycache__", "static", "templates")
    shutil.copytree(SOURCES, target / "src" / "sinasec", ignore=code)
    git(tmp_path, "init", "-q", str(target))
    made = [kept(target, "Hoy")]
    for name in ("compliance/semaforo/packaging.py", "web/urls.py"):
        file = target / "src" / "sinasec" / name
        file.write_text(file.read_text(encoding="utf-8") + "# otra línea\n", encoding="utf-8")
        made.append(kept(target, name))
    return target, made


def test_todays_fingerprints_lead_to_the_commit_with_these_sources(repository):
    folder, (today, changed, _) = repository
    assert source_of.fingerprints(folder, today) == {kind: code_version(kind) for kind in KINDS}
    where = dict(source_of.found(folder, code_version(SEMAFORO)))
    assert [commit for commit, kinds in where.items() if kinds] == [today]
    assert where[changed] == ()


def test_what_decides_nothing_keeps_the_fingerprint(repository):
    folder, made = repository
    where = dict(source_of.found(folder, code_version(INDEX)))
    assert all(where[commit] == (INDEX,) for commit in made)


def test_the_command_says_commit_and_tag_or_that_there_is_none(repository, monkeypatch):
    folder, (today, *_) = repository
    git(folder, "tag", "v0.1.0", today)
    monkeypatch.setattr(source_of, "ROOT", folder)
    told = CliRunner().invoke(source_of.main, [code_version(SEMAFORO)])
    assert told.stdout == f"{today} v0.1.0 (semaforo)\n"
    missing = CliRunner().invoke(source_of.main, ["0.1.0+000000000000"])
    assert missing.exit_code == 1
    assert "git fetch" in missing.output


def test_the_fingerprints_of_this_checkout_are_those_of_its_last_commit():
    """What an installation says with `--version` is found from the repository alone."""
    root = source_of.ROOT
    if not (root / ".git").exists():
        pytest.skip("no es un repositorio")
    mine = [str(path) for kind in KINDS for path in deciding(kind)]
    if git(root, "status", "--porcelain", "--", *mine):
        pytest.skip("hay cambios sin guardar en lo que decide una publicación")
    newest = source_of.commits(root, "HEAD")[0]
    assert source_of.fingerprints(root, newest) == {kind: code_version(kind) for kind in KINDS}
