"""What a person writes after an option, said in their words when it cannot be understood."""

import json
import re
import socket

import click
import pytest
from click.testing import CliRunner

from sinasec.cli.failures import Refused
from sinasec.cli.main import main
from sinasec.web.commands import _check_free
from tests.every_command import leaves

DATE_CODES = re.compile("%[YmdH]")


def run(*arguments: str):
    return CliRunner().invoke(main, arguments, prog_name="sinasec")


def options() -> list[tuple[str, click.Parameter]]:
    """Every command, with each of its parameters."""
    return [(name, each) for name, command in leaves() for each in command.params]


DAYS = [(name, each) for name, each in options() if each.type.name.startswith("AAAA-MM-DD")]
COMMITTEES = [(name, each) for name, each in options() if "committee" in (each.name or "")]


@pytest.mark.parametrize(("command", "option"), DAYS, ids=lambda each: getattr(each, "name", each))
@pytest.mark.parametrize("value", ["2026-13-01", "mañana", "2026-02-30"])
def test_a_day_that_is_none_says_how_one_is_written(command, option, value):
    done = run(*command.split(), option.opts[0], value, "--json")
    error = json.loads(done.stdout)["error"]
    assert (done.exit_code, error["code"]) == (2, "uso")
    assert option.opts[0] in error["message"]
    assert f"«{value}» no es " in error["message"]
    assert "AAAA-MM-DD" in error["message"]
    assert "2026-05-24" in error["message"]


def test_no_day_is_asked_for_in_another_way():
    assert {name for name, _ in DAYS} >= {"duties", "index prioritise", "waive", "status"}
    assert not [name for name, each in options() if isinstance(each.type, click.DateTime)]
    helped = [name for name, _ in leaves() if DATE_CODES.search(run(*name.split(), "-h").stdout)]
    assert not helped


@pytest.mark.parametrize(
    ("command", "option"), COMMITTEES, ids=lambda each: getattr(each, "name", each)
)
def test_a_committee_that_is_none_says_which_are_near(command, option):
    done = run(*command.split(), option.opts[0], "coresec-21x", "--json")
    message = json.loads(done.stdout)["error"]["message"]
    assert done.exit_code == 2
    assert option.opts[0] in message
    assert "No hay un comité «coresec-21x». Los más parecidos son: CORESEC Puno" in message


@pytest.mark.parametrize("host", ["a b", "192.0.2.1", "a..b"])
def test_an_address_that_is_of_another_machine_is_not_blamed_on_the_port(host):
    with pytest.raises(Refused, match=f"La dirección «{host}» no es de esta máquina") as refused:
        _check_free(host, 1)
    assert refused.value.failure.exit == 2


def test_a_port_that_is_taken_is_named():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Refused, match=f"127.0.0.1:{port} .está en uso.. Cierre el programa"):
            _check_free("127.0.0.1", port)


@pytest.mark.parametrize("said", ["coresec-21", "Coresec 21", "CORESEC_21", "coresec puno"])
def test_a_code_is_understood_in_any_case(said):
    asked = [
        json.loads(run("duties", "--committee", each, "--json").stdout)
        for each in (said, "CORESEC-21")
    ]
    assert asked[0] == asked[1]
    assert asked[0]


@pytest.mark.database
@pytest.mark.django_db
def test_a_duty_that_is_none_says_which_is_near():
    from sinasec.committees.loading import load_committees
    from sinasec.territories.loading import load_reference

    load_reference()
    load_committees()
    asked = ("explain", "--committee", "coresec-21", "--as-of", "2025-06-30", "--duty")
    done = run(*asked, "sesion-ordinria", "--json")
    assert done.exit_code == 2
    message = json.loads(done.stdout)["error"]["message"]
    assert "¿Quiso decir «sesion-ordinaria»" in message
    found = [run(*asked, each, "--json") for each in ("SESION-ORDINARIA", "sesion-ordinaria")]
    assert found[0].exit_code == 0, found[0].stderr
    assert found[0].stdout == found[1].stdout
