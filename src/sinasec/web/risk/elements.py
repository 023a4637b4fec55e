"""The elements of the index in a publication: names, levels, weights in the whole index."""

from collections.abc import Mapping
from typing import Any

from sinasec.publications.models import Publication
from sinasec.publications.trust.remembered import remembered
from sinasec.risk.published import reading


@remembered(6)
def elements(publication: Publication) -> Mapping[str, dict[str, Any]]:
    """Code -> the row of ELEMENTS, with `share`: its weight in the whole index, 0 to 1."""
    table = reading.table(publication, "elementos")
    rows = {row["element"]: row for row in table.iter_rows(named=True)}
    return {code: row | {"share": _share(code, rows)} for code, row in rows.items()}


def _share(code: str, rows: Mapping[str, dict[str, Any]]) -> float:
    """The product of the weights up to the index; 0 for what is not available."""
    share, row = 1.0 if rows[code]["available"] else 0.0, rows[code]
    while row["parent"] in rows:
        share *= row["weight"]
        row = rows[row["parent"]]
    return share


def index_of(publication: Publication) -> dict[str, Any]:
    """The element at the top."""
    return max(elements(publication).values(), key=lambda row: row["level"])


def available(publication: Publication, level: int) -> list[dict[str, Any]]:
    """Elements of a level that have data, the heaviest first."""
    rows = [r for r in elements(publication).values() if r["level"] == level and r["available"]]
    return sorted(rows, key=lambda row: (-row["share"], row["element"]))
