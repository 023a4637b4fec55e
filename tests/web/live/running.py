"""A server of its own, what it writes, and how to talk to it by hand. Only on this machine."""

import http.client
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.browser.site import ROOT, environment, free_port
from tests.children import PATIENCE, end

HEAD = (
    "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=a\r\n"
)


@dataclass
class Running:
    """`lines`: what it has written on standard error so far."""

    process: subprocess.Popen[str]
    port: int
    lines: list[str] = field(default_factory=list)
    _said: threading.Condition = field(default_factory=threading.Condition)

    def read(self) -> None:
        """Gather what it writes until it ends (in a thread of its own)."""
        assert self.process.stderr
        for line in self.process.stderr:
            with self._said:
                self.lines.append(line.rstrip("\n"))
                self._said.notify_all()

    def wait_line(self, wanted: Callable[[str], bool]) -> str:
        """The first line like that, already written or yet to come."""
        with self._said:
            found = self._said.wait_for(lambda: any(map(wanted, self.lines)), PATIENCE)
            assert found, self.lines
            return next(line for line in self.lines if wanted(line))

    def json_line(self, **fields: Any) -> dict[str, Any]:
        """The first line of JSON with those fields."""

        def like(line: str) -> bool:
            said = json.loads(line) if line.startswith("{") else {}
            return fields.items() <= said.items()

        return json.loads(self.wait_line(like))

    def workers(self) -> list[int]:
        """The processes that answer."""
        pid = self.process.pid
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def ask(
        self,
        path: str,
        method: str = "GET",
        timeout: float = PATIENCE,
        body: bytes | None = None,
        **headers: str,
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (small letters) and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers={"Host": "localhost"} | headers)
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, named, answer.read()
        finally:
            connection.close()

    def by_hand(self, request: bytes) -> tuple[int, bytes]:
        """Status and all that is answered to bytes that end the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as opened:
            opened.sendall(request)
            whole = b"".join(iter(lambda: opened.recv(65536), b""))
        return int(whole.split(b" ", 2)[1]), whole

    def begin(self, path: str, length: str = "Content-Length: 1000000") -> socket.socket:
        """A connection with an upload begun, and nothing of its body sent."""
        opened = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        opened.sendall(f"{HEAD.format(path=path)}{length}\r\n\r\n".encode())
        return opened


@contextmanager
def running(
    home: Path,
    workers: int = 2,
    options: tuple[str, ...] = ("--without-worker",),
    **settings: str,
) -> Iterator[Running]:
    """Once it says that it listens; ended on leaving, if it is still there."""
    port = free_port()
    command = ("serve", "--port", str(port), "--workers", str(workers), *options)
    with started(port, environment(home) | settings, *command) as found:
        found.wait_line(lambda line: "SINASEC está en" in line)
        yield found


@contextmanager
def started(port: int, known: dict[str, str], *command: str) -> Iterator[Running]:
    """A command that serves at that port; whatever it writes is read, so that it never waits."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sinasec", *command],
        env=known,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    found = Running(process, port)
    reader = threading.Thread(target=found.read)
    reader.start()
    try:
        yield found
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        try:
            end(process)
        finally:
            reader.join(PATIENCE)
            if process.stderr:
                process.stderr.close()


def slow_body(port: int, number: int) -> socket.socket:
    """An upload begun and not gone on with; ten from each address, so that none is told to wait."""
    source = (f"127.0.1.{1 + number // 10}", 0)
    opened = socket.create_connection(("127.0.0.1", port), PATIENCE, source_address=source)
    opened.sendall(f"{HEAD.format(path='/matriz/')}Content-Length: 1000000\r\n\r\n-".encode())
    return opened


def status_of(opened: socket.socket) -> int:
    """What is answered on a connection begun by hand."""
    return int(opened.recv(65536).split(b" ", 2)[1])


def answered(opened: list[socket.socket], how_many: int) -> list[socket.socket]:
    """Those that have something to read, once there are so many."""
    told: list[socket.socket] = []
    while len(told) < how_many:
        silent = [one for one in opened if one not in told]
        ready, _, _ = select.select(silent, [], [], PATIENCE)
        assert ready, f"{len(told)} of {how_many} were answered"
        told += ready
    return told


def ended(pids: list[int]) -> bool:
    """Whether all those processes end, each in its time."""
    for pid in pids:
        try:
            handle = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        try:
            if not select.select([handle], [], [], PATIENCE)[0]:
                return False
        finally:
            os.close(handle)
    return True


def memory(pids: list[int]) -> int:
    """Bytes in the memory of those processes."""
    pages = (int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids)
    return sum(pages) * os.sysconf("SC_PAGE_SIZE")
