"""The quarterly matrix: hand-computed cases, a slow twin, and properties."""

import csv
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinasec.methods.compliance.lights import GOODNESS
from sinasec.methods.itca import (
    Activity,
    ItcaSettings,
    judge_quarter,
    light_of,
    score_activity,
    score_said,
)

SETTINGS = ItcaSettings(edition="prueba")
UNCAPPED = replace(SETTINGS, cap=None)


def row(code: str, programmed: float | None, executed: float | None) -> Activity:
    objective, line, _ = (int(part) for part in code.split("."))
    return Activity(f"AE {code}", objective, line, programmed, executed)


figures = st.none() | st.integers(0, 400).map(float)
rows = st.lists(
    st.builds(
        Activity,
        code=st.integers(1, 9).map(str),
        objective=st.integers(1, 5),
        line=st.integers(1, 4),
        programmed=figures,
        executed=figures,
    )
    | st.builds(
        Activity,
        code=st.integers(1, 9).map(str),
        objective=st.integers(1, 5),
        line=st.integers(1, 4),
        programmed=st.none(),
        executed=figures,
        programmed_unread=st.just(True),
    ),
    max_size=25,
)
settings = st.builds(
    ItcaSettings,
    edition=st.just("prueba"),
    bar=st.sampled_from([50.0, 75.0]),
    cap=st.sampled_from([100.0, None]),
)


def slow_committee(activities: list[Activity], rule: ItcaSettings) -> Fraction | None:
    """The same mean of means with exact fractions and no shared code."""
    lines: dict[tuple[int, int], list[Fraction]] = defaultdict(list)
    for each in activities:
        if each.programmed is not None and each.programmed > 0 and each.executed is not None:
            share = Fraction(each.executed) / Fraction(each.programmed) * 100
            if rule.cap is not None and share > rule.cap:
                share = Fraction(rule.cap)
            lines[each.objective, each.line].append(share)
    objectives: dict[int, list[Fraction]] = defaultdict(list)
    for (objective, _), shares in lines.items():
        objectives[objective].append(sum(shares, Fraction()) / len(shares))
    means = [sum(shares, Fraction()) / len(shares) for shares in objectives.values()]
    return sum(means, Fraction()) / len(means) if means else None


def test_the_mean_of_means_by_hand() -> None:
    judged = judge_quarter(
        [row("1.1.1", 2, 1), row("1.1.2", 4, 4), row("1.2.3", 10, 3), row("2.4.1", 1, 5)],
        SETTINGS,
    )
    assert [line.score for line in judged.lines] == [75.0, 30.0, 100.0]
    assert [line.light for line in judged.lines] == ["ambar", "rojo", "verde"]
    assert [objective.score for objective in judged.objectives] == [52.5, 100.0]
    assert judged.committee == 76.25
    assert judged.light == "ambar"
    assert (judged.programmed, judged.green, judged.amber, judged.red) == (4, 2, 0, 2)
    assert judged.share == 50.0


def test_without_a_cap_one_runaway_activity_hides_the_rest() -> None:
    matrix = [row("1.1.1", 1, 178), row("1.1.2", 10, 3)]
    assert judge_quarter(matrix, SETTINGS).committee == 65.0
    assert judge_quarter(matrix, UNCAPPED).committee == (17800 + 30) / 2


def test_unprogrammed_is_neither_zero_nor_a_hundred() -> None:
    alone = judge_quarter([row("1.1.1", 10, 8)], SETTINGS)
    beside = judge_quarter(
        [row("1.1.1", 10, 8), row("1.1.2", None, None), row("1.2.1", 0, None), row("3.8.1", 0, 0)],
        SETTINGS,
    )
    assert beside.committee == alone.committee == 80.0
    assert (beside.programmed, beside.unprogrammed) == (1, 3)
    assert [line.score for line in beside.lines] == [80.0, None, None]
    assert [objective.light for objective in beside.objectives] == ["ambar", "gris"]


def test_executed_without_a_programme_is_reported_apart() -> None:
    judged = judge_quarter([row("1.1.1", 1, 1), row("1.1.2", None, 40)], SETTINGS)
    assert judged.activities[1].situation == "ejecutada_sin_programar"
    assert (judged.executed_unprogrammed, judged.unprogrammed, judged.committee) == (1, 1, 100.0)


