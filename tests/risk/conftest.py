"""A quick edition of the index over the made-up districts, really computed."""

import shutil
from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from sinasec.definitions.index import load
from sinasec.methods.risk.editions.edition import RiskEdition, Sensitivity, Spatial
from sinasec.methods.risk.values import RiskInputs, RiskResult
from sinasec.risk.published import computed as module
from sinasec.risk.published.package import Asked, edition_id
from sinasec.risk.simulation import simulate as simulation
from tests.risk.some_provinces import some_provinces

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
def _memory() -> dict[tuple[Any, ...], RiskResult]:
    return {}


@pytest.fixture
def once(monkeypatch, _memory) -> None:
    """The same index is computed once in a session; only what is published is tried."""

    def remembered(edition: RiskEdition, inputs: RiskInputs, asked: Asked) -> RiskResult:
        given = (_told(getattr(inputs, each.name)) for each in fields(inputs))
        key = (edition_id(replace(edition, files={})), *given, asked)
        if key not in _memory:
            _memory[key] = module.computed(edition, inputs, asked)
        return _memory[key]

    monkeypatch.setattr("sinasec.risk.published.publish.computed", remembered)


def _told(value: Any) -> Any:
    """One of the inputs, whole, as part of a key."""
    if isinstance(value, pl.DataFrame):
        return sha256(value.serialize()).digest()
    return value if isinstance(value, bool) else tuple(sorted(value.items()))


@pytest.fixture(scope="session")
def _made_up(tmp_path_factory) -> Callable[[int], Path]:
    @cache
    def warehouse(seed: int) -> Path:
        home = tmp_path_factory.mktemp("provincias")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SINASEC_HOME", str(home))
            patch.setattr(simulation, "country", some_provinces)
            assert simulation.simulate(seed)
        return home / "warehouse"

    return warehouse


@pytest.fixture
def made_up_data(home, _made_up) -> Callable[[int], None]:
    """Put in the warehouse those of some provinces, which are loaded once in a session."""
    return lambda seed: shutil.copytree(_made_up(seed), home / "warehouse") and None


@pytest.fixture
def home(settings, tmp_path, monkeypatch) -> Path:
    """An installation of its own."""
    monkeypatch.setenv("SINASEC_HOME", str(tmp_path))
    settings.PUBLICATIONS = tmp_path / "publications"
    settings.KEYS = tmp_path / "keys"
    return tmp_path
