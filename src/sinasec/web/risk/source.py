"""Where the rows of a figure of the index are from."""

from sinasec.risk.published import reading
from sinasec.web.charts.figure import Source, source_of
from sinasec.web.published.chosen import Chosen


def source(chosen: Chosen) -> Source:
    return source_of(chosen, example=reading.edition(chosen.publication).ejemplo)
