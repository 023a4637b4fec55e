"""The layouts that are recognised. Those of one name are alternatives of the same file."""

from typing import Final

from sinasec.intake.bulk.layout import BulkLayout
from sinasec.risk.ingest.layouts import (
    district_table,
    indicators,
    officers,
    police,
    population,
    reporting,
    spending,
    stations,
)

LAYOUTS: Final[tuple[BulkLayout, ...]] = (
    police.LAYOUT,
    population.LONG,
    population.WIDE,
    district_table.LAYOUT,
    stations.LAYOUT,
    officers.LAYOUT,
    spending.LAYOUT,
    indicators.LAYOUT,
    reporting.LAYOUT,
)
