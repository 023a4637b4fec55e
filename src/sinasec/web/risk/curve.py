"""The large drawing of the border: probability of being among the first k, place by place."""

from html import escape
from typing import Any, Final

import polars as pl
from django.utils.safestring import SafeString, mark_safe

from sinasec.web.risk.scale import Scale
from sinasec.web.risk.words import percent
from sinasec.web.words import number

HIGH: Final = 240  # pixels down; across it is as wide as it can
TOP, BOTTOM, LEFT = 22, 26, 1.0


def curve(table: pl.DataFrame, k: int, contested: tuple[float, float]) -> SafeString:
    """A dot a ranked district, from the first to well past the last one with a chance.

    `contested`: the two probabilities between which the border lies.
    """
    ranked = table.filter(pl.col("rank").is_not_null()).sort("rank", "unit")
    scale = Scale(1, _last(ranked, k, contested[0]))
    shown = ranked.filter(pl.col("rank") <= scale.high)
    parts = (
        _band(*contested),
        "".join(_level(level) for level in (contested[0], 0.5, contested[1])),
        _cut(scale, k),
        "".join(_dot(row, scale) for row in shown.iter_rows(named=True)),
        _axis(scale),
    )
    label = (
        f"Probabilidad de estar entre los {k} primeros, según el puesto. Baja de casi 100 % a "
        "casi 0 %; en la banda está la frontera. Las cifras están en la tabla."
    )
    return mark_safe(  # numbers and fixed words
        f'<svg class="curva" width="100%" height="{HIGH}" role="img" '
        f'aria-label="{escape(label)}">{"".join(parts)}</svg>'
    )


def _last(ranked: pl.DataFrame, k: int, least: float) -> int:
    """The last place drawn: beyond the last district with a chance, and never beyond all."""
    hopeful = ranked.filter(pl.col("p_top") >= least)["rank"].max()
    return min(max(2 * k, int(1.2 * int(hopeful or k))), max(2, ranked.height))  # type: ignore[arg-type]


def _x(scale: Scale, place: float) -> str:
    return f"{LEFT + (100 - LEFT - 2) * scale.at(place) / 100:.4g}%"


def _y(share: float) -> float:
    return round(TOP + (HIGH - TOP - BOTTOM) * (1 - share), 1)


def _band(low: float, high: float) -> str:
    top, bottom = _y(high), _y(low)
    return (
        f'<rect class="g-banda" x="{LEFT}%" y="{top}" width="{100 - LEFT}%" '
        f'height="{bottom - top:g}"/>'
    )


def _level(level: float) -> str:
    y = _y(level)
    return (
        f'<line class="g-reja" x1="{LEFT}%" x2="100%" y1="{y}" y2="{y}"/>'
        f'<text x="100%" y="{y - 5:g}" text-anchor="end">{percent(level)}</text>'
    )


def _cut(scale: Scale, k: int) -> str:
    x = _x(scale, k + 0.5)
    return (
        f'<line class="g-corte" x1="{x}" x2="{x}" y1="{TOP - 6}" y2="{HIGH - BOTTOM + 4}"/>'
        f'<text class="fuerte" x="{x}" y="12" text-anchor="middle">puesto {number(k)}</text>'
    )


def _dot(row: dict[str, Any], scale: Scale) -> str:
    return (
        f'<circle class="z-{row["zone"]}" cx="{_x(scale, row["rank"])}" '
        f'cy="{_y(row["p_top"])}" r="3.2"/>'
    )


def _axis(scale: Scale) -> str:
    ticks = [tick for tick in scale.ticks(6) if tick >= 1]
    return "".join(
        f'<text x="{_x(scale, tick)}" y="{HIGH - 4}" text-anchor="middle">'
        f"{number(round(tick))}</text>"
        for tick in ticks
    )
