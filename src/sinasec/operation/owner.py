"""The account that owns the tables."""

import os
from typing import Final

OWNER: Final = "SINASEC_OWNER_DATABASE_URL"


def as_owner() -> None:
    """From here on, with the account that owns the tables, when there is one apart."""
    if os.environ.get(OWNER):
        os.environ["DATABASE_URL"] = os.environ[OWNER]
