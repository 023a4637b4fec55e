"""What each domain declares of one sort, gathered by who knows the sort and no domain."""

import importlib
from collections.abc import Iterable
from typing import Any


def declared(modules: Iterable[str], name: str) -> tuple[Any, ...]:
    """All that the modules list under `name`, in their order; they are imported here."""
    return tuple(
        one for module in modules for one in getattr(importlib.import_module(module), name)
    )
