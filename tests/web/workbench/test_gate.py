"""Who gets in, and what the public site knows of the workbench."""

import errno
import os
import re
import socket

import pytest
from click.testing import CliRunner
from django.test import Client

from sinasec.cli.main import main
from sinasec.not_prepared import NotPrepared
from sinasec.web.limits.rates import Rate
from sinasec.web.serving.admitted import admitted
from sinasec.web.workbench import commands, gate
from sinasec.web.workbench.key import forget, key_of
from sinasec.web.workbench.session import IDLE, RENEWED, WHOLE
from tests.browser.site import free_port
from tests.web.workbench.conftest import BY, KEY, NAME

PAGES = ["/mesa/", "/mesa/datos/", "/mesa/calidad/", "/mesa/ediciones/", "/mesa/construir/"]


@pytest.mark.parametrize("path", PAGES[1:])  # the first is of the desk of who has an account
def test_the_public_site_has_no_such_address(path, db, client):
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", [*PAGES, "/mesa/?clave=otra", "/mesa/?clave="])
def test_nobody_enters_without_the_key(path, bench):
    answer = bench.get(path)
    assert answer.status_code == 403
    assert "sinasec workbench" in answer.content.decode()
    assert BY not in answer.content.decode()


def test_the_key_becomes_a_cookie_and_leaves_the_address(bench):
    answer = bench.get(f"/mesa/?clave={KEY}")
    assert (answer.status_code, answer["Location"]) == (302, "/mesa/")
    cookie = answer.cookies["mesa"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert KEY not in cookie.value
    assert cookie["max-age"] > WHOLE > IDLE  # the browser still has it when the session ends
    inside = bench.get("/mesa/")
    assert inside.status_code == 200
    assert inside["Cache-Control"] == "no-store"
    assert BY in inside.content.decode()


def test_a_cookie_made_by_hand_does_not_open(bench):
    bench.cookies["mesa"] = KEY
    assert bench.get("/mesa/").status_code == 403
    bench.cookies["mesa"] = f"{KEY}:1aaaaa:firma"
    assert bench.get("/mesa/").status_code == 403


@pytest.mark.parametrize("changed", ["WORKBENCH_KEY", "WORKBENCH_NAME"])
def test_the_cookie_of_another_run_does_not_open(analyst, settings, changed):
    """Each time it starts, what browsers kept from before is worth nothing."""
    assert analyst.get("/mesa/").status_code == 200
    settings.ALLOWED_HOSTS = [NAME]
    setattr(settings, changed, "la-de-otro-dia-0123456789-abcdefghij")
    assert analyst.get("/mesa/").status_code == 403


def test_what_is_sent_is_read_only_of_who_is_inside(clock, analyst, rf):
    def sent(path: str, host: str = NAME) -> bool:
        request = rf.post(path, b"x" * 10, "text/plain", headers={"host": host})
        request.META["HTTP_COOKIE"] = analyst.cookies.output(attrs=[], header="", sep=";")
        return admitted(request.META)

    assert sent("/mesa/datos/")
    assert not sent("/mesa/datos/", "localhost")
    assert not sent("/matriz/", "localhost")
    clock.now += IDLE + 1
    assert not sent("/mesa/datos/")
    analyst.cookies.clear()
    clock.now -= IDLE + 1
    assert not sent("/mesa/datos/")
    assert sent("/matriz/")


# -- the name


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "testserver", "otro.localhost", f"x.{NAME}", "localhost.",
     NAME.replace("0", "1")],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/mesa/", "/mesa/?clave=" + KEY, "/static/nada.css"])
def test_no_other_name_is_answered(bench, host, path):
    """Else any server of this machine shares the cookie, whatever its port."""
    answer = bench.get(path, headers={"host": host})
    assert answer.status_code == 400
    assert not answer.cookies


def test_its_own_name_is_answered_at_any_port(bench):
    assert bench.get("/mesa/", headers={"host": f"{NAME}:8001"}).status_code == 403


def test_the_cookies_are_of_that_name_alone_and_the_name_is_told_to_nobody(bench):
    entered = bench.get(f"/mesa/?clave={KEY}")
    page = bench.get("/mesa/datos/")
    assert {*entered.cookies, *page.cookies} == {"mesa", "mesa-csrf"}
    for cookie in (*entered.cookies.values(), *page.cookies.values()):
        assert cookie["domain"] == ""
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
    for answer in (entered, page, bench.get("/"), bench.get("/nada/")):
        assert answer["Referrer-Policy"] == "same-origin"


# -- the key


def test_the_key_opens_once(analyst):
    other = Client(headers={"host": NAME})
    answer = other.get(f"/mesa/?clave={KEY}")
    assert answer.status_code == 403
    assert "ya se usó" in answer.content.decode()
    assert not answer.cookies
    assert other.get("/mesa/").status_code == 403


def test_whoever_is_inside_may_open_the_address_again(analyst):
    answer = analyst.get(f"/mesa/?clave={KEY}")
    assert (answer.status_code, answer["Location"]) == (302, "/mesa/")


def test_a_new_run_may_use_a_given_key_again(analyst, settings):
    forget(KEY, settings.WORKBENCH_ENTRIES)
    assert Client(headers={"host": NAME}).get(f"/mesa/?clave={KEY}").status_code == 302


