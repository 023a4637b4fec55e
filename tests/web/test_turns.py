"""Dear work is bounded: so many at it, the others wait without a thread or are told so."""

import asyncio
from contextlib import ExitStack

import pytest

from sinasec.web import uploads
from sinasec.web.api import v1
from sinasec.web.front.queues import Queues
from sinasec.web.limits import often
from sinasec.web.limits.rates import Rate
from sinasec.web.limits.turns import DEAR, DOWNLOADS, PAGES, THREADS, UPLOADS, Busy, Turns
from sinasec.web.published.shelf import SHELF
from tests.web.sample import ICA, PUNO


def test_whoever_finds_no_turn_free_is_told_at_once():
    gate = Turns(running=1, waiting=1)
    with gate.turn():
        assert not gate.free
        with pytest.raises(Busy, match="espere unos segundos"), gate.turn():
            raise AssertionError("no turn was free")
    assert gate.free


def test_a_fault_inside_gives_the_turn_back_and_says_so():
    freed = []
    gate = Turns(running=1, waiting=0)
    gate.freed = lambda: freed.append(gate.free)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), gate.turn():
            raise ZeroDivisionError
    assert freed == [True] * 3


def test_threads_remain_for_what_is_made_already():
    every = (DEAR, PAGES, UPLOADS, DOWNLOADS)
    assert sum(turns.running for turns in every) < THREADS * 2 // 3


def test_those_that_wait_are_called_in_order_and_the_one_passed_over_is_first():
    async def waits() -> list[str]:
        gate, called = Turns(running=1, waiting=3), []
        queues = Queues(asyncio.get_running_loop())

        async def one(name: str, again: bool = False) -> None:
            if await queues.wait(gate, 30, again=again):
                called.append(name)

        with gate.turn():
            tasks = [asyncio.create_task(one("a")), asyncio.create_task(one("b"))]
            tasks.append(asyncio.create_task(one("c", again=True)))
            await asyncio.sleep(0)
            tasks.append(asyncio.create_task(one("no place")))
            await asyncio.sleep(0)
        for _ in range(3):
            await asyncio.sleep(0)
            with gate.turn():
                pass
        await asyncio.wait(tasks)
        return called

    assert asyncio.run(waits()) == ["c", "a", "b"]


def test_a_turn_given_back_before_the_wait_begins_is_not_missed():
    async def waits() -> bool:
        gate = Turns(running=1, waiting=1)
        return await Queues(asyncio.get_running_loop()).wait(gate, 30, again=False)

    assert asyncio.run(waits())


def test_a_turn_given_back_with_nobody_waiting_calls_nobody():
    async def gives_back() -> bool:
        gate = Turns(running=1, waiting=1)
        queues = Queues(asyncio.get_running_loop())
        with gate.turn():
            assert not await queues.wait(gate, 0.01, again=False)
        queues.wake(gate)
        return await queues.wait(gate, 30, again=False)

    assert asyncio.run(gives_back())


def test_patience_ends():
    async def waits() -> list[bool]:
        gate = Turns(running=1, waiting=1)
        queues = Queues(asyncio.get_running_loop())
        with gate.turn():
            return [await queues.wait(gate, 0.01, again=False) for _ in range(2)]

    assert asyncio.run(waits()) == [False, False]


def test_whoever_leaves_as_they_are_called_takes_no_turn_from_the_next():
    async def waits() -> bool:
        gate = Turns(running=1, waiting=2)
        queues = Queues(asyncio.get_running_loop())
        with gate.turn():
            leaves = asyncio.create_task(queues.wait(gate, 30, again=False))
            stays = asyncio.create_task(queues.wait(gate, 0.5, again=False))
            await asyncio.sleep(0)
            leaves.cancel()
            await asyncio.sleep(0)
        return await stays

    assert asyncio.run(waits())


