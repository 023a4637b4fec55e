"""Put rows of reference into the database: the same rows twice are written once."""

from collections.abc import Sequence
from typing import TypeVar

from django.db import models

from sinasec.audit.events import Thing, record

M = TypeVar("M", bound=models.Model)


def store(model: type[M], wanted: Sequence[M], changing: Sequence[str]) -> dict[str, int]:
    """Write the rows that are new or differ in a field of `changing`; others stay as they are.

    `wanted` have their keys. Returns how many were new, changed and the same. Call it inside a
    transaction.
    """
    stored = model._default_manager.in_bulk()
    new = [row for row in wanted if row.pk not in stored]
    changed = [
        row
        for row in wanted
        if row.pk in stored
        and any(getattr(row, name) != getattr(stored[row.pk], name) for name in changing)
    ]
    model._default_manager.bulk_create(new, batch_size=400)
    model._default_manager.bulk_update(changed, changing, batch_size=100)
    if new or changed:
        after = {"nuevas": len(new), "cambiadas": len(changed)}
        record("territories.load_reference", Thing("tabla", model._meta.db_table), after=after)
    return {
        "new": len(new),
        "changed": len(changed),
        "same": len(wanted) - len(new) - len(changed),
    }
