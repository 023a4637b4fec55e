"""Who asks for a large file and does not read it is shut; who reads slowly gets it whole."""

import select
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.browser.site import ROOT, environment
from tests.web import sample
from tests.web.live.hurried import CONNECTIONS_OF_ONE, LARGE, NAME
from tests.web.live.running import PATIENCE, Running, running

SIZE = 24 * 1024 * 1024  # more than the system keeps for a connection at both ends
PIECE = 64 * 1024
PAUSE = 0.02  # seconds: eight in all, more than who reads nothing is given at first
WINDOW = 32 * 1024


# As a command does, in a process that closes the base when it ends.
REPLIES = """
import sys
from datetime import timedelta
from sinasec.cli.main import django_setup
django_setup()
from django.db import connections
from sinasec.publications import catalogue
from sinasec.publications.actions import reply
from tests.web import sample
_, committee, text, minute = sys.argv
reply(
    publication=catalogue.latest("semaforo").pk, committee=committee, text=text, by="ST",
    now=sample.PUBLISHED + timedelta(minutes=1 + int(minute)),
)
connections.close_all()
"""


@pytest.fixture(scope="module")
def folder(home: Path, tmp_path_factory) -> Path:
    return shutil.copytree(home, tmp_path_factory.mktemp("apurado") / "casa")


@pytest.fixture(scope="module")
def hurried(folder: Path) -> Iterator[Running]:
    (folder / NAME).write_bytes(b"x" * SIZE)
    with running(folder, workers=1, DJANGO_SETTINGS_MODULE="tests.web.live.hurried") as site:
        yield site


def test_who_does_not_read_is_shut_and_who_reads_slowly_is_not(hurried: Running):
    with _asked(hurried) as silent, _asked(hurried) as slow:
        _, _, body = b"".join(_slowly(slow)).partition(b"\r\n\r\n")
        assert body == b"x" * SIZE
        _wait_reset(silent)
        assert _all_that_came(silent) < SIZE
    said = hurried.json_line(origen="sinasec.web.front.slow_readers")
    assert said["nivel"] == "aviso"
    assert hurried.ask("/")[0] == 200


def test_those_of_one_address_beyond_its_number_are_shut(hurried: Running):
    with ExitStack() as stack:
        first = [stack.enter_context(_idle(hurried)) for _ in range(CONNECTIONS_OF_ONE)]
        for one in first:
            one.sendall(b"GET /salud/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert one.recv(PIECE).startswith(b"HTTP/1.1 200")
        extra = [stack.enter_context(_idle(hurried)) for _ in range(4)]
        for one in extra:
            _wait_reset(one)
        first[-1].sendall(b"GET /salud/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert first[-1].recv(PIECE)


def test_what_commands_write_is_shown_however_often_connections_are_looked_at(
    hurried: Running, folder: Path
):
    """A look once let go of the locks of the base, and the next command deleted what the site read.

    That connections beyond the number are shut says that there were looks.
    """
    with ExitStack() as stack:
        extra = [stack.enter_context(_idle(hurried)) for _ in range(CONNECTIONS_OF_ONE + 4)]
        for one in extra[CONNECTIONS_OF_ONE:]:
            _wait_reset(one)
    for number, committee in enumerate((sample.PUNO, sample.ICA)):
        assert hurried.ask(f"/comite/{committee}/")[0] == 200
        command = [sys.executable, "-c", REPLIES, committee, f"Respuesta {number}", str(number)]
        subprocess.run(command, env=environment(folder), cwd=ROOT, check=True)
        assert f"Respuesta {number}".encode() in hurried.ask(f"/comite/{committee}/")[2]


def _idle(site: Running) -> socket.socket:
    opened = socket.socket()
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, WINDOW)
    opened.settimeout(PATIENCE)
    opened.connect(("127.0.0.1", site.port))
    return opened


def _asked(site: Running) -> socket.socket:
    opened = _idle(site)
    opened.sendall(f"GET {LARGE} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    return opened


def _slowly(opened: socket.socket) -> Iterator[bytes]:
    while piece := opened.recv(PIECE):
        yield piece
        time.sleep(PAUSE)  # this is how slow it reads; nothing waits for it


def _wait_reset(opened: socket.socket) -> None:
    """Until the other side threw the connection away, whatever is left to be read."""
    poll = select.poll()
    poll.register(opened, select.POLLERR | select.POLLHUP)
    assert poll.poll(1000 * PATIENCE), "it was not shut"


def _all_that_came(opened: socket.socket) -> int:
    came = 0
    try:
        while piece := opened.recv(PIECE):
            came += len(piece)
    except ConnectionResetError:
        return came
    return came
