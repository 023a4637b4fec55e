"""Bars and dots lying down, each with its name above it and its value at its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sinasec.web.charts import marks
from sinasec.web.charts.axis import along, upright_line, words
from sinasec.web.charts.plot import Plot
from sinasec.web.charts.scale import Scale

ROW: Final = 44
FOOT: Final = 22


@dataclass(frozen=True, slots=True)
class Bar:
    """From `start` to `end`; `said`: its value in words. `strong`: drawn in the accent."""

    name: str
    start: float
    end: float
    said: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A value on its interval; either may not be known."""

    name: str
    low: float | None
    value: float | None
    high: float | None
    said: str


def bars(rows: Sequence[Bar], scale: Scale) -> Plot:
    """Each from where the one before it ended, when it is a sum; or all from zero."""
    drawn = "".join(
        _named(at, one.name, one.said)
        + upright_line(scale.at(one.start), ROW * at + 20, ROW * at + 36, "g-guia")
        + marks.bar(
            scale.at(one.start),
            scale.at(one.end),
            "g-barra-2" if one.strong else "g-barra",
            ROW * at + 22,
        )
        for at, one in enumerate(rows)
    )
    return Plot(drawn, ROW * len(rows))


def dots(
    rows: Sequence[Dot], scale: Scale, ticks: Sequence[tuple[float, str]], mark: float | None = None
) -> Plot:
    """Each value on its interval. `mark`: where an upright line goes through all of them."""
    height = ROW * len(rows)
    cut = upright_line(scale.at(mark), 18, height, "g-corte") if mark is not None else ""
    drawn = "".join(
        _named(at, one.name, one.said) + _interval(one, scale, ROW * at + 29)
        for at, one in enumerate(rows)
    )
    foot = along([(scale.at(value), text) for value, text in ticks], height + FOOT - 6)
    return Plot(cut + drawn + foot, height + FOOT)


def _interval(one: Dot, scale: Scale, y: float) -> str:
    drawn = ""
    if one.low is not None and one.high is not None:
        drawn += marks.stretch(scale.at(one.low), scale.at(one.high), y=y)
    return drawn + (marks.dot(scale.at(one.value), y=y) if one.value is not None else "")


def _named(at: int, name: str, said: str) -> str:
    y = ROW * at + 15
    return words(0, y, name) + words(100, y, said, "g-fuerte", "end")
