"""The datasets kept in bulk. Each domain declares its own (`sinasec.domains`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import polars as pl

from sinasec import domains
from sinasec.declared import declared


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset. `keys`: the columns that tell its rows apart.

    `parts`: a file that brings some of them replaces those and leaves the others as they were;
    without any, a file is the whole dataset.
    """

    name: str
    title: str
    schema: pl.Schema
    keys: tuple[str, ...]
    parts: tuple[str, ...] = ()


@cache
def datasets() -> Mapping[str, Dataset]:
    """Name -> dataset, in the order in which the domains declare them."""
    return {dataset.name: dataset for dataset in declared(domains.DATASETS, "DATASETS")}
