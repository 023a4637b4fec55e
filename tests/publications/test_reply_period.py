"""The last day to answer is one on which an office is open, and never an earlier one."""

from datetime import UTC, date, datetime

import pytest

from sinasec.definitions import load
from sinasec.publications.reply_period import ReplyPeriod

TEN = ReplyPeriod(10, True, "prueba")


@pytest.mark.parametrize(
    ("published", "last"),
    [
        (date(2026, 11, 29), date(2026, 12, 10)),  # the 9th is a holiday
        (date(2026, 11, 26), date(2026, 12, 7)),  # the 6th is a Sunday
        (date(2026, 11, 24), date(2026, 12, 4)),  # a Friday stays
        (date(2039, 11, 24), date(2039, 12, 4)),  # a Sunday of a year with no calendar yet
    ],
)
def test_the_last_day_to_answer_passes_to_the_next_working_day(published, last):
    noon = datetime(published.year, published.month, published.day, 17, tzinfo=UTC)
    assert TEN.last_day(noon, load().calendar) == last
