"""What a publication says of the chain of what was registered, and whether it is still so."""

import json
from collections.abc import Iterator
from typing import Any, Final

from sinasec.counted import counted
from sinasec.publications.finding import FAULT, RESTORE, HealthFinding
from sinasec.publications.models import Publication
from sinasec.publications.packages.content_hash import HEAD, head_said
from sinasec.publications.trust.standing import folder, standing
from sinasec.publications.trust.verify import DESCRIPTOR
from sinasec.records.chain import Broken, Head, broken, head, length, passes_through
from sinasec.records.clock import nobody_registering

ABOUT: Final = "cadena"
SHOWN: Final = 5


def chain_now() -> dict[str, Any] | None:
    """To be said by what is published now; None while nothing real was registered."""
    now = head()
    return dict(zip(HEAD, (now.links, now.sha256), strict=True)) if now else None


def published_chain(publication: Publication) -> Head | None:
    """What a publication said; None of one made before there was a chain.

    Raises what reading its folder does, and ValueError for what is no head.
    """
    said = head_said(json.loads((folder(publication) / DESCRIPTOR).read_bytes()))
    return Head(*said) if said else None


def chain_altered() -> Iterator[HealthFinding]:
    """Where the rows are not those that were linked, nor the links those that were published.

    Raises what the database does.
    """
    try:
        with nobody_registering():
            wrong = [_sentence(one) for one in broken()]
            now = length()
            lost = [(one, said) for one, said in _heads() if not passes_through(said)]
    except (ValueError, TypeError, OverflowError) as error:
        why = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        yield HealthFinding(ABOUT, FAULT, f"La cadena no se puede leer ({why}).", RESTORE)
        return
    for says in wrong[:SHOWN]:
        yield HealthFinding(ABOUT, FAULT, says, RESTORE)
    if len(wrong) > SHOWN:
        yield HealthFinding(
            ABOUT, FAULT, f"Y {len(wrong) - SHOWN} más, de la misma cadena.", RESTORE
        )
    for one, said in lost:
        yield _lost(one, said, now)


def _sentence(one: Broken) -> str:
    return f"{one.says[0].upper()}{one.says[1:]}."


def _lost(one: Publication, said: Head, now: int) -> HealthFinding:
    if said.links > now:
        return HealthFinding(
            ABOUT,
            FAULT,
            f"La cadena tiene {counted(now, 'eslabón', 'eslabones')}, y {one.pk} se firmó con "
            f"{said.links}: la base es más antigua que ella, o se le quitaron registros.",
            "Restaure el respaldo que siguió a esa publicación; si no hay otro, apártela.",
        )
    return HealthFinding(
        ABOUT,
        FAULT,
        f"La cadena de lo registrado no pasa por la que firmó {one.pk}: es otra historia.",
        RESTORE,
    )


def _heads() -> Iterator[tuple[Publication, Head]]:
    """What each publication says that stands; of one that does not, others tell.

    All of them, and not only the newest: when each was published is not signed.
    """
    for one in Publication.objects.order_by("-created_at", "pk"):
        try:
            said = published_chain(one)
        except (OSError, ValueError, RecursionError):
            continue  # it does not stand, and is named for it
        # Looked into only where it would accuse: a folder that somebody wrote says what it likes.
        if said and (passes_through(said) or standing(one).stands):
            yield one, said
