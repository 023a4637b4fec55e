"""The layouts that are recognised. Those of one name are alternatives of the same file."""

from functools import cache

from sinasec.risk.ingest.layout import Layout


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout."""
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

    return (
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


def named(name: str) -> tuple[Layout, ...]:
    """The layouts of that name; all of them when none is said."""
    return tuple(each for each in layouts() if name in ("", each.name))


def names() -> list[str]:
    return list(dict.fromkeys(each.name for each in layouts()))
