"""Small editions made by hand."""

from datetime import UTC, datetime, timedelta

import polars as pl

from sinasec.warehouse import Provenance, keep

BEGUN = datetime(2024, 3, 1, 12, tzinfo=UTC)


def reports(*rows: tuple) -> pl.DataFrame:
    """Rows of (unit, year, month, kind, count)."""
    return pl.DataFrame(rows, schema=["unit", "year", "month", "kind", "count"], orient="row")


def provenance(hours: int = 0, *, simulated: bool = False, source: str = "SIDPOL") -> Provenance:
    return Provenance(source, "Ana", BEGUN + timedelta(hours=hours), "denuncias", simulated)


def kept(rows: pl.DataFrame, hours: int = 0, *, simulated: bool = False, **said):
    return keep("denuncias", rows, provenance(hours, simulated=simulated), **said)


ONE = ("010101", 2023, 1, "Robo", 3)
OTHER = ("010102", 2023, 2, "Hurto", 5)
