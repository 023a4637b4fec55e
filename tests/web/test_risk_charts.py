"""Drawings repeat the numbers beside them: where things fall, and that nothing is left out."""

import itertools
import re

import polars as pl
import pytest

from sinasec.web.charts import marks
from sinasec.web.charts.scale import Scale, from_zero, ranks
from sinasec.web.risk import words
from sinasec.web.risk.classes import classes
from sinasec.web.risk.curve import points
from sinasec.web.risk.zones import Tally, stacked


def numbers(drawing, tag, name):
    return [float(found) for found in re.findall(rf'<{tag}[^>]* {name}="(-?[\d.e+-]+)%?"', drawing)]


def test_a_scale_puts_its_ends_at_the_edges_and_keeps_what_falls_outside():
    scale = Scale(10, 20)
    assert [scale.at(value) for value in (10, 15, 20, 0, 99)] == [0, 50, 100, 0, 100]
    assert Scale(3, 3).at(3) == 0


def test_ticks_are_round_few_and_inside():
    for low, high in ((1, 24), (0, 1), (1, 1890), (0, 3.7), (-5, 5)):
        ticks = Scale(low, high).ticks(6)
        assert 2 <= len(ticks) <= 7
        assert all(low <= tick <= high for tick in ticks)
        steps = {round(b - a, 9) for a, b in itertools.pairwise(ticks)}
        assert len(steps) == 1


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (0, 10, 5, [0, 2, 4, 6, 8, 10]),
        (1, 24, 6, [5, 10, 15, 20]),
        (-5, 5, 5, [-4, -2, 0, 2, 4]),
        (0, 0.07, 5, [0, 0.02, 0.04, 0.06]),
        (0, 49, 5, [0, 10, 20, 30, 40]),
        (0, 12, 5, [0, 2.5, 5, 7.5, 10]),
        (0, 5, 5, [0, 1, 2, 3, 4, 5]),
        (3, 3, 5, [3]),
    ],
)
def test_which_ticks(low, high, most, expected):
    assert Scale(low, high).ticks(most) == pytest.approx(expected)


def test_five_ticks_unless_others_are_asked_for():
    assert Scale(0, 12).ticks() == Scale(0, 12).ticks(5) != Scale(0, 12).ticks(6)


@pytest.mark.parametrize(
    ("highs", "least", "last"),
    [([3, None, 37], 24, 38), ([], 24, 24), ([5], 3, 6), ([101], 24, 120), ([1000], 1, 1000)],
)
def test_where_the_scale_of_ranks_ends(highs, least, last):
    assert ranks(highs, least) == Scale(1, last)


def test_the_classes_of_ten_scores():
    found = classes(pl.Series([10.0, 1.0, 2.0, 3.0, None, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]))
    assert found.cuts == (3, 5, 7, 9)
    assert [(step.number, step.low, step.high, step.units) for step in found.steps] == [
        (1, 1, 2, 2), (2, 3, 4, 2), (3, 5, 6, 2), (4, 7, 8, 2), (5, 9, 10, 2)
    ]  # fmt: skip
    assert [found.of(score) for score in (None, 0.5, 2.9, 3, 8.9, 9, 99)] == [0, 1, 1, 2, 4, 5, 5]


def test_the_scale_of_ranks_reaches_the_last_one():
    assert ranks([3, None, 37], 24).high == 38
    assert ranks([], 24).high >= 24
    assert from_zero([None, 5.0]).high == 5.0
    assert from_zero([-2.0, 5.0]).low == -2.0


def test_an_interval_is_drawn_where_it_is():
    drawn = marks.interval(Scale(0, 100), 20, 30, 60, 50)
    assert numbers(drawn, "line", "x1") == [50, 20]
    assert numbers(drawn, "line", "x2") == [50, 60]
    assert numbers(drawn, "circle", "cx") == [30]
    assert 'aria-hidden="true"' in drawn
    assert marks.interval(Scale(0, 1), None, None, None) == marks.drawing("", "tramo")


def test_a_bar_never_goes_out_of_its_track():
    assert numbers(marks.share(0.25), "rect", "width") == [100, 25]
    assert numbers(marks.share(None), "rect", "width") == [100]
    assert numbers(marks.magnitude(Scale(-10, 10), -5), "rect", "x") == [25]


def test_as_many_marks_are_full_as_months_have_reports():
    for covered in (0, 7, 12):
        assert marks.months(covered).count('class="g-mes"') == covered
        assert marks.months(covered).count("<rect") == 12


def test_a_stacked_bar_is_whole():
    drawn = stacked(Tally(3, 5, 11, 1))
    assert sum(numbers(drawn, "rect", "width")) == pytest.approx(100, abs=0.1)
    assert "z-dentro" in drawn
    assert "<rect" not in stacked(Tally())


def test_classes_hold_a_fifth_each_and_agree_with_their_bounds():
    scores = pl.Series([float(n) for n in range(100)] + [None])
    found = classes(scores)
    assert [step.units for step in found.steps] == [20] * 5
    assert [found.of(step.low) for step in found.steps] == [1, 2, 3, 4, 5]
    assert [found.of(step.high) for step in found.steps] == [1, 2, 3, 4, 5]
    assert found.of(None) == 0


def test_classes_of_equal_scores_or_of_none_do_not_break():
    same = classes(pl.Series([7.0] * 9))
    assert sum(step.units for step in same.steps) == 9
    assert classes(pl.Series([None], dtype=pl.Float64)).steps == ()


def test_the_curve_has_a_dot_for_each_district_up_to_its_end():
    table = pl.DataFrame(
        {
            "unit": [f"{n:06}" for n in range(1, 41)],
            "rank": [*range(1, 40), None],
            "p_top": [max(0.0, 1 - n / 20) for n in range(1, 40)] + [None],
            "zone": ["frontera"] * 40,
        }
    )
    drawn = points(table, 10, (0.05, 0.95)).parts
    assert drawn.count("<circle") == 22  # the last with a chance is the 19th, and a fifth more
    heights = numbers(drawn, "circle", "cy")
    assert heights == sorted(heights)


@pytest.mark.parametrize(
    ("share", "says"),
    [
        (0, "0\u202f%"),
        (0.001, "<\u202f1\u202f%"),
        (0.42, "42\u202f%"),
        (0.996, ">\u202f99\u202f%"),
        (1, "100\u202f%"),
        (None, "–"),
    ],
)
def test_almost_all_is_not_said_all(share, says):
    assert words.percent(share) == says


def test_numbers_are_written_as_in_peru():
    assert words.decimal(1234.56, 1) == "1\u202f234,6"
    assert words.decimal(-0.04, 1) == "0,0"
    assert words.decimal(-3.5, 1) == "\u22123,5"
    assert words.signed(4) == "+4"
    assert words.interval(3, 3) == "3"
    assert words.interval(3, None) == "–"
    assert words.out_of(1) == "en todos los cálculos"
    assert words.out_of(0.999) == "en más de 99 de cada 100 cálculos"
    assert words.out_of(0.4) == "en 40 de cada 100 cálculos"
