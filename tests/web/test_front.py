"""The front, piece by piece: bodies, what Django is told, what it gives back."""

import asyncio
import errno
import io
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from granian.server import Server

from sinasec.web.front import body, open_bodies, ready
from sinasec.web.front.application import Front, send
from sinasec.web.front.body import declared_size, read_body
from sinasec.web.front.environ import environ_of
from sinasec.web.front.last_resort import overloaded
from sinasec.web.front.limits import ASKED_BY_ONE, IN_MEMORY, WHOLE
from sinasec.web.front.open_bodies import OpenBodies
from sinasec.web.front.sent import Sent, WholeFile, sent
from sinasec.web.front.verdict import Refused
from sinasec.web.limits.rates import Rate
from sinasec.web.logs.access import network
from sinasec.web.logs.lines import Lines
from sinasec.web.serving.server import Lasting

LARGEST = 4 * IN_MEMORY


async def _pieces(*pieces: bytes) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


async def _silence() -> AsyncIterator[bytes]:
    yield b"a"
    await asyncio.Event().wait()


def _read(chunks: AsyncIterator[bytes], declared: int | None = None, largest: int = LARGEST):
    async def read() -> bytes:
        with (
            OpenBodies(largest).one("a") as weighed,
            await read_body(chunks, declared, largest, weighed) as kept,
        ):
            return kept.read()

    return asyncio.run(read())


def _why(chunks: AsyncIterator[bytes], declared: int | None = None) -> str:
    with pytest.raises(Refused) as refusal:
        _read(chunks, declared)
    return refusal.value.verdict.why


def test_a_body_comes_whole_from_memory_or_from_its_file():
    assert _read(_pieces()) == b""
    assert _read(_pieces(b"ab", b"c"), 3) == b"abc"
    large = [bytes([n]) * 70_000 for n in range(6)]
    assert _read(_pieces(*large)) == b"".join(large)


def test_more_than_the_largest_is_refused_whatever_was_said():
    assert _why(_pieces(*[b"x" * IN_MEMORY] * 5)) == "large"
    assert _why(_pieces(*[b"x" * IN_MEMORY] * 5), 10) == "large"


def test_a_body_shorter_or_longer_than_it_said_is_not_taken_for_whole():
    assert _why(_pieces(b"abc"), 10) == "cut"
    assert _why(_pieces(b"abc"), 2) == "cut"


@pytest.mark.parametrize("limit", ["IDLE", "GRACE"])
def test_silence_and_a_poor_pace_end_it(limit: str, monkeypatch):
    monkeypatch.setattr(body, limit, 0.01)
    assert _why(_silence()) == "slow"


