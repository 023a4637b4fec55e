"""The generated chapters are fresh, and say something about every command and option."""

import re
from pathlib import Path

import pytest
from tools import manual

from sinasec.environment import SETTINGS


@pytest.mark.parametrize("name", ["comandos.md", "deberes.md", "roles.md"])
def test_generated_chapter_is_fresh(name: str):
    written = (manual.FOLDER / name).read_text(encoding="utf-8")
    assert written == manual.chapters()[name], "ejecute «python -m tools.manual»"


def test_every_command_and_option_is_explained():
    text = manual.chapters()["comandos.md"]
    silent = [line for line in text.splitlines() if line.endswith("|  |")]
    assert not silent
    assert "## sinasec serve" in text


def test_every_setting_is_explained_and_no_other():
    source = Path(manual.__file__).parent.parent / "src"
    code = "".join(path.read_text(encoding="utf-8") for path in source.rglob("*.py"))
    told = (manual.FOLDER / "ajustes.md").read_text(encoding="utf-8")
    used = set(re.findall(r"\bSINASEC_[A-Z_]+", code))
    assert used == set(SETTINGS)  # each is on the list, so that none is taken for a misspelling
    assert used == set(re.findall(r"\bSINASEC_[A-Z_]+", told))
