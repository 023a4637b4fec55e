"""Composite indices: two tables and a recipe give scores, ranks and how sure they are.

Pure functions on Polars frames and NumPy arrays: no database, file, clock or unseeded randomness.

    tables = read_tables(idata, imeta)
    built = build(tables, Recipe.from_mapping({"steps": [{"step": "normalise"}]}))
    built.scores, built.ranks, built.log()
"""

from sinasec.methods.composite.audits.among_both import among_both
from sinasec.methods.composite.audits.audit import (
    coherence,
    collinearity,
    correlations,
    effective_weights,
)
from sinasec.methods.composite.audits.changes import ranks_shift, removals, strengths
from sinasec.methods.composite.audits.factors import Factor
from sinasec.methods.composite.audits.sensitivity import Sensitivity, sensitivities, sensitivity
from sinasec.methods.composite.audits.shift import RankShift, rank_shift
from sinasec.methods.composite.audits.sobol import SobolIndices, sobol
from sinasec.methods.composite.audits.weightless import dropped, zero_weights
from sinasec.methods.composite.build import build
from sinasec.methods.composite.built import Built, StepResult
from sinasec.methods.composite.contributions import contributions
from sinasec.methods.composite.elements import Element, Tree
from sinasec.methods.composite.faults import (
    CannotBuild,
    IndexFaults,
    RecipeFault,
    RecipeFaults,
    TableFault,
)
from sinasec.methods.composite.recipes.recipe import Recipe
from sinasec.methods.composite.replays.design import draw_design
from sinasec.methods.composite.replays.design_reading import DesignFaults
from sinasec.methods.composite.replays.intervals import probability_top, rank_intervals
from sinasec.methods.composite.replays.one_draw import one_draw
from sinasec.methods.composite.replays.replay import Replayed, replay
from sinasec.methods.composite.table_files.reading import read_tables
from sinasec.methods.composite.table_files.tables import IndexTables

__all__ = [
    "Built",
    "CannotBuild",
    "DesignFaults",
    "Element",
    "Factor",
    "IndexFaults",
    "IndexTables",
    "RankShift",
    "Recipe",
    "RecipeFault",
    "RecipeFaults",
    "Replayed",
    "Sensitivity",
    "SobolIndices",
    "StepResult",
    "TableFault",
    "Tree",
    "among_both",
    "build",
    "coherence",
    "collinearity",
    "contributions",
    "correlations",
    "draw_design",
    "dropped",
    "effective_weights",
    "one_draw",
    "probability_top",
    "rank_intervals",
    "rank_shift",
    "ranks_shift",
    "read_tables",
    "removals",
    "replay",
    "sensitivities",
    "sensitivity",
    "sobol",
    "strengths",
    "zero_weights",
]
