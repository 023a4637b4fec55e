"""The layouts whose rows become facts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sinasec.compliance.models import Batch
from sinasec.intake.rows.layout import RowLayout


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLayout(RowLayout):
    """`store`: add what is new, inside the caller's transaction; returns how many rows were new.

    `new`: how many of them would be.
    """

    store: Callable[[Sequence[Any], str, Batch], int]
    new: Callable[[Sequence[Any]], int]
