"""What a semáforo says of a committee on its last day, for whoever certifies it."""

from collections.abc import Iterator
from typing import Final

import polars as pl

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.probable import PROBABLE
from sinasec.compliance.semaforo.quotes import LIT, NOT_ASKED, UNKNOWN, light_word
from sinasec.compliance.semaforo.snapshot import BREACHES
from sinasec.methods.words import BREACH_WORDS, listed
from sinasec.publications.afterwards.certified import Certified
from sinasec.publications.models import Publication
from sinasec.translation import gettext as _

CONFIRMED: Final = "confirmado"
WORDS: Final = {**LIT, "sin_informacion": UNKNOWN, "no_exigible": NOT_ASKED}


def certified(publication: Publication, committee: str) -> Certified:
    """Raises `NotInIt`, `Withheld`."""
    limits = tuple(_limits(publication))
    if not committee:
        return Certified(limits)
    day = publication.as_of
    found = reading.committee(publication, committee, day)
    return Certified(
        limits,
        name=f"{found.name} ({committee})",
        lights=tuple(_light(publication, committee, breach) for breach in BREACHES),
        duties=tuple(_duties(publication, committee)),
    )


def _light(publication: Publication, committee: str, breach: str) -> tuple[str, str, str]:
    shown = reading.shown(publication, publication.as_of, breach)
    rests = committee in reading.probable(publication, publication.as_of, breach)
    word = WORDS[shown.get(committee, "no_exigible")]
    name = BREACH_WORDS[breach]
    return f"{name[0].upper()}{name[1:]}", word, _on(rests)


def _duties(publication: Publication, committee: str) -> Iterator[tuple[str, str, str, str]]:
    day = publication.as_of
    edition = reading.edition(publication)
    order = {duty.code: duty.order for duty in edition.duties}
    found = reading.findings(publication, committee, day)
    periods = {(one.duty, one.period): one.period_words for one in found}
    rows = reading.duty_lights_with_confidence(publication, committee).filter(
        (pl.col("day_from") <= day) & (pl.col("day_to") >= day)
    )
    for row in sorted(rows.iter_rows(named=True), key=lambda one: order[one["duty"]]):
        yield (
            edition.duty(row["duty"]).name,
            periods.get((row["duty"], row["period"])) or str(row["period"]),
            light_word(row["light"], row["state"]),
            _on(row["probable"]),
        )


def _on(rests: bool) -> str:
    return PROBABLE if rests else CONFIRMED


def _limits(publication: Publication) -> Iterator[str]:
    yield _("Ningún abogado ha revisado las reglas con que se juzgó.")
    names = sorted(
        {
            f"«{duty.name}»"
            for duty in reading.edition(publication).duties
            for version in duty.versions
            if version.in_force(publication.as_of) and version.norm.confidence == PROBABLE
        }
    )
    if names:
        yield _(
            "Descansa en una lectura nuestra de la norma, y es probable, lo que se dice de: "
            "{duties}."
        ).format(duties=listed(names))