@pytest.mark.parametrize(
    "path", ["", "ficha.pdf", "tramos.csv", "trazas.json", "dibujo/anio.svg", "dibujo/anio.png"]
)
def test_dear_pages_wait_their_turn_and_kept_ones_do_not(path, published, client):
    SHELF.clear()
    assert client.get(f"/comite/{PUNO}/{path}").status_code == 200
    with _all_taken(DEAR):
        assert client.get(f"/comite/{PUNO}/{path}").status_code == 200
        answer = client.get(f"/comite/{ICA}/{path}")
        assert answer.status_code == 503
        assert answer["Retry-After"] == "5"
        assert client.get("/").status_code == 200
    assert client.get(f"/comite/{ICA}/{path}").status_code == 200


def test_a_png_of_any_page_waits_its_turn_and_its_svg_is_as_the_page(published, client):
    SHELF.clear()
    with _all_taken(DEAR):
        assert client.get("/dibujo/doce-meses.svg").status_code == 200
        answer = client.get("/dibujo/doce-meses.png")
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")


@pytest.mark.parametrize("path", ["/riesgo/que-pasaria-si/", "/api/v1/riesgo/que-pasaria-si"])
def test_another_index_is_composed_in_its_turn(path, index, client):
    with _all_taken(DEAR):
        answer = client.get(f"{path}?agregacion=armonica")
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
        assert client.get("/riesgo/").status_code == 200


def test_pages_of_the_api_wait_their_turn(published, client):
    SHELF.clear()
    with _all_taken(PAGES):
        answer = client.get("/api/v1/semaforo")
        assert answer.status_code == 503
        assert "espere" in answer.json()["detail"]


def test_files_wait_their_turn(published, client):
    with _all_taken(UPLOADS):
        with pytest.raises(Busy), uploads.turn():
            raise AssertionError("no turn was free")
        for path in ("/matriz/", "/actos/", "/que-pasaria-si/"):
            assert client.get(path).status_code == 200
            answer = client.post(path, {})
            assert (answer.status_code, answer["Retry-After"]) == (503, "5")


def test_dear_pages_not_made_yet_are_counted_by_address(published, client, monkeypatch):
    SHELF.clear()
    monkeypatch.setattr(often, "DEAR", Rate(2, 60))
    days = [f"2026-05-{day}" for day in (11, 12, 13)]
    answers = [client.get(f"/comite/{PUNO}/", {"fecha": day}) for day in days]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert client.get(f"/comite/{PUNO}/", {"fecha": days[0]}).status_code == 200
    assert client.get("/actos/plantilla.xlsx").status_code == 429
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "rate", [uploads.RATE, often.DEAR, v1.THROTTLE.rate], ids=["archivos", "paginas", "api"]
)
def test_what_may_be_asked_is_counted_by_the_minute(rate, monkeypatch):
    """Whoever spends it all at once is told to wait a whole minute."""
    monkeypatch.setattr(rate, "count", 1)
    assert [rate.wait("198.51.100.7"), rate.wait("198.51.100.7")] == [0, 60]


def test_a_file_sent_too_soon_is_told_when_to_send_it(published, client, monkeypatch):
    monkeypatch.setattr(uploads, "RATE", Rate(1, 60))
    assert client.post("/actos/").status_code == 422
    answer = client.post("/actos/")
    assert answer.status_code == 429
    assert 55 <= int(answer["Retry-After"]) <= 60
    assert f"Espere {answer['Retry-After']} segundos" in answer.content.decode()


def test_a_request_tried_again_is_counted_once(rf):
    rate, request = Rate(1, 60), rf.get("/")
    assert [rate.wait_of(request), rate.wait_of(request)] == [0, 0]
    assert rate.wait_of(rf.get("/")) > 0


def _all_taken(gate: Turns) -> ExitStack:
    """The turns taken by somebody else, as a context."""
    stack = ExitStack()
    for _ in range(gate.running):
        stack.enter_context(gate.turn())
    return stack
