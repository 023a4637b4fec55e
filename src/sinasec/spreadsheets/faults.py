"""What is wrong with a file, said where the clerk sees it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a cell; of a row (`column` ""), of a sheet (`row` None) or of the file.

    `row` and `column` are those of Excel (1, "A"). `code` is stable; `message` says what to do.
    """

    sheet: str
    row: int | None
    column: str
    code: str
    message: str

    @property
    def place(self) -> str:
        """Where it is, in words; "" of the whole file."""
        row = "" if self.row is None else f"fila {self.row}"
        column = f"columna {self.column}" if self.column else ""
        return ", ".join(part for part in (self.sheet, row, column) if part)

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


class CellError(ValueError):
    """A cell does not say what its column asks; `code` is stable."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class UnreadableFile(ValueError):
    """The file as a whole cannot be read; nothing is known of its cells."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def column_letters(index: int) -> str:
    """0 -> "A", 26 -> "AA"."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Those of a row as they stand in it, first what is of all of it."""
    return sorted(faults, key=lambda fault: (len(fault.column), fault.column))