def test_a_blank_executed_is_without_information_and_never_zero() -> None:
    judged = judge_quarter([row("1.1.1", 1, 1), row("1.1.2", 5, None)], SETTINGS)
    assert judged.activities[1].light == "gris"
    assert (judged.without_information, judged.red, judged.committee) == (1, 0, 100.0)
    assert (judged.programmed, judged.share) == (2, 100.0)
    assert (judged.share_low, judged.share_high) == (50.0, 100.0)
    nothing = judge_quarter([row("1.1.1", 5, None)], SETTINGS)
    assert (nothing.share, nothing.share_low, nothing.share_high) == (None, 0.0, 100.0)


def test_the_share_is_recounted_from_the_activities() -> None:
    unread = replace(row("1.1.9", None, 3), programmed_unread=True)
    given = [
        *(row(f"1.1.{each}", 4, each) for each in range(1, 5)),
        row("1.2.1", 2, None),
        row("1.2.2", None, None),
        unread,
    ]
    judged = judge_quarter(given, SETTINGS)
    known = [each for each in judged.activities if each.situation == "evaluada"]
    over = sum((each.pct or 0) >= SETTINGS.bar for each in known)
    assert (over, len(known)) == (judged.over_bar, 4)
    assert judged.share == over * 100 / 4
    assert (judged.share_low, judged.share_high) == (over * 100 / 6, (over + 2) * 100 / 6)


def test_what_is_missing_opens_the_score_and_turns_it_grey() -> None:
    judged = judge_quarter([row("1.1.1", 1, 1), row("1.1.2", 5, None)], SETTINGS)
    ends = (judged.committee_low, judged.committee_high, judged.committee_as_sheet)
    assert ends == (50.0, 100.0, 50.0)
    assert judged.light == judged.lines[0].light == judged.objectives[0].light == "gris"
    many = [*(row(f"1.1.{each}", 1, 1) for each in range(1, 21)), row("1.1.21", 5, None)]
    judged = judge_quarter(many, SETTINGS)
    assert (judged.committee, round(judged.committee_low or 0, 1)) == (100.0, 95.2)
    assert judged.light == "verde"


def test_what_is_written_and_cannot_be_read_is_no_zero_of_the_sheet() -> None:
    unread = replace(row("1.1.2", 5, None), executed_unread=True)
    judged = judge_quarter([row("1.1.1", 1, 1), unread], SETTINGS)
    ends = (judged.committee_low, judged.committee_high, judged.committee_as_sheet)
    assert ends == (50.0, 100.0, 100.0)


def unreadable(code: str, executed: float | None) -> Activity:
    return replace(row(code, None, executed), programmed_unread=True)


def test_a_programmed_figure_that_cannot_be_read_is_no_lack_of_programme() -> None:
    judged = judge_quarter([row("1.1.1", 1, 1), unreadable("1.1.2", 1.5)], SETTINGS)
    assert [each.situation for each in judged.activities] == ["evaluada", "programado_ilegible"]
    assert (judged.programmed, judged.programmed_unread, judged.unprogrammed) == (1, 1, 0)
    assert (judged.executed_unprogrammed, judged.share) == (0, 100.0)
    ends = (judged.committee, judged.committee_low, judged.committee_high)
    assert ends == (100.0, 50.0, 100.0)
    assert judged.light == judged.lines[0].light == judged.objectives[0].light == "gris"
    assert judged.committee_as_sheet == 100.0
    alone = judge_quarter([unreadable("1.1.1", None)], SETTINGS)
    assert (alone.committee, alone.committee_low, alone.committee_high) == (None, 0.0, 100.0)
    assert (alone.share, alone.lines[0].programmed_unread) == (None, 1)


