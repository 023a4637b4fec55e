"""Where the rows of a figure of the semáforo are from, and which lights rest on a reading."""

from collections.abc import Set
from datetime import date
from typing import Final

from sinasec.compliance.semaforo import reading
from sinasec.methods.words import listed
from sinasec.translation import gettext as _
from sinasec.web.charts.figure import Source, source_of
from sinasec.web.semaforo.chosen import ChosenDay
from sinasec.web.words import day_words, number

COLOURS: Final = (("verde", _("luces verdes")), ("ambar", _("ámbar")), ("rojo", _("rojas")))


def source(chosen: ChosenDay, day: date | None = None, region: str = "") -> Source:
    """`day`: the last one drawn, or None for the one shown. `region`: "" for all of them."""
    of = day or chosen.day
    rests = probable(chosen, of, region)
    said = _("Probables el {day}: {which}.").format(day=day_words(of), which=rests) if rests else ""
    return source_of(chosen, probable=said)


def probable(chosen: ChosenDay, day: date, region: str = "") -> str:
    """How many lights of each colour rest on a reading: «7 de las rojas»; "" for none."""
    rests: Set[str] = reading.probable(chosen.publication, day, chosen.breach)
    if region:
        units = reading.units(chosen.publication).select("committee", "region").iter_rows()
        rests = rests & {code for code, of in units if of == region}
    shown = reading.shown(chosen.publication, day, chosen.breach)
    found = [shown[code] for code in rests]
    told = ((found.count(light), name) for light, name in COLOURS)
    return listed(
        [_("{n} de las {lights}").format(n=number(n), lights=name) for n, name in told if n]
    )
