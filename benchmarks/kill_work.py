"""Work behind, to be killed: who does it, its worker, or the site that began the worker.

What is asked for is letters: the number of each and the end of its work are one transaction. After
every kill no process of the dead one is left, the numbers have no gap, each letter was written
once, and what is not written still waits. The publications asked for behind (`BehindJob`) leave
folders besides, and each day of them is published once.
"""

import os
import select
import socket
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from signal import SIGINT, pthread_kill
from typing import Any

from benchmarks.kill_publish import FIRST_DAY, PublishJob, _fill
from benchmarks.sqlite_check import check_sound

SETTINGS = "benchmarks.kill_work_settings"
BATCH = 3  # letters asked for at a time
PATIENCE = 60  # seconds for what should end at once
SESSION = 3  # of the fields of /proc/PID/stat after the name of the program
TABLE = "CREATE TABLE letter (number INTEGER PRIMARY KEY, key TEXT NOT NULL)"


def letter(turn: Any) -> Any:
    """What the work does: the next number, once."""
    from django.db import connection

    from sinasec.work.turn import Outcome

    turn.progress("escribe", 0, 1)
    outcome = Outcome("Carta escrita.")
    with turn.finishing(outcome), connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(number), 0) + 1 FROM letter")
        cursor.execute("INSERT INTO letter VALUES (%s, %s)", [cursor.fetchone()[0], turn.key])
    return outcome


def published(turn: Any) -> Any:
    """A small country on the day of the key."""
    import polars as pl

    from sinasec.committees.frames import committees_frame
    from sinasec.compliance.semaforo import facts
    from sinasec.compliance.semaforo.publish import publish
    from sinasec.publications.behind import published_once
    from sinasec.work.turn import Outcome

    day = date.fromisoformat(turn.key)
    units = committees_frame().filter(pl.col("committee").is_in(_codes()))
    facts.committees_frame = lambda: units
    made = published_once(
        turn,
        lambda announced: publish(
            as_of=day,
            now=datetime.now(UTC),
            horizon_from=day - timedelta(days=20),
            announced=announced,
        ),
    )
    return Outcome(f"Se publicó {made.pk}.", {"publication": made.pk})


def _codes() -> list[str]:
    from benchmarks.kill_publish import CODES

    return CODES


