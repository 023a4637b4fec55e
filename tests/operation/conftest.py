"""A small installation, prepared once, whose copies are spoilt, saved and put back."""

import pytest

from tests.operation.installation import PHRASE, Installation


@pytest.fixture(scope="session")
def prepared(tmp_path_factory) -> Installation:
    """A demonstration and a real act, both published. Not to be changed: see `fresh`."""
    made = Installation(tmp_path_factory.mktemp("preparada") / "var").empty()
    done = made.run(module="tests.operation.small_home")
    assert done.returncode == 0, done.stdout + done.stderr
    return made


@pytest.fixture
def fresh(prepared, tmp_path) -> Installation:
    """An installation like the prepared one, to be changed."""
    return Installation(tmp_path / "var").like(prepared)


@pytest.fixture
def empty(tmp_path) -> Installation:
    """A folder and a database with nothing in them."""
    return Installation(tmp_path / "vacia").empty()


@pytest.fixture(scope="session")
def phrase(tmp_path_factory):
    """A file with the passphrase."""
    file = tmp_path_factory.mktemp("frase") / "frase.txt"
    file.write_text(f"{PHRASE}\n", encoding="utf-8")
    return str(file)


@pytest.fixture(scope="session")
def saved(prepared, phrase, tmp_path_factory) -> list[str]:
    """The arguments of `restore` for a backup of the prepared installation, with its keys."""
    folder = tmp_path_factory.mktemp("respaldo")
    with_keys = ["--keys", str(folder / "claves"), "--passphrase-file", phrase]
    prepared.json("backup", str(folder / "todo.zip"), *with_keys)
    return [str(folder / "todo.zip"), *with_keys]
