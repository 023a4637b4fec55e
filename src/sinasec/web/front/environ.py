"""What was asked, as WSGI tells it (PEP 3333)."""

import sys
from typing import Any, BinaryIO, Final
from urllib.parse import quote

from django.utils.http import parse_header_parameters

from sinasec.web.front.sent import WholeFile
from sinasec.web.logs.number import ENVIRON as NUMBER

UNREADABLE: Final = "/\ufffd"  # no page has this address
UNREADABLE_QUERY: Final = "%EF%BF%BD"  # nor reads this
WRITTEN: Final = "".join(map(chr, range(0x21, 0x7F)))  # as it is, in an address
ALWAYS: Final = {
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
    "wsgi.file_wrapper": WholeFile,
}


def environ_of(scope: Any, number: str, body: BinaryIO, size: int) -> dict[str, Any]:
    """`size`: the bytes that really are in `body`, whatever the header said."""
    host, _, port = scope.server.rpartition(":")
    return _headers(scope) | {
        **ALWAYS,
        "wsgi.errors": sys.stderr,
        "wsgi.input": body,
        "wsgi.url_scheme": scope.scheme,
        "CONTENT_LENGTH": str(size),
        "PATH_INFO": path_of(scope).encode().decode("latin-1"),
        "QUERY_STRING": query_of(scope),
        "REMOTE_ADDR": peer(scope),
        "REQUEST_METHOD": scope.method,
        "SERVER_NAME": host.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        NUMBER: number,
    }


def path_of(scope: Any) -> str:
    try:
        return scope.path
    except UnicodeDecodeError:
        return UNREADABLE


def query_of(scope: Any) -> str:
    """What follows «?», with the letters that a browser would have written as numbers so written:
    WSGI has no place for them, and what is made of it later is an address again."""
    try:
        return quote(scope.query_string, safe=WRITTEN)
    except UnicodeDecodeError:
        return UNREADABLE_QUERY


def peer(scope: Any) -> str:
    """The address at the other end, without its port."""
    return scope.client.rpartition(":")[0].strip("[]")


def _headers(scope: Any) -> dict[str, str]:
    """Headers as variables; a name with an underscore could pass for another and is left out."""
    found: dict[str, str] = {}
    for name, value in scope.headers.items():
        if "_" in name:
            continue
        key = "HTTP_" + name.upper().replace("-", "_")
        joint = "; " if name == "cookie" else ","
        found[key] = f"{found[key]}{joint}{value}" if key in found else value
    found.setdefault("HTTP_HOST", scope.authority or "")
    found["CONTENT_TYPE"] = _readable(found.pop("HTTP_CONTENT_TYPE", ""))
    found.pop("HTTP_CONTENT_LENGTH", None)
    found.pop("HTTP_TRANSFER_ENCODING", None)
    return found


def _readable(kind: str) -> str:
    """A content type; "" for one whose parameters say what nobody can read (RFC 2231)."""
    try:
        parse_header_parameters(kind)
    except (ValueError, LookupError):
        return ""
    return kind
