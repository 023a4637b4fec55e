"""What a command answers when it has published: what it is, what it replaces, what it carries."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sinasec.counted import counted
from sinasec.methods.words import day_words
from sinasec.publications import catalogue
from sinasec.publications.keep import Published
from sinasec.publications.models import Publication
from sinasec.publications.packages.readme import SAID, SINCE
from sinasec.publications.succession import successor
from sinasec.publications.trust.verify import DESCRIPTOR


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
        "replies": len(catalogue.replies(publication)),
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


def made_otherwise(publication: Publication) -> list[str]:
    """What made it otherwise than the one that it replaces: another edition, another program.

    Between a preliminary and its final there are days in which the program may be updated.
    """
    before = publication.replaces
    return list(_otherwise(publication, before)) if before else []


def _otherwise(publication: Publication, before: Publication) -> Iterator[str]:
    if publication.edition_id != before.edition_id:
        yield (
            "Se juzgó con otra edición de las definiciones que ella: la "
            f"{_edition(publication)}, y no la {_edition(before)}. Una luz puede ser otra por eso "
            "y no por un hecho nuevo: qué cambió de una edición a otra está en su archivo "
            "definiciones/CHANGELOG.md."
        )
    if publication.code_version != before.code_version:
        yield (
            f"La hizo otro programa: {publication.code_version}, y no {before.code_version}. "
            "Lo que difiera puede venir de eso."
        )


def _edition(publication: Publication) -> str:
    return f"{publication.edition_version} ({publication.edition_id[:8]})"


def _more(done: Published) -> Iterator[str]:
    publication = done.publication
    if publication.replaces:
        yield f"Reemplaza a {publication.replaces_id}, {publication.replaces.stage}."
        yield from made_otherwise(publication)
    if later := successor(publication):
        yield f"La reemplazó {later.pk}, {later.stage}."
    if number := len(catalogue.replies(publication)):
        yield f"Lleva {counted(number, 'respuesta', 'respuestas')} de comités."
    if said := since_preliminary(done.path):
        yield said[SAID]
    if last := catalogue.reply_by(publication):
        yield f"Los comités pueden responder hasta el {day_words(last)}."
