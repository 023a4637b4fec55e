"""A file appears whole, for its owner alone, over nothing, or not at all."""

import errno
import os
import stat

import pytest

from sinasec.operation.copies.new_file import Taken, new_file
from sinasec.whole_file import NoFolder


def write(path, data=b"todo"):
    with new_file(path) as file:
        file.write(data)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with (
        pytest.raises(NoFolder, match=f"No existe la carpeta «{tmp_path / 'nada'}»"),
        new_file(tmp_path / "nada" / "r.zip"),
    ):
        raise AssertionError("nothing is written")
    assert not list(tmp_path.iterdir())


def test_what_the_system_refuses_is_said_of_the_file_that_was_asked_for(tmp_path):
    name = "r" * 254  # the hidden one beside it has no room for its name
    with pytest.raises(OSError, match=name) as refused, new_file(tmp_path / name):
        raise AssertionError("nothing is written")
    assert refused.value.filename == str(tmp_path / name)


def test_it_appears_at_the_end_for_its_owner_alone(tmp_path):
    before = os.umask(0)
    try:
        with new_file(tmp_path / "r.zip") as file:
            file.write(b"todo")
            assert not (tmp_path / "r.zip").exists()
    finally:
        os.umask(before)
    assert (tmp_path / "r.zip").read_bytes() == b"todo"
    assert stat.S_IMODE((tmp_path / "r.zip").stat().st_mode) == 0o600
    assert len(list(tmp_path.iterdir())) == 1


def test_a_full_disk_leaves_nothing(tmp_path):
    def fill(path):
        with new_file(path) as file:
            file.write(b"la mitad")
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        fill(tmp_path / "r.zip")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", ["file", "folder", "lost link"])
def test_what_is_there_is_never_replaced(tmp_path, kind):
    path = tmp_path / "r.zip"
    make = {
        "file": lambda: path.write_bytes(b"antes"),
        "folder": path.mkdir,
        "lost link": lambda: path.symlink_to(tmp_path / "nada"),
    }
    make[kind]()
    with pytest.raises(Taken, match="ya existe"):
        write(path)
    assert [each.name for each in tmp_path.iterdir()] == ["r.zip"]


def test_one_that_appears_meanwhile_is_not_replaced_either(tmp_path):
    path = tmp_path / "r.zip"

    def lose_the_race():
        with new_file(path) as file:
            file.write(b"otro")
            path.write_bytes(b"antes")

    with pytest.raises(Taken, match="ya existe"):
        lose_the_race()
    assert path.read_bytes() == b"antes"
    assert len(list(tmp_path.iterdir())) == 1


def test_two_do_not_write_the_same_one(tmp_path):
    path = tmp_path / "r.zip"
    with new_file(path) as file:
        file.write(b"uno")
        with pytest.raises(Taken, match="Otro programa"):
            write(path, b"dos")
    assert path.read_bytes() == b"uno"


def test_what_a_kill_left_aside_is_begun_again(tmp_path):
    (tmp_path / ".r.zip.aparte").write_bytes(b"mucho que quedo de antes")
    write(tmp_path / "r.zip")
    assert (tmp_path / "r.zip").read_bytes() == b"todo"
    assert len(list(tmp_path.iterdir())) == 1
