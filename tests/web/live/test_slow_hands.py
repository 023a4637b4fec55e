"""Slow hands, large hands, many hands: the front page is answered all the same."""

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date, timedelta
from time import perf_counter

import pytest

from sinasec.web.front.limits import MOST_OF_ONE
from tests.web.live.running import Running, answered, memory, slow_body, status_of
from tests.web.sample import PUNO

WITHIN = 1.0  # seconds
MOST_MEMORY = 300 * 1024 * 1024
MEGA = 1024 * 1024


@pytest.mark.parametrize("how_many", [10, 40, 300])
def test_the_front_page_answers_while_bodies_dawdle(site: Running, how_many: int):
    site.ask("/")
    processes = [site.process.pid, *site.workers()]
    before = memory(processes)
    with ExitStack() as stack:
        opened = [stack.enter_context(slow_body(site.port, n)) for n in range(how_many)]
        for one in opened:
            _drip(one)
        taken = [_seconds(site) for _ in range(5)]
        assert min(taken) < WITHIN, taken
        assert max(taken) < 10 * WITHIN, taken
        assert memory(processes) - before < MOST_MEMORY
        assert site.workers() == processes[1:]


def test_one_address_does_not_keep_the_door_for_itself(site: Running):
    """So many bodies open in each of the two processes; the rest are told so at once."""
    most = 2 * MOST_OF_ONE
    with ExitStack() as stack:
        opened = [stack.enter_context(site.begin("/matriz/")) for _ in range(most + 20)]
        told = answered(opened, 20)
        assert {status_of(one) for one in told} == {429}
        assert len(told) >= 20


def test_a_body_announced_too_large_is_refused_unsent(site: Running):
    with site.begin("/matriz/", "Content-Length: 9000000000") as opened:
        assert status_of(opened) == 413


def test_a_body_that_grows_too_large_is_cut(site: Running):
    with site.begin("/matriz/", "Transfer-Encoding: chunked") as opened:
        for _ in range(8):
            opened.sendall(b"%x\r\n" % MEGA + b"x" * MEGA + b"\r\n")
        opened.sendall(b"1\r\nx\r\n")
        assert status_of(opened) == 413


def test_a_body_in_pieces_arrives_whole(site: Running):
    text = "Comité;Acto;Fecha\nCORESEC Nada;sesion-ordinaria;32/01/2026\n"
    form = f'--a\r\nContent-Disposition: form-data; name="archivo"; filename="a.csv"\r\n\r\n{text}'
    body = f"{form}\r\n--a--\r\n".encode()
    with site.begin("/actos/", "Transfer-Encoding: chunked\r\nConnection: close") as opened:
        for start in range(0, len(body), 7):
            piece = body[start : start + 7]
            opened.sendall(b"%x\r\n" % len(piece) + piece + b"\r\n")
        opened.sendall(b"0\r\n\r\n")
        answer = b"".join(iter(lambda: opened.recv(65536), b"")).decode()
    assert answer.startswith("HTTP/1.1 422")
    assert "CORESEC Nada" in answer


def test_a_body_sent_where_nothing_is_read_is_not_waited_for(site: Running):
    for path, status in (("/", 405), ("/api/v1/semaforo", 405)):
        with site.begin(path) as opened:
            assert status_of(opened) == status


def test_many_who_ask_for_a_page_not_made_yet_are_all_answered(site: Running):
    """They are more than the turns that there are to make pages, and than the threads."""
    with ThreadPoolExecutor(60) as readers:
        asked = [readers.submit(site.ask, "/?fecha=2026-05-17") for _ in range(60)]
    assert {answer.result()[0] for answer in asked} == {200}


def test_dear_pages_in_number_do_not_keep_the_others_waiting(site: Running):
    site.ask("/")
    days = [date(2026, 6, 1) + timedelta(days=n) for n in range(40)]
    with ThreadPoolExecutor(40) as readers:
        asked = [readers.submit(site.ask, f"/comite/{PUNO}/ficha.pdf?fecha={d}") for d in days]
        taken = [_seconds(site) for _ in range(5)]
    assert min(taken) < WITHIN, taken
    assert {answer.result()[0] for answer in asked} <= {200, 503}
    assert sum(answer.result()[0] == 200 for answer in asked) >= 4


def _drip(opened: socket.socket) -> None:
    """A byte more; the server may have had enough already."""
    try:
        opened.send(b"-")
    except OSError:
        return


def _seconds(site: Running) -> float:
    begun = perf_counter()
    status, _, _ = site.ask("/", timeout=10)
    assert status == 200
    return perf_counter() - begun
