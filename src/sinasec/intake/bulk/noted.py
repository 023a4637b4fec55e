"""What the audit is told of the editions of data: their folders are outside of the database.

It is told before an edition is the current one: if it cannot be, the edition is not.
"""

from collections.abc import Callable

from django.db import transaction

from sinasec.audit.events import Thing, record
from sinasec.warehouse.edition import Edition


@transaction.atomic
def note_load(edition: Edition) -> None:
    """That it was loaded, from which file."""
    said = edition.provenance
    record(
        "data.load",
        _thing(edition),
        by=said.by,
        after={
            "datos": edition.dataset,
            "filas": edition.rows,
            "huella": edition.rows_sha256,
            "formato": said.layout,
            "fuente": said.source,
            "archivo": ", ".join(one.name for one in said.originals),
            "sha256": ", ".join(one.sha256 for one in said.originals),
        },
        simulated=edition.simulated,
    )


def note_activation(edition: Edition, by: str) -> Callable[[str], None]:
    """What notes that it takes the place of the current one."""

    @transaction.atomic
    def noted(former: str) -> None:
        record(
            "data.activate",
            _thing(edition),
            by=by,
            before={"vigente": former},
            after={"vigente": edition.id},
            simulated=edition.simulated,
        )

    return noted


def _thing(edition: Edition) -> Thing:
    return Thing("edición-de-datos", edition.id)
