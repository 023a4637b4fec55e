"""A folder of results that appears whole, or not at all."""

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path


class CannotWrite(ValueError):
    """The folder asked for cannot be written; the sentence says what to do."""


def check_target(target: Path, ours: Collection[str], *, replace: bool) -> None:
    """Raises CannotWrite unless `target` can be made, is empty, or may be replaced.

    `ours`: names that a folder of these results may have; one with anything else is not replaced.
    """
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise CannotWrite(f"«{target}» existe y no es una carpeta: indique otra.")
    if not target.absolute().parent.is_dir():
        raise CannotWrite(f"No existe la carpeta «{target.absolute().parent}»: créela antes.")
    found = {path.name for path in target.iterdir()} if target.exists() else set()
    if not found:
        return
    if not replace:
        raise CannotWrite(
            f"La carpeta «{target}» no está vacía: indique otra, o añada --replace para "
            "reemplazar un resultado anterior."
        )
    others = sorted(found - set(ours))
    if others:
        raise CannotWrite(
            f"La carpeta «{target}» tiene cosas que este comando no escribió "
            f"({', '.join(others[:5])}): indique otra."
        )


@contextmanager
def swapped_in(target: Path) -> Iterator[Path]:
    """A folder to write in; at the end of the block it takes the place of `target`."""
    target = target.absolute()
    aside, old = (
        target.with_name(f".{target.name}.{word}-{os.getpid()}") for word in ("nuevo", "anterior")
    )
    aside.mkdir()
    try:
        yield aside
        if target.exists():
            target.rename(old)
        try:
            aside.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