def test_a_pace_that_is_kept_gives_more_time(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(body, "monotonic", lambda: now[0])

    async def steady() -> AsyncIterator[bytes]:
        for _ in range(50):
            now[0] += 10
            yield b"x" * 25_000  # 2,500 bytes a second

    assert len(_read(steady(), largest=10 * LARGEST)) == 50 * 25_000

    async def poor() -> AsyncIterator[bytes]:
        for _ in range(50):
            now[0] += 10
            yield b"x" * 10_000

    assert _why(poor()) == "slow"


def test_a_full_disk_is_no_fault_of_whoever_sends(monkeypatch):
    class Full(io.BytesIO):
        def write(self, data: Any) -> int:
            raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(body, "SpooledTemporaryFile", lambda max_size: Full())
    assert _why(_pieces(b"abc")) == "busy"


@pytest.mark.parametrize("said", ["11", "-1", "1e1", "²", "9" * 40])
def test_what_is_announced_must_be_a_number_within_the_limit(said: str):
    with pytest.raises(Refused):
        declared_size(said, 10)


def test_what_may_be_announced():
    assert (declared_size("", 10), declared_size("0", 10), declared_size("10", 10)) == (None, 0, 10)


def test_bodies_are_counted_by_address_and_together_and_forgotten(monkeypatch):
    monkeypatch.setattr(open_bodies, "MOST_OF_ONE", 1)
    monkeypatch.setattr(open_bodies, "MOST_OPEN", 2)
    bodies = OpenBodies(LARGEST)
    with bodies.one("a"), bodies.one("b"):
        for who, why in (("a", "shared"), ("c", "busy")):
            with pytest.raises(Refused) as refusal, bodies.one(who):
                raise AssertionError("it was let in")
            assert refusal.value.verdict.why == why
            assert refusal.value.verdict.wait > 0
    with bodies.one("a"), bodies.one("c"):
        pass


def test_what_all_bodies_weigh_is_bounded_and_given_back(monkeypatch):
    monkeypatch.setattr(open_bodies, "BODIES", 1)
    bodies = OpenBodies(10)
    for _ in range(3):
        with bodies.one("a") as first, bodies.one("b") as second:
            first.add(8)
            with pytest.raises(Refused):
                second.add(3)


def _scope(**changes: Any) -> SimpleNamespace:
    headers = {"host": "sitio.pe", "content-length": "99", "content-type": "text/plain"}
    said = {
        "server": "127.0.0.1:8000",
        "client": "[2001:db8::1]:5000",
        "scheme": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": "/región/",
        "query_string": "a=%20b",
        "authority": None,
        "headers": headers,
    }
    return SimpleNamespace(**said | changes)


def test_django_is_told_what_was_asked_and_what_really_came():
    told = environ_of(_scope(), "K7QM-3XFD", io.BytesIO(b"abc"), 3)
    assert told["PATH_INFO"].encode("latin-1").decode() == "/región/"
    assert (told["QUERY_STRING"], told["CONTENT_LENGTH"]) == ("a=%20b", "3")
    assert (told["SERVER_NAME"], told["SERVER_PORT"]) == ("127.0.0.1", "8000")
    assert (told["REMOTE_ADDR"], told["HTTP_HOST"]) == ("2001:db8::1", "sitio.pe")
    assert told["CONTENT_TYPE"] == "text/plain"
    assert not {"HTTP_CONTENT_LENGTH", "HTTP_CONTENT_TYPE"} & set(told)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("q=Ñuñoa", "q=%C3%91u%C3%B1oa"),
        ("q=Ńa–€&fecha=“x”", "q=%C5%83a%E2%80%93%E2%82%AC&fecha=%E2%80%9Cx%E2%80%9D"),
        ("q=a%20b&c=%C3%B1+d", "q=a%20b&c=%C3%B1+d"),
    ],
)
def test_letters_that_no_browser_leaves_in_an_address_are_read_as_utf_8(asked: str, told: str):
    assert environ_of(_scope(query_string=asked), "n", io.BytesIO(), 0)["QUERY_STRING"] == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("multipart/form-data; boundary=x", "multipart/form-data; boundary=x"),
        ("multipart/form-data; boundary*=nope''ab", ""),
        ("multipart/form-data; boundary*0*=a''%ff", ""),
        ("text/plain; charset=utf-8", "text/plain; charset=utf-8"),
    ],
)
def test_a_content_type_that_nobody_can_read_is_none(said: str, told: str):
    headers = {"host": "a", "content-type": said}
    environ = environ_of(_scope(headers=headers), "n", io.BytesIO(), 0)
    assert environ["CONTENT_TYPE"] == told
    assert WSGIRequest(environ).META["CONTENT_TYPE"] == told


def test_a_name_that_would_pass_for_another_is_left_out():
    headers = {"x_forwarded_for": "1.1.1.1", "sinasec.verdict": "x", "host": "a"}
    told = environ_of(_scope(headers=headers), "n", io.BytesIO(), 0)
    assert "HTTP_X_FORWARDED_FOR" not in told
    assert "sinasec.verdict" not in told


class _Closing:
    """A WSGI answer that tells that it was closed."""

    closed = False

    def __iter__(self) -> Iterator[bytes]:
        return iter([b"a", b"b"])

    def close(self) -> None:
        self.closed = True


def test_an_answer_is_taken_whole_and_closed():
    answer = _Closing()

    def application(environ: dict[str, Any], start: Any) -> _Closing:
        start("200 OK", [("X-Uno", "1")])
        return answer

    found = sent(application, {})
    assert (found.status, found.headers, found.body) == (200, [("x-uno", "1")], b"ab")
    assert answer.closed


@pytest.mark.parametrize(("size", "whole"), [(10, False), (WHOLE + 1, True)])
def test_a_large_file_is_sent_from_its_place(size: int, whole: bool, tmp_path):
    file = tmp_path / "archivo"
    file.write_bytes(b"x" * size)

    def application(environ: dict[str, Any], start: Any) -> WholeFile:
        start("200 OK", [])
        return WholeFile(file.open("rb"))

    found = sent(application, {})
    assert found.body == (str(file) if whole else b"x" * size)


