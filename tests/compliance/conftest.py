"""A handful of committees, as the registry has them, without their territory."""

import pytest

from sinasec.committees.models import Committee
from sinasec.committees.registry import by_code

CODES = (
    "CONASEC",
    "CORESEC-03",
    "CORESEC-21",
    "COPROSEC-2101",
    "COPROSEC-1501",
    "CORESEC-1501",
    "CODISEC-150108",
    "CODISEC-210102",
    "CODISEC-210101",
)


def store(codes):
    """Put those committees, and those above them, into the database."""
    for code in codes:
        row = by_code()[code]
        if row.parent:
            store([row.parent])
        Committee.objects.get_or_create(
            code=code,
            defaults={
                "level": row.level,
                "name": row.name,
                "region": row.region,
                "parent_id": row.parent or None,
                "valid_from": row.valid_from,
                "valid_to": row.valid_to,
            },
        )


@pytest.fixture
def committees(db):
    store(CODES)
