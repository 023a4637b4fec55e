"""`sinasec …` from a process that has read the libraries already: one for each process of tests.

What a command of a small installation takes is mostly reading Django and Polars. Here that is done
once, in a process that runs nothing else; each command is a fork of it, with its own environment
and outputs, that reads the modules of the product, and its settings, by itself. Only what comes
before the command differs from `python -m sinasec`: where that matters, start one. The seed of
hashes comes before it: what must not hang on the order of a set is run anew (`rebuilding`).
"""

import atexit
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
from functools import cache
from typing import Final, NoReturn

from tests.children import ROOT
from tests.children import environment as of_this_tree

LIBRARIES: Final = (
    "click", "cryptography.hazmat.primitives.asymmetric.ed25519",
    "cryptography.hazmat.primitives.kdf.scrypt", "cryptography.hazmat.primitives.serialization",
    "dj_database_url", "django.contrib.staticfiles.finders", "django.core.mail",
    "django.core.management", "django.core.management.sql", "django.core.paginator",
    "django.core.serializers.json", "django.db.backends.sqlite3.base",
    "django.db.migrations.executor", "django.db.models", "django.forms", "django.template",
    "django.views.generic", "jsonschema", "multiprocessing.connection",
    "numpy", "openpyxl", "polars", "psycopg", "python_calamine", "sqlparse", "statistics",
    "xlsxwriter", "yaml",
)  # fmt: skip
LONGEST: Final = 300  # seconds of one that does not hang, on the busiest machine
MOST: Final = 1 << 20  # bytes of a request: arguments and an environment
ENDS: Final = b"\n"


def run(
    *arguments: str,
    environment: dict[str, str],
    module: str = "sinasec",
    longest: int = LONGEST,
) -> subprocess.CompletedProcess[str]:
    """`python -m MODULE ARGUMENTS` at the root of the tree, in that environment, with no input.

    One that hangs is ended after `longest` seconds by SIGALRM, which is then its code.
    """
    asked = json.dumps([module, arguments, environment, longest]).encode() + ENDS
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        to = _server()
        socket.send_fds(to, [asked[:1]], [out.fileno(), err.fileno()])
        to.sendall(asked[1:])
        told = _line(to)
        if not told:
            raise ChildProcessError("the process that forks the commands has ended")
        texts = [_text(file) for file in (out, err)]
    return subprocess.CompletedProcess(arguments, int(told), *texts)


def _text(file) -> str:
    file.seek(0)
    return file.read().decode()


@cache
def _server() -> socket.socket:
    """Whoever forks, which ends with this process: it reads until nobody can write."""
    ours, its = socket.socketpair()
    command = [sys.executable, "-m", "tests.warm", str(its.fileno())]
    with its:
        process = subprocess.Popen(command, cwd=ROOT, env=of_this_tree(), pass_fds=[its.fileno()])
    atexit.register(lambda: (ours.close(), process.wait()))
    return ours


def _line(source: socket.socket, got: bytes = b"") -> bytes:
    while not got.endswith(ENDS):
        more = source.recv(MOST)
        if not more:
            return b""
        got += more
    return got


def serve(asking: socket.socket) -> None:
    """Fork a command for each request, and say how it ended, until there are no more."""
    while True:
        first, outputs, _, _ = socket.recv_fds(asking, 1, 2)
        if not first:
            return
        asked = json.loads(_line(asking, first))
        child = os.fork()
        if not child:
            asking.close()
            become(*asked, *outputs)
        for output in outputs:
            os.close(output)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        asking.sendall(str(code).encode() + ENDS)


def become(
    module: str,
    arguments: list[str],
    environment: dict[str, str],
    longest: int,
    out: int,
    err: int,
) -> NoReturn:
    """This process is the command from here on."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, place in ((nothing, 0), (out, 1), (err, 2)):
        os.dup2(source, place)
        os.close(source)
    signal.alarm(longest)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
    sys.exit(0)


if __name__ == "__main__":
    for library in LIBRARIES:
        __import__(library)
    gc.freeze()  # so that no fork copies what it only looks through
    serve(socket.socket(fileno=int(sys.argv[1])))
