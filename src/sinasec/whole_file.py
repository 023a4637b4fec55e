"""Write a file whole, or leave what was there."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoFolder(ValueError):
    """There is no such folder to write in; the sentence says what to do."""


def check_folder(path: Path) -> None:
    """Raise NoFolder unless there is a folder for that file."""
    folder = path.absolute().parent
    if not folder.is_dir():
        raise NoFolder(
            f"No existe la carpeta «{folder}», donde iría «{path.name}»: créela antes, o elija "
            "otra."
        )


def write_whole(path: Path, content: bytes) -> None:
    """Replace `path` with `content` in one step, once it is on the disk. Raises OSError."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@contextmanager
def aside_of(path: Path) -> Iterator[Path]:
    """The path of a file to write; at the end of the block it becomes `path`, at once."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield aside
        with aside.open("rb+") as written:
            os.fsync(written.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
