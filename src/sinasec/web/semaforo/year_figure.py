"""The year of a committee as one figure: what its file has, and the title over its rows."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sinasec.translation import gettext as _
from sinasec.translation import ngettext
from sinasec.web.charts.figure import Figure, source_of
from sinasec.web.charts.scale import Days
from sinasec.web.charts.timeline import timeline
from sinasec.web.semaforo.chosen import ChosenDay
from sinasec.web.semaforo.committee import unit, year_rows
from sinasec.web.semaforo.yearline import Row
from sinasec.web.words import day_words, number

NAME: Final = "anio"


def year(chosen: ChosenDay, code: str) -> Figure | None:
    """None of a committee that the publication does not have, or of whom no duty was judged."""
    row = unit(chosen.publication, code)
    rows = year_rows(chosen.publication, code, chosen.day) if row else []
    return year_of(chosen, row["name"], rows) if row and rows else None


def year_of(chosen: ChosenDay, name: str, rows: Sequence[Row]) -> Figure:
    """Of the rows that the page shows, of which there is at least one."""
    first, last = date(chosen.day.year, 1, 1), date(chosen.day.year, 12, 31)
    return Figure(
        NAME,
        f"{name}: {_title(rows, chosen.day)}",
        _("Cada deber en {year}: más alta la barra, más grave la luz.").format(
            year=chosen.day.year
        ),
        _told(rows),
        source_of(chosen),
        timeline([one.line for one in rows], Days(first, last), chosen.day),
        note=_(
            "Barra alta: rojo; mediana: ámbar; baja: verde; hueca: sin información; línea fina "
            "punteada: no exigible. Las rayas punteadas son los vencimientos y la llena es el día "
            "que se muestra."
        ),
    )


def _title(rows: Sequence[Row], day: date) -> str:
    """How many duties are red on the day shown."""
    asked = [one for one in rows if one.shown]
    red = sum(one.shown == "rojo" for one in asked)
    if not asked:
        return _("el {day} ningún deber le era exigible").format(day=day_words(day))
    if not red:
        said = _("el {day} ninguno de sus {n} deberes está en rojo")
    else:
        said = ngettext(
            "el {day} está en rojo {red} de sus {n} deberes",
            "el {day} están en rojo {red} de sus {n} deberes",
            red,
        )
    return said.format(day=day_words(day), red=number(red), n=number(len(asked)))


def _told(rows: Sequence[Row]) -> str:
    """Each duty with its light of the day; its stretches are in the table of the page."""
    each = (f"{one.name}: {one.line.now.lower()}." for one in rows if one.line.now)
    return " ".join([_("Barras de cada deber en el año."), *each])
