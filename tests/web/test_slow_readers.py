"""Whom to shut, by what the system would tell of each connection."""

import fcntl
import logging
import socket
import subprocess
import sys

import pytest

from sinasec.web.front import slow_readers
from sinasec.web.front.slow_readers import FILES, Connection, SlowReaders, Told, accepted, shut

PACE, GRACE, KEPT = 2_000, 30, 30


def readers(most: int | None = None) -> SlowReaders:
    return SlowReaders(most, grace=GRACE, kept=KEPT, pace=PACE)


def shut_at(acked_at, until: int, every: int = 5) -> int | None:
    """The second when a reader is shut who has taken `acked_at(second)` bytes."""
    judge = readers()
    for now in range(0, until, every):
        if judge.to_shut([Connection("a", "192.0.2.1", 9_000, acked_at(now))], now):
            return now
    return None


def test_who_takes_nothing_is_shut_after_the_grace():
    assert shut_at(lambda now: 0, 600) == GRACE + 5


def test_who_took_much_at_once_and_then_nothing_is_shut_in_a_minute():
    assert shut_at(lambda now: 6_000_000 if now else 0, 600) == GRACE + KEPT + 10


@pytest.mark.parametrize("pace", [PACE, 8_000])
def test_who_reads_at_the_pace_is_never_shut(pace: int):
    assert shut_at(lambda now: pace * now, 7_200) is None


def test_who_reads_below_the_pace_is_shut():
    assert shut_at(lambda now: PACE // 2 * now, 600) == 2 * GRACE + 5


def test_64_kbit_taken_by_lumps_of_a_large_buffer_is_not_shut():
    """The buffer of 6 MB is filled at once; then a sixteenth, each time that so much is free."""
    full, lump, seconds = 6_000_000, 400_000, 50

    def acked(now: int) -> int:
        return full + lump * (now // seconds) if now else 0

    assert shut_at(acked, 7_200) is None


def test_who_has_nothing_to_read_is_left_alone_and_begins_anew():
    judge = readers()
    for now in range(0, 600, 5):
        queued = 9_000 if now % 30 else 0
        assert not judge.to_shut([Connection("a", "192.0.2.1", queued, 0)], now)


def test_only_the_slow_one_is_shut():
    judge = readers()
    for now in range(0, 36, 5):
        both = [
            Connection("stays", "192.0.2.1", 9_000, 0),
            Connection("reads", "192.0.2.1", 9_000, 8_000 * now),
        ]
        found = judge.to_shut(both, now)
    assert found == ["stays"]


def of(address: str, *identities: str) -> list[Connection]:
    return [Connection(identity, address, 0, 0) for identity in identities]


def test_the_newest_of_an_address_beyond_its_number_are_shut_and_others_not():
    judge = readers(most=2)
    assert judge.to_shut(of("192.0.2.1", "a", "b"), 0) == []
    now_open = of("192.0.2.1", "c", "b", "a") + of("192.0.2.2", "d", "e")
    assert judge.to_shut(now_open, 5) == ["c"]
    assert judge.to_shut(of("192.0.2.1", "c", "b"), 10) == []


def test_behind_a_proxy_addresses_are_not_counted():
    assert readers(None).to_shut(of("192.0.2.1", *map(str, range(500))), 0) == []


def test_one_line_a_minute_says_how_many(caplog: pytest.LogCaptureFixture):
    told = Told()
    with caplog.at_level(logging.WARNING):
        for now, count in ((0, 0), (5, 3), (10, 4), (40, 5), (64, 0), (65, 0), (130, 0)):
            told.add(count, now)
    assert [record.args for record in caplog.records] == [(3,), (9,)]


def test_only_what_came_to_where_it_listens_is_looked_at_and_shut():
    with (
        socket.create_server(("127.0.0.1", 0)) as door,
        socket.create_connection(door.getsockname()) as caller,
    ):
        inside, _ = door.accept()
        with inside:
            inside.setblocking(False)
            while True:
                try:
                    inside.send(b"x" * 65_536)
                except BlockingIOError:
                    break
            found = {one: file for one, file in accepted().items() if file == inside.fileno()}
            (one,) = found
            assert one.address == "127.0.0.1"
            assert one.queued > 0
            assert caller.fileno() not in accepted().values()
            assert door.fileno() not in accepted().values()
            assert not shut(inside.fileno(), "another")
            assert not shut(caller.fileno(), one.identity)
            assert shut(inside.fileno(), one.identity)
            assert inside.fileno() not in accepted().values()
            with pytest.raises(BrokenPipeError):
                inside.send(b"x")


LOCKED = "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'r+b'), fcntl.LOCK_EX | fcntl.LOCK_NB)"


@pytest.mark.skipif(not FILES.is_dir(), reason="solo Linux dice qué archivos tiene un proceso")
@pytest.mark.parametrize("taken", [False, True])
def test_a_look_lets_go_of_no_lock(taken, tmp_path, monkeypatch):
    """Closing any descriptor of a file drops the locks of the process on it: those of the database.

    `taken`: a file took the place of a connection between one question and the next.
    """
    if taken:
        monkeypatch.setattr(slow_readers, "_is_socket", lambda file: True)
    path = tmp_path / "base"
    path.write_bytes(b"x")
    with path.open("r+b") as held:
        fcntl.lockf(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        accepted()
        shut(held.fileno(), "otra")
        other = subprocess.run(
            [sys.executable, "-c", LOCKED, path], capture_output=True, check=False
        )
    assert b"BlockingIOError" in other.stderr
