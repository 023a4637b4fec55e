"""Put the reference tables into the database: same tables twice, same rows once."""

from django.db import transaction

from sinasec.territories import reference
from sinasec.territories.models import Unit

CHANGING = ("kind", "name", "reniec", "parent_id", "valid_from", "valid_to", "source")


@transaction.atomic
def load_reference() -> dict[str, int]:
    """Write every unit of the edition; returns how many were new, changed and untouched.

    A unit that an earlier edition had and this one has not is left as it is: acts may hang on it.
    """
    stored = {unit.code: unit for unit in Unit.objects.all()}
    wanted = [_unit(row) for row in reference.units()]
    new = [unit for unit in wanted if unit.code not in stored]
    changed = [u for u in wanted if u.code in stored and _differs(u, stored[u.code])]
    Unit.objects.bulk_create(new, batch_size=400)
    Unit.objects.bulk_update(changed, CHANGING, batch_size=100)
    return {
        "new": len(new),
        "changed": len(changed),
        "same": len(wanted) - len(new) - len(changed),
    }


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


def _differs(one: Unit, other: Unit) -> bool:
    return any(getattr(one, field) != getattr(other, field) for field in CHANGING)
