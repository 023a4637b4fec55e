"""What the audit is told of an edition of the index that is loaded: it is kept in a folder."""

from collections.abc import Callable

from django.db import transaction

from sinasec.audit.events import Thing, record
from sinasec.methods.risk.editions.edition import RiskEdition


def note_edition(by: str) -> Callable[[RiskEdition, str], None]:
    """What notes it, by whoever loads it, before it is there."""

    @transaction.atomic
    def noted(edition: RiskEdition, sha256: str) -> None:
        thing = Thing("edición-del-índice", f"{edition.code} {edition.version}")
        record("risk.load_edition", thing, by=by, after={"sha256": sha256, "título": edition.title})

    return noted
