"""The codes that a file may use."""

from functools import cache

from sinasec.territories import reference


@cache
def districts() -> frozenset[str]:
    return frozenset(unit.code for unit in reference.units() if unit.kind == "dist")


@cache
def regions() -> frozenset[str]:
    """Those of the departments, and of Lima Metropolitana, which is a region of the system."""
    return frozenset(unit.code for unit in reference.units() if unit.kind == "dept") | {"1501"}
