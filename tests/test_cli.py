"""The command as a person meets it: in Spanish, with exit codes, and quick to start."""

import re
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from sinasec.cli.main import COMMANDS, main
from sinasec.cli.spanish import SPANISH, in_spanish
from tests.every_command import leaves

WORDS = (
    "Usage", "Options", "OPTIONS", "Commands?", "COMMAND", "ARGS", "Arguments", "Try", "Error:",
    "Invalid", "Missing", "No such", "Show this", "default", "required", "dynamic", "env var",
    "TEXT", "INTEGER", "FLOAT", "RANGE", "BOOLEAN", "PATH", "FILE", "FILENAME", "DIRECTORY", "UUID",
    "Aborted", "unexpected", "requires", "does not", "is not", "x[<>]=", "[<>]=x", "Got", "Did you",
)  # fmt: skip
ENGLISH = re.compile(rf"(?<!\w)(?:{'|'.join(WORDS)})(?!\w)")
WRONG = (["--volar"], ["uno"] * 9, [], ["--json=x"])


@pytest.mark.parametrize(
    "arguments",
    [[], ["--ayuda"], ["volar"], ["duties"], ["duties", "--volar"], ["duties", "--as-of", "ayer"]],
)
def test_the_command_speaks_spanish(arguments: list[str]):
    said = CliRunner().invoke(main, arguments).output
    assert said
    assert not ENGLISH.findall(said)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_in_spanish(name: str):
    result = CliRunner().invoke(main, [name, "--ayuda"])
    assert result.exit_code == 0
    assert result.output.startswith("Uso:")
    assert not ENGLISH.findall(result.output)


def every_group() -> set[tuple[str, ...]]:
    return {tuple(leaf.split()[:-1]) for leaf, _ in leaves()}


@pytest.mark.parametrize("group", sorted(every_group()))
def test_every_group_has_help_in_spanish(group):
    said = CliRunner().invoke(main, [*group, "--help"]).output
    assert "[OPCIONES] COMANDO [ARGUMENTOS]..." in said
    assert not ENGLISH.findall(said)


@pytest.mark.parametrize(
    ("leaf", "command"), [*leaves()], ids=lambda each: getattr(each, "name", each)
)
def test_every_command_and_its_usage_errors_are_in_spanish(leaf, command):
    told = CliRunner().invoke(main, [*leaf.split(), "--help"])
    assert told.exit_code == 0
    assert not ENGLISH.findall(told.output)
    needed = [each for each in command.params if each.required]
    for more in WRONG if needed else WRONG[:2]:
        said = CliRunner().invoke(main, [*leaf.split(), *more])
        assert said.exit_code == 2, (more, said.output)
        assert said.stderr.strip()
        assert not ENGLISH.findall(said.stderr)


INTERNATIONAL = {"--json", "--version", "--help", "--ayuda", "--origin"}  # the last, of old


def names(option: click.Option) -> list[list[str]]:
    """Its long names: those that say yes, and those that say no."""
    long = (
        [one for one in said if one.startswith("--")]
        for said in (option.opts, option.secondary_opts)
    )
    return [[one for one in each if one not in INTERNATIONAL] for each in long]


@pytest.mark.parametrize(
    ("leaf", "command"), [*leaves()], ids=lambda each: getattr(each, "name", each)
)
def test_every_option_has_a_name_in_english_and_one_in_spanish(leaf, command):
    said = [option for option in command.params if isinstance(option, click.Option)]
    for option in said:
        for told in filter(None, names(option)):
            english, spanish = told
            assert SPANISH[english] == spanish
            assert spanish.isascii()  # whoever has no «ñ» can type it
    every = [one for option in said for one in (*option.opts, *option.secondary_opts)]
    assert len(every) == len(set(every)), leaf


def test_no_name_in_spanish_is_left_over_or_said_twice():
    used = {
        one
        for _, command in leaves()
        for option in command.params
        if isinstance(option, click.Option)
        for each in names(option)
        for one in each
    }
    assert used == {*SPANISH, *SPANISH.values()}
    assert len(set(SPANISH.values())) == len(SPANISH)
    assert not set(SPANISH) & set(SPANISH.values())


@pytest.mark.parametrize("asked", ["--as-of", "--fecha"])
def test_both_names_ask_for_the_same(asked):
    said = CliRunner().invoke(main, ["duties", "--committee", "CORESEC-21", asked, "2024-03-01"])
    other = CliRunner().invoke(main, ["duties", "--comite", "CORESEC-21", "--as-of", "2024-03-01"])
    assert (said.exit_code, said.output) == (0, other.output)


def wrong_values(option: click.Parameter) -> list[str]:
    """Refused before the command does anything."""
    if not isinstance(option, click.Option):
        return []
    if isinstance(option.type, click.IntRange | click.FloatRange):
        return ["x", "-99999999999"]
    named = click.types.IntParamType | click.types.FloatParamType | click.Choice
    return ["x"] if isinstance(option.type, named) else []


def every_wrong_value() -> list[tuple[str, str, str]]:
    return [
        (leaf, option.opts[-1], value)
        for leaf, command in leaves()
        for option in command.params
        for value in wrong_values(option)
    ]


@pytest.mark.parametrize(("leaf", "option", "value"), every_wrong_value())
def test_every_value_of_another_kind_is_refused_in_spanish(leaf, option, value):
    said = CliRunner().invoke(main, [*leaf.split(), f"{option}={value}"])
    assert said.exit_code == 2
    assert said.stderr.strip()
    assert not ENGLISH.findall(said.stderr)


def test_an_unknown_command_is_a_usage_error():
    assert CliRunner().invoke(main, ["volar"]).exit_code == 2


HEAVY = ("django", "numpy", "openpyxl", "polars", "rich", "scipy")


def test_asking_what_there_is_reads_nothing_heavy():
    """The help of all imports the module of each; what a command works with comes when it runs."""
    code = (
        "import sys; from sinasec.cli.main import main\n"
        "main(['--ayuda'], standalone_mode=False)\n"
        f"print(*(set(sys.modules) & set({HEAVY})), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.split() == []
    assert "workbench" in done.stdout


def test_commands_without_database_do_not_import_django():
    code = (
        "import sys; from sinasec.cli.main import main\n"
        "main(['check', '--ayuda'], standalone_mode=False)\n"
        "sys.exit('django' in sys.modules)"
    )
    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert finished.returncode == 0, finished.stderr


def test_a_command_called_before_by_itself_has_its_spanish_names_all_the_same():
    """Click keeps the option of help that it made first, which then has no name in Spanish."""
    command = click.Command("orden")
    assert CliRunner().invoke(command, ["--ayuda"]).exit_code == 2
    named = {"help_option_names": ["--ayuda"]}
    assert CliRunner().invoke(in_spanish(command), ["--ayuda"], **named).exit_code == 0
