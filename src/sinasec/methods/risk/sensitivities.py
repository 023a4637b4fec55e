"""Which choices of the edition move the ranking: the published table of sensitivity."""

from typing import cast

import polars as pl

from sinasec.methods.composite import IndexTables, sensitivity
from sinasec.methods.composite.audits.sensitivity import Output
from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.frames import SENSITIVITY
from sinasec.methods.risk.shaping import shaped


def sensitivity_table(edition: RiskEdition, index: IndexTables, seed: int) -> pl.DataFrame:
    """SENSITIVITY; no rows when the recipe declares nothing that may be otherwise."""
    if not edition.recipe.factors:
        return pl.DataFrame(schema=SENSITIVITY)
    asked = edition.sensitivity
    found = sensitivity(
        index,
        edition.recipe,
        asked.base,
        seed,
        asked.resamples,
        cast(Output, asked.output),
        edition.top,
    )
    return shaped(found, SENSITIVITY)
