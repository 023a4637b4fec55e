"""Which publication of the index a request asks to see.

`?publicacion=ID` pins one (permalinks); without it the newest made of real data is shown, and
while there is none, the newest of the demonstration. The real ones being withheld, the
demonstration does not take their place.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest

from sinasec.publications.models import Publication
from sinasec.publications.standing import verified
from sinasec.publications.succession import stage_words
from sinasec.risk.published import reading
from sinasec.web.notice import notice
from sinasec.web.shown import NothingPublished

NOTHING: Final = (
    "Todavía no hay ningún índice publicado. Lo publica la Secretaría Técnica cuando tiene los "
    "datos, y a ella puede preguntarle cuándo lo habrá. No hace falta que usted haga nada: vuelva "
    "más adelante."
)


@dataclass(frozen=True)  # without slots: what is asked once of the database is kept in it
class Asked:
    """One publication of the index, and whether the address names it."""

    publication: Publication
    pinned: bool
    withheld: tuple[Publication, ...] = ()  # newer ones that do not stand

    @property
    def key(self) -> tuple[Any, ...]:
        """All that a page made of it depends on, the very files among it. Raises Withheld."""
        whole = verified(self.publication, to_read=False)
        return whole, self.pinned, self.notice, self.stage

    @cached_property
    def stage(self) -> str:
        """«preliminar», and what took its place when something did."""
        return stage_words(self.publication)

    @cached_property
    def notice(self) -> str:
        """That an earlier publication is shown than the newest; "" otherwise."""
        return notice(self.publication, self.withheld)

    def query(self, **values: Any) -> str:
        """'?publicacion=…&…' with what is not empty; '' when nothing is."""
        pin = {"publicacion": self.publication.id} if self.pinned else {}
        kept = {name: value for name, value in (pin | values).items() if value not in ("", None)}
        return f"?{urlencode(kept, doseq=True)}" if kept else ""

    def permalink(self, path: str, **values: Any) -> str:
        """The address that will show the same page forever."""
        return path + Asked(self.publication, pinned=True).query(**values)


def asked(request: HttpRequest) -> Asked:
    """Raises NothingPublished, Withheld, or what `reading.get` raises for an unknown id."""
    found = asked_if_any(request)
    if found is None:
        raise NothingPublished(NOTHING)
    return found


def asked_if_any(request: HttpRequest) -> Asked | None:
    """The same; None while nothing is published."""
    pinned = request.GET.get("publicacion", "")
    return Asked(reading.get(pinned), pinned=True) if pinned else asked_or_none()


def asked_or_none() -> Asked | None:
    """The publication shown when the address names none. Raises Withheld when none stands."""
    found = reading.current(simulated=False) or reading.current(simulated=True)
    return Asked(found.publication, pinned=False, withheld=found.withheld) if found else None


def standing_or_none() -> Asked | None:
    """The same, for what is whole without it: None also when none stands."""
    try:
        return asked_or_none()
    except reading.Withheld:
        return None
