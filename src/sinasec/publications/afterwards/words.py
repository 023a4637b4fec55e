"""An erratum in Spanish, once for every page and sheet that shows it."""

from dataclasses import dataclass

from sinasec.methods.words import day_words
from sinasec.publications.models import Erratum, Publication
from sinasec.time_zone import day_of
from sinasec.translation import gettext as _


@dataclass(frozen=True, slots=True)
class ErratumWords:
    """`head`: «Fe de erratas del …»; `about`: the duty, or the committee where there is none."""

    head: str
    about: str
    text: str
    by: str
    erratum: Erratum

    @property
    def whole(self) -> str:
        """All of it, as one paragraph."""
        return f"{self.head}. {self.about}, {self.text} ({self.by})"


def erratum_words(
    one: Erratum, duty_name: str = "", *, beside: Publication | None = None
) -> ErratumWords:
    """`duty_name`: of its duty, as the publication calls it; "" for its code. `beside`: what it is
    told beside of, when that may be another, which repeats the error."""
    days = (
        f"el {day_words(one.first_day)}"
        if one.first_day == one.last_day
        else f"del {day_words(one.first_day)} al {day_words(one.last_day)}"
    )
    head = _("Fe de erratas del {registered_at}").format(
        registered_at=day_words(day_of(one.registered_at))
    )
    text = _("{days}: dice «{said}» y debió decir «{should_say}». {why}").format(
        days=days, said=one.said, should_say=one.should_say, why=one.why
    )
    if beside is not None and beside.pk != one.publication_id:
        head += _(", de {publication}").format(publication=one.publication_id)
        text += " " + _("Esta publicación repite ese error.")
    return ErratumWords(
        head=head,
        about=duty_name or one.duty or one.committee,
        text=text,
        by=one.by,
        erratum=one,
    )
