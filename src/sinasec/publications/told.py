"""What a command answers when it has published: what it is, what it replaces, what it carries."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sinasec.counted import counted
from sinasec.methods.words import day_words
from sinasec.publications import reading
from sinasec.publications.keep import Published
from sinasec.publications.readme import SAID, SINCE
from sinasec.publications.succession import successor
from sinasec.publications.verify import DESCRIPTOR


def as_document(done: Published) -> dict[str, Any]:
    """The answer of `--json`."""
    publication = done.publication
    later = successor(publication)
    return {
        "id": publication.pk,
        "path": str(done.path),
        "sha256": publication.sha256,
        "stage": publication.stage,
        "simulated": publication.simulated,
        "new": done.fresh,
        "replaces": publication.replaces_id,
        "replaced_by": later.pk if later else None,
        "replies": len(reading.replies(publication)),
        "since_preliminary": since_preliminary(done.path),
    }


def in_words(done: Published) -> str:
    """The same for a person."""
    publication = done.publication
    news = "Publicado" if done.fresh else "Ya estaba publicado, y no cambió nada"
    mark = " (SIMULADO)" if publication.simulated else ""
    head = f"{news}: {publication.pk}{mark}, {publication.stage}"
    return "\n".join([head, *_more(done), str(done.path)])


def since_preliminary(folder: Path) -> dict[str, Any] | None:
    """What its package says was learnt since its preliminary; None of one that is no final."""
    return json.loads((folder / DESCRIPTOR).read_bytes()).get(SINCE)


def _more(done: Published) -> Iterator[str]:
    publication = done.publication
    if publication.replaces:
        yield f"Reemplaza a {publication.replaces_id}, {publication.replaces.stage}."
    if later := successor(publication):
        yield f"La reemplazó {later.pk}, {later.stage}."
    if number := len(reading.replies(publication)):
        yield f"Lleva {counted(number, 'respuesta', 'respuestas')} de comités."
    if said := since_preliminary(done.path):
        yield said[SAID]
    if last := reading.reply_by(publication):
        yield f"Los comités pueden responder hasta el {day_words(last)}."
