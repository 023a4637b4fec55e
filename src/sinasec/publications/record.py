"""The row that says a publication's folder is complete."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from sinasec.audit import events
from sinasec.publications.models import PUBLICATION, Publication
from sinasec.publications.packages.statement import Statement
from sinasec.records.chain import link
from sinasec.records.clock import in_turn, unlinked


@transaction.atomic
def record(descriptor: dict[str, Any], created_at: datetime) -> Publication:
    """Insert the row of a folder already in its place, and its link of the chain."""
    in_turn()
    made = row_of(descriptor, unlinked("publications", created_at))
    made.save(force_insert=True)
    if not made.simulated:
        link("publications", made.created_at)
    events.record(
        "publications.publish",
        events.Thing(PUBLICATION, made.pk),
        after={
            "clase": made.kind,
            "etapa": made.stage,
            "a la fecha": made.as_of,
            "huella": made.sha256,
            **({"reemplaza": made.replaces_id} if made.replaces_id else {}),
        },
        simulated=made.simulated,
    )
    return made


def row_of(descriptor: dict[str, Any], created_at: datetime) -> Publication:
    """What the database notes of a publication. Raises `KeyError`, `ValueError`, `TypeError`."""
    said = Statement.from_dict(descriptor)
    return Publication(
        id=descriptor["id"],
        kind=said.kind,
        as_of=said.as_of,
        known_at=said.known_at.replace(tzinfo=UTC),
        stage=said.stage,
        created_at=created_at,
        edition_id=said.edition_id,
        edition_version=said.edition_version,
        code_version=said.code_version,
        sha256=descriptor["huella"],
        folder=descriptor["id"],
        horizon_from=said.horizon_from,
        horizon_to=said.as_of,
        simulated=said.simulated,
        replaces_id=said.replaces,
    )
