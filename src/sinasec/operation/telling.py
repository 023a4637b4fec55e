"""What the commands of an installation share: how they end, and what they say of facts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from sinasec.os_words import os_words

if TYPE_CHECKING:  # importing it needs Django set up
    from sinasec.operation.health.to_attend import ToAttend

PUBLISHED: Final = ("publicación", "publicaciones")
TO_ATTEND: Final = 1  # as `doctor` ends for the same


def attended(attend: "ToAttend") -> dict[str, Any]:
    """For the document of a command: what the site withholds, what the facts do not say, and the
    data that is lost."""
    withheld = [{"id": name, "reason": why} for name, why in attend.withheld.items()]
    return {"withheld": withheld, "facts": list(attend.facts), "data": list(attend.data)}


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """What was refused goes out as its sentence, with exit code 1."""
    from sinasec.not_prepared import NotPrepared
    from sinasec.operation.copies.archive import BadBackup
    from sinasec.operation.copies.new_file import Taken
    from sinasec.operation.copies.restore import CannotRestore
    from sinasec.operation.copies.sealed_keys import BadKeyFile
    from sinasec.operation.copies.sqlite_copy import DamagedDatabase
    from sinasec.whole_file import NoFolder

    refusals = (
        NotPrepared, BadBackup, BadKeyFile, CannotRestore, DamagedDatabase, NoFolder, Taken,
    )  # fmt: skip
    try:
        yield
    except refusals as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(
            f"No se pudo con {error.filename or path} ({os_words(error)}): revise el espacio y los "
            "permisos. No quedó nada a medias."
        ) from error
