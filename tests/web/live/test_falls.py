"""Processes that are killed, a database that goes away: the site comes back, or leaves nothing."""

import os
import shutil
import signal
from contextlib import ExitStack
from http.client import HTTPException
from pathlib import Path

from sinasec.web.limits.rates import FILE as COUNTS
from tests.web.live.running import Running, answered, ended, running, status_of

RATE = 3


def test_limits_hold_in_all_processes_before_the_body_is_read(home: Path, tmp_path: Path):
    # Counts are of a folder, and those of the other tests stay behind.
    own = shutil.copytree(home, tmp_path / "casa", ignore=shutil.ignore_patterns(COUNTS))
    with running(own, workers=2, SINASEC_UPLOAD_RATE=str(RATE)) as site, ExitStack() as closed:
        opened = [closed.enter_context(site.begin("/actos/")) for _ in range(12)]
        told = answered(opened, 12 - RATE)
        assert [status_of(one) for one in told] == [429] * (12 - RATE)
        assert len(site.workers()) == 2


def test_a_killed_process_is_started_again_and_the_other_answers_meanwhile(home: Path):
    with running(home, workers=2) as site:
        for which in (0, -1):  # and the new one again: see `test_server` of how soon that may be
            before = site.workers()
            os.kill(before[which], signal.SIGKILL)
            _answers_until_whole(site, before)
        assert site.process.poll() is None
        fallen = site.json_line(origen="sinasec.web.serving.server")
        assert fallen["nivel"] == "error"


def _answers_until_whole(site: Running, before: list[int]) -> None:
    """Ask until a new process is there; every question is answered, but for one that was cut."""
    cut = 0
    while len(now := site.workers()) < 2 or set(now) == set(before):
        try:
            assert site.ask("/")[0] == 200
        except (OSError, HTTPException):  # it was on its way to the one that was killed
            cut += 1
            assert cut <= 1
    assert site.ask("/")[0] == 200


def test_nothing_is_left_when_the_parent_is_killed(home: Path):
    with running(home, workers=2) as site:
        site.ask("/")
        workers = site.workers()
        site.process.kill()
        assert ended(workers)


def test_without_a_database_the_site_says_so_and_the_log_why(home: Path, tmp_path: Path):
    own = shutil.copytree(home, tmp_path / "casa")
    with running(own, workers=1) as site:
        for file in own.glob("sinasec.sqlite3*"):
            file.unlink()
        (own / "sinasec.sqlite3").mkdir()
        for path in ("/", "/api/v1/semaforo"):
            status, headers, body = site.ask(path)
            assert status == 503
            assert headers["retry-after"] == "30"
            assert headers["x-request-id"] in body.decode()
            line = site.json_line(numero=headers["x-request-id"], nivel="error")
            assert "OperationalError" in line["traza"]
        status, _, body = site.ask("/salud/")
        assert status == 503
        assert "base" in body.decode()
