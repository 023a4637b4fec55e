"""The generated chapters are fresh, and say something about every command and option."""

import pytest
from tools import manual


@pytest.mark.parametrize("name", ["comandos.md", "deberes.md"])
def test_generated_chapter_is_fresh(name: str):
    written = (manual.FOLDER / name).read_text(encoding="utf-8")
    assert written == manual.chapters()[name], "ejecute «python -m tools.manual»"


def test_every_command_and_option_is_explained():
    text = manual.chapters()["comandos.md"]
    silent = [line for line in text.splitlines() if line.endswith("|  |")]
    assert not silent
    assert "## sinasec serve" in text
