"""Put the reference tables into the database: same tables twice, same rows once."""

from django.db import transaction

from sinasec.territories import reference
from sinasec.territories.models import Unit
from sinasec.territories.storing import store

CHANGING = ("kind", "name", "reniec", "parent_id", "valid_from", "valid_to", "source")


@transaction.atomic
def load_reference() -> dict[str, int]:
    """Write every unit of the edition; returns how many were new, changed and untouched.

    A unit that an earlier edition had and this one has not is left as it is: acts may hang on it.
    """
    return store(Unit, [_unit(row) for row in reference.units()], CHANGING)


def _unit(row: reference.UnitRow) -> Unit:
    return Unit(
        code=row.code,
        kind=row.kind,
        name=row.name,
        reniec=row.reniec,
        parent_id=row.parent or None,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
    )
