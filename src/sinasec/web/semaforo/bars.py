"""How the committees of a tally are shared out among lights, as parts of a bar."""

from django.utils.safestring import SafeString

from sinasec.compliance.semaforo.reading import Tally
from sinasec.web.charts.stacked import Part, small
from sinasec.web.semaforo.lights import MARKS, SHOWN, SHOWN_WORDS


def parts(tally: Tally) -> list[Part]:
    return [
        Part(f"t-{MARKS[one]}", SHOWN_WORDS[one].lower(), getattr(tally, one), MARKS[one])
        for one in SHOWN
    ]


def stacked(tally: Tally) -> SafeString:
    """For the row of a table in which the numbers are."""
    return small(parts(tally))
