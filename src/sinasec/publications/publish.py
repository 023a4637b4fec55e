"""Facts → methods → package → folder and row. The only writer of results."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
from django.conf import settings
from django.db import transaction
from django.db.models import F

from sinasec import definitions
from sinasec.methods.law import Edition
from sinasec.methods.words import day_words
from sinasec.publications import resources
from sinasec.publications.code_version import code_version
from sinasec.publications.facts import Data, inputs_from_database
from sinasec.publications.heal import heal_locked
from sinasec.publications.inputs import Inputs, last_registration
from sinasec.publications.judge import judge, known_by
from sinasec.publications.keys import signing_key
from sinasec.publications.models import FINAL, PRELIMINARY, Publication, Reply
from sinasec.publications.package import Package, package
from sinasec.publications.record import record
from sinasec.publications.reply_period import LIMA, reply_period
from sinasec.publications.seal import sealed
from sinasec.publications.statement import Statement
from sinasec.warehouse.one_writer import one_writer
from sinasec.warehouse.place import place


class CannotPublish(ValueError):
    """A sentence: why not, and what to do."""


@dataclass(frozen=True, slots=True)
class Published:
    """`fresh` False: exactly this had been published before, and nothing was changed."""

    publication: Publication
    path: Path
    fresh: bool


def publish(
    *,
    as_of: date,
    now: datetime,
    known_at: datetime | None = None,
    final: bool = False,
    data: Data = "todos",
    horizon_from: date | None = None,
) -> Published:
    """Publish the semáforo as of a day with what was known by `known_at` (UTC without zone).

    Without `known_at`: everything registered so far, that is, by the last registration, so that
    publishing twice gives the same publication. `now` is only when it is published. Raises
    `CannotPublish`.
    """
    home = Path(settings.PUBLICATIONS)
    edition = definitions.load()
    everything = inputs_from_database(data)
    instant = known_at or last_registration(everything, as_of)
    inputs = known_by(everything, instant)
    if not inputs.simulated:  # what is made up may well be made up ahead
        _check_not_ahead(as_of, known_at, now)
    with one_writer(home):
        heal_locked()
        replaced = _preliminary_of(edition, as_of, inputs.simulated, now) if final else None
        statement = Statement(
            as_of=as_of,
            known_at=instant,
            horizon_from=horizon_from or _first_january(inputs, as_of),
            stage=FINAL if final else PRELIMINARY,
            simulated=inputs.simulated,
            edition_id=edition.id,
            edition_version=edition.version,
            code_version=code_version(),
            replaces=replaced.pk if replaced else None,
        )
        made = _make(statement, edition, inputs, replaced)
        return _keep(made, home, now)


def _check_not_ahead(as_of: date, known_at: datetime | None, now: datetime) -> None:
    """Nobody knows what will be done or registered: it would be signed, and then be false."""
    if as_of > now.astimezone(LIMA).date():
        raise CannotPublish(
            f"El {day_words(as_of)} todavía no llega: publique hasta hoy. Para ver lo que vence "
            "después, use «sinasec status»."
        )
    if known_at is not None and known_at > now.astimezone(UTC).replace(tzinfo=None):
        raise CannotPublish(
            "No se puede publicar lo que se sabrá después: quite --known-at o indique un momento "
            "que ya pasó."
        )


def _make(
    statement: Statement, edition: Edition, inputs: Inputs, replaced: Publication | None
) -> Package:
    if statement.horizon_from > statement.as_of:
        raise CannotPublish(
            f"El primer día ({day_words(statement.horizon_from)}) es posterior a la fecha del "
            f"semáforo ({day_words(statement.as_of)}). Elija otra fecha."
        )
    result = judge(
        edition,
        inputs,
        known_at=statement.known_at,
        horizon_from=statement.horizon_from,
        horizon_to=statement.as_of,
    )
    return package(statement, edition, inputs, result, _replies(replaced))


def _keep(made: Package, home: Path, now: datetime) -> Published:
    known = Publication.objects.filter(pk=made.id).first()
    if known is not None and known.sha256 != made.sha256:
        raise CannotPublish(
            f"Otra publicación ya tiene el código {made.id}, con otro contenido. Publique de nuevo "
            "con otro --known-at: el código cambiará."
        )
    if known is not None:
        return Published(known, home / known.folder, fresh=False)
    replaced = made.descriptor["reemplaza"]
    final = Publication.objects.filter(replaces_id=replaced).first() if replaced else None
    if final is not None:
        raise CannotPublish(
            f"{replaced} ya tiene su publicación definitiva, {final.pk}, y los hechos han "
            "cambiado desde entonces. Para rectificar, publique una nueva preliminar."
        )
    path = place(sealed(made, signing_key(Path(settings.KEYS))), home, made.id)
    with transaction.atomic():
        publication = record(made.descriptor, now)
    return Published(publication, path, fresh=True)


def _preliminary_of(edition: Edition, as_of: date, simulated: bool, now: datetime) -> Publication:
    """The preliminary publication to be made final, its reply period over.

    The newest that waits for its final one; when none waits, the newest, so that making the same
    final one again is recognised.
    """
    waiting_first = Publication.objects.order_by(
        F("replaced_by").asc(nulls_first=True), "-created_at", "-id"
    )
    found = waiting_first.filter(
        as_of=as_of, stage=PRELIMINARY, simulated=simulated, created_at__lte=now
    ).first()
    if found is None:
        raise CannotPublish(
            f"No hay una publicación preliminar del {day_words(as_of)} que volver definitiva. "
            "Publíquela primero, sin --final."
        )
    last = reply_period(edition).last_day(found.created_at)
    if now.astimezone(LIMA).date() <= last:
        raise CannotPublish(
            f"Los comités pueden responder a {found.pk} hasta el {day_words(last)}. "
            "Publique la definitiva después de ese día."
        )
    return found


def _replies(publication: Publication | None) -> pl.DataFrame:
    rows = Reply.objects.filter(publication=publication) if publication else ()
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
        schema=resources.REPLIES,
    )


def _first_january(inputs: Inputs, as_of: date) -> date:
    """1 January of the year of the first act known by then, or of the year of `as_of`."""
    first = inputs.acts.filter(pl.col("date") <= as_of)["date"].min()
    return date(first.year if first else as_of.year, 1, 1)
