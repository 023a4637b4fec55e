"""The answer of `sinasec itca`: every quarter judged, as one JSON-ready document.

Scores and percentages are rounded to four decimals, which no band can feel; people read one.
"""

from typing import Any, Final

from sinasec.definitions.itca import ItcaEdition
from sinasec.methods.itca import (
    ActivityScore,
    ItcaSettings,
    LineScore,
    ObjectiveScore,
    QuarterScore,
    judge_quarter,
)
from sinasec.plans.blank import is_blank
from sinasec.plans.defects import Defect
from sinasec.plans.matrix import Matrix, MatrixRow, QuarterSheet
from sinasec.spreadsheets.opening import Opened

DECIMALS: Final = 4


def judged(quarter: QuarterSheet, settings: ItcaSettings) -> QuarterScore:
    """The quarter as the method judges it."""
    return judge_quarter([row.activity() for row in quarter.rows], settings)


def report_of(
    opened: Opened,
    matrix: Matrix,
    defects: tuple[Defect, ...],
    edition: ItcaEdition,
    settings: ItcaSettings,
) -> dict[str, Any]:
    """The whole document, its keys in the order people read them."""
    return {
        "file": opened.name,
        "sha256": opened.sha256,
        "edition": settings.edition,
        "settings": {
            "bar": settings.bar,
            "cap": settings.cap,
            "bands": {"verde": settings.green_from, "ambar": settings.amber_from},
            "example": sorted(edition.example),
            "source": settings.source,
        },
        "committee_name": matrix.committee,
        "blank": is_blank(matrix),
        "quarters": [_quarter(each, judged(each, settings), edition) for each in matrix.quarters],
        "missing": list(matrix.missing),
        "other_sheets": list(matrix.without_matrix),
        "defects": [defect.as_dict() for defect in defects],
        "notes": list(opened.notes),
    }


def _quarter(quarter: QuarterSheet, score: QuarterScore, edition: ItcaEdition) -> dict[str, Any]:
    return {
        "quarter": quarter.quarter,
        "year": quarter.year,
        "sheet": quarter.sheet,
        "quarter_from": quarter.source,
        "programmed": score.programmed,
        "programmed_unread": score.programmed_unread,
        "green": score.green,
        "amber": score.amber,
        "red": score.red,
        "without_information": score.without_information,
        "unprogrammed": score.unprogrammed,
        "executed_unprogrammed": score.executed_unprogrammed,
        "over_bar": score.over_bar,
        "share": _rounded(score.share),
        "share_low": _rounded(score.share_low),
        "share_high": _rounded(score.share_high),
        "committee": _rounded(score.committee),
        "committee_low": _rounded(score.committee_low),
        "committee_high": _rounded(score.committee_high),
        "committee_as_sheet": _rounded(score.committee_as_sheet),
        "light": score.light,
        "objectives": [_objective(each, quarter, edition) for each in score.objectives],
        "lines": [_line(each, quarter, edition) for each in score.lines],
        "activities": _activities(quarter, score),
    }


def _activities(quarter: QuarterSheet, score: QuarterScore) -> list[dict[str, Any]]:
    """In the order of the sheet; equal rows have equal scores."""
    scores = {each.activity: each for each in score.activities}
    return [_activity(row, scores[row.activity()]) for row in quarter.rows]


def _activity(row: MatrixRow, score: ActivityScore) -> dict[str, Any]:
    return {
        "code": str(row.code),
        "name": row.name,
        "responsible": row.responsible,
        "unit": row.unit,
        "evidence": row.evidence,
        "programmed": row.programmed.value,
        "executed": row.executed.value,
        "pct": _rounded(score.pct),
        "score": _rounded(score.score),
        "light": score.light,
        "situation": score.situation,
        "row": row.row,
    }


def _line(score: LineScore, quarter: QuarterSheet, edition: ItcaEdition) -> dict[str, Any]:
    known = {(line.objective, line.line): line.name for line in edition.lines}
    key = (score.objective, score.line)
    return {
        "objective": score.objective,
        "line": score.line,
        "name": quarter.lines.get(key) or known.get(key, ""),
        "score": _rounded(score.score),
        "low": _rounded(score.low),
        "high": _rounded(score.high),
        "light": score.light,
        "programmed": score.programmed,
        "programmed_unread": score.programmed_unread,
        "evaluated": score.evaluated,
    }


def _objective(
    score: ObjectiveScore, quarter: QuarterSheet, edition: ItcaEdition
) -> dict[str, Any]:
    return {
        "objective": score.objective,
        "name": quarter.objectives.get(score.objective)
        or edition.objectives.get(score.objective, ""),
        "score": _rounded(score.score),
        "low": _rounded(score.low),
        "high": _rounded(score.high),
        "light": score.light,
        "programmed": score.programmed,
        "programmed_unread": score.programmed_unread,
        "evaluated": score.evaluated,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)
