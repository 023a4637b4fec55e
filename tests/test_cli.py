"""The command as a person meets it: in Spanish, with exit codes, and quick to start."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from sinasec.cli import COMMANDS, main

ENGLISH = ("Usage:", "Options:", "Try '", "Invalid value", "Missing ", "No such", "Show this")


@pytest.mark.parametrize(
    "arguments",
    [[], ["--ayuda"], ["volar"], ["duties"], ["duties", "--volar"], ["duties", "--as-of", "ayer"]],
)
def test_the_command_speaks_spanish(arguments: list[str]):
    said = CliRunner().invoke(main, arguments).output
    assert said
    assert not [word for word in ENGLISH if word in said]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_in_spanish(name: str):
    result = CliRunner().invoke(main, [name, "--ayuda"])
    assert result.exit_code == 0
    assert result.output.startswith("Uso:")
    assert not [word for word in ENGLISH if word in result.output]


def test_an_unknown_command_is_a_usage_error():
    assert CliRunner().invoke(main, ["volar"]).exit_code == 2


def test_commands_without_database_do_not_import_django():
    code = (
        "import sys; from sinasec.cli import main\n"
        "main(['check', '--ayuda'], standalone_mode=False)\n"
        "sys.exit('django' in sys.modules)"
    )
    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert finished.returncode == 0, finished.stderr
