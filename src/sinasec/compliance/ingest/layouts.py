"""A layout is a short declaration: which columns, how each is read, what a row means."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sinasec.compliance.models import Batch
from sinasec.spreadsheets.faults import CellError, Fault, column_letters
from sinasec.spreadsheets.values import ERRORS, UNWORKED, Raw, Unworked, said_unworked


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the header that the clerk sees, and how its cells are read.

    `aliases`: other headers that are understood. `anchor`: headers without which the layout is
    not recognised. `given`: filled in by the template, so that alone it does not make a row.
    """

    key: str
    header: str
    read: Callable[[Raw], Any]
    required: bool = False
    aliases: tuple[str, ...] = ()
    anchor: bool = False
    given: bool = False
    help: str = ""


@dataclass(slots=True)
class Row:
    """A row as read: its values by key, and where each stands in the sheet."""

    sheet: str
    number: int
    places: Mapping[str, int]
    values: dict[str, Any] = field(default_factory=dict[str, Any])
    faults: list[Fault] = field(default_factory=list[Fault])

    def fault(self, key: str, code: str, message: str) -> None:
        """Note a fault at the cell of that key, or at the row when it has no such column."""
        place = self.places.get(key)
        column = "" if place is None else column_letters(place)
        self.faults.append(Fault(self.sheet, self.number, column, code, message))

    def read(self, column: Column, raw: Raw) -> None:
        if raw in ERRORS:
            self.fault(
                column.key,
                "celda-con-error",
                f"{column.header}: la celda muestra {raw}; escriba el dato en lugar de la fórmula.",
            )
            return
        if isinstance(raw, Unworked):
            self.fault(column.key, UNWORKED, f"{column.header}: {said_unworked(raw.formula)}")
            return
        try:
            self.values[column.key] = column.read(raw)
        except CellError as error:
            self.fault(column.key, error.code, f"{column.header}: {error}")


def _nothing_to_note(pairs: Sequence[tuple[Row, Any]]) -> list[str]:
    return []


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of file that people send.

    `build`: a row without faults to what it means, noting on the row what does not fit; `today` is
    given. `check`: all the rows with what they mean, against each other and the database.
    `store`: add what is new, inside the caller's transaction; returns how many rows were new.
    `notes`: what whoever loads sound rows should know of them.
    """

    name: str
    sheet: str
    columns: tuple[Column, ...]
    build: Callable[[Row, date], Any]
    check: Callable[[Sequence[tuple[Row, Any]]], None]
    store: Callable[[Sequence[Any], str, Batch], int]
    new: Callable[[Sequence[Any]], int]
    unread: tuple[str, ...] = ()
    notes: Callable[[Sequence[tuple[Row, Any]]], list[str]] = _nothing_to_note
