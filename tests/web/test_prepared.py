"""A section that is not there yet says how far its preparing is, or where it stopped."""

import fcntl
import json

import pytest

from sinasec.preparing import FILE, TURN, ask
from sinasec.work.models import DONE, Job
from tests.work.made_up import NOW

pytestmark = pytest.mark.django_db
PART = {"words": "el índice de riesgo de ejemplo", "number": 2, "of": 2}
SAID = "el índice de riesgo de ejemplo (parte 2 de 2)"


@pytest.fixture
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("SINASEC_HOME", str(tmp_path))
    (tmp_path / FILE).write_text(json.dumps(PART), encoding="utf-8")
    (tmp_path / TURN).touch()
    return tmp_path


@pytest.fixture
def going_on(home):
    with open(home / TURN) as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


@pytest.mark.usefixtures("going_on")
@pytest.mark.parametrize("address", ["/", "/riesgo/", "/riesgo/distrito/210101/"])
def test_while_it_goes_on_the_page_is_asked_for_again(client, address):
    answer = client.get(address)
    text = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert f"SIMULADA: {SAID}. La página se vuelve a pedir sola." in text
    assert '<meta http-equiv="refresh" content="5">' in text


@pytest.mark.usefixtures("home")
def test_what_stopped_is_told_with_who_ends_it_and_not_asked_again(client):
    answer = client.get("/riesgo/")
    text = answer.content.decode()
    assert (answer.status_code, answer.has_header("Retry-After")) == (503, False)
    assert f"quedó a medio preparar: {SAID}" in text
    assert "«sinasec setup»" in text
    assert "refresh" not in text


@pytest.mark.usefixtures("going_on")
def test_the_api_and_the_list_say_it_too(client):
    for address in ("riesgo/distritos", "comites"):
        assert SAID in client.get(f"/api/v1/{address}").json()["detail"]
    assert SAID in client.get("/publicaciones/").content.decode()


def test_a_site_with_nothing_to_prepare_says_only_that_nothing_is_published(client):
    text = client.get("/riesgo/").content.decode()
    assert "preparando" not in text


@pytest.mark.usefixtures("home")
def test_what_waits_to_be_done_behind_goes_on(client):
    """Nobody holds the turn yet: whoever works is about to take it."""
    ask()
    assert client.get("/riesgo/")["Retry-After"] == "5"
    Job.objects.update(state=DONE, finished_at=NOW)
    assert not client.get("/riesgo/").has_header("Retry-After")