def test_a_file_begun_is_sent_from_where_it_is(tmp_path):
    file = tmp_path / "archivo"
    file.write_bytes(b"-" + b"x" * WHOLE * 2)

    def application(environ: dict[str, Any], start: Any) -> WholeFile:
        start("206 Partial Content", [])
        opened = file.open("rb")
        opened.seek(1)
        return WholeFile(opened)

    assert sent(application, {}).body == b"x" * WHOLE * 2


@pytest.mark.parametrize(
    ("address", "told"),
    [("203.0.113.77", "203.0.113.0/24"), ("2001:db8:1:2::/64", "2001:db8:1::/48"), ("x", "")],
)
def test_the_log_tells_the_network_and_not_the_address(address: str, told: str):
    assert network(address) == told


def test_a_rate_of_the_front_and_of_the_page_is_one(rf):
    rate, request = Rate(1, 60), rf.post("/actos/")
    request.META["sinasec.counted"] = {rate.name}
    assert rate.wait("127.0.0.1") == 0
    assert rate.wait_of(request) == 0


def test_no_address_takes_the_places_of_all_the_others():
    front = Front(
        None,
        threads=1,
        written=frozenset(),
        rated=frozenset(),
        largest=1,
        rate=Rate(1, 60),
        proxies=0,
        admits=lambda environ: True,
        started=lambda loop: None,
    )
    answered = Sent(200, [], b"")

    async def ask() -> tuple[int, int, int]:
        free = asyncio.Event()

        async def until_free(*_: Any) -> Sent:
            await free.wait()
            return answered

        front._in_turn = until_free
        waiting = [
            asyncio.ensure_future(front._asked_of_django({}, "1", "/", "10.0.0.1"))
            for _ in range(ASKED_BY_ONE)
        ]
        await asyncio.sleep(0)  # let them begin
        one_more = await front._asked_of_django({}, "2", "/", "10.0.0.1")
        other = asyncio.ensure_future(front._asked_of_django({}, "3", "/", "10.0.0.2"))
        free.set()
        await asyncio.gather(*waiting)
        again = await front._asked_of_django({}, "4", "/", "10.0.0.1")
        return one_more.status, (await other).status, again.status

    assert asyncio.run(ask()) == (503, 200, 200)
    assert not front._asked


def test_a_line_of_the_log_has_nothing_that_a_terminal_obeys():
    record = logging.LogRecord("x", logging.INFO, "", 0, "/ñ\x9b31m‮/\x1b]0;", None, None)
    line = Lines().format(record)
    assert line.isprintable()
    assert "/ñ" in line
    assert json.loads(line)["mensaje"] == "/ñ\x9b31m‮/\x1b]0;"


def test_the_last_link_never_leads_to_another_site():
    for path in ("//otro.pe/", "/\\otro.pe/", "/\\/otro.pe"):
        body = overloaded(path, "N").body
        assert isinstance(body, bytes)
        assert 'href="/otro.pe' in body.decode() or 'href="/%5C' in body.decode()


class _Sending:
    """Whoever asks: what was pulled of its body, and what it was answered."""

    def __init__(self) -> None:
        self.pulled: list[bytes] = []
        self.answers: list[tuple[str, int, list[tuple[str, str]]]] = []

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in (b"abc", b"def"):
            self.pulled.append(piece)
            yield piece

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None:
        self.answers.append(("empty", status, headers))

    def response_file(self, status: int, headers: list[tuple[str, str]], path: str) -> None:
        self.answers.append((path, status, headers))

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.answers.append((body.decode(), status, headers))


def _asked(method: str, path: str, *, admits: bool) -> tuple[list[bytes], _Sending]:
    """What Django read of the body of a request, and whoever asked."""
    seen: list[bytes] = []

    def django(environ: dict[str, Any], start: Any) -> list[bytes]:
        seen.append(environ["wsgi.input"].read())
        start("403 Forbidden", [])
        return [b"no"]

    front = Front(
        django,
        threads=1,
        written=frozenset({"/mesa/datos/"}),
        rated=frozenset({"/mesa/datos/"}),
        largest=100,
        rate=Rate(1, 60),
        proxies=0,
        admits=lambda environ: admits,
        started=lambda loop: None,
    )
    headers = {"host": "x", "content-length": "6"}
    scope = _scope(method=method, path=path, client="127.0.0.1:9", headers=headers)
    protocol = _Sending()

    async def ask() -> None:
        front.__rsgi_init__(asyncio.get_running_loop())
        await front.__rsgi__(scope, protocol)
        front.__rsgi_del__(asyncio.get_running_loop())

    asyncio.run(ask())
    return seen, protocol