@pytest.mark.parametrize("key", ["", "ab", "a" * 64, "0123456789abcdef0123456789abcde"])
def test_a_key_that_can_be_guessed_is_refused(key):
    with pytest.raises(NotPrepared, match="SINASEC_WORKBENCH_KEY se puede adivinar"):
        key_of({"SINASEC_WORKBENCH_KEY": key})


def test_keys_are_not_tried_for_ever(bench, monkeypatch):
    monkeypatch.setattr(gate, "ATTEMPTS", Rate(3, 60))
    tried = [bench.get("/mesa/?clave=otra").status_code for _ in range(5)]
    assert tried == [403, 403, 403, 429, 429]
    refused = bench.get(f"/mesa/?clave={KEY}")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0


def test_requests_are_counted(analyst, monkeypatch):
    monkeypatch.setattr(gate, "REQUESTS", Rate(2, 60))
    assert [analyst.get("/mesa/").status_code for _ in range(3)] == [200, 200, 429]
    assert analyst.get("/").status_code != 429


# -- the session


def test_a_session_ends_without_use(clock, analyst):
    clock.now += IDLE
    assert analyst.get("/mesa/").status_code == 200
    clock.now += IDLE + 1
    ended = analyst.get("/mesa/")
    assert ended.status_code == 403
    assert "La sesión terminó" in ended.content.decode()
    assert "iníciela otra vez" in ended.content.decode()


def test_a_session_that_is_used_ends_too(clock, analyst):
    began = clock.now
    while clock.now + IDLE // 2 <= began + WHOLE:
        clock.now += IDLE // 2
        assert analyst.get("/mesa/").status_code == 200
    clock.now = began + WHOLE + 1
    assert analyst.get("/mesa/").status_code == 403


def test_use_is_written_down_now_and_then(clock, analyst):
    clock.now += RENEWED - 1
    assert "mesa" not in analyst.get("/mesa/").cookies
    clock.now += 1
    assert analyst.get("/mesa/").cookies["mesa"]["max-age"] > WHOLE


def test_a_clock_set_back_ends_the_session(clock, analyst):
    clock.now -= 1
    assert analyst.get("/mesa/").status_code == 403


def test_a_session_that_ended_is_not_prolonged_by_its_key(clock, analyst):
    clock.now += IDLE + 1
    assert analyst.get(f"/mesa/?clave={KEY}").status_code == 403


# -- the command


@pytest.fixture
def started(monkeypatch, tmp_path):
    """Run the command with the server left out: what it was told, and the environment."""
    told = {}

    def run(host, port, workers, says, worker):
        told.update(host=host, port=port, workers=workers, says=says, worker=worker)

    monkeypatch.setattr(commands.commands, "run", run)
    monkeypatch.setattr(commands, "django_setup", lambda **_: None)
    monkeypatch.setattr(commands, "_address", lambda port: f"dirección {port}")
    for name in ("SINASEC_WORKBENCH_KEY", "SINASEC_WORKBENCH_NAME", "SINASEC_WORKBENCH_BY"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", os.environ["DJANGO_SETTINGS_MODULE"])

    def start(port):
        result = CliRunner().invoke(main, ["workbench", "--by", BY, "--port", str(port)])
        return result, told

    return start


def test_each_run_makes_its_name_and_its_key(started):
    runs = []
    for _ in range(2):
        result, told = started(free_port())
        assert result.exit_code == 0, result.output
        assert (told["host"], told["worker"]) == ("127.0.0.1", True)
        runs.append((os.environ["SINASEC_WORKBENCH_NAME"], os.environ.pop("SINASEC_WORKBENCH_KEY")))
    names, keys = zip(*runs, strict=True)
    assert len({*names}) == len({*keys}) == 2
    assert all(re.fullmatch(r"[0-9a-f]{32}\.localhost", name) for name in names)  # 128 bits
    assert all(len(key) >= 32 for key in keys)


def test_the_other_address_of_the_machine_is_held_and_not_listened_to():
    port = free_port()
    with commands.held(port), socket.socket(socket.AF_INET6) as other:
        with pytest.raises(OSError, match="ddress") as taken:
            other.bind(("::1", port))
        if taken.value.errno == errno.EADDRNOTAVAIL:
            pytest.skip("esta máquina no tiene ::1")
        assert taken.value.errno == errno.EADDRINUSE
        assert other.connect_ex(("::1", port)) == errno.ECONNREFUSED


def test_it_does_not_start_where_somebody_answers_at_the_other_address(started):
    with socket.socket(socket.AF_INET6) as other:
        try:
            other.bind(("::1", 0))
        except OSError:
            pytest.skip("esta máquina no tiene ::1")
        other.listen()
        result, told = started(other.getsockname()[1])
    assert result.exit_code == 2
    assert "elija otro puerto" in result.stderr
    assert told == {}


# -- its forms and pages


def test_a_form_without_its_token_writes_nothing(analyst):
    answer = analyst.post("/mesa/construir/", {"edicion": "irs-ejemplo", "anio": "2023"})
    assert answer.status_code == 403
    assert "recárguela" in answer.content.decode()


def test_the_public_forms_stay_as_they_were(bench):
    assert bench.post("/matriz/").status_code == 422  # no file, and no token asked for


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_before_anything_is_loaded(path, analyst):
    answer = analyst.get(path)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert " style=" not in text
    assert "<script" not in text
    assert len(re.findall("<h1", text)) == 1
