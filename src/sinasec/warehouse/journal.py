"""Which edition is the current one: a journal for each dataset, real and simulated apart.

The last entry rules. It is written aside and swapped in, so a reader sees the old or the new one.
An edition that no entry names was placed by a process that was killed before it wrote the journal.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from sinasec.warehouse.edition import BrokenEdition
from sinasec.warehouse.place import flush_folder

JOURNALS: Final = {False: "vigencias.json", True: "vigencias-simulado.json"}


@dataclass(frozen=True, slots=True)
class Entry:
    """From `at` (ISO, UTC) on, `edition` is the current one, by decision of `by`."""

    edition: str
    at: str
    by: str


def read_journal(folder: Path, *, simulated: bool) -> tuple[Entry, ...]:
    """The entries of a dataset, oldest first. Raises BrokenEdition."""
    path = folder / JOURNALS[simulated]
    try:
        return tuple(Entry(**each) for each in json.loads(path.read_bytes()))
    except FileNotFoundError:
        return ()
    except (TypeError, ValueError) as error:
        raise BrokenEdition(
            f"«{path.name}» de {folder.name} no se puede leer: restáurelo de una copia."
        ) from error


def append(folder: Path, entry: Entry, *, simulated: bool) -> None:
    """Make an edition the current one. The caller holds the lock of the warehouse."""
    entries = (*read_journal(folder, simulated=simulated), entry)
    path = folder / JOURNALS[simulated]
    aside = folder / f".{path.name}"
    with open(aside, "wb") as file:
        text = json.dumps([asdict(each) for each in entries], ensure_ascii=False, indent=1)
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)
    flush_folder(folder)
