"""Every layout of bulk files that some domain declares. Those of one name are alternatives."""

from functools import cache

from sinasec import domains
from sinasec.declared import declared
from sinasec.intake.bulk.layout import BulkLayout


@cache
def layouts() -> tuple[BulkLayout, ...]:
    return declared(domains.LAYOUTS, "LAYOUTS")


def named(name: str) -> tuple[BulkLayout, ...]:
    """The layouts of that name; all of them when none is said."""
    return tuple(each for each in layouts() if name in ("", each.name))


def names() -> list[str]:
    return list(dict.fromkeys(each.name for each in layouts()))
