"""What a publication says of the chain of what was registered, and whether it is still so."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sinasec.publications.content_hash import CHAIN
from sinasec.publications.finding import FAULT, RESTORE, Finding
from sinasec.publications.models import Publication
from sinasec.publications.standing import folder, standing
from sinasec.publications.verify import DESCRIPTOR
from sinasec.records.chain import Head, broken, head, passes_through
from sinasec.records.clock import nobody_registering

ABOUT: Final = "cadena"
SHOWN: Final = 5


def chain_now() -> dict[str, Any] | None:
    """To be said by what is published now; None while nothing real was registered."""
    now = head()
    return {"eslabones": now.links, "cabeza": now.sha256} if now else None


def chain_said(descriptor: Mapping[str, Any]) -> Head | None:
    """What a publication said; None of one made before there was a chain."""
    said = descriptor.get(CHAIN)
    return Head(said["eslabones"], said["cabeza"]) if said else None


def published_chain(publication: Publication) -> Head | None:
    """As `chain_said`, of the folder of a publication that stands."""
    return chain_said(json.loads((folder(publication) / DESCRIPTOR).read_bytes()))


def chain_altered(*, every: bool = True) -> Iterator[Finding]:
    """Where the rows are not those that were linked, nor the links those that were published.

    Unless `every`, only the newest publication is compared. Raises what the database does.
    """
    with nobody_registering():
        wrong = list(broken())
        heads = list(_heads(every))
        lost = [one for one, said in heads if not passes_through(said)]
    for one in wrong[:SHOWN]:
        yield Finding(ABOUT, FAULT, f"{one.says[0].upper()}{one.says[1:]}.", RESTORE)
    if len(wrong) > SHOWN:
        yield Finding(ABOUT, FAULT, f"Y {len(wrong) - SHOWN} más, de la misma cadena.", RESTORE)
    for one in lost:
        yield Finding(
            ABOUT,
            FAULT,
            f"La cadena de lo registrado no pasa por la que firmó {one.pk}: es otra historia.",
            RESTORE,
        )


def _heads(every: bool) -> Iterator[tuple[Publication, Head]]:
    """What each publication that stands says; of one that does not, others tell."""
    newest = Publication.objects.order_by("-created_at")
    for one in newest if every else newest[:1]:
        if standing(one).stands and (said := published_chain(one)):
            yield one, said
