"""The product itself, served by its own command from a data folder of its own."""

import contextlib
import os
import select
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import children
from tests.children import ROOT, end

PUBLISH_SAMPLE = """
from sinasec.cli.main import django_setup
django_setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.risk.made_publication import publish_made
from tests.web import sample
sample.publish()
sample.publish(real=True)
publish_made(count={districts})
"""
FEW = 62  # districts of the index when no pictures are taken


def environment(home: Path) -> dict[str, str]:
    """Of a home from which one address asks much."""
    rates = {"SINASEC_UPLOAD_RATE": "1000", "SINASEC_PAGE_RATE": "100000"}
    return children.environment(home, **rates)


def prepare(home: Path, *, whole: bool, districts: int = FEW) -> None:
    """Publish the hand-made samples, or with `whole` the demonstration of the entire country.

    `districts`: how many the hand-made index has.
    """
    sample = PUBLISH_SAMPLE.format(districts=districts)
    command = ["-m", "sinasec", "setup"] if whole else ["-c", sample]
    subprocess.run([sys.executable, *command], env=environment(home), cwd=ROOT, check=True)


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The address of the running site; the server is ended on leaving."""
    port = free_port()
    options = ["--port", str(port), "--workers", "1", "--without-worker"]
    command = [sys.executable, "-m", "sinasec", "serve", *options]
    process = subprocess.Popen(
        command,
        env=environment(home),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        end(process)


# Below those that the system gives to whoever connects, each worker of the tests with its own: no
# other takes a port between its being found free and its server's listening.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw") or 0)
PORTS = iter(range(12_000 + 1_000 * WORKER + os.getpid() % 500, 32_000))


def free_port() -> int:
    for port in PORTS:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no port is free")


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until the server accepts connections. Raises RuntimeError when it never does."""
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        with socket.socket() as probe:
            probe.setblocking(False)
            probe.connect_ex(("127.0.0.1", port))
            _, ready, _ = select.select([], [probe], [], 0.2)
            if ready and probe.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0:
                return
        select.select([], [], [], 0.1)  # let it start before trying again
    raise RuntimeError("the server did not answer in a minute")
