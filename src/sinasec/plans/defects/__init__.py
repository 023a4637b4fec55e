"""The defects of a matrix, all at once, each with its cell and what to do about it."""

from sinasec.definitions.itca import ItcaEdition
from sinasec.methods.itca import ItcaSettings
from sinasec.plans.defects.defect import Defect, DefectKind, order
from sinasec.plans.defects.evidence import evidence_defects
from sinasec.plans.defects.figures import figure_defects
from sinasec.plans.defects.formulas import formula_defects
from sinasec.plans.defects.places import place_defects
from sinasec.plans.defects.quarters import quarter_defects
from sinasec.plans.defects.thresholds import threshold_defects
from sinasec.plans.defects.totals import total_defects
from sinasec.plans.matrix import Matrix

__all__ = ["Defect", "DefectKind", "defects_of"]


def defects_of(matrix: Matrix, edition: ItcaEdition, settings: ItcaSettings) -> tuple[Defect, ...]:
    """Every defect of the workbook, gravest first."""
    found = [
        *quarter_defects(matrix),
        *formula_defects(matrix, settings),
        *threshold_defects(matrix, settings),
    ]
    for quarter in matrix.quarters:
        sheet = next(each for each in matrix.book.sheets if each.name == quarter.sheet)
        found.extend(figure_defects(quarter))
        found.extend(place_defects(quarter, edition))
        found.extend(evidence_defects(quarter))
        found.extend(total_defects(quarter, sheet, settings))
    return tuple(sorted(set(found), key=order))
