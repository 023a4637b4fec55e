"""How much each uncertain choice explains of how far a whole ranking goes from the published.

One number a replication: what moves each district its own way, as sampling error does, evens out.
"""

from typing import Any

from django.utils.safestring import SafeString

from sinasec.publications.models import Publication
from sinasec.risk.published import reading
from sinasec.web.charts import marks
from sinasec.web.charts.scale import Scale


def factors(publication: Publication) -> list[dict[str, Any]]:
    """SENSITIVITY, the largest total share first, with its two intervals drawn from 0 to 1."""
    table = reading.table(publication, "sensibilidad").sort("total", descending=True)
    return [row | {"line": _line(row)} for row in table.iter_rows(named=True)]


def _line(row: dict[str, Any]) -> SafeString:
    """First order hollow above, total solid below."""
    first = (row["first_low"], row["first"], row["first_high"])
    total = (row["total_low"], row["total"], row["total_high"])
    return marks.two_intervals(Scale(0, 1), first, total, 0)


def ruler() -> SafeString:
    return marks.ruler(Scale(0, 1), [(0, "0"), (0.5, "0,5"), (1, "1")])