@given(rows.filter(bool), settings.filter(lambda rule: rule.cap is not None), st.data())
def test_whatever_the_unread_programme_was_the_ends_hold_the_score(matrix, rule, data) -> None:
    """Also when nothing was programmed there, and the row would not have counted."""
    index = data.draw(st.integers(0, len(matrix) - 1))
    blind = replace(matrix[index], programmed=None, programmed_unread=True)
    told = judge_quarter(matrix, rule)
    untold = judge_quarter([*matrix[:index], blind, *matrix[index + 1 :]], rule)
    assert untold.light in ("gris", told.light) or told.light == "gris"
    if told.committee_low is not None and told.committee_high is not None:
        assert untold.committee_low is not None
        assert untold.committee_high is not None
        assert untold.committee_low <= told.committee_low + 1e-9
        assert told.committee_high <= untold.committee_high + 1e-9


def test_a_line_without_any_figure_counts_at_both_ends() -> None:
    judged = judge_quarter([row("1.1.1", 1, 1), row("1.2.1", 5, None)], SETTINGS)
    assert [line.score for line in judged.lines] == [100.0, None]
    assert (judged.committee, judged.committee_low, judged.committee_high) == (100.0, 50.0, 100.0)


@given(rows.filter(bool), settings, st.data())
def test_saying_nothing_never_raises_a_light(matrix, rule, data) -> None:
    """Where the light changes for not saying a figure, it is to grey; the ends hold the truth."""
    index = data.draw(st.integers(0, len(matrix) - 1))
    silent = [*matrix[:index], replace(matrix[index], executed=None), *matrix[index + 1 :]]
    told, untold = judge_quarter(matrix, rule), judge_quarter(silent, rule)
    if rule.cap is None:  # what is missing could be any number
        return
    if told.light != "gris":
        assert untold.light in ("gris", told.light)
    if told.committee_low is not None and untold.committee_low is not None:
        assert told.committee_high is not None
        assert untold.committee_high is not None
        assert untold.committee_low <= told.committee_low + 1e-9
        assert told.committee_high <= untold.committee_high + 1e-9


@given(rows, settings)
def test_with_all_figures_said_there_is_one_score(matrix, rule) -> None:
    known = [
        replace(each, executed=each.executed or 0.0, programmed_unread=False) for each in matrix
    ]
    judged = judge_quarter(known, rule)
    ends = {judged.committee_low, judged.committee_high, judged.committee_as_sheet}
    assert ends == {judged.committee}


def test_an_empty_matrix_has_no_score() -> None:
    judged = judge_quarter([], SETTINGS)
    assert (judged.committee, judged.share, judged.light, judged.programmed) == (
        None,
        None,
        "gris",
        0,
    )


@pytest.mark.parametrize(
    ("pct", "light"),
    [(95, "verde"), (94.99, "ambar"), (94.5, "ambar"), (75, "ambar"), (74.99, "rojo"), (0, "rojo")],
)
def test_the_bands_touch(pct: float, light: str) -> None:
    assert light_of(pct, SETTINGS) == light