class _Letters:
    """Letters asked for in batches; the next one only once the last is written."""

    def prepare(self, folder: Path) -> None:
        os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
        from sinasec.cli.main import django_setup

        django_setup()
        from django.core.management import call_command
        from django.db import connection, connections

        from benchmarks.kills import in_child

        self.session = folder / "sesion"  # of the last run
        self.session.touch()
        self.asked = 0
        self.database = Path(connection.settings_dict["NAME"])
        call_command("migrate", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute(TABLE)
        connections.close_all()
        self.in_child = in_child
        self._ask()

    def run(self, *, timed: bool) -> None:
        os.setsid()
        self.session.write_text(str(os.getpid()))
        self.work()

    def work(self) -> None:
        raise NotImplementedError

    def check(self, *, finished: bool) -> None:
        if began := self.session.read_text():  # nothing, when it was killed while it said which
            for pid in _left(int(began)):
                _wait(pid)
        letters, states = self._stored()
        keys = [key for _, key in letters]
        assert [number for number, _ in letters] == list(range(1, len(letters) + 1)), "a gap"
        assert len(set(keys)) == len(keys), "a letter was written twice"
        assert {key for key, state in states.items() if state == "hecho"} == set(keys), states
        assert set(states.values()) <= {"hecho", "espera", "en-curso"}, f"lost: {states}"
        assert len(states) == self.asked, "what was asked for is not there"
        assert not finished or len(keys) == self.asked, "it said that nothing was left to do"
        if len(keys) == self.asked:
            self._ask()

    def _stored(self) -> tuple[list[tuple[int, str]], dict[str, str]]:
        with sqlite3.connect(self.database) as base:
            check_sound(base)
            letters = base.execute("SELECT number, key FROM letter ORDER BY number").fetchall()
            states = dict(base.execute("SELECT key, state FROM work_job WHERE kind = 'carta'"))
        base.close()
        return letters, states

    def _ask(self) -> None:
        first = self.asked
        self.asked += BATCH

        def ask() -> None:
            from sinasec.work import outbox

            for number in range(first, first + BATCH):
                outbox.ask("carta", str(number), {}, by="prueba", now=datetime.now(UTC))

        self.in_child(ask)


class AttemptJob(_Letters):
    """Whoever does the work is killed at a step of it: taken, begun, told, written, ended."""

    def work(self) -> None:
        work_off()


class WorkerJob(_Letters):
    """The worker is killed, with its children at work in processes of their own."""

    def work(self) -> None:
        from django.conf import settings

        from sinasec.work.worker import Worker

        with Worker(settings.RUN / "trabajo", lambda: datetime.now(UTC)) as worker:
            worker.work(until_idle=True)


class ServerJob(_Letters):
    """The site is killed, with its processes, its worker and its children."""

    def work(self) -> None:
        from sinasec.web.commands import run

        threading.Thread(target=self._end_when_idle, daemon=True).start()
        run("127.0.0.1", _free_port(), 1, "El sitio", worker=True)

    def _end_when_idle(self) -> None:
        """Ask the list every so often; nobody tells whoever looks from outside."""
        while any(state != "hecho" for state in self._stored()[1].values()):
            time.sleep(0.1)
        pthread_kill(threading.main_thread().ident or 0, SIGINT)


class BehindJob(PublishJob):
    """Publications asked for behind: whoever makes them is killed, and each is made once."""

    def prepare(self, folder: Path) -> None:
        os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
        super().prepare(folder)

    def run(self, *, timed: bool) -> None:
        from sinasec.work import outbox

        day = FIRST_DAY + timedelta(days=self.done)
        outbox.ask("publica", day.isoformat(), {}, by="prueba", now=datetime.now(UTC))
        with self.alarm(timed=timed):
            work_off()

    def check(self, *, finished: bool) -> None:
        super().check(finished=finished)
        with sqlite3.connect(self.folder / "sinasec.sqlite3") as base:
            days = [day for (day,) in base.execute("SELECT as_of FROM publications_publication")]
            jobs = base.execute("SELECT key, state FROM work_job WHERE kind = 'publica'").fetchall()
        base.close()
        assert len(set(days)) == len(days), "a day was published twice"
        done = {key for key, state in jobs if state == "hecho"}
        assert done <= set(days), "what is done is not published"
        assert len(set(days) - done) <= 1, "more was published than was begun"
        assert {state for _, state in jobs} <= {"hecho", "espera", "en-curso"}, jobs
        assert not finished or len(done) == len(jobs), "it said that nothing was left to do"
        self.done = len(done)

    done = 0

    @staticmethod
    def fill() -> None:
        _fill()


def work_off() -> None:
    """All that is due, in this process; whoever had some of it before is dead."""
    from sinasec.work import held
    from sinasec.work.held import Held
    from sinasec.work.kinds import WORK
    from sinasec.work.run import run

    now = datetime.now(UTC)
    held.take_back(now, held.holders())
    while (job := held.take("prueba", datetime.now(UTC), list(WORK))) is not None:
        run(Held(job.pk, job.fence))


def _left(session: int) -> Iterator[int]:
    """The processes of that session: all that a run began, however it began them."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                _, _, rest = (entry / "stat").read_text().rpartition(")")
            except OSError:
                continue  # it ended meanwhile
            if int(rest.split()[SESSION]) == session:
                yield int(entry.name)


def _wait(pid: int) -> None:
    """Raise AssertionError for one that outlives who began it."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        assert select.select([handle], [], [], PATIENCE)[0], f"{pid} was left behind"
    finally:
        os.close(handle)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


assert sys.platform == "linux", "it looks for what is left in /proc"
