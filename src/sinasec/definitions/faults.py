"""What is wrong with a definition file, in the words of the jurist who wrote it."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, order=True)
class DefinitionFault:
    """One fault: file, line (from 1; 0 when the whole file is at fault), place and sentence."""

    file: str
    line: int
    where: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.where + ': ' if self.where else ''}{self.message}"

    def as_dict(self) -> dict[str, str | int]:
        return asdict(self)


class DefinitionFaults(ValueError):
    """A definition cannot be used. `faults` lists everything found, in file and line order."""

    def __init__(self, faults: list[DefinitionFault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))
