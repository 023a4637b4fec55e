"""The quarterly matrix (ITCA): from programmed and executed to the score of the committee.

    activity %  = executed × 100 / programmed          (only when something was programmed)
    score       = the percentage, no more than the cap when the edition has one
    line        = mean of the scores of its activities
    objective   = mean of its lines
    committee   = mean of its objectives
    share       = activities at or over the bar × 100 / activities programmed

What was not programmed is neither zero nor a hundred: it is left out and counted apart, and so
is what was executed without a programme. What was programmed and has no executed figure is
"sin información": grey and out of the means, and the share has two ends, with and without it; so
is what has something written as programmed that cannot be read, counted apart too. What is not
known raises no light: every mean is given with two ends, the missing at nothing and at full, and
is grey where they fall in different bands.

Source of the hierarchy, the bands and the two bars in use: the working matrix of a district
committee, first and fourth quarters of 2025 (a working copy, not an official publication).
The cap is ours; `definitions/itca.yaml` carries these settings by edition of the norm.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import fsum
from typing import Final, Literal

from sinasec.methods.compliance.lights import Light

FULL: Final = 100.0  # of an activity that did all that was programmed

Situation = Literal[
    "evaluada",
    "sin_informacion",
    "programado_ilegible",
    "no_programada",
    "ejecutada_sin_programar",
]
UNKNOWN: Final[tuple[Situation, ...]] = ("sin_informacion", "programado_ilegible")

MOST_PLACES: Final = 6  # of a score that is written


@dataclass(frozen=True, slots=True)
class ItcaSettings:
    """What an edition of the norm fixes; percentages are 0-100 and may exceed 100.

    `bar`: from which percentage an activity counts for the quarter's share (50 or 75).
    `cap`: the most an activity can score; None: whatever it reached.
    `green_from`, `amber_from`: first percentage of each band; under the second, red.
    `example`: true where the value is our choice and no norm fixes it.
    """

    edition: str
    bar: float = 75.0
    cap: float | None = 100.0
    green_from: float = 95.0
    amber_from: float = 75.0
    example: bool = False
    source: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.amber_from < self.green_from:
            raise ValueError("Las bandas deben cumplir 0 < ámbar < verde.")
        if self.bar <= 0:
            raise ValueError("La valla debe ser mayor que 0.")
        if self.cap is not None and self.cap < self.green_from:
            raise ValueError("El tope no puede ser menor que el inicio de la banda verde.")


@dataclass(frozen=True, slots=True)
class Activity:
    """One row of the matrix. Absent figures are None; negative ones are refused (ValueError).

    `objective`, `line`: numbers of the objetivo estratégico and of the línea de acción.
    """

    code: str
    objective: int
    line: int
    programmed: float | None
    executed: float | None
    programmed_unread: bool = False  # something is written as programmed, and no figure is read
    executed_unread: bool = False  # the same, of what was executed

    def __post_init__(self) -> None:
        for figure in (self.programmed, self.executed):
            if figure is not None and not 0 <= figure < float("inf"):
                raise ValueError(f"{self.code}: una cifra no puede ser negativa ni infinita.")
        if self.programmed_unread and self.programmed is not None:
            raise ValueError(f"{self.code}: lo programado se leyó o no se leyó.")


@dataclass(frozen=True, slots=True)
class ActivityScore:
    """`pct`: uncapped percentage; `score`: after the cap; both None unless it was evaluated."""

    activity: Activity
    situation: Situation
    pct: float | None
    score: float | None
    light: Light
    counts: bool


@dataclass(frozen=True, slots=True)
class LineScore:
    """A line of action. `score` is None when none of its activities could be evaluated.

    `low`, `high`: the score if what is missing were nothing, and if it were all that was
    programmed; None when nothing was programmed.
    """

    objective: int
    line: int
    score: float | None
    light: Light
    programmed: int
    programmed_unread: int
    evaluated: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class ObjectiveScore:
    """An objective. `score` is None when none of its lines has one; its ends, as of a line."""

    objective: int
    score: float | None
    light: Light
    programmed: int
    programmed_unread: int
    evaluated: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class QuarterScore:
    """One quarter judged. Counts are of activities; scores are 0-100, or more without a cap.

    `committee`: the mean of what is known, between `committee_low` and `committee_high`.
    `committee_as_sheet`: with each blank at zero, as the formulas of the sheet take it.
    `share`: of the programmed activities that are known, the percentage that reaches the bar;
    `share_low`, `share_high`: of all of them, if none or all of the others reached it.
    """

    activities: tuple[ActivityScore, ...]
    lines: tuple[LineScore, ...]
    objectives: tuple[ObjectiveScore, ...]
    committee: float | None
    committee_low: float | None
    committee_high: float | None
    committee_as_sheet: float | None
    light: Light
    share: float | None
    share_low: float | None
    share_high: float | None
    programmed: int
    programmed_unread: int
    green: int
    amber: int
    red: int
    without_information: int
    unprogrammed: int
    executed_unprogrammed: int
    over_bar: int


def percentage(programmed: float, executed: float) -> float:
    """executed as a percentage of programmed (> 0); exact on the bands for whole numbers."""
    return executed * 100 / programmed


def light_of(score: float | None, settings: ItcaSettings) -> Light:
    """The band a percentage falls in; the bands touch, so 94.5 is amber and nothing is left."""
    if score is None:
        return "gris"
    if score >= settings.green_from:
        return "verde"
    return "ambar" if score >= settings.amber_from else "rojo"


def score_said(score: float, bands: Sequence[float] = ()) -> str:
    """With one decimal, or as many as keep it on its side of where each band begins.

    94.96 is amber: written «95,0» it would say green.
    """
    written = ""
    for places in range(1, MOST_PLACES + 1):
        written = f"{score:.{places}f}"
        if all((float(written) >= first) == (score >= first) for first in bands):
            break
    return written.replace(".", ",")


def light_between(low: float | None, high: float | None, settings: ItcaSettings) -> Light:
    """The band in which both ends fall; grey when they do not fall in one."""
    lowest, highest = light_of(low, settings), light_of(high, settings)
    return lowest if lowest == highest else "gris"


def score_activity(activity: Activity, settings: ItcaSettings) -> ActivityScore:
    """Judge one row."""
    if activity.programmed_unread:
        return ActivityScore(activity, "programado_ilegible", None, None, "gris", False)
    if not activity.programmed:
        situation: Situation = "ejecutada_sin_programar" if activity.executed else "no_programada"
        return ActivityScore(activity, situation, None, None, "gris", False)
    if activity.executed is None:
        return ActivityScore(activity, "sin_informacion", None, None, "gris", False)
    pct = percentage(activity.programmed, activity.executed)
    score = pct if settings.cap is None else min(pct, settings.cap)
    light = light_of(score, settings)
    return ActivityScore(activity, "evaluada", pct, score, light, pct >= settings.bar)


def judge_quarter(activities: Iterable[Activity], settings: ItcaSettings) -> QuarterScore:
    """Judge the rows of one quarter; the order in which they come does not matter."""
    rows = sorted(activities, key=_place)
    scored = tuple(score_activity(row, settings) for row in rows)
    lines = tuple(
        _line(tuple(group), settings)
        for _, group in groupby(scored, key=lambda s: (s.activity.objective, s.activity.line))
    )
    objectives = tuple(
        _objective(tuple(group), settings)
        for _, group in groupby(lines, key=lambda line: line.objective)
    )
    low = _mean([objective.low for objective in objectives])
    high = _mean([objective.high for objective in objectives])
    programmed = sum(_is_programmed(each) for each in scored)
    unread = _count(scored, "programado_ilegible")
    over_bar = sum(each.counts for each in scored)
    whole, unknown = programmed + unread, unread + _count(scored, "sin_informacion")
    return QuarterScore(
        activities=scored,
        lines=lines,
        objectives=objectives,
        committee=_mean([objective.score for objective in objectives]),
        committee_low=low,
        committee_high=high,
        committee_as_sheet=_as_sheet(scored),
        light=light_between(low, high, settings),
        share=_percent(over_bar, whole - unknown),
        share_low=_percent(over_bar, whole),
        share_high=_percent(over_bar + unknown, whole),
        programmed=programmed,
        programmed_unread=unread,
        green=sum(each.light == "verde" for each in scored),
        amber=sum(each.light == "ambar" for each in scored),
        red=sum(each.light == "rojo" for each in scored),
        without_information=unknown - unread,
        unprogrammed=len(scored) - programmed - unread,
        executed_unprogrammed=_count(scored, "ejecutada_sin_programar"),
        over_bar=over_bar,
    )


def _percent(part: int, whole: int) -> float | None:
    return part * 100 / whole if whole else None


def _place(row: Activity) -> tuple[int, int, list[int], str]:
    """Where a row goes: AE 1.1.10 comes after AE 1.1.9."""
    numbers = [int(digits) for digits in re.findall(r"[0-9]+", row.code)]
    return row.objective, row.line, numbers, row.code


def _is_programmed(scored: ActivityScore) -> bool:
    return scored.situation in ("evaluada", "sin_informacion")


def _count(scored: Sequence[ActivityScore], situation: Situation) -> int:
    return sum(each.situation == situation for each in scored)


def _line(scored: Sequence[ActivityScore], settings: ItcaSettings) -> LineScore:
    low = _mean([_known_or(each, 0.0) for each in scored])
    high = _mean([_known_or(each, FULL) for each in scored])
    return LineScore(
        objective=scored[0].activity.objective,
        line=scored[0].activity.line,
        score=_mean([each.score for each in scored]),
        light=light_between(low, high, settings),
        programmed=sum(_is_programmed(each) for each in scored),
        programmed_unread=_count(scored, "programado_ilegible"),
        evaluated=sum(each.score is not None for each in scored),
        low=low,
        high=high,
    )


def _objective(lines: Sequence[LineScore], settings: ItcaSettings) -> ObjectiveScore:
    low = _mean([line.low for line in lines])
    high = _mean([line.high for line in lines])
    return ObjectiveScore(
        objective=lines[0].objective,
        score=_mean([line.score for line in lines]),
        light=light_between(low, high, settings),
        programmed=sum(line.programmed for line in lines),
        programmed_unread=sum(line.programmed_unread for line in lines),
        evaluated=sum(line.evaluated for line in lines),
        low=low,
        high=high,
    )


def _known_or(scored: ActivityScore, missing: float) -> float | None:
    """Its score, or `missing` where one of its two figures is not known."""
    return missing if scored.situation in UNKNOWN else scored.score


def _as_sheet(scored: Sequence[ActivityScore]) -> float | None:
    """The mean of means as the sheet has it: a blank is zero, and what is no figure is an error."""
    by_line = groupby(scored, key=lambda each: (each.activity.objective, each.activity.line))
    lines = [
        (objective, _mean([None if _is_error(e) else _known_or(e, 0.0) for e in group]))
        for (objective, _), group in by_line
    ]
    return _mean(
        [
            _mean([score for _, score in group])
            for _, group in groupby(lines, key=lambda line: line[0])
        ]
    )


def _is_error(scored: ActivityScore) -> bool:
    """Whether the percentage of the sheet has nothing to divide."""
    return scored.activity.programmed_unread or scored.activity.executed_unread


def _mean(scores: Iterable[float | None]) -> float | None:
    """The mean of what is known, summed exactly so that order cannot change it."""
    known = [score for score in scores if score is not None]
    return fsum(known) / len(known) if known else None
