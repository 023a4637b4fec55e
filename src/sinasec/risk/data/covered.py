"""Until when the reports of a year go: a year of which five months have come is not a year."""

from calendar import monthrange
from datetime import date
from typing import Final

import polars as pl

from sinasec.methods.words import MONTHS

WHOLE: Final = 12


def last_month(reports: pl.DataFrame, year: int) -> int:
    """The last month of `year` with reports of any district; 12 when there is none to go by."""
    found = reports.filter(pl.col("year") == year)["month"].max()
    return WHOLE if found is None else int(str(found))


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def months_of(month: int) -> str:
    """«enero a mayo», of a year that goes to that month; "" of a whole one."""
    if month == WHOLE:
        return ""
    return MONTHS[0] if month == 1 else f"{MONTHS[0]} a {MONTHS[month - 1]}"


def said_partial(year: int, month: int) -> str:
    """Why the index of a year is not published without more."""
    return (
        f"Las denuncias de {year} llegan solo hasta {MONTHS[month - 1]}: el índice sería de un año "
        "a medias. Elija otro año con --year, o publíquelo a sabiendas con --partial-year (en la "
        "mesa de trabajo, márquelo)."
    )
