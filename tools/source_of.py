"""From the fingerprint of a program to its source: `python -m tools.source_of 0.1.0+d8e5b36bfce0`.

Every publication says which program made it, by the version and a hash of the sources that decide
its bytes. Here each commit of this repository is asked for its own fingerprints, by its own code,
the newest first, until one answers.
"""

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

ROOT: Final = Path(__file__).parent.parent
CODE: Final = ":(glob)src/sinasec/**/*.py"
ASKED: Final = """
import json
try:
    from sinasec.publications.trust import code_version as module
except ImportError:  # before it had its folder
    from sinasec.publications import code_version as module
try:
    from sinasec.publications.kinds import KINDS
except ImportError:  # before there were several kinds
    print(json.dumps({"semaforo": module.code_version()}))
else:
    print(json.dumps({kind: module.code_version(kind) for kind in KINDS}))
"""


def commits(repository: Path, of: str = "--all") -> list[str]:
    """Those that changed the sources, the newest first."""
    listed = _git(repository, "rev-list", of, "--", CODE)
    return listed.decode().split()


def fingerprints(repository: Path, commit: str) -> dict[str, str]:
    """Kind of publication -> fingerprint of that commit; none when it did not publish yet."""
    packed = _git(repository, "archive", commit, CODE)
    with tempfile.TemporaryDirectory() as aside:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(aside, filter="data")
        source = Path(aside) / "src"
        if not list((source / "sinasec").glob("publications/**/code_version.py")):
            return {}
        return json.loads(_run([sys.executable, "-c", ASKED], source, PYTHONPATH=str(source)))


def found(
    repository: Path, wanted: str, of: str = "--all"
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each commit with the kinds of publication that have the fingerprint in it."""
    for commit in commits(repository, of):
        made = fingerprints(repository, commit)
        kinds = tuple(kind for kind, fingerprint in made.items() if fingerprint == wanted)
        yield commit, kinds


def tags(repository: Path, commit: str) -> list[str]:
    """The tags of versions at that commit."""
    return _git(repository, "tag", "--points-at", commit).decode().split()


def _git(repository: Path, *arguments: str) -> bytes:
    return _run(["git", *arguments], repository)


def _run(command: list[str], folder: Path, **environment: str) -> bytes:
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise click.ClickException(done.stderr.decode(errors="replace").strip())
    return done.stdout


@click.command()
@click.argument("fingerprint", metavar="HUELLA", required=False)
@click.option("--rev", default="--all", help="Solo los cambios hasta este; todos, si falta.")
def main(fingerprint: str | None, rev: str) -> None:
    """Dice qué cambio del repositorio tiene esa HUELLA; sin ella, las de la última versión."""
    if fingerprint is None:
        newest = commits(ROOT, "HEAD")[0]
        for kind, made in fingerprints(ROOT, newest).items():
            click.echo(f"{kind} {made} {newest}")
        return
    click.echo(f"{len(commits(ROOT, rev))} cambios que mirar, el último primero.", err=True)
    for commit, kinds in found(ROOT, fingerprint, rev):
        if kinds:
            named = " ".join(tags(ROOT, commit))
            click.echo(f"{commit} {named}".rstrip() + f" ({', '.join(kinds)})")
            return
    raise click.ClickException(
        f"Ningún cambio de este repositorio tiene la huella {fingerprint}: traiga los demás con "
        "«git fetch --all --tags», o lo hizo un programa que no es de aquí."
    )


if __name__ == "__main__":
    main()
