"""What the system refuses is told in Spanish, whatever the language of the system."""

import errno

from sinasec.os_words import os_words


def refusal(work, *arguments):
    try:
        work(*arguments)
    except OSError as error:
        return os_words(error)
    raise AssertionError("nothing was refused")


def test_what_people_meet_has_its_words(tmp_path):
    file = tmp_path / "a"
    file.write_text("x")
    assert refusal((tmp_path / "no").read_bytes) == "no existe"
    assert refusal(tmp_path.read_bytes) == "es una carpeta"
    assert refusal((file / "b").read_bytes) == "no es una carpeta"


def test_what_is_not_in_the_table_is_told_as_the_system_does():
    assert os_words(OSError(errno.EXDEV, "another disk")) == "another disk"
    assert os_words(OSError("solo una frase")) == "solo una frase"
