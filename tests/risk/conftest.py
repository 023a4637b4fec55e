"""A quick edition of the index over the made-up districts, really computed."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from sinasec.definitions.index import load
from sinasec.methods.risk.editions.edition import RiskEdition, Sensitivity, Spatial
from sinasec.methods.risk.values import RiskInputs, RiskResult
from sinasec.risk.published import computed as module
from sinasec.risk.published.package import Asked

VARIANTS = ("tres-anios", "geometrica")


@cache
def quick_edition() -> RiskEdition:
    """The example edition with few replications, permutations and variants."""
    edition = load()
    return replace(
        edition,
        top=12,
        uncertainty=replace(edition.uncertainty, replications=40),
        sensitivity=Sensitivity(8, 20, "mean_shift"),
        spatial=Spatial(("IRS",), 99, 0.05),
        variants=tuple(one for one in edition.variants if one.code in VARIANTS),
        files={},
    )


@pytest.fixture
def edition() -> RiskEdition:
    return quick_edition()


@pytest.fixture(scope="session")
def _memory() -> dict[tuple[RiskEdition, str, Asked], RiskResult]:
    return {}


@pytest.fixture
def once(monkeypatch, _memory) -> None:
    """The same index is computed once in a session; only what is published is tried."""

    def remembered(edition: RiskEdition, inputs: RiskInputs, asked: Asked) -> RiskResult:
        sources = tuple(sorted(inputs.sources.items()))
        key = (edition.version, edition.top, inputs.reports["count"].sum(), sources, asked)
        if key not in _memory:
            _memory[key] = module.computed(edition, inputs, asked)
        return _memory[key]

    monkeypatch.setattr("sinasec.risk.published.publish.computed", remembered)


@pytest.fixture
def home(settings, tmp_path, monkeypatch) -> Path:
    """An installation of its own."""
    monkeypatch.setenv("SINASEC_HOME", str(tmp_path))
    settings.PUBLICATIONS = tmp_path / "publications"
    settings.KEYS = tmp_path / "keys"
    return tmp_path
