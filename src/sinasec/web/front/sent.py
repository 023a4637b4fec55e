"""What Django answered, ready to be sent without a thread."""

import os
from dataclasses import dataclass
from typing import Any, BinaryIO

from sinasec.web.front.limits import WHOLE


class WholeFile:
    """A file that Django gives away to be sent as it is (`wsgi.file_wrapper`)."""

    def __init__(self, file: BinaryIO, block_size: int = 8192) -> None:
        self.file = file
        self.close = getattr(file, "close", lambda: None)

    def __iter__(self) -> Any:
        return iter(lambda: self.file.read(WHOLE), b"")


@dataclass(frozen=True, slots=True)
class Sent:
    """`body`: bytes, or the path of a file to be sent whole."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes | str


class Started:
    """`start_response` of WSGI: the status line and the headers."""

    status = 0
    headers: list[tuple[str, str]]

    def __call__(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        self.status = int(status.split(" ", 1)[0])
        self.headers = [(name.lower(), value) for name, value in headers]


def sent(application: Any, environ: dict[str, Any]) -> Sent:
    """Ask a WSGI application and take all that it answers, in this thread."""
    started = Started()
    answer = application(environ, started)
    try:
        path = large_file(answer)
        return Sent(started.status, started.headers, path or b"".join(answer))
    finally:
        close = getattr(answer, "close", None)
        if close:
            close()


def large_file(answer: Any) -> str:
    """The path of the file to be sent from its beginning, when it is one and large; else ''."""
    file: Any = getattr(answer, "file", None)
    if not isinstance(answer, WholeFile) or not isinstance(getattr(file, "name", None), str):
        return ""
    at_start = file.tell() == 0
    return file.name if at_start and os.fstat(file.fileno()).st_size > WHOLE else ""
