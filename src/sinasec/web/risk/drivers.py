"""What drives the score of a district: contributions that add up to it, drawn as a sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final

from django.utils.safestring import SafeString

from sinasec.methods.words import listed
from sinasec.publications.models import Publication
from sinasec.risk.published import reading
from sinasec.territories.reference import place_of
from sinasec.translation import gettext as _
from sinasec.web.charts import marks
from sinasec.web.charts.bars import Bar, bars
from sinasec.web.charts.figure import Figure
from sinasec.web.charts.scale import Scale
from sinasec.web.published.chosen import Chosen
from sinasec.web.risk.districts import district_or_404
from sinasec.web.risk.elements import elements
from sinasec.web.risk.source import source
from sinasec.web.risk.words import decimal
from sinasec.web.words import number

LARGEST: Final = 3  # named in the sentence
NAME: Final = "aportes"


@dataclass(frozen=True, slots=True)
class Part:
    """An element in the score of one district. `row` is that of CONTRIBUTIONS."""

    row: dict[str, Any]
    element: dict[str, Any]
    drawing: SafeString
    parts: tuple["Part", ...] = ()

    @property
    def points(self) -> float:
        return self.row["contribution"]

    @property
    def name(self) -> str:
        return self.element["name"]


def drivers(publication: Publication, unit: str, score: float) -> list[Part]:
    """The parts right below the index, the largest first, each with its indicators."""
    rows = reading.rows_of(publication, "contribuciones", unit)
    known = elements(publication)
    top = max(row["level"] for row in rows)
    scale = Scale(min(0.0, *(_lowest(rows))), max(score, 1e-9))
    first = _sorted([row for row in rows if row["level"] == top - 1])
    parts, start = [], 0.0
    for row in first:
        inside = _below(rows, row, top)
        parts.append(
            Part(
                row,
                known[row["element"]],
                marks.step(scale, start, start + row["contribution"], "g-barra-2"),
                tuple(_steps(inside, known, scale, start)) if top > 2 else (),
            )
        )
        start += row["contribution"]
    return parts


def _lowest(rows: Sequence[dict[str, Any]]) -> tuple[float, float]:
    """How far below zero the sum may go, as it is drawn."""
    negative = sum(r["contribution"] for r in rows if r["level"] == 1 and r["contribution"] < 0)
    return negative, 0.0


def _below(rows: Sequence[dict[str, Any]], row: dict[str, Any], top: int) -> list[dict[str, Any]]:
    """The indicators under an element, whatever the levels between."""
    names, level = {row["element"]}, row["level"] - 1
    while level > 1:
        names = {r["element"] for r in rows if r["level"] == level and r["parent"] in names}
        level -= 1
    return _sorted([r for r in rows if r["level"] == 1 and r["parent"] in names])


def _steps(rows: Sequence[dict[str, Any]], known: Any, scale: Scale, start: float) -> list[Part]:
    parts = []
    for row in rows:
        end = start + row["contribution"]
        parts.append(Part(row, known[row["element"]], marks.step(scale, start, end)))
        start = end
    return parts


def _sorted(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: (-row["contribution"], row["element"]))


def indicators(publication: Publication, unit: str) -> list[dict[str, Any]]:
    """Rows of level 1 with their element under `of`, the largest contribution first."""
    known = elements(publication)
    rows = [
        row for row in reading.rows_of(publication, "contribuciones", unit) if row["level"] == 1
    ]
    return [row | {"of": known[row["element"]]} for row in _sorted(rows)]


def sentence(rows: Sequence[dict[str, Any]], score: float) -> str:
    """'Más de la mitad de su puntaje sale de …' from indicators as `indicators` gives them."""
    named = rows[:LARGEST]
    points = sum(row["contribution"] for row in named)
    said = listed(
        [f"{row['of']['name'].lower()} ({decimal(row['contribution'])})" for row in named]
    )
    return f"{decimal(points)} de sus {decimal(score)} puntos salen de {said}."


def highest(rows: Sequence[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """The indicators in which it stands worst among all districts: rank 1 is the most risk."""
    return sorted(rows, key=lambda row: (row["position"], row["element"]))[:count]


def lowest(rows: Sequence[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """Those in which it stands best."""
    return sorted(rows, key=lambda row: (-row["position"], row["element"]))[:count]


def figure(chosen: Chosen, unit: str) -> Figure | None:
    """The sum as one drawing; None of a district without a score. Raises Http404 for none."""
    row = district_or_404(chosen.publication, unit)
    if row["rank"] is None:
        return None
    found = drivers(chosen.publication, unit, row["score"])
    return Figure(
        NAME,
        _title(row["name"], found, row["score"]),
        _(
            "{place}. Puesto {rank}, entre {low} y {high}. Puntos de cada parte; cada barra "
            "empieza donde terminó la otra."
        ).format(
            place=place_of(unit),
            rank=number(row["rank"]),
            low=number(row["rank_low"]),
            high=number(row["rank_high"]),
        ),
        " ".join(f"{one.name}: {decimal(one.points, 2)}." for one in found),
        source(chosen),
        bars(_bars(found), _scale(found, row["score"])),
    )


def _title(name: str, found: Sequence[Part], score: float) -> str:
    """From which of the parts drawn most of the score comes."""
    named = found[: min(LARGEST, max(len(found) - 1, 1))]
    return _("{name}: {points} de sus {score} puntos salen de {parts}").format(
        name=name,
        points=decimal(sum(one.points for one in named)),
        score=decimal(score),
        parts=listed([f"{one.name.lower()} ({decimal(one.points)})" for one in named]),
    )


def _bars(found: Sequence[Part]) -> list[Bar]:
    rows, start = [], 0.0
    for one in found:
        end = start + one.points
        rows.append(Bar(one.name, start, end, decimal(one.points, 2), strong=True))
        start = end
    return [*rows, Bar(_("Puntaje: la suma"), 0, start, decimal(start, 2))]


def _scale(found: Sequence[Part], score: float) -> Scale:
    lowest = min(0.0, *accumulate(one.points for one in found))
    return Scale(lowest, max(score, 1e-9))
