"""What a semáforo says of a committee on its last day, for whoever certifies it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import polars as pl

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.doubted import in_doubt
from sinasec.compliance.semaforo.mistaken import errata_told
from sinasec.compliance.semaforo.probable import PROBABLE
from sinasec.compliance.semaforo.quotes import LIT, light_word
from sinasec.compliance.semaforo.snapshot import BREACHES
from sinasec.methods.law import Edition
from sinasec.methods.words import BREACH_WORDS, listed
from sinasec.publications.afterwards.certified import Certified
from sinasec.publications.models import Publication
from sinasec.translation import gettext as _

LITERAL: Final = _("literal")
OURS: Final = _("nuestra (probable)")
TERM: Final = _("literal; plazo o comité en duda (probable)")


@dataclass(frozen=True, slots=True)
class _Duty:
    """`read`: how the norm was read, "" where nothing is affirmed."""

    name: str
    breach: str
    period: str
    light: str
    word: str
    read: str


def certified(publication: Publication, committee: str) -> Certified:
    """Raises `NotInIt`, `Withheld`."""
    day = publication.as_of
    edition = reading.edition(publication)
    names = {duty.code: duty.name for duty in edition.duties}
    if not committee:
        rests = {
            duty.name
            for duty in edition.duties
            for version in duty.versions
            if version.in_force(day) and version.norm.confidence == PROBABLE
        }
        return Certified(tuple(_limits(rests)), duty_names=names)
    found = reading.committee(publication, committee, day)
    duties = list(_duties(publication, committee))
    lights = tuple(_light(publication, committee, breach, duties) for breach in BREACHES)
    rests = {one.name for one in duties if one.read == OURS}
    legal = any(one.breach == "legal" for one in duties)
    return Certified(
        (*_limits(rests), *_of_readings(edition, publication, legal=legal)),
        name=f"{found.name} ({committee})",
        lights=lights,
        duties=tuple((one.name, one.period, one.word, one.read) for one in duties),
        repeated=tuple(
            one
            for one in errata_told(publication, day, committee)
            if one.publication_id != publication.pk
        ),
        duty_names=names,
    )


def _light(
    publication: Publication, committee: str, breach: str, duties: Iterable[_Duty]
) -> tuple[str, str, str]:
    """A light that is probable rests on our reading where one of the duties that show it does."""
    shown = reading.shown(publication, publication.as_of, breach).get(committee, "no_exigible")
    rests = committee in reading.probable(publication, publication.as_of, breach)
    name = BREACH_WORDS[breach]
    ours = any(one.breach == breach and one.read == OURS for one in duties)
    read = "" if shown not in LIT else LITERAL if not rests else OURS if ours else TERM
    return f"{name[0].upper()}{name[1:]}", light_word(shown, shown), read


def _duties(publication: Publication, committee: str) -> Iterator[_Duty]:
    day = publication.as_of
    edition = reading.edition(publication)
    order = {duty.code: duty.order for duty in edition.duties}
    found = reading.findings(publication, committee, day)
    periods = {(one.duty, one.period): one.period_words for one in found}
    rows = reading.duty_lights_with_confidence(publication, committee).filter(
        (pl.col("day_from") <= day) & (pl.col("day_to") >= day)
    )
    for row in sorted(rows.iter_rows(named=True), key=lambda one: order[one["duty"]]):
        duty = edition.duty(row["duty"])
        ours = any(
            version.id == row["version"] and version.norm.confidence == PROBABLE
            for version in duty.versions
        )
        read = OURS if ours else TERM if row["probable"] else LITERAL
        yield _Duty(
            duty.name,
            row["breach"],
            periods.get((row["duty"], row["period"])) or str(row["period"]),
            row["light"],
            light_word(row["light"], row["state"]),
            read if row["light"] in LIT else "",
        )


def _limits(rests: set[str]) -> Iterator[str]:
    yield _("Ningún abogado ha revisado las reglas con que se juzgó.")
    if rests:
        yield _(
            "Descansa en una lectura nuestra de la norma, y es probable, lo que se dice de: "
            "{duties}."
        ).format(duties=listed(sorted(f"«{name}»" for name in rests)))


def _of_readings(edition: Edition, publication: Publication, *, legal: bool) -> Iterator[str]:
    """What the site says beside those lights."""
    yield _("«Lectura de la norma» dice cómo se leyó la norma; no, que lo que se juzga sea cierto.")
    doubt = in_doubt(edition, publication.as_of) if legal else ""
    if doubt:
        yield _("De la omisión legal, {doubt}.").format(doubt=doubt)
