"""Composite indices: two tables and a recipe give scores, ranks and how sure they are.

Pure functions on Polars frames and NumPy arrays: no database, file, clock or unseeded randomness.

    tables = read_tables(idata, imeta)
    built = build(tables, Recipe.from_mapping({"steps": [{"step": "normalise"}]}))
    built.scores, built.ranks, built.log()
"""

from sinasec.methods.composite.build import build
from sinasec.methods.composite.built import Built, StepResult
from sinasec.methods.composite.contributions import contributions
from sinasec.methods.composite.elements import Element, Tree
from sinasec.methods.composite.factors import Factor
from sinasec.methods.composite.faults import (
    CannotBuild,
    IndexFaults,
    RecipeFault,
    RecipeFaults,
    TableFault,
)
from sinasec.methods.composite.recipe import Recipe
from sinasec.methods.composite.table_reading import read_tables
from sinasec.methods.composite.tables import IndexTables

__all__ = [
    "Built",
    "CannotBuild",
    "Element",
    "Factor",
    "IndexFaults",
    "IndexTables",
    "Recipe",
    "RecipeFault",
    "RecipeFaults",
    "StepResult",
    "TableFault",
    "Tree",
    "build",
    "contributions",
    "read_tables",
]
