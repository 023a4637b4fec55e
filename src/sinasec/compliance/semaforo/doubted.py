"""What is in doubt of the law of a publication: whether a norm attaches the suspension."""

from collections.abc import Iterator
from datetime import date

from sinasec.methods.law import Consequence, Duty, Edition
from sinasec.methods.words import CONSEQUENCE_WORDS, day_words, listed
from sinasec.translation import gettext as _


def in_doubt(edition: Edition, day: date) -> str:
    """That it is doubted whether a norm attaches the suspension to an omission; "" where it is not.

    Since when, and «todavía», only of what once was certain; the duties are named where not all
    are in the same case.
    """
    attached = list(_suspensions(edition, day))
    doubted = [(duty, one) for duty, one in attached if one.confidence == "en_duda"]
    once = [each for each in doubted if _was_certain(each[0])]
    never = [each for each in doubted if not _was_certain(each[0])]
    named = len(attached) > len(doubted) or bool(once and never)
    return "; ".join(
        _said(group, named=named, still=still)
        for group, still in ((once, True), (never, False))
        if group
    )


def _said(doubted: list[tuple[Duty, Consequence]], *, named: bool, still: bool) -> str:
    starts = {one.start for _, one in doubted}
    since = f"desde el {day_words(starts.pop())} " if still and len(starts) == 1 else ""
    names = sorted({f"«{duty.name}»" for duty, _ in doubted})
    which = f", en {listed(names)}" if named else ""
    attaches = _("ate todavía") if still else "ate"
    doubt = _("está en duda que {attaches} {what}").format(
        attaches=attaches, what=CONSEQUENCE_WORDS["suspension"]
    )
    return f"{since}{doubt}{which}"


def _was_certain(duty: Duty) -> bool:
    return any(
        one.kind == "suspension" and one.confidence != "en_duda"
        for version in duty.versions
        for one in version.consequences
    )


def _suspensions(edition: Edition, day: date) -> Iterator[tuple[Duty, Consequence]]:
    for duty in edition.duties:
        for version in duty.versions:
            if version.in_force(day):
                for one in version.consequences_on(day):
                    if one.kind == "suspension":
                        yield duty, one
