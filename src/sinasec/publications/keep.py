"""The last step of publishing, for every kind: a package becomes a folder and a row, once."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import DatabaseError, transaction

from sinasec.audit.events import Thing
from sinasec.audit.events import record as record_event
from sinasec.methods.lifecycle import IllegalMove, UnknownDue
from sinasec.methods.words import day_words
from sinasec.os_words import os_words
from sinasec.publications.afterwards.history import SECRETARIAT, check_publication
from sinasec.publications.afterwards.reading import withdrawal, withdrawn_words
from sinasec.publications.kinds import kind
from sinasec.publications.models import FINAL, Publication
from sinasec.publications.packages.package import Package, chained, replacing
from sinasec.publications.packages.statement import Statement
from sinasec.publications.record import record, row_of
from sinasec.publications.replies import REPLIES
from sinasec.publications.succession import line, line_of, replies_in_line
from sinasec.publications.trust.chain_said import chain_now
from sinasec.publications.trust.keys import PRIVATE, fingerprint, signing_key
from sinasec.publications.trust.seal import sealed
from sinasec.publications.trust.standing import standing
from sinasec.records.clock import last_registered, moment_after
from sinasec.records.clock_checked import ClockBehind
from sinasec.time_zone import LIMA
from sinasec.warehouse.place import place, remove


class CannotPublish(ValueError):
    """A sentence: why not, and what to do."""


@dataclass(frozen=True, slots=True)
class Published:
    """`fresh` False: exactly this had been published before, and nothing was changed."""

    publication: Publication
    path: Path
    fresh: bool


def check_not_ahead(
    as_of: date, now: datetime, instead: str = "", *, invented: datetime | None = None
) -> None:
    """Nobody knows what will be done or registered: it would be signed, and then be false.

    `invented`: until when the facts of a demonstration were made up, which is its present on a
    clock that is behind them.
    """
    if as_of > max(now, invented or now).astimezone(LIMA).date():
        raise CannotPublish(f"El {day_words(as_of)} todavía no llega: publique hasta hoy.{instead}")


def keep(
    made: Package,
    home: Path,
    now: datetime,
    uncompared: str = "",
    *,
    invented: datetime | None = None,
    announced: Callable[[str], None] | None = None,
) -> Published:
    """Place and record `made`, unless it is there. The caller holds the lock of `home`.

    `announced` is told its code before anything of it is written, and may raise instead.

    One that is not final takes the place of the last of its line, and says which that is.
    The folder of one that was recorded and is lost is placed again: the same bytes come only of
    the same facts. `uncompared`: of `kept.check_facts`; `invented`: of `check_not_ahead`, which
    no kind gets past by forgetting it. Raises CannotPublish.
    """
    made = _in_line(made, home)
    known = Publication.objects.filter(pk=made.id).first()
    if known is not None and known.sha256 != made.sha256:
        raise CannotPublish(
            f"Otra publicación ya tiene el código {made.id}, con otro contenido. Publique de nuevo "
            f"con otro {kind(made.descriptor['tipo']).varies}: el código cambiará."
        )
    if known is not None and os.path.lexists(home / known.folder):
        _check_stands(known)
        _check_not_withdrawn(known)
        return Published(known, home / known.folder, fresh=False)
    if known is None and uncompared:
        raise CannotPublish(f"No se publicó nada nuevo. {uncompared}")
    if known is None:
        check_not_ahead(Statement.from_dict(made.descriptor).as_of, now, invented=invented)
        _check_next(made, now)
        now = _moment(made, now)
    if announced is not None:
        announced(made.id)
    made = chained(made, chain_now())
    path = _placed(sealed(made, _key()), home, made.id)
    if known is not None:
        return Published(known, path, fresh=False)
    with transaction.atomic():
        publication = _recorded(made, path, now)
    return Published(publication, path, fresh=True)


def _key() -> Ed25519PrivateKey:
    """That of this installation; made the first time, which the audit is told."""
    folder = Path(settings.KEYS)
    fresh = not (folder / PRIVATE).exists()
    key = signing_key(folder)
    if fresh:
        with transaction.atomic():
            record_event("keys.make", Thing("clave", fingerprint(key.public_key())))
    return key


def _in_line(made: Package, home: Path) -> Package:
    """Said to replace the last of its line, unless it is what was published last, or is lost.

    The lost one is told by its code: it is placed again where it was. After one that was withdrawn
    the same is published as another: somebody wants to say it again.
    """
    if made.descriptor["etapa"] == FINAL:
        return made
    there = line_of(row_of(made.descriptor, datetime.now(UTC)))
    last = there.last_preliminary
    for one in there.rows:
        lost = not os.path.lexists(home / one.folder)
        if lost or (one == last and withdrawal(one) is None):
            again = replacing(made, one.replaces_id)
            if again.id == one.pk:
                return again
    return replacing(made, there.last.pk if there.last else None)


def _recorded(made: Package, path: Path, now: datetime) -> Publication:
    """Its row; where the database refuses it, the folder goes too: nothing was published."""
    try:
        return record(made.descriptor, now)
    except DatabaseError:
        remove(path)
        raise


def _check_stands(known: Publication) -> None:
    """What is altered was published once, and is not what is published now."""
    found = standing(known)
    if not found.stands:
        raise CannotPublish(
            f"{known.pk} ya estaba publicada y está retenida: {found.reason}. Vea cuáles con "
            f"«sinasec verify {known.pk}» y restáurelos de una copia. Si no la hay, aparte esa "
            "carpeta y publique de nuevo: se volverá a poner la misma."
        )


def _moment(made: Package, now: datetime) -> datetime:
    """When it is published; what is made up may be so on any clock."""
    if made.descriptor["simulado"]:
        return now
    try:
        return moment_after(last_registered("publications"), now).at
    except ClockBehind as error:
        raise CannotPublish(str(error)) from error


def _placed(files: Mapping[str, bytes], home: Path, name: str) -> Path:
    try:
        return place(files, home, name)
    except OSError as error:
        raise CannotPublish(
            f"No se pudo guardar la publicación ({os_words(error)}): haga sitio en el disco o "
            "revise los permisos de la carpeta de publicaciones, y publique de nuevo."
        ) from error


def _check_next(made: Package, now: datetime) -> None:
    """That the one whose place it takes may give it: only the first final one has it of its own."""
    replaced = made.descriptor["reemplaza"]
    before = Publication.objects.filter(pk=replaced).first() if replaced else None
    if before is None:
        return
    if made.descriptor["etapa"] == FINAL:
        move = "hacer-definitiva"
    else:
        move = "suceder" if withdrawal(before) else "reemplazar"
    _check_move(before, move, now)


def _check_move(publication: Publication, move: str, now: datetime) -> None:
    try:
        check_publication(publication, move, by=SECRETARIAT, now=now, document="paquete")
    except UnknownDue as unknown:
        raise CannotPublish(
            f"{publication.pk} no puede volverse definitiva mientras está retenida: "
            f"{standing(publication).reason}. Restaure sus archivos de una copia y publique de "
            "nuevo."
        ) from unknown
    except IllegalMove as error:
        raise CannotPublish(str(error)) from error


def _check_not_withdrawn(known: Publication) -> None:
    """What was withdrawn was published once, and is not what is published now."""
    gone = withdrawal(known)
    if gone is not None:
        raise CannotPublish(
            f"{known.pk} es lo mismo, y fue retirada {withdrawn_words(gone).rstrip('.')}. Para "
            "volver a publicar de ese día, publique una nueva preliminar."
        )


def preliminary_of(
    of: str, as_of: date, simulated: bool, now: datetime, **alike: str
) -> Publication:
    """The preliminary publication of that kind to be made final, its reply period over.

    The one in force; when it was made final already, that one, so that making the same final one
    again is recognised. `alike`: other columns in which it must be equal.
    """
    there = line(kind=of, as_of=as_of, simulated=simulated, **alike)
    found = there.last_preliminary
    if found is not None and found.created_at > now:
        found = None
    if found is None:
        raise CannotPublish(
            f"No hay una publicación preliminar del {day_words(as_of)} que volver definitiva. "
            "Publíquela primero, sin --final."
        )
    if there.after(found) is None:
        _check_move(found, "hacer-definitiva", now)
    return found


def replies_to(publication: Publication | None) -> pl.DataFrame:
    """REPLIES made to it and to those whose place it took; none when there is no publication."""
    rows = replies_in_line(publication) if publication else ()
    return pl.DataFrame(
        [
            {
                "committee": reply.committee,
                "received_at": reply.received_at.astimezone(UTC).replace(tzinfo=None),
                "by": reply.by,
                "text": reply.text,
                "sha256": reply.sha256,
            }
            for reply in rows
        ],
        schema=REPLIES,
    )
