"""Installations of their own, each a folder and a database, driven by the command as people do."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests import warm
from tests.children import ROOT, environment

PHRASE = "una frase larga que nadie adivina"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "solo")  # its names in a server that all share
LOCK = ".turno"
POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")


@dataclass(frozen=True)
class Installation:
    """`home` need not be there; on PostgreSQL its database has its name."""

    home: Path

    @property
    def name(self) -> str:
        name = f"{WORKER}_{self.home.parent.name}_{self.home.name}"
        return name.replace("-", "_").lower()

    @property
    def url(self) -> str:
        return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{self.name}"

    @property
    def environment(self) -> dict[str, str]:
        return environment(self.home) | ({"DATABASE_URL": self.url} if POSTGRES else {})

    def empty(self) -> "Installation":
        """With an empty database of its own, on PostgreSQL."""
        if POSTGRES:
            with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
                server.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
                server.execute(f'CREATE DATABASE "{self.name}"')
        return self

    def like(self, other: "Installation") -> "Installation":
        """A copy of an installation that nobody is using."""
        shutil.copytree(other.home, self.home)
        if POSTGRES:
            with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
                server.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{other.name}"')
        return self

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen:
        """A Python process in this installation, with more settings: `-m module …`."""
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment | settings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(
        self, *arguments: str, module: str = "sinasec", **settings: str
    ) -> subprocess.CompletedProcess:
        """`sinasec …` in this installation, or another module."""
        return warm.run(*arguments, environment=self.environment | settings, module=module)

    def json(self, *arguments: str, ends: int = 0) -> dict[str, Any]:
        """The document that a command prints, which ended so: well, unless another is said."""
        done = self.run(*arguments, "--json")
        assert done.returncode == ends, done.stderr + done.stdout
        return json.loads(done.stdout)

    def sql(self, statement: str) -> list[Any]:
        """Ask or change the database behind the program, as its owner can."""
        if POSTGRES:
            with psycopg.connect(self.url, autocommit=True) as server:
                done = server.execute(statement)
                return done.fetchall() if done.description else []
        with closing(sqlite3.connect(self.home / "sinasec.sqlite3")) as opened, opened:
            return opened.execute(statement).fetchall()

    def files(self) -> dict[str, bytes]:
        """Everything published and kept, by relative path."""
        return {
            path.relative_to(self.home).as_posix(): path.read_bytes()
            for root in ("publications", "warehouse")
            for path in sorted((self.home / root).rglob("*"))
            if path.is_file() and path.name != LOCK
        }

    def untouched(self) -> bool:
        """Whether nothing of a backup is there: no file but the locks, no database, no table."""
        if POSTGRES and self.sql("SELECT 1 FROM pg_tables WHERE schemaname = 'public'"):
            return False
        return not [path for path in self.home.rglob("*") if path.is_file() and path.name != LOCK]


def behind(installation: Installation, *statements: str) -> None:
    """As the owner of the database can: triggers off, and written again afterwards."""
    if POSTGRES:
        off = "SET session_replication_role = replica;"
        installation.sql(off + ";".join(statements))
        return
    past_triggers(installation.home / "sinasec.sqlite3", *statements)


def past_triggers(file: Path, *statements: str) -> None:
    """The same in a file of SQLite."""
    with closing(sqlite3.connect(file)) as opened, opened:
        kept = opened.execute(
            "SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for statement in (*(f"DROP TRIGGER {name}" for name, _, _ in kept), *statements):
            opened.execute(statement)
        there = {name for (name,) in opened.execute("SELECT name FROM sqlite_master")}
        for _, sql, table in kept:
            if table in there:
                opened.execute(sql)
