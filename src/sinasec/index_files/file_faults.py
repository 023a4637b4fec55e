"""What is wrong with the files of an index, in the words of who wrote them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sinasec.methods.composite import IndexFaults
from sinasec.os_words import os_words


@dataclass(frozen=True, slots=True)
class FileFault:
    """`row`: of the spreadsheet or line of the recipe; None for the whole file or column.

    `place`: the column, or the path within the recipe; "" for the whole row or file.
    """

    file: str
    row: int | None
    place: str
    message: str

    def __str__(self) -> str:
        row = f", fila {self.row}" if self.row is not None else ""
        return f"{self.file}{row}{', ' + self.place if self.place else ''}: {self.message}"

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class UnusableFiles(ValueError):
    """The files do not make an index. `faults`: everything found in all of them."""

    def __init__(self, faults: Sequence[FileFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, faults)))


def unreadable(path: Path, error: OSError) -> FileFault:
    """The fault of a file that could not be opened."""
    words = f"no se puede leer ({os_words(error)}): revise la ruta y los permisos."
    return FileFault(path.name, None, "", words)


def of_tables(found: IndexFaults, names: Mapping[str, str]) -> list[FileFault]:
    """The faults of tables as faults of files. `names`: table -> name of its file."""
    return [
        FileFault(
            names[each.table], each.row, each.column and f"columna {each.column}", each.message
        )
        for each in found.faults
    ]
