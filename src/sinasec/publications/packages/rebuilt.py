"""A package made again from what a published one holds."""

from dataclasses import dataclass

from sinasec.publications.packages.package import Package


class CannotRebuild(ValueError):
    """A sentence: what in the package stands in the way of computing it again."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """`edition_id`: hash of the definitions found inside, to be compared with what it said."""

    package: Package
    edition_id: str
