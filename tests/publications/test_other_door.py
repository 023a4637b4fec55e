"""Each command that takes a file knows the files of the others, and says which one takes it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sinasec.cli.main import main
from sinasec.compliance.semaforo.whatif import DRAFTS

pytestmark = pytest.mark.django_db  # they are refused before anything is asked of it

MADE = {
    "sinasec itca": ("matriz.xlsx", ("itca", "--template")),
    "sinasec load": ("actos.xlsx", ("template", "--out")),
    "sinasec index load-edition": ("libro.xlsx", ("index", "template")),
    "sinasec data load": ("datos.xlsx", ("data", "template", "--out")),
}
PUBLISH = "sinasec index publish"  # an edition too, by its book
GIVEN = {
    PUBLISH: ("index", "publish", "{}", "--year", "2024"),
    "sinasec itca": ("itca", "{}"),
    "sinasec load": ("load", "{}"),
    "sinasec data load": ("data", "load", "{}", "--source", "x"),
    "sinasec index load-edition": ("index", "load-edition", "{}", "--by", "Ana"),
    "sinasec simulate-law": ("simulate-law", "{}"),
}
ALIKE = {
    *((each, each) for each in GIVEN),
    *((each, PUBLISH) for each in GIVEN),
    (PUBLISH, "sinasec index load-edition"),
}
DRAFT = DRAFTS / "sesion-mensual.yaml"


def run(*arguments: str):
    return CliRunner().invoke(main, list(arguments))


def made(taker: str, folder: Path) -> Path:
    """A file that the command takes."""
    if taker == "sinasec simulate-law":
        return DRAFT
    name, order = MADE[taker]
    done = run(*order, str(folder / name))
    assert done.exit_code == 0, done.output
    return folder / name


@pytest.mark.parametrize(
    ("given", "taker"),
    [(given, taker) for given in GIVEN for taker in GIVEN if (given, taker) not in ALIKE],
)
def test_a_file_of_another_command_is_told_with_the_command(small, tmp_path, given, taker):
    file = made(taker, tmp_path)
    order = [each.format(file) for each in GIVEN[given]]
    said = run(*order)
    assert said.exit_code == 1, said.output
    assert f"«{file.name}» parece " in said.output
    assert f"use «{taker} ARCHIVO»." in said.output
    assert "UNA SESION" not in said.output
    assert "otra-puerta" in json.dumps(json.loads(run(*order, "--json").stdout))
