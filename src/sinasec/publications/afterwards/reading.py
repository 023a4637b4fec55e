"""What was said of a publication after it was published, and which ones are no longer in force."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from sinasec.live import live
from sinasec.methods.words import day_words
from sinasec.publications.models import (
    ADVANCE,
    Answer,
    Erratum,
    Publication,
    Reply,
    Withdrawal,
)
from sinasec.publications.succession import line_of, stage_words
from sinasec.time_zone import day_of


class AnsweredReply(NamedTuple):
    """`answer`: None while nobody answered it."""

    reply: Reply
    answer: Answer | None


@live
def withdrawal(publication: Publication) -> Withdrawal | None:
    """That it was withdrawn; None while it was not."""
    return Withdrawal.objects.filter(publication=publication).first()


@live
def withdrawn_over(publication: Publication) -> Withdrawal | None:
    """Of those of its kind and kind of data that are newer than it and were withdrawn, the newest:
    it is shown instead. None where there is none."""
    alike = {"publication__kind": publication.kind, "publication__simulated": publication.simulated}
    found = Withdrawal.objects.select_related("publication").filter(**alike)
    newer = [one for one in found if _age(one.publication) > _age(publication)]
    return max(newer, key=lambda one: _age(one.publication), default=None)


def _age(publication: Publication) -> tuple[date, datetime]:
    return publication.as_of, publication.created_at


def withdrawals() -> dict[str, Withdrawal]:
    """Code of each one that was withdrawn -> why, by whom and when."""
    return {one.publication_id: one for one in Withdrawal.objects.all()}


def not_in_force(until: datetime | None = None) -> frozenset[str]:
    """Those withdrawn before that instant, and all whose place they had taken.

    What another took the place of does not come back because that one was withdrawn.
    """
    found = Withdrawal.objects.select_related("publication")
    if until is not None:
        found = found.filter(registered_at__lt=until)
    gone = [one.publication for one in found]
    earlier = [before.pk for one in gone for before in line_of(one).before(one)]
    return frozenset([*(one.pk for one in gone), *earlier])


def gave_way_to_withdrawn(publication: Publication) -> bool:
    """Whether what took its place, or the place of that one, was withdrawn."""
    line = line_of(publication)
    later = line.after(publication)
    while later is not None:
        if withdrawal(later):
            return True
        later = line.after(later)
    return False


@live
def errata(publication: Publication, committee: str | None = None) -> list[Erratum]:
    """Those registered of it, in order; only of a committee when one is asked for."""
    found = Erratum.objects.filter(publication=publication)
    return list(found if committee is None else found.filter(committee=committee))


def every_errata() -> dict[str, list[Erratum]]:
    """Code of each publication that has any -> its own, in order."""
    found: dict[str, list[Erratum]] = {}
    for one in Erratum.objects.all():
        found.setdefault(one.publication_id, []).append(one)
    return found


@live
def errata_of_others(publication: Publication, committee: str | None = None) -> list[Erratum]:
    """Those registered of the others of its kind and kind of data, in order; only of a committee
    when one is asked for.

    Of one whose place another took by a decision they are not: that one was decided with them.
    """
    found = Erratum.objects.select_related("publication").filter(
        publication__kind=publication.kind, publication__simulated=publication.simulated
    )
    if committee is not None:
        found = found.filter(committee=committee)
    others = found.exclude(publication=publication)
    return [one for one in others if not _decided_again(one.publication)]


def _decided_again(publication: Publication) -> bool:
    return publication.stage != ADVANCE and line_of(publication).after(publication) is not None


def answered(replies: Iterable[Reply]) -> list[AnsweredReply]:
    """Each reply with its answer, also those that were read of a signed publication."""
    every = tuple(replies)
    known = _answers(tuple(sorted({reply.publication_id for reply in every})))
    return [
        AnsweredReply(reply, known.get((reply.publication_id, reply.committee, reply.sha256)))
        for reply in every
    ]


@live
def _answers(publications: tuple[str, ...]) -> dict[tuple[str, str, str], Answer]:
    """Publication, committee and hash of a reply -> its answer."""
    found = Answer.objects.filter(reply__publication__in=publications).select_related("reply")
    return {(one.reply.publication_id, one.reply.committee, one.reply.sha256): one for one in found}


def withdrawn_words(one: Withdrawal) -> str:
    """«el 2 de junio de 2026 por Ana Díaz: el motivo»."""
    return f"el {day_words(day_of(one.registered_at))} por {one.by}: {one.reason}"


def standing_words(publication: Publication) -> str:
    """«preliminar», and what came after: «…, reemplazada por …», «…, retirada»."""
    gone = ", retirada" if withdrawal(publication) else ""
    return f"{stage_words(publication)}{gone}"
