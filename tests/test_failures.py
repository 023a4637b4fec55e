"""What ends a command: one place, one shape, stable codes."""

import importlib
import json

import click
import pytest
from click.testing import CliRunner

from sinasec.cli.failures import FORESEEN, Refused, failure_of, named
from sinasec.cli.main import Main
from sinasec.not_prepared import NotPrepared


def ended(raises, *arguments: str):
    """A program of one command that ends as told."""

    @click.group(cls=Main)
    def program():
        pass

    @click.command()
    @click.option("--json", "as_json", is_flag=True)
    def work(as_json):
        raises()

    program.get_command = lambda ctx, name: work if name == "work" else None
    return CliRunner().invoke(program, ["work", *arguments])


def raising(error, cause=None):
    def work():
        raise error from cause

    return work


@pytest.mark.parametrize("name", sorted(FORESEEN))
def test_every_refusal_that_is_foreseen_exists(name):
    module, _, kind = name.rpartition(".")
    assert issubclass(getattr(importlib.import_module(module), kind), Exception)


def test_a_fault_of_the_program_says_so_and_shows_where():
    plain = ended(raising(KeyError("x")))
    assert plain.exit_code == 3
    assert "KeyError" in plain.stderr
    assert plain.stdout == ""
    told = ended(raising(KeyError("x")), "--json")
    assert json.loads(told.stdout)["error"]["code"] == "inesperado"
    assert "Traceback" in told.stderr
    assert "Traceback" not in told.stdout


def test_ctrl_c_is_a_word_and_a_code():
    done = ended(raising(KeyboardInterrupt()), "--json")
    assert done.exit_code == 130
    assert json.loads(done.stdout)["error"]["code"] == "interrumpido"


def test_a_refusal_keeps_its_fields():
    refusal = Refused("no-va", "No va.", faults=[{"row": 2}], beside={"file": "a.xlsx"})
    done = ended(raising(refusal), "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout) == {
        "error": {"code": "no-va", "message": "No va.", "faults": [{"row": 2}]},
        "file": "a.xlsx",
    }
    assert done.stderr == "No va.\n"


def test_a_usage_error_has_its_document():
    done = ended(lambda: None, "--json", "--volar")
    assert done.exit_code == 2
    assert json.loads(done.stdout)["error"]["code"] == "uso"
    assert "Uso:" in done.stderr


@pytest.mark.parametrize("number", [27, 28, 122])  # EFBIG, ENOSPC, EDQUOT
def test_no_room_is_told_though_the_command_blames_what_it_was_given(number, tmp_path):
    blamed = click.UsageError("No se puede leer «actos.xlsx»: revise el nombre.")
    failure = failure_of(_caused(blamed, named(OSError(number, "x"), tmp_path / "salida.xlsx")))
    assert (failure.code, failure.exit) == ("disco-lleno", 2)
    assert "salida.xlsx» (no queda espacio)" in failure.message
    assert "actos" not in failure.message


def test_no_room_below_a_refusal_keeps_its_words():
    refusal = click.ClickException("No se pudo guardar la publicación.")
    below = _caused(ValueError("no se pudo"), OSError(28, "No space left on device"))
    failure = failure_of(_caused(refusal, below))
    assert (failure.code, failure.exit) == ("disco-lleno", 2)
    assert failure.message == "No se pudo guardar la publicación."


def test_what_is_not_prepared_is_told_through_any_wrapping():
    wrapped = _caused(click.ClickException("otra cosa"), NotPrepared("base-danada", "Está dañada."))
    failure = failure_of(wrapped)
    assert (failure.code, failure.message, failure.exit) == ("base-danada", "Está dañada.", 2)


def _caused(error, cause):
    error.__cause__ = cause
    return error


def test_polars_tells_the_number_of_the_system():
    failure = failure_of(OSError("File too large (os error 27)"))
    assert failure.code == "disco-lleno"
