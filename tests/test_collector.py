"""The collector of cycles rests while somebody asks for it, and no longer."""

import gc
import threading

import pytest

from sinasec.collector import collector_at_rest


def test_it_rests_until_the_last_who_asked_is_done():
    inside, leave = threading.Event(), threading.Event()

    def other() -> None:
        with collector_at_rest():
            inside.set()
            leave.wait(30)

    thread = threading.Thread(target=other)
    with collector_at_rest():
        thread.start()
        assert inside.wait(30)
    assert not gc.isenabled()
    leave.set()
    thread.join(30)
    assert gc.isenabled()


def test_it_runs_again_after_an_error():
    with pytest.raises(ZeroDivisionError), collector_at_rest():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_who_had_it_stopped_finds_it_so():
    gc.disable()
    try:
        with collector_at_rest():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
