"""Counts shared by processes: kept in a file, told apart by address, never left locked."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sinasec.web.limits import shared_counts
from sinasec.web.limits.rates import Rate, who
from sinasec.web.limits.shared_counts import BUCKETS, WAYS, SharedCounts

KEY = b"clave"
ASKS = """
import sys, time
from pathlib import Path
from sinasec.web.limits.shared_counts import SharedCounts
counts = SharedCounts(Path(sys.argv[1]), b"clave")
print(sum(counts.count("a", 500, 600, time.monotonic()) == 0 for _ in range(400)))
"""
HOLDS = """
import fcntl, os, sys
file = os.open(sys.argv[1], os.O_RDWR)
fcntl.lockf(file, fcntl.LOCK_EX)
print("locked", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "run" / "counts.bin"


def _process(code: str, file: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )


def test_two_processes_count_together_and_lose_none(file: Path):
    both = [_process(ASKS, file) for _ in range(2)]
    passed = [int(one.communicate(timeout=60)[0]) for one in both]
    assert sum(passed) == 500


def test_a_process_killed_while_it_counts_leaves_nothing_locked(file: Path):
    counts = SharedCounts(file, KEY)
    holder = _process(HOLDS, file)
    assert holder.stdout
    assert holder.stdout.readline() == "locked\n"
    holder.send_signal(signal.SIGKILL)
    holder.communicate(timeout=60)
    assert counts.count("a", 1, 60, 0.0) == 0


def test_a_window_ends_and_another_begins(file: Path):
    counts = SharedCounts(file, KEY)
    assert [counts.count("a", 2, 60, now) for now in (100.0, 110.0, 120.0)] == [0, 0, 40]
    assert counts.count("b", 2, 60, 120.0) == 0
    assert counts.count("a", 2, 60, 161.0) == 0


def test_counts_of_before_the_machine_started_again_do_not_count(file: Path):
    counts = SharedCounts(file, KEY)
    assert counts.count("a", 1, 60, 9_000.0) == 0
    assert counts.count("a", 1, 60, 5.0) == 0
    assert counts.count("a", 1, 60, 6.0) == 59


def test_many_addresses_push_the_oldest_out_and_break_nothing(file: Path):
    counts = SharedCounts(file, KEY)
    for number in range(2 * WAYS * BUCKETS):
        assert counts.count(f"n{number}", 1, 60, 100.0) == 0
    assert counts.count(f"n{number}", 1, 60, 100.0) > 0


def test_who_asked_longest_ago_is_pushed_out_first(file: Path, monkeypatch):
    monkeypatch.setattr(shared_counts, "BUCKETS", 1)  # all of them share it
    counts = SharedCounts(file, KEY)
    names = [f"n{number}" for number in range(WAYS + 3)]
    for now, name in enumerate(names):
        assert counts.count(name, 1, 600, float(now)) == 0
    for now, name in enumerate(names[3:], start=3):
        assert counts.count(name, 1, 600, 100.0) == 500 + now
    assert counts.count(names[0], 1, 600, 100.0) == 0


def test_a_file_with_anything_in_it_is_still_a_table(file: Path):
    SharedCounts(file, KEY)
    file.write_bytes(os.urandom(file.stat().st_size))
    counts = SharedCounts(file, KEY)
    assert counts.count("a", 1, 60, 100.0) == 0
    assert counts.count("a", 1, 60, 100.0) == 60


def test_the_file_does_not_tell_who_asked(file: Path):
    SharedCounts(file, KEY).count("203.0.113.7", 1, 60, 0.0)
    assert b"203.0" not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600


def test_rates_of_different_names_do_not_mix(file: Path):
    counts = SharedCounts(file, KEY)
    one, other = (Rate(1, 60, name, lambda: 7.0, lambda: counts) for name in ("a", "b"))
    again = Rate(1, 60, "a", lambda: 7.0, lambda: counts)
    assert [one.wait("x"), other.wait("x"), again.wait("x")] == [0, 0, 60]


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "counted"),
    [
        ("203.0.113.7", "", 0, "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", 0, "203.0.113.7"),
        ("203.0.113.7", "192.0.2.9, 198.51.100.1", 1, "198.51.100.1"),
        ("203.0.113.7", "192.0.2.9, 198.51.100.1", 5, "192.0.2.9"),
        ("203.0.113.7", "", 1, "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "", 0, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "", 0, "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "", 0, "203.0.113.7"),
        ("203.0.113.7", "lo que sea", 1, "lo que sea"),
    ],
)
def test_who_counts(peer, forwarded, proxies, counted):
    assert who(peer, forwarded, proxies) == counted