@pytest.mark.parametrize("admits", [True, False])
def test_the_body_of_who_is_not_let_in_is_not_read(admits: bool, monkeypatch):
    monkeypatch.setattr(Rate, "wait", lambda self, who: 0 if admits else pytest.fail("counted"))
    seen, asking = _asked("POST", "/mesa/datos/", admits=admits)
    assert seen == [b"abcdef" if admits else b""]
    assert bool(asking.pulled) is admits
    [(_, status, headers)] = asking.answers
    assert status == 403
    assert (("connection", "close") in headers) is not admits


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/mesa/datos/"), ("HEAD", "/mesa/datos/"), ("POST", "/otra/")]
)
def test_a_body_is_read_only_where_one_is_taken(method: str, path: str, monkeypatch):
    monkeypatch.setattr(Rate, "wait", lambda self, who: pytest.fail("counted"))
    for admits in (True, False):
        seen, asking = _asked(method, path, admits=admits)
        assert (seen, asking.pulled) == ([b""], [])
        [(_, _, headers)] = asking.answers
        assert ("connection", "close") not in headers


@pytest.mark.parametrize(
    ("method", "status", "body", "how"),
    [
        ("GET", 200, b"hola", "hola"),
        ("GET", 200, "/x/archivo", "/x/archivo"),
        ("HEAD", 200, b"hola", "empty"),
        ("HEAD", 200, "/x/archivo", "empty"),
        ("GET", 204, b"", "empty"),
        ("GET", 304, b"", "empty"),
        ("POST", 404, b"no", "no"),
    ],
)
def test_an_answer_without_a_body_is_sent_without_one(method, status, body, how):
    asking = _Sending()
    send(asking, method, Sent(status, [], body))
    assert [(told, code) for told, code, _ in asking.answers] == [(how, status)]


def test_a_process_tells_the_one_that_started_it_that_it_listens(monkeypatch):
    """Those that are started inherit where to say it; who hears never keeps the program alive."""
    monkeypatch.setenv(ready.VARIABLE, "")
    ready.say()  # nobody asked
    heard, before = threading.Event(), set(threading.enumerate())
    ready.listen(2, heard.set)
    (hearing,) = set(threading.enumerate()) - before
    assert hearing.daemon
    says = [sys.executable, "-c", "from sinasec.web.front.ready import say; say()"]
    path = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run(says, close_fds=False, check=True, env=path)
    assert not heard.is_set()
    ready.say()
    assert heard.wait(60)


@pytest.mark.parametrize("served", [True, False])
def test_only_the_process_that_fell_is_started_again(served: bool, monkeypatch, caplog):
    started: list[list[int]] = []
    monkeypatch.setattr(Server, "_respawn_workers", lambda self, workers: started.append(workers))
    serving = Lasting.__new__(Lasting)
    serving.served = served
    serving.wrks = [SimpleNamespace(is_alive=lambda alive=alive: alive) for alive in (1, 0, 1)]
    serving.respawned_wrks = {1: 0.0}
    serving._respawn_workers([2])
    assert started == [[1, 2]]
    assert serving.respawned_wrks == ({} if served else {1: 0.0})
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_a_fault_of_the_front_itself_is_told_with_its_number(caplog):
    written: list[tuple[int, dict[str, str], bytes]] = []

    class Protocol:
        def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
            written.append((status, dict(headers), body))

    def faulty(environ: dict[str, Any]) -> bool:
        raise RuntimeError("falla de prueba")

    front = Front(
        None,
        threads=1,
        written=frozenset({"/matriz/"}),
        rated=frozenset(),
        largest=1,
        rate=Rate(1, 60),
        proxies=0,
        admits=faulty,
        started=lambda loop: None,
    )
    asyncio.run(front.__rsgi__(_scope(method="POST", path="/matriz/"), Protocol()))
    ((status, headers, body),) = written
    assert status == 500
    assert f"Anote este número: {headers['x-request-id']}" in body.decode()
    (line,) = [one for one in caplog.records if one.levelname == "ERROR"]
    assert line.campos == {"numero": headers["x-request-id"]}
    assert "falla de prueba" in str(line.exc_info[1])
