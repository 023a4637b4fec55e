"""The large drawing of the border: probability of being among the first k, place by place."""

from typing import Any, Final

import polars as pl

from sinasec.risk.published import reading
from sinasec.translation import gettext as _
from sinasec.translation import ngettext
from sinasec.web.charts.axis import along, anchor, levels, upright_line, words
from sinasec.web.charts.figure import Figure
from sinasec.web.charts.plot import Plot
from sinasec.web.charts.scale import Scale, Upright
from sinasec.web.published.chosen import Chosen
from sinasec.web.risk.districts import districts
from sinasec.web.risk.source import source
from sinasec.web.risk.words import percent
from sinasec.web.words import number

NAME: Final = "frontera"
HIGH: Final = 250
TOP, BOTTOM = 24, 26


def curve(chosen: Chosen) -> Figure:
    """The border of a publication."""
    k = reading.top(chosen.publication)
    table = districts(chosen.publication)
    contested = reading.edition(chosen.publication).uncertainty.contested
    return Figure(
        NAME,
        _title(int((table["zone"] == "frontera").sum()), k),
        _(
            "Parte de {tries} cálculos en que cada distrito está entre los {k} primeros, según su "
            "puesto. En la banda, los que no se pueden decidir."
        ).format(
            tries=number(reading.design(chosen.publication).height),
            k=number(k),
        ),
        _("Baja de casi 100 % a casi 0 %; en la banda está la frontera. Las cifras, en la tabla."),
        source(chosen),
        points(table, k, contested),
    )


def _title(border: int, k: int) -> str:
    if not border:
        return _("Los {k} primeros son los mismos en casi todos los cálculos").format(k=number(k))
    said = ngettext(
        "De {n} distrito no se puede decir si está entre los {k} primeros",
        "De {n} distritos no se puede decir si están entre los {k} primeros",
        border,
    )
    return said.format(n=number(border), k=number(k))


def points(table: pl.DataFrame, k: int, contested: tuple[float, float]) -> Plot:
    """A dot a ranked district, from the first to well past the last one with a chance.

    `contested`: the two probabilities between which the border lies.
    """
    ranked = table.filter(pl.col("rank").is_not_null()).sort("rank", "unit")
    along_ranks = Scale(1, _last(ranked, k, contested[0]))
    upright = Upright(Scale(0, 1), TOP, HIGH - BOTTOM)
    shown = ranked.filter(pl.col("rank") <= along_ranks.high)
    cut = along_ranks.at(k + 0.5)
    ticks = [
        (along_ranks.at(tick), number(round(tick))) for tick in along_ranks.ticks(6) if tick >= 1
    ]
    parts = (
        _band(upright, *contested),
        levels(upright, [(level, percent(level)) for level in (contested[0], 0.5, contested[1])]),
        upright_line(cut, TOP - 8, HIGH - BOTTOM + 4),
        words(cut, 12, _("puesto {k}").format(k=number(k)), "g-fuerte", anchor(cut)),
        *(_dot(row, along_ranks, upright) for row in shown.iter_rows(named=True)),
        along(ticks, HIGH - 4),
    )
    return Plot("".join(parts), HIGH, left=3)


def _last(ranked: pl.DataFrame, k: int, least: float) -> int:
    """The last place drawn: beyond the last district with a chance, and never beyond all."""
    hopeful = ranked.filter(pl.col("p_top") >= least)["rank"].max()
    return min(max(2 * k, int(1.2 * int(hopeful or k))), max(2, ranked.height))  # type: ignore[arg-type]


def _band(upright: Upright, low: float, high: float) -> str:
    top, bottom = upright.at(high), upright.at(low)
    return f'<rect class="g-banda" x="0%" y="{top}" width="100%" height="{bottom - top:g}"/>'


def _dot(row: dict[str, Any], along_ranks: Scale, upright: Upright) -> str:
    return (
        f'<circle class="z-{row["zone"]}" cx="{along_ranks.at(row["rank"]):g}%" '
        f'cy="{upright.at(row["p_top"])}" r="3.2"/>'
    )
