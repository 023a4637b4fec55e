"""Put the committees into the database: same registry twice, same rows once."""

from django.db import transaction

from sinasec.committees.models import Committee
from sinasec.committees.registry import CommitteeRow, committees
from sinasec.territories.storing import store

CHANGING = ("level", "name", "region", "parent_id", "territory_id", "valid_from", "valid_to")


@transaction.atomic
def load_committees() -> dict[str, int]:
    """Write every committee of the registry; the units must be there already.

    Returns how many were new, changed and untouched.
    """
    return store(Committee, [_committee(row) for row in committees()], CHANGING)


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
