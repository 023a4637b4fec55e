"""Which publications there are, which stand, and what was answered to them: any kind's.

Nothing is read of a publication whose files are not those that were signed (`standing`): then it
is withheld, and what stood before it is shown.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from sinasec import definitions
from sinasec.live import live
from sinasec.methods.words import day_words
from sinasec.publications.afterwards.reading import (
    gave_way_to_withdrawn,
    not_in_force,
    withdrawal,
    withdrawn_words,
)
from sinasec.publications.kinds import KINDS
from sinasec.publications.models import ADVANCE, FINAL, PRELIMINARY, Publication, Reply
from sinasec.publications.packages.canonical import read_csv
from sinasec.publications.replies import REPLIES_TABLE
from sinasec.publications.reply_period import FILE, ReplyPeriod, read_reply_period
from sinasec.publications.succession import replies_in_line, successor
from sinasec.publications.trust.remembered import remembered
from sinasec.publications.trust.standing import Withheld, folder, standing, verified
from sinasec.time_zone import LIMA

__all__ = ["Current", "NotInIt", "PublishedOn", "UnknownPublication", "Withheld", "folder"]

LAST_DAY: Final = datetime.date(9999, 12, 30)  # the last that has a following day anywhere
LONGEST_ID: Final = 64


class NotInIt(LookupError):
    """The publication says nothing of that committee or district; the sentence names it."""


class UnknownPublication(LookupError):
    """There is no publication with that id."""


@dataclass(frozen=True, slots=True)
class Current:
    """`publication`: the newest that stands. `withheld`: the newer ones that do not."""

    publication: Publication
    withheld: tuple[Publication, ...]


@dataclass(frozen=True, slots=True)
class PublishedOn:
    """The answer to "what did you publish on that day?" (days of Lima).

    `that_day`: of every kind. `in_force`: code of kind → the newest published by the end of that
    day, in the order of KINDS; a kind that had none is not there.
    """

    day: datetime.date
    that_day: tuple[Publication, ...]
    in_force: Mapping[str, Publication]


@live
def current(
    kind: str, *, simulated: bool | None = None, stage: str | None = None, in_force: bool = True
) -> Current | None:
    """The one of that kind with the latest as-of day (then the newest) among those that stand.

    Those that were withdrawn, and those whose place they had taken, are not among them unless
    `in_force` is False. None: nothing was published. Raises `Withheld` when something was and
    nothing of it stands.
    """
    found = Publication.objects.filter(kind=kind)
    if in_force:
        found = found.filter(withdrawal=None)
    if simulated is not None:
        found = found.filter(simulated=simulated)
    if stage is not None:
        found = found.filter(stage=stage)
    newest = found.first()
    if newest is not None and in_force and gave_way_to_withdrawn(newest):
        newest = next((one for one in found if not gave_way_to_withdrawn(one)), None)
    return _first_standing(newest, found, in_force=in_force) if newest else None


def _first_standing(
    newest: Publication, found: QuerySet[Publication], *, in_force: bool
) -> Current:
    if standing(newest).stands:
        return Current(newest, ())
    withheld = [newest]
    for one in found.exclude(pk=newest.pk):
        if in_force and gave_way_to_withdrawn(one):
            continue
        if standing(one).stands:
            return Current(one, tuple(withheld))
        withheld.append(one)
    raise Withheld(newest, standing(newest).reason, "No hay otra anterior que mostrar.")


def latest(
    kind: str, *, simulated: bool | None = None, stage: str | None = None
) -> Publication | None:
    """The publication of `current`."""
    found = current(kind, simulated=simulated, stage=stage)
    return found.publication if found else None


def last_preliminary(publication: Publication) -> Publication | None:
    """The last of its kind and kind of data that committees could answer; None where none stands.

    What it is named beside of is shown all the same.
    """
    try:
        return latest(publication.kind, simulated=publication.simulated, stage=PRELIMINARY)
    except Withheld:
        return None


def before(publication: Publication) -> Publication | None:
    """The newest before it, of its kind and of the same kind of data, that stands.

    What somebody decided to publish is compared with what somebody did.
    """
    alike = Publication.objects.filter(kind=publication.kind, simulated=publication.simulated)
    if publication.stage != ADVANCE:
        alike = alike.exclude(stage=ADVANCE)
    rows = list(alike)
    older = rows[rows.index(publication) + 1 :]
    gone = not_in_force()
    return next((one for one in older if one.pk not in gone and standing(one).stands), None)


def last_withdrawn(kind: str, *, simulated: bool | None = None) -> str:
    """What is said where nothing of that kind is in force: that the newest was withdrawn, and why;
    "" when it was not. Raises `Withheld`."""
    found = current(kind, simulated=simulated, in_force=False)
    last = found.publication if found else None
    gone = withdrawal(last) if last else None
    if last is None or gone is None:
        return ""
    made_up = ", SIMULADO" if last.simulated else ""
    return (
        f"La publicación del {day_words(last.as_of)} ({last.pk}{made_up}) fue retirada "
        f"{withdrawn_words(gone).rstrip('.')}. No hay otra que mostrar en su lugar; ella sigue en "
        f"/publicaciones/{last.pk}/."
    )


def get(publication_id: str, kind: str | None = None) -> Publication:
    """The publication with that id, of `kind` when one is asked for.

    Raises `UnknownPublication` with a sentence, or `Withheld` when it does not stand.
    """
    found = known(publication_id, kind)
    verified(found, to_read=False)
    return found


@live
def known(publication_id: str, kind: str | None = None) -> Publication:
    """Its row, whether it stands or not. Raises `UnknownPublication` with a sentence."""
    found = None
    if len(publication_id) <= LONGEST_ID and "\0" not in publication_id:
        found = Publication.objects.filter(pk=publication_id).first()
    if found is None:
        said = publication_id[:LONGEST_ID].replace("\0", "")
        raise UnknownPublication(
            f"No hay ninguna publicación «{said}». Vea la lista en /publicaciones/."
        )
    if kind is not None and found.kind != kind:
        raise UnknownPublication(
            f"«{found.pk}» es una publicación de otra clase ({found.words.title}), y aquí se pide "
            f"una de esta: {KINDS[kind].title}. Vea la lista en /publicaciones/."
        )
    return found


def every(*, simulated: bool | None = None, kind: str | None = None) -> list[Publication]:
    """All publications, newest as-of day first; only of `kind` when one is asked for."""
    found = Publication.objects.select_related("replaced_by", "replaces")
    if simulated is not None:
        found = found.filter(simulated=simulated)
    return list(found if kind is None else found.filter(kind=kind))


def published_on(day: datetime.date, *, simulated: bool | None = None) -> PublishedOn:
    """What was published on `day`, and what was in force at its end (time of Lima)."""
    day = min(day, LAST_DAY)
    start = datetime.datetime.combine(day, datetime.time.min, tzinfo=LIMA)
    end = start + datetime.timedelta(days=1)
    found = Publication.objects.filter(created_at__lt=end)
    if simulated is not None:
        found = found.filter(simulated=simulated)
    in_force = found.exclude(pk__in=not_in_force(end))
    newest = {code: in_force.filter(kind=code).first() for code in KINDS}
    return PublishedOn(
        day,
        tuple(found.filter(created_at__gte=start)),
        {code: one for code, one in newest.items() if one is not None},
    )


@live
def replies(publication: Publication, committee: str | None = None) -> list[Reply]:
    """Those made to it and to what it replaces; of a final one, those it was signed with.

    Raises `Withheld`.
    """
    final = publication.stage == FINAL
    found = _signed_replies(publication) if final else replies_in_line(publication)
    return [each for each in found if committee is None or each.committee == committee]


def _signed_replies(publication: Publication) -> list[Reply]:
    """In the order in which they came. They are not to be saved."""
    made_to = {
        (each.committee, each.sha256): each.publication_id for each in replies_in_line(publication)
    }
    return [
        Reply(
            publication_id=made_to.get((row["committee"], row["sha256"]), publication.replaces_id),
            **row,
        )
        for row in _signed_rows(publication)
    ]


@remembered(64)
def _signed_rows(publication: Publication) -> tuple[dict[str, Any], ...]:
    written = folder(publication) / f"{REPLIES_TABLE.path}.csv"
    table = read_csv(REPLIES_TABLE, written.read_bytes())
    rows = table.sort("received_at", "committee", maintain_order=True).iter_rows(named=True)
    return tuple(
        row | {"received_at": row["received_at"].replace(tzinfo=datetime.UTC)} for row in rows
    )


def reply_period(publication: Publication) -> ReplyPeriod:
    """How long committees may answer it, as the publication itself says. Raises `Withheld`."""
    verified(publication)
    written = folder(publication) / "definiciones" / FILE
    return read_reply_period(written.read_text(encoding="utf-8"))


def reply_by(publication: Publication) -> datetime.date | None:
    """The last day on which a reply to it is in time; None for one that takes none."""
    if publication.stage != PRELIMINARY or successor(publication) is not None:
        return None
    if withdrawal(publication):
        return None
    return last_reply_day(publication)


def last_reply_day(publication: Publication) -> datetime.date:
    """The last day on which a reply was or is in time, by today's calendar. Raises `Withheld`.

    A preliminary one of an index carries no calendar, and a holiday decreed later only adds days.
    """
    today = definitions.load().calendar
    return reply_period(publication).last_day(publication.created_at, today)