@pytest.mark.parametrize("programmed", range(20, 2001, 20))
def test_whole_numbers_fall_exactly_on_the_bands(programmed: int) -> None:
    for percent, light in ((95, "verde"), (75, "ambar")):
        scored = score_activity(row("1.1.1", programmed, programmed * percent // 100), SETTINGS)
        assert (scored.pct, scored.light) == (percent, light)


def test_the_bar_is_a_setting() -> None:
    matrix = [row("1.1.1", 10, 5), row("1.1.2", 10, 8)]
    assert judge_quarter(matrix, SETTINGS).share == 50.0
    assert judge_quarter(matrix, replace(SETTINGS, bar=50.0)).share == 100.0


def test_rows_come_out_in_the_order_of_their_codes() -> None:
    judged = judge_quarter([row("1.1.10", 1, 1), row("1.1.9", 1, 1)], SETTINGS)
    assert [each.activity.code for each in judged.activities] == ["AE 1.1.9", "AE 1.1.10"]


def test_settings_and_figures_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="bandas"):
        replace(SETTINGS, amber_from=96.0)
    with pytest.raises(ValueError, match="valla"):
        replace(SETTINGS, bar=0.0)
    with pytest.raises(ValueError, match="tope"):
        replace(SETTINGS, cap=90.0)
    with pytest.raises(ValueError, match="se leyó"):
        replace(row("1.1.1", 1, 1), programmed_unread=True)
    for figure in (-1.0, float("inf"), float("nan")):
        with pytest.raises(ValueError, match="negativa"):
            row("1.1.1", figure, 1)


@given(rows, settings)
def test_equal_to_the_slow_twin(matrix: list[Activity], rule: ItcaSettings) -> None:
    expected = slow_committee(matrix, rule)
    found = judge_quarter(matrix, rule).committee
    if expected is None:
        assert found is None
    else:
        assert found == pytest.approx(float(expected), rel=1e-12)


@given(rows, settings)
def test_every_row_is_counted_exactly_once(matrix: list[Activity], rule: ItcaSettings) -> None:
    judged = judge_quarter(matrix, rule)
    assert judged.programmed + judged.programmed_unread + judged.unprogrammed == len(matrix)
    assert judged.green + judged.amber + judged.red + judged.without_information == (
        judged.programmed
    )
    assert sum(line.programmed for line in judged.lines) == judged.programmed
    assert sum(each.programmed for each in judged.objectives) == judged.programmed


@given(rows, settings, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(matrix, rule, random) -> None:
    shuffled = list(matrix)
    random.shuffle(shuffled)
    before, after = judge_quarter(matrix, rule), judge_quarter(shuffled, rule)
    assert (before.committee, before.lines, before.objectives, before.share) == (
        after.committee,
        after.lines,
        after.objectives,
        after.share,
    )


@given(rows.filter(bool), settings, st.data())
def test_executing_more_never_makes_anything_worse(matrix, rule, data) -> None:
    index = data.draw(st.integers(0, len(matrix) - 1))
    changed = matrix[index]
    if changed.executed is None:
        changed = replace(changed, executed=0.0)
    more = replace(changed, executed=changed.executed + data.draw(st.integers(0, 500)))
    rest = matrix[:index] + matrix[index + 1 :]
    before, after = judge_quarter([*rest, changed], rule), judge_quarter([*rest, more], rule)
    assert (after.committee or 0) >= (before.committee or 0) - 1e-9
    assert (after.share or 0) >= (before.share or 0)
    for one, other in zip(before.lines, after.lines, strict=True):
        assert (other.score or 0) >= (one.score or 0) - 1e-9
        assert GOODNESS[other.light] >= GOODNESS[one.light]


@given(rows, settings, st.sampled_from([2.0, 10.0, 1000.0]))
def test_the_unit_of_measure_does_not_matter(matrix, rule, factor) -> None:
    def scaled(figure: float | None) -> float | None:
        return None if figure is None else figure * factor

    other = [
        replace(each, programmed=scaled(each.programmed), executed=scaled(each.executed))
        for each in matrix
    ]
    assert judge_quarter(other, rule).committee == judge_quarter(matrix, rule).committee


@given(rows)
def test_with_a_cap_every_score_stays_between_zero_and_the_cap(matrix: list[Activity]) -> None:
    judged = judge_quarter(matrix, SETTINGS)
    for scored in (*judged.activities, *judged.lines, *judged.objectives):
        assert scored.score is None or 0 <= scored.score <= 100


def test_the_real_first_quarter(shared: Path) -> None:
    """Chorrillos, first quarter of 2025: figures worked out outside this code."""
    path = shared / "data" / "itca_matrix_2025_q1.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        matrix = [
            Activity(
                line["code"],
                int(line["oe"]),
                int(line["la"]),
                float(line["programmed"]) if line["programmed"] else None,
                float(line["executed"]) if line["executed"] else None,
            )
            for line in csv.DictReader(stream)
        ]
    judged = judge_quarter(matrix, SETTINGS)
    assert (judged.programmed, judged.green, judged.amber, judged.red) == (44, 43, 0, 1)
    assert [each.activity.code for each in judged.activities if each.light == "rojo"] == [
        "AE 1.2.3"
    ]
    assert [round(each.score or 0, 1) for each in judged.objectives] == [93, 100, 100, 100, 100]
    assert round(judged.committee or 0, 1) == 98.6


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (94.96, "94,96"),
        (94.9999996, "95,000000"),  # no more than six decimals
        (94.99996, "94,99996"),
        (95.0, "95,0"),
        (74.996, "74,996"),
        (75.04, "75,0"),
        (60.26, "60,3"),
    ],
)
def test_a_score_is_not_written_as_of_another_band(score, said):
    assert score_said(score, (95, 75)) == said
