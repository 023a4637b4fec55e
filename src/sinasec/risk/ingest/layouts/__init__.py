"""The layouts that are recognised, the most particular first."""

from functools import cache

from sinasec.risk.ingest.layout import Layout


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout; those of one name are alternatives of the same file."""
    from sinasec.risk.ingest.layouts import police

    return (police.LAYOUT,)


def named(name: str) -> tuple[Layout, ...]:
    """The layouts of that name; all of them when none is said."""
    return tuple(each for each in layouts() if name in ("", each.name))


def names() -> list[str]:
    return list(dict.fromkeys(each.name for each in layouts()))
