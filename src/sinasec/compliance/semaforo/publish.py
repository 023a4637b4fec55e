"""Facts → methods → package → folder and row. The only writer of the semáforo's results."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import polars as pl
from django.conf import settings

from sinasec import definitions
from sinasec.compliance.frames import facts
from sinasec.compliance.semaforo.facts import Data, inputs_from_database
from sinasec.compliance.semaforo.inputs import Inputs, last_registration
from sinasec.compliance.semaforo.judge import judge, known_by
from sinasec.compliance.semaforo.kept_facts import altered
from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.compliance.semaforo.packaging import package
from sinasec.database_state import check_right
from sinasec.methods.law import Edition
from sinasec.methods.words import day_words
from sinasec.publications.afterwards.reading import withdrawal
from sinasec.publications.heal import heal, heal_locked
from sinasec.publications.keep import (
    CannotPublish,
    Published,
    check_not_ahead,
    keep,
    preliminary_of,
    replies_to,
)
from sinasec.publications.kept import check_facts
from sinasec.publications.models import ADVANCE, FINAL, PRELIMINARY, Publication
from sinasec.publications.packages.package import Package
from sinasec.publications.packages.statement import Statement
from sinasec.publications.succession import line
from sinasec.publications.trust.code_version import code_version
from sinasec.records.clock import nobody_registering
from sinasec.time_zone import LIMA
from sinasec.translation import gettext as _
from sinasec.warehouse.one_writer import one_writer

__all__ = ["CannotPublish", "Published", "publish"]


def publish(
    *,
    as_of: date,
    now: datetime,
    known_at: datetime | None = None,
    final: bool = False,
    nightly: bool = False,
    data: Data = "todos",
    horizon_from: date | None = None,
    announced: Callable[[str], None] | None = None,
) -> Published:
    """Publish the semáforo as of a day with what was known by `known_at` (UTC without zone).

    Without `known_at`: everything registered so far, that is, by the last registration, so that
    publishing twice gives the same publication. `now` is only when it is published; `announced`:
    of `keep`. `nightly`: it came out by itself, and takes no replies. Raises `CannotPublish`.
    """
    home = Path(settings.PUBLICATIONS)
    edition = definitions.load()
    check_right(Publication._meta.db_table)  # before the work
    heal()  # what a killed publisher left is compared too
    with nobody_registering():
        known = cache(facts)
        found = altered(home, Path(settings.KEYS), known, every=False)
        uncompared = check_facts(found)
        everything = inputs_from_database(data, known)
    instant = known_at or last_registration(everything, as_of)
    inputs = known_by(everything, instant)
    invented = _invented_until(everything) if inputs.simulated else None
    _check_not_ahead(as_of, known_at, now, invented)
    with one_writer(home):
        heal_locked()
        if nightly and (there := decided_of(as_of, simulated=inputs.simulated)):
            raise Decided(there)
        replaced = preliminary_of(SEMAFORO, as_of, inputs.simulated, now) if final else None
        if replaced:
            _check_alike(replaced, horizon_from, known_at)
            horizon_from = replaced.horizon_from
            instant = max(instant, _naive(replaced.known_at))
        statement = Statement(
            as_of=as_of,
            known_at=instant,
            horizon_from=horizon_from or _first_january(inputs, as_of),
            stage=FINAL if final else ADVANCE if nightly else PRELIMINARY,
            simulated=inputs.simulated,
            edition_id=edition.id,
            edition_version=edition.version,
            code_version=code_version(SEMAFORO),
            kind=SEMAFORO,
            replaces=replaced.pk if replaced else None,
        )
        made = _make(statement, edition, inputs, replaced)
        return keep(made, home, now, uncompared, invented=invented, announced=announced)


class Decided(CannotPublish):
    """Somebody published of that day: an advance is not made. `publication`: its code."""

    def __init__(self, publication: str) -> None:
        self.publication = publication
        super().__init__(
            _("De ese día ya está publicada {pk}: no hace falta.").format(pk=publication)
        )


def decided_of(as_of: date, *, simulated: bool) -> str:
    """The code of what somebody published of that day and is in force; "" for none."""
    found = line(kind=SEMAFORO, as_of=as_of, simulated=simulated).last
    return found.pk if found and withdrawal(found) is None else ""


def _invented_until(inputs: Inputs) -> datetime | None:
    """When the last of what is made up was registered; the demonstration may date it ahead."""
    acts = inputs.acts.filter("simulated")
    last: datetime | None = acts.select(pl.col("registered_at").max()).item()
    return None if last is None else last.replace(tzinfo=UTC)


def _check_not_ahead(
    as_of: date, known_at: datetime | None, now: datetime, invented: datetime | None
) -> None:
    instead = " Para ver lo que vence después, use «sinasec status»."
    check_not_ahead(as_of, now, instead, invented=invented)
    if known_at is not None and known_at > _naive(max(now, invented or now)):
        raise CannotPublish(
            "No se puede publicar lo que se sabrá después: quite --known-at o indique un momento "
            "que ya pasó."
        )


def _check_alike(preliminary: Publication, first: date | None, known_at: datetime | None) -> None:
    """A final one answers for the days and for all the facts that its preliminary answered for."""
    if first not in (None, preliminary.horizon_from):
        raise CannotPublish(
            f"La definitiva juzga los mismos días que su preliminar, {preliminary.pk}: desde el "
            f"{day_words(preliminary.horizon_from)}. Quite --desde; para juzgar otros días, "
            "publique antes otra preliminar."
        )
    if known_at is not None and known_at < _naive(preliminary.known_at):
        until = f"{preliminary.known_at.astimezone(LIMA):%d/%m/%Y a las %H:%M}"
        raise CannotPublish(
            f"La definitiva no puede saber menos que su preliminar, {preliminary.pk}, que conoce "
            f"lo registrado hasta el {until}. Quite --known-at."
        )


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)


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
    since = _naive(replaced.known_at) if replaced else None
    return package(statement, edition, inputs, result, replies_to(replaced), since)


def _first_january(inputs: Inputs, as_of: date) -> date:
    """1 January of the year of the first act known by then, or of the year of `as_of`."""
    known = inputs.acts.filter(pl.col("date") <= as_of)
    first: date | None = known.select(pl.col("date").min()).item()
    return date(first.year if first else as_of.year, 1, 1)
