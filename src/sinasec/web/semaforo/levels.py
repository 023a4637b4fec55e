"""How the committees of each level are shared out among the lights, as bars with their counts."""

from typing import Final

from sinasec.compliance.semaforo import reading
from sinasec.methods.compliance.wordings import LEVELS
from sinasec.translation import gettext as _
from sinasec.web.charts.figure import Figure, source_of
from sinasec.web.charts.stacked import stacked
from sinasec.web.semaforo.bars import parts
from sinasec.web.semaforo.chosen import ChosenDay
from sinasec.web.words import BREACH_WORDS, LEVEL_WORDS, day_words, share

NAME: Final = "niveles"
OF_ONE: Final = "CONASEC"  # of which there is one: it is no bar


def levels(chosen: ChosenDay) -> Figure | None:
    """None on a day on which no committee existed."""
    tallies = reading.national(chosen.publication, chosen.day, chosen.breach)
    rows = [(level, tallies[level]) for level in LEVELS if level != OF_ONE and tallies[level].total]
    if not rows:
        return None
    best, tally = max(rows, key=lambda row: row[1].verde / row[1].total)
    return Figure(
        NAME,
        _("El nivel con más comités en verde es el {level}: {share}").format(
            level=LEVEL_WORDS[best].split(" (")[0].lower(), share=share(tally.verde, tally.total)
        ),
        _("Comités de cada nivel por luz. {light}, el {day}. Más alta la barra, más grave.").format(
            light=BREACH_WORDS[chosen.breach], day=day_words(chosen.day)
        ),
        _("Las mismas cuentas están en la tabla."),
        source_of(chosen),
        stacked([(LEVEL_WORDS[level], parts(tally)) for level, tally in rows]),
    )
