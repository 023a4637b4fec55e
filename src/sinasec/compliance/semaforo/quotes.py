"""What a semáforo says of a duty of a committee, for whoever says that it was wrong."""

import datetime
from typing import Final

import polars as pl

from sinasec.compliance.semaforo import reading
from sinasec.methods.compliance.lights import LIGHT_WORDS, STATE_WORDS
from sinasec.publications.afterwards.quote import CannotQuote, Quote
from sinasec.publications.models import Publication
from sinasec.translation import gettext as _

UNKNOWN: Final = STATE_WORDS["sin_informacion"].lower()
NOT_ASKED: Final = STATE_WORDS["no_exigible"].lower()
LIT: Final = {light: word.lower() for light, word in LIGHT_WORDS.items() if light != "gris"}


def light_word(light: str, state: str) -> str:
    """A light as people say it: gris is said in full, by its state.

    Of what a committee shows, which is one of SHOWN, it is both.
    """
    return LIT.get(light, UNKNOWN if state == "sin_informacion" else NOT_ASKED)


def quoted(
    publication: Publication,
    committee: str,
    duty: str,
    first: datetime.date,
    last: datetime.date,
) -> Quote:
    """The light of a duty from one day to another. Raises CannotQuote, `Withheld`."""
    if not duty:
        raise CannotQuote(_("Diga con --duty el código del deber cuya luz estaba mal."))
    if duty not in {each.code for each in reading.edition(publication).duties}:
        raise CannotQuote(
            f"{publication.pk} no juzga ningún deber «{duty}»: dé con --duty el código de uno."
        )
    rows = reading.duty_lights(publication, committee).filter(
        (pl.col("duty") == duty) & (pl.col("day_from") <= last) & (pl.col("day_to") >= first)
    )
    said = {light_word(*row) for row in rows.select("light", "state").rows()}
    if not said:
        raise CannotQuote(f"{publication.pk} no dice nada de «{duty}» para {committee} esos días.")
    if len(said) > 1:
        told = ", ".join(sorted(said))
        raise CannotQuote(
            f"En esos días {publication.pk} dice más de una cosa ({told}): registre una fe de "
            "erratas por cada tramo."
        )
    return Quote(said.pop(), (*LIT.values(), UNKNOWN, NOT_ASKED))
