"""Put the committees into the database: same registry twice, same rows once."""

from django.db import transaction

from sinasec.committees.models import Committee
from sinasec.committees.registry import CommitteeRow, committees

CHANGING = ("level", "name", "region", "parent_id", "territory_id", "valid_from", "valid_to")


@transaction.atomic
def load_committees() -> dict[str, int]:
    """Write every committee of the registry; the units must be there already.

    Returns how many were new, changed and untouched.
    """
    stored = {committee.code: committee for committee in Committee.objects.all()}
    wanted = [_committee(row) for row in committees()]
    new = [c for c in wanted if c.code not in stored]
    changed = [c for c in wanted if c.code in stored and _differs(c, stored[c.code])]
    Committee.objects.bulk_create(new, batch_size=400)
    Committee.objects.bulk_update(changed, CHANGING, batch_size=100)
    return {
        "new": len(new),
        "changed": len(changed),
        "same": len(wanted) - len(new) - len(changed),
    }


def _committee(row: CommitteeRow) -> Committee:
    return Committee(
        code=row.code,
        level=row.level,
        name=row.name,
        region=row.region,
        parent_id=row.parent or None,
        territory_id=row.territory or None,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _differs(one: Committee, other: Committee) -> bool:
    return any(getattr(one, field) != getattr(other, field) for field in CHANGING)
