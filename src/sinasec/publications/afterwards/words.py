"""An erratum in Spanish, once for every page and sheet that shows it."""

from dataclasses import dataclass

from sinasec.methods.words import day_words
from sinasec.publications.afterwards.reading import day_of
from sinasec.publications.models import Erratum


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


def erratum_words(one: Erratum, duty_name: str = "") -> ErratumWords:
    """`duty_name`: of its duty, as the publication calls it; "" for its code."""
    days = (
        f"el {day_words(one.first_day)}"
        if one.first_day == one.last_day
        else f"del {day_words(one.first_day)} al {day_words(one.last_day)}"
    )
    return ErratumWords(
        head=f"Fe de erratas del {day_words(day_of(one.registered_at))}",
        about=duty_name or one.duty or one.committee,
        text=f"{days}: dice «{one.said}» y debió decir «{one.should_say}». {one.why}",
        by=one.by,
        erratum=one,
    )
