"""Every command in every place that is not as it should be: one sentence, one document, one code.

A command that is new is walked too: it needs a row in `every_command.ARGUMENTS`.
"""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests import children, warm
from tests.children import ROOT
from tests.every_command import ARGUMENTS, STATES, forms, leaves, walked_in

TABLES = (  # they read or write the database before anything else
    "audit erase", "audit export", "audit verify", "boundaries activate", "boundaries list",
    "boundaries load", "declare-complete", "explain",
    "export-acts", "index prioritise", "index publish", "load", "load-reference",
    "publication answer", "publication erratum", "publication history", "publication withdraw",
    "publish semaforo", "reply", "review", "simulate", "status", "waive",
)  # fmt: skip
HAVE_NO_JSON = ("serve", "workbench")
LOOKS = "doctor"  # what it cannot look at is its answer, with 2
NOT_SAID = ("Traceback", "Exception ignored", "no such ", "disk I/O", "malformed", "Permission d")


def bare(home: Path) -> dict[str, str]:
    """An environment with no setting but these."""
    kept = children.environment()
    plain = {name: value for name, value in kept.items() if not name.startswith("SINASEC_")}
    key = "solo-para-recorrer-los-comandos-0123456789"
    return plain | {"SINASEC_HOME": str(home), "SINASEC_SECRET_KEY": key}


@pytest.fixture(scope="session")
def ready(tmp_path_factory) -> Path:
    """A home with its tables and nothing in them but the reference."""
    home = tmp_path_factory.mktemp("preparada")
    command = [sys.executable, "-m", "sinasec", "setup", "--without-demonstration"]
    subprocess.run(command, cwd=ROOT, env=bare(home), check=True, capture_output=True)
    return home


def walk(state: str, folder: Path, ready: Path) -> list[dict]:
    """What every command said in that state."""
    environment = bare(folder / "casa") | {"PREPARED": str(ready)}
    done = warm.run(state, str(folder), module="tests.every_command", environment=environment)
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def document(told):
    """The one document of standard output; fails when there is more, or none."""
    return json.loads(told["stdout"])


def check_told(told) -> None:
    """A command ends in a code of the table, with words, and in no traceback."""
    assert told["code"] in (0, 1, 2)
    said = told["stdout"] + told["stderr"]
    assert not [word for word in NOT_SAID if word in said]
    if told["code"]:
        assert said.strip()
    if told["code"] == 2 and told["command"] != LOOKS:
        assert told["stderr"].strip()[-1] in ".).:"


def check_document(told) -> None:
    """One document, and of one shape where the command could not answer."""
    answer = document(told)
    if told["command"] == LOOKS:
        assert answer["code"] == told["code"]
        assert answer["findings"] or not told["code"]
    elif told["code"] == 2:
        assert set(answer["error"]) == {"code", "message", "faults"}
        assert answer["error"]["message"].strip()
    if told["command"] in HAVE_NO_JSON:
        assert answer["error"]["code"] == "uso"


@pytest.mark.parametrize("state", STATES)
def test_every_command_in_every_state(state, tmp_path, ready):
    told = walk(state, tmp_path, ready)
    assert len(told) == len(forms(state)) * len(walked_in(state))
    faults = []
    for each in told:
        try:
            check_told(each)
            if "--json" in each["arguments"]:
                check_document(each)
        except (AssertionError, ValueError) as error:
            faults.append((each, error))
    assert not faults, "\n".join(f"{each}: {error!r}" for each, error in faults)
    CHECKS.get(state, lambda codes: None)(codes_of(told))


def codes_of(told) -> dict[str, str]:
    """Of the commands that could not answer, the code of each."""
    return {
        each["command"]: document(each)["error"]["code"]
        for each in told
        if "--json" in each["arguments"] and each["code"] == 2 and each["command"] != LOOKS
    }


def named_by_all(code: str):
    def check(codes):
        assert {command: codes.get(command) for command in TABLES} == dict.fromkeys(TABLES, code)

    return check


def no_room_is_named(codes):
    """And not blamed on the file that was given."""
    written = ("data template", "index build", "index template", "itca", "template")
    assert {codes.get(each) for each in written} == {"disco-lleno"}
    assert {codes.get(each) for each in TABLES} == {"base-disco"}


def the_key_is_named(codes):
    assert codes["publish semaforo"] == "clave-danada"


def no_right_is_named(codes):
    assert {codes.get(each) for each in TABLES} == {"base-sin-conexion"}
    assert codes["data list"] == "sin-permiso"


def the_loss_is_named(codes):
    """By all that look, and nothing is prepared in place of what was lost."""
    named_by_all("base-perdida")(codes)
    assert {codes.get(each) for each in ("setup", "migrate", "backup")} == {"base-perdida"}


CHECKS = {
    "lost": the_loss_is_named,
    "empty-home": named_by_all("base-sin-preparar"),
    "empty-file": named_by_all("base-sin-preparar"),
    "noise": named_by_all("base-danada"),
    "damaged": named_by_all("base-danada"),
    "pending": named_by_all("migraciones-pendientes"),
    "read-only": no_right_is_named,
    "full": no_room_is_named,
    "spoilt-key": the_key_is_named,
}


def test_every_command_has_its_arguments():
    assert {name for name, _ in leaves()} == set(ARGUMENTS)


# -- what only a process of its own can show


def sinasec(home: Path, *arguments: str, stdout=subprocess.PIPE, **more: str):
    return subprocess.run(
        [sys.executable, "-m", "sinasec", *arguments],
        cwd=ROOT,
        env=bare(home) | more,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("DATABASE_URL", "foo"), ("SINASEC_API_RATE", "abc"), ("SINASEC_PROXIES", "-1")],
)
def test_a_setting_that_cannot_be_is_named(tmp_path, name, value):
    done = sinasec(tmp_path, "boundaries", "list", "--json", **{name: value})
    error = json.loads(done.stdout)["error"]
    assert (done.returncode, error["code"]) == (2, "ajuste")
    assert name in error["message"]
    assert "Traceback" not in done.stderr


def test_a_server_that_is_not_there_is_told(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))  # and nobody listens
        url = f"postgres://nadie:clave@127.0.0.1:{free.getsockname()[1]}/nada"
        done = sinasec(tmp_path, "status", "--committee", "CORESEC-21", "--json", DATABASE_URL=url)
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["code"] == "base-sin-conexion"
    assert "Traceback" not in done.stderr


def test_whoever_stops_reading_ends_it_quietly(tmp_path):
    read, write = os.pipe()
    os.close(read)
    try:
        done = sinasec(tmp_path, "duties", "--committee", "CORESEC-21", stdout=write)
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="esta máquina no tiene /dev/full")
def test_an_answer_that_does_not_fit_is_told(tmp_path):
    with open("/dev/full", "w") as full:
        done = sinasec(tmp_path, "duties", "--committee", "CORESEC-21", "--json", stdout=full)
    assert done.returncode == 2
    assert "no queda espacio" in done.stderr
    assert "Traceback" not in done.stderr
