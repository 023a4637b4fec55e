"""No regular expression that reads strangers' text takes more than in proportion to it."""

import re

import pytest

from tests.hostile.expressions import Expression, expressions, hostile_texts
from tests.quickness import least_seconds

TIMES = 8
FEW, MANY = 2_500, TIMES * 2_500  # letters
QUICK = 0.03  # seconds for MANY, which no linear one takes
# TIMES is in proportion and TIMES² its square: a measure may be wrong by nearly three, each way.
MOST_GROWTH = TIMES**1.5
TOO_LONG = 5.0  # seconds that nothing in proportion comes near
TRIES = 5


def test_the_expressions_are_found() -> None:
    found = expressions()
    assert len(found) > 80
    modules = {each.place.partition(":")[0] for each in found}
    assert {"sinasec.spreadsheets.delimited", "sinasec.plans.codes"} <= modules


@pytest.mark.parametrize("expression", expressions(), ids=lambda each: each.place)
def test_eight_times_the_text_takes_about_eight_times_the_time(expression: Expression) -> None:
    texts = zip(
        hostile_texts(expression.pattern, FEW),
        hostile_texts(expression.pattern, MANY),
        strict=True,
    )
    slow = [many[:30] for few, many in texts if _grows(expression, few, many)]
    assert not slow


@pytest.mark.parametrize(("pattern", "letter"), [(r"\s+$", " "), (r"\d+-\d+:", "1")])
def test_what_grows_as_its_square_is_seen(pattern: str, letter: str) -> None:
    square = Expression("here", re.compile(pattern), "search")
    assert _grows(square, letter * 700 + "-", letter * 700 * TIMES + "-")


def _grows(expression: Expression, few: str, many: str) -> bool:
    """Only if it does so each time it is tried: what is linear does not show itself by chance."""
    return all(_shows_growth(expression, few, many) for _ in range(TRIES))


def _shows_growth(expression: Expression, few: str, many: str) -> bool:
    shorter = _seconds(expression, few)
    if TIMES**2 * shorter > TOO_LONG:
        return True  # MANY of it would be that long, each time it is tried
    longer = _seconds(expression, many)
    return longer > QUICK and longer > MOST_GROWTH * max(shorter, 1e-4)


def _seconds(expression: Expression, text: str) -> float:
    return least_seconds(lambda: expression.run(text), tries=3)
