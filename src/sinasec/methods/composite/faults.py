"""What is wrong with the tables or the recipe of an index, in the words of who wrote them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class TableFault:
    """A fault of a cell; of a column (`row` None) or of the whole table (`column` "").

    `table`: "iData" or "iMeta". `row`: as a spreadsheet counts it (the header is row 1).
    `column`: the header. `message`: a sentence that says what to do.
    """

    table: str
    row: int | None
    column: str
    message: str

    def __str__(self) -> str:
        place = [self.table]
        if self.row is not None:
            place.append(f"fila {self.row}")
        if self.column:
            place.append(f"columna {self.column}")
        return f"{', '.join(place)}: {self.message}"

    def as_dict(self) -> dict[str, str | int | None]:
        return asdict(self)


class IndexFaults(ValueError):
    """The tables cannot be used. `faults` lists everything found, table by table."""

    def __init__(self, faults: Iterable[TableFault]) -> None:
        self.faults = tuple(sorted(faults, key=_reading_order))
        super().__init__("\n".join(map(str, self.faults)))


def _reading_order(fault: TableFault) -> tuple[str, int, str, str]:
    return fault.table, fault.row or 0, fault.column, fault.message


@dataclass(frozen=True, slots=True)
class RecipeFault:
    """A fault of a recipe. `where`: path as people write it ("steps[2].method")."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class RecipeFaults(ValueError):
    """The recipe cannot be used. `faults` lists everything found, in its order."""

    def __init__(self, faults: Iterable[RecipeFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class CannotBuild(ValueError):
    """These tables do not allow what the recipe asks; the sentence says what to change."""
