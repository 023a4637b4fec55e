"""How the committees of each level are shared out among the lights, as bars with their counts."""

from collections.abc import Sequence
from typing import Final

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.reading import Tally
from sinasec.methods.compliance.wordings import LEVELS
from sinasec.translation import gettext as _
from sinasec.web.charts.figure import Figure
from sinasec.web.charts.stacked import stacked
from sinasec.web.semaforo.bars import parts
from sinasec.web.semaforo.chosen import ChosenDay
from sinasec.web.semaforo.lights import SHOWN, SHOWN_WORDS
from sinasec.web.semaforo.source import source
from sinasec.web.words import BREACH_WORDS, LEVEL_WORDS, day_words, number, share

NAME: Final = "niveles"
OF_ONE: Final = "CONASEC"  # of which there is one: it is no bar


def levels(chosen: ChosenDay) -> Figure | None:
    """None on a day on which no committee existed."""
    tallies = reading.national(chosen.publication, chosen.day, chosen.breach)
    rows = [(level, tallies[level]) for level in LEVELS if level != OF_ONE and tallies[level].total]
    if not rows:
        return None
    return Figure(
        NAME,
        _title(rows),
        _("Comités de cada nivel por luz. {light}, el {day}. Más alta la barra, más grave.").format(
            light=BREACH_WORDS[chosen.breach], day=day_words(chosen.day)
        ),
        " ".join(_told(level, tally) for level, tally in rows),
        source(chosen),
        stacked([(LEVEL_WORDS[level], parts(tally)) for level, tally in rows]),
    )


def _told(level: str, tally: Tally) -> str:
    counts = ", ".join(f"{getattr(tally, shown)} {SHOWN_WORDS[shown].lower()}" for shown in SHOWN)
    return f"{LEVEL_WORDS[level]}: {counts}."


def _title(rows: Sequence[tuple[str, Tally]]) -> str:
    """Where the largest share is green; or that of most of them there is no light to compare."""
    every = sum((tally for _level, tally in rows), Tally())
    if 2 * every.gris > every.total:
        return _(
            "De {n} de {whole} comités del Perú no hay información, o nada les era exigible"
        ).format(n=number(every.gris), whole=number(every.total))
    best, tally = max(rows, key=lambda row: row[1].verde / row[1].total)
    if not tally.verde:
        return _("Ningún comité del Perú está en verde, en ningún nivel")
    return _(
        "La mayor parte en verde está en el nivel {level} del Perú: {share} ({n} de {whole})"
    ).format(
        level=LEVEL_WORDS[best].split(" (")[0].lower(),
        share=share(tally.verde, tally.total),
        n=number(tally.verde),
        whole=number(tally.total),
    )
