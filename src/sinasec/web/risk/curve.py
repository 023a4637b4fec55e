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
HIGH: Final = 268
TOP, BOTTOM = 24, 44


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
        _told(table, k, contested),
        source(chosen),
        points(table, k, contested),
        note=_beyond(table, k, contested[0]),
    )


def _told(table: pl.DataFrame, k: int, contested: tuple[float, float]) -> str:
    """The dots in words: how many are above the band, in it and below."""
    shown = drawn(table, k, contested[0])
    if shown.is_empty():
        return _("No hay distritos con puesto.")
    low, high = contested
    chances: list[float] = shown["p_top"].to_list()
    above, below = sum(one > high for one in chances), sum(one < low for one in chances)
    return _(
        "{n} puntos, de {most} a {least}: {above} por encima de {high}, {within} en la banda y "
        "{below} por debajo de {low}."
    ).format(
        n=number(shown.height),
        most=percent(max(chances)),
        least=percent(min(chances)),
        above=number(above),
        within=number(shown.height - above - below),
        below=number(below),
        high=percent(high),
        low=percent(low),
    )


def _beyond(table: pl.DataFrame, k: int, least: float) -> str:
    """How many districts are not drawn, and what the largest chance of them is."""
    ranked = table.filter(pl.col("rank").is_not_null())
    rest = ranked.filter(pl.col("rank") > _last(ranked, k, least))
    if rest.is_empty():
        return _("Están todos los distritos con puesto.")
    said = ngettext(
        "Más allá del dibujo queda {n} distrito con puesto, con {most} de los cálculos.",
        "Más allá del dibujo quedan {n} distritos con puesto, ninguno con más de {most} de los "
        "cálculos.",
        rest.height,
    )
    return said.format(n=number(rest.height), most=percent(max(rest["p_top"].to_list())))


def _title(border: int, k: int) -> str:
    if not border:
        return _("Los {k} primeros son los mismos en casi todos los cálculos").format(k=number(k))
    said = ngettext(
        "De {n} distrito del Perú no se puede decir si está entre los {k} primeros",
        "De {n} distritos del Perú no se puede decir si están entre los {k} primeros",
        border,
    )
    return said.format(n=number(border), k=number(k))


def points(table: pl.DataFrame, k: int, contested: tuple[float, float]) -> Plot:
    """A dot a ranked district, from the first to well past the last one with a chance.

    `contested`: the two probabilities between which the border lies.
    """
    shown = drawn(table, k, contested[0])
    along_ranks = Scale(1, _last(table.filter(pl.col("rank").is_not_null()), k, contested[0]))
    upright = Upright(Scale(0, 1), TOP, HIGH - BOTTOM)
    cut = along_ranks.at(k + 0.5)
    ticks = [
        (along_ranks.at(tick), number(round(tick))) for tick in along_ranks.ticks(6) if tick >= 1
    ]
    parts = (
        _band(upright, *contested),
        levels(upright, [(level, percent(level)) for level in (0.0, 0.5, 1.0)]),
        *(words(100, upright.at(one) + 4, percent(one), dx=6) for one in contested),
        upright_line(cut, TOP - 8, HIGH - BOTTOM + 4),
        words(cut, 12, _("puesto {k}").format(k=number(k)), "g-fuerte", anchor(cut)),
        *(_dot(row, along_ranks, upright) for row in shown.iter_rows(named=True)),
        along(ticks, HIGH - 24),
        words(0, HIGH - 5, _("Puesto en el índice: a la izquierda, el de más riesgo")),
    )
    return Plot("".join(parts), HIGH, left=3, right=3)


def drawn(table: pl.DataFrame, k: int, least: float) -> pl.DataFrame:
    """The districts that have a dot, in their order."""
    ranked = table.filter(pl.col("rank").is_not_null()).sort("rank", "unit")
    return ranked.filter(pl.col("rank") <= _last(ranked, k, least))


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
