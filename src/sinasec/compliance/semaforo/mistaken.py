"""What is known to be wrong of the lights that a semáforo shows.

An erratum is of one publication, and what somebody decides to publish speaks for itself. Nobody
reviews what comes out by itself at night: an error of another, told by the Secretariat, is told
again beside an advance that repeats it.
"""

from collections.abc import Iterator
from datetime import date

import polars as pl

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.quotes import light_word
from sinasec.publications.afterwards.reading import errata, errata_of_others
from sinasec.publications.models import ADVANCE, Erratum, Publication
from sinasec.publications.trust.standing import Withheld

Deciding = tuple[str, date, str]  # a light in words, and the period that decides it


def errata_told(publication: Publication, day: date, committee: str | None = None) -> list[Erratum]:
    """Its own that are about that day and, of an advance, then those whose error it repeats.

    Only of a committee when one is asked for.
    """
    mine = [one for one in errata(publication, committee) if one.first_day <= day <= one.last_day]
    told = {_said(one) for one in mine}
    return [*mine, *_repeated(publication, day, committee, told)]


def _repeated(
    publication: Publication, day: date, committee: str | None, told: set[tuple[str, ...]]
) -> Iterator[Erratum]:
    """The newest first; what is `told` is not told again."""
    if publication.stage != ADVANCE:
        return
    for one in reversed(errata_of_others(publication, committee)):
        if _said(one) not in told and _repeats(publication, one, day):
            told.add(_said(one))
            yield one


def _said(one: Erratum) -> tuple[str, ...]:
    return one.committee, one.duty, one.said, one.should_say


def _repeats(publication: Publication, one: Erratum, day: date) -> bool:
    """Whether the light of that day is the one that was wrong: the same, by the same period.

    An error told until the last day of its publication goes on after it; one of earlier days does
    not.
    """
    goes_on = one.last_day == one.publication.as_of
    if day < one.first_day or (day > one.last_day and not goes_on):
        return False
    here = _deciding(publication, one, day)
    return here is not None and here == _deciding(one.publication, one, min(day, one.last_day))


def _deciding(publication: Publication, one: Erratum, day: date) -> Deciding | None:
    """None where it says nothing of that, or what it says cannot be read."""
    try:
        lights = reading.duty_lights(publication, one.committee)
    except Withheld:
        return None
    rows = lights.filter(
        (pl.col("duty") == one.duty) & (pl.col("day_from") <= day) & (pl.col("day_to") >= day)
    )
    found = rows.select("light", "state", "period_from", "period").rows()
    if not found:
        return None
    light, state, start, period = found[0]
    return light_word(light, state), start, period
