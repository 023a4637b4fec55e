"""A file of boundaries read, checked and drawn in a child process: rows ready to keep come back."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sinasec.sandbox import FILES, Job, Limits
from sinasec.territories import boundary_checks, boundary_files, shapes
from sinasec.territories.boundary_files import UnreadableBoundaries


@dataclass(frozen=True, slots=True)
class Drawn:
    """A unit's outline as WKB in degrees and as SVG path data, its area, and a point inside it."""

    code: str
    shape: bytes
    path: str
    area_km2: float
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Survey:
    """What a file says of which units. `report`: as `boundary_checks.Checked.report` gives it."""

    level: str
    faults: tuple[str, ...]
    report: dict[str, Any]
    drawn: tuple[Drawn, ...]


_SURVEY: Final = Job(
    "sinasec.territories.survey:surveyed_here",
    returns=(Survey, Drawn),
    raises=(UnreadableBoundaries,),
    refuse=lambda code, sentence: UnreadableBoundaries(sentence),
)


def survey(path: Path, limits: Limits = FILES) -> Survey:
    """Raises UnreadableBoundaries or `sandbox.Busy`."""
    return _SURVEY.run(b"", limits, path=str(path.absolute()))


def surveyed_here(blob: bytes, path: str) -> Survey:
    """The work of the child: reading, mending and simplifying strangers' shapes."""
    checked = boundary_checks.check(boundary_files.read(Path(path)))
    return Survey(checked.level, tuple(checked.faults), checked.report(), _drawn(checked))


def _drawn(checked: boundary_checks.Checked) -> tuple[Drawn, ...]:
    simpler = shapes.simplified(list(checked.outlines.values()), checked.level)
    return tuple(
        _one(code, whole, simple)
        for (code, whole), simple in zip(checked.outlines.items(), simpler, strict=True)
    )


def _one(code: str, whole: Any, simple: Any) -> Drawn:
    inside = whole.representative_point()
    return Drawn(
        code,
        shapes.kept(whole),
        shapes.path(simple) or shapes.path(whole),
        shapes.area_km2(whole),
        round(inside.x, 5),
        round(inside.y, 5),
    )
