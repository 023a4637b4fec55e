"""The next number of a series: taken in the transaction in which what bears it is written."""

from datetime import datetime

from django.db.models import Max

from sinasec.letters.models import MADE_UP, Letter, Received
from sinasec.time_zone import day_of


def year_of(moment: datetime) -> int:
    """Of its day in Lima."""
    return day_of(moment).year


def next_number(office: str, series: str, year: int, *, simulated: bool) -> int:
    """The one after the last of the series, in the turn of whoever registers: until the transaction
    ends nobody else takes one. A letter whose number the institution gave is none of these."""
    alike = Letter.objects.filter(office=office, series=series, year=year, simulated=simulated)
    number = (alike.aggregate(last=Max("number"))["last"] or 0) + 1
    while alike.filter(
        reference__iexact=reference(number, year, office, simulated=simulated)
    ).exists():
        number += 1  # somebody gave it by hand, and it is taken all the same
    return number


def next_entry(office: str, year: int, *, simulated: bool) -> int:
    """The same, of what came in."""
    alike = Received.objects.filter(office=office, year=year, simulated=simulated)
    return (alike.aggregate(last=Max("number"))["last"] or 0) + 1


def reference(number: int, year: int, office: str, *, simulated: bool) -> str:
    """«0012-2026-ST-CODISEC», as it is written after «N.°»."""
    return f"{number:04d}-{year}-{office}{MADE_UP if simulated else ''}"
