"""A process of the server that falls is started again, unless none has ever served."""

from dataclasses import dataclass

import pytest

from sinasec.web.serving.server import TARGET, Lasting


@dataclass
class Process:
    """What the server asks of one."""

    alive: bool = True

    def is_alive(self) -> bool:
        return self.alive

    def start(self) -> None:
        self.alive = True

    def terminate(self) -> None:
        self.alive = False

    def join(self, timeout: float | None = None) -> None:
        assert not self.alive


@pytest.mark.parametrize("served", [True, False])
def test_one_that_falls_at_once_again_is_no_reason_to_end_once_it_served(served, monkeypatch):
    """The server of Granian ends when it finds here whoever falls: it is cleared for it to go on.

    Those that fell and were not told of are started again too.
    """
    monkeypatch.setattr(Lasting, "_spawn_worker", lambda *_, **__: Process(alive=False))
    lasting = Lasting(TARGET, workers=3)
    lasting.served = served
    lasting.wrks = [Process(), Process(alive=False), Process(alive=False)]
    lasting._respawn_workers([1], None, None)
    assert [each.alive for each in lasting.wrks] == [True, True, True]
    assert set(lasting.respawned_wrks) == (set() if served else {1, 2})
