"""`sinasec publish`, to be killed: a publication is whole and recorded, or there is none.

The few milliseconds in which a folder is placed and its row written would almost never be hit by a
moment drawn over the whole run; so two timed runs in three also end themselves, by an alarm that
nothing catches, soon after one of those steps begins.
"""

import importlib
import random
import signal
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from unittest import mock

from benchmarks.sqlite_check import check_sound

CODES = ["CORESEC-21", "COPROSEC-2101", *(f"CODISEC-2101{number:02d}" for number in range(2, 8))]
FIRST_DAY = date(2025, 1, 31)
LAST_DAY = date(2026, 10, 31)
# The steps that write, and the seconds within which each is over.
WRITING = {"place": 0.15, "record": 0.015}


class PublishJob:
    """Publishes a small country, a day later each time; each killed run is healed by the next."""

    kind = "semaforo"

    @staticmethod
    def fill() -> None:
        """What there is to publish, in the database of the trial."""
        _fill()

    def prepare(self, folder: Path) -> None:
        """Committees and made-up facts, in a child: the parent must not compute with Polars."""
        from sinasec.cli.main import django_setup

        django_setup()
        from benchmarks.kills import in_child
        from sinasec import definitions

        in_child(self.fill)
        definitions.load()  # once, so that children need not read the law again
        for module in (
            "sinasec.committees.frames",
            "sinasec.compliance.semaforo.publish",
            "sinasec.publications.trust.verify",
        ):
            importlib.import_module(module)
        self.folder = folder
        self.runs = 0
        self.kept: set[str] = set()

    def run(self, *, timed: bool) -> None:
        import polars as pl

        from sinasec.committees.frames import committees_frame
        from sinasec.compliance.semaforo.publish import publish

        units = committees_frame().filter(pl.col("committee").is_in(CODES))
        day = FIRST_DAY + timedelta(days=self.runs % (LAST_DAY - FIRST_DAY).days)
        with (
            mock.patch("sinasec.compliance.semaforo.facts.committees_frame", return_value=units),
            self.alarm(timed=timed),
        ):
            publish(as_of=day, now=datetime.now(UTC), horizon_from=day - timedelta(days=20))

    def alarm(self, *, timed: bool) -> AbstractContextManager[object]:
        """One of the writing steps, in turn, with a deadly alarm in two of three timed runs."""
        from sinasec.publications import keep

        if not timed or self.runs % 3 == 0:
            return nullcontext()
        step = list(WRITING)[self.runs // 2 % 2]
        return mock.patch.object(keep, step, _alarmed(keep, step, self.runs))

    def check(self, *, finished: bool) -> None:
        """What can be seen is whole; after the next command each folder has its row."""
        from benchmarks.kills import in_child

        folders, rows = self._folders(), self._rows()
        assert rows <= folders, f"rows without a folder: {rows - folders}"
        assert self.kept <= rows, f"lost: {self.kept - rows}"
        assert not finished or not self._aside(), "a whole run left something aside"
        for name in folders - self.kept:
            self._verify(name)
        in_child(_heal)
        assert self._folders() == self._rows() == folders, "a folder without its row"
        assert not self._aside(), "something half-made was left"
        self.kept = folders
        self.runs += 1

    def _verify(self, name: str) -> None:
        from sinasec.publications.trust.verify import verify

        key = (self.folder / "keys" / "clave-publica.pem").read_bytes()
        found = verify(self.folder / "publications" / name, key)
        assert found.ok, f"{name}: {found.faults}"

    def _folders(self) -> set[str]:
        return {path.name for path in (self.folder / "publications").glob(f"{self.kind}-*")}

    def _aside(self) -> list[Path]:
        return list((self.folder / "publications").glob(".aparte-*"))

    def _rows(self) -> set[str]:
        with sqlite3.connect(self.folder / "sinasec.sqlite3") as base:
            check_sound(base)
            return {row[0] for row in base.execute("SELECT id FROM publications_publication")}


def _alarmed(module: ModuleType, step: str, run: int) -> Callable[..., object]:
    """The writing step with a deadly alarm set before it."""
    writing = getattr(module, step)

    def alarmed(*arguments: object) -> object:
        signal.setitimer(signal.ITIMER_REAL, random.Random(run).uniform(1e-6, WRITING[step]))
        return writing(*arguments)

    return alarmed


def _fill() -> None:
    from django.core.management import call_command

    from sinasec.committees.loading import load_committees
    from sinasec.demonstration.country.simulate import simulate
    from sinasec.territories.loading import load_reference

    call_command("migrate", verbosity=0)
    load_reference()
    load_committees()
    simulate(seed=7, codes=CODES)


def _heal() -> None:
    from sinasec.publications.heal import heal

    found = heal()
    assert not found.strange, f"folders that do not verify: {found.strange}"
