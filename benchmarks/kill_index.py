"""`sinasec index publish`, to be killed: an index is whole and recorded, or there is none."""

import importlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

from benchmarks.kill_publish import PublishJob

PROVINCES = ("0701", "2101")
YEAR = 2025


class IndexJob(PublishJob):
    """Publishes the index of two provinces, with another seed each time."""

    kind = "indice"

    def prepare(self, folder: Path) -> None:
        super().prepare(folder)
        # What a run imports, imported once here.
        for module in (
            "sinasec.definitions.index",
            "sinasec.risk.data.inputs",
            "sinasec.risk.published.publish",
        ):
            importlib.import_module(module)

    @staticmethod
    def fill() -> None:
        import numpy as np
        from django.core.management import call_command

        from sinasec.methods.risk.reports.truth import Country
        from sinasec.risk.simulation import simulate
        from sinasec.territories import reference

        known = [unit.code for unit in reference.units() if unit.kind == "dist"]
        units = tuple(code for code in known if code[:4] in PROVINCES)
        made = Country.of(units, np.array([reference.is_capital(unit) for unit in units]))
        call_command("migrate", verbosity=0)
        with mock.patch.object(simulate, "country", return_value=made):
            simulate.simulate(7)

    def run(self, *, timed: bool) -> None:
        from sinasec.definitions import index
        from sinasec.methods.risk.editions.edition import Sensitivity, Spatial
        from sinasec.risk.data.inputs import risk_inputs
        from sinasec.risk.published.publish import publish_index

        edition = index.load()
        few = replace(
            edition,
            top=5,
            uncertainty=replace(edition.uncertainty, replications=5),
            sensitivity=Sensitivity(2, 2, "mean_shift"),
            spatial=Spatial(("IRS",), 19, 0.05),
            variants=(),
            files={},
        )
        inputs = risk_inputs(YEAR, 1, simulated=True)
        with self.alarm(timed=timed):
            publish_index(
                edition=few, inputs=inputs, year=YEAR, now=datetime.now(UTC), seed=self.runs
            )
