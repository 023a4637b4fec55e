"""A value and the interval that its source gives it."""

import polars as pl

from sinasec.intake.bulk.checks import ColumnCheck
from sinasec.intake.bulk.sentences import sentence


def interval_check(value: str, low: str, high: str, title: str) -> ColumnCheck:
    """Wrong when the value is not between its ends, of which one may be missing."""
    found = pl.col(value)
    wrong = (pl.col(low) > found).fill_null(False) | (pl.col(high) < found).fill_null(False)
    ends = [pl.col(end).cast(pl.String).fill_null("—") for end in (low, high)]
    says = sentence(f"{title}: {{}} no está entre {{}} y {{}}.", found, *ends)
    return ColumnCheck("intervalo-invertido", value, wrong, says)
