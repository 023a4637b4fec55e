"""No regular expression that reads strangers' text takes more than in proportion to it."""

import time

import pytest

from tests.hostile.expressions import Expression, expressions, hostile_texts

FEW, MANY = 5_000, 20_000  # letters
QUICK = 0.03  # seconds for MANY, which no linear one takes
MOST_GROWTH = 9.0  # four is in proportion; sixteen is its square


def test_the_expressions_are_found() -> None:
    found = expressions()
    assert len(found) > 80
    modules = {each.place.partition(":")[0] for each in found}
    assert {"sinasec.spreadsheets.delimited", "sinasec.plans.codes"} <= modules


@pytest.mark.parametrize("expression", expressions(), ids=lambda each: each.place)
def test_twice_the_text_takes_twice_the_time(expression: Expression) -> None:
    texts = zip(
        hostile_texts(expression.pattern, FEW),
        hostile_texts(expression.pattern, MANY),
        strict=True,
    )
    slow = [many[:30] for few, many in texts if _grows(expression, few, many)]
    assert not slow


def _grows(expression: Expression, few: str, many: str) -> bool:
    if _seconds(expression, few, times=1) < QUICK / MOST_GROWTH:
        if _seconds(expression, many, times=1) < QUICK:
            return False
    else:
        return True
    return _seconds(expression, many) > MOST_GROWTH * max(_seconds(expression, few), 1e-4)


def _seconds(expression: Expression, text: str, times: int = 3) -> float:
    """The least of some times, which what else the machine does cannot shorten."""
    found = []
    for _ in range(times):
        start = time.process_time()
        expression.run(text)
        found.append(time.process_time() - start)
    return min(found)
