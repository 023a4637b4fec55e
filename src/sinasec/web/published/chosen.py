"""Which publication a page shows: the one that its address fixes, or the newest that stands.

`?publicacion=ID` fixes one (permalinks). One whose files are not those that were signed is
withheld: fixed, nothing of it is shown; otherwise the one before it is, and every page says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.timezone import localdate

from sinasec.live import live
from sinasec.methods.words import day_words
from sinasec.publications import catalogue
from sinasec.publications.afterwards.reading import (
    standing_words,
    withdrawal,
    withdrawn_over,
    withdrawn_words,
)
from sinasec.publications.models import ADVANCE, Publication
from sinasec.publications.trust.standing import verified
from sinasec.translation import gettext as _
from sinasec.web.published.notice import notice

PINS: Final = "publicacion"


class BadAsking(ValueError):
    """The address asks for something that cannot be shown; the text says what to do."""


class NothingPublished(LookupError):
    """There is no publication of the kind asked for yet."""


class AllWithdrawn(NothingPublished):
    """What there was of the kind asked for was withdrawn, and nothing is in its place."""


@dataclass(frozen=True, slots=True)
class Advance:
    """Of one that came out by itself: the last that somebody decided to publish and, while it
    takes replies, until which day."""

    last: Publication | None
    reply_by: date | None

    @property
    def said(self) -> str:
        """What it is."""
        return _(
            "Esta publicación salió sola de noche, con lo registrado hasta entonces: nadie la "
            "revisó, no abre plazo para responder y no se hace definitiva."
        )

    @property
    def words(self) -> str:
        """All of it, where there are no links."""
        said = self.said
        if self.last is None:
            return said
        day, code = day_words(self.last.as_of), self.last.pk
        said += " " + _("La última preliminar, del {day}, es {code}").format(day=day, code=code)
        if self.reply_by is not None:
            until = _(": se le puede responder hasta el {until}")
            said += until.format(until=day_words(self.reply_by))
        return f"{said}."


@dataclass(frozen=True)
class Chosen:
    """One publication, and whether the address names it."""

    publication: Publication
    pinned: bool
    withheld: tuple[Publication, ...] = ()  # newer ones that do not stand
    only_named: bool = False  # the page is whole without it, and shows nothing of what it says

    @property
    def key(self) -> tuple[Any, ...]:
        """What it is, the very files of the publication among it. Raises Withheld."""
        whole = verified(self.publication, to_read=False)
        return whole, self.pinned, tuple(one.pk for one in self.withheld)

    @property
    def stage(self) -> str:
        """«preliminar», and what took its place when something did, and that it was withdrawn."""
        return standing_words(self.publication)

    @property
    def withdrawn(self) -> str:
        """When the one shown was withdrawn, by whom and why; "" when it was not."""
        gone = withdrawal(self.publication)
        return withdrawn_words(gone) if gone else ""

    @property
    def instead(self) -> str:
        """That a newer one was withdrawn and this is shown instead; "" otherwise, and where the
        address names it."""
        gone = None if self.pinned else withdrawn_over(self.publication)
        if gone is None:
            return ""
        said = _(
            "La publicación del {day} ({id}) fue retirada {why}. Se muestra la anterior, del "
            "{shown}."
        )
        return said.format(
            day=day_words(gone.publication.as_of),
            id=gone.publication.pk,
            why=withdrawn_words(gone).rstrip("."),
            shown=day_words(self.publication.as_of),
        )

    @property
    def advance(self) -> "Advance | None":
        """What has to be told where what it says is shown and it came out by itself at night."""
        one = self.publication
        if one.stage != ADVANCE or self.only_named:
            return None
        last = catalogue.last_preliminary(one)
        return Advance(last, catalogue.reply_by(last) if last else None)

    @property
    def notice(self) -> str:
        """That an earlier publication is shown than the newest; "" otherwise."""
        return notice(self.publication, self.withheld)

    @property
    def values(self) -> dict[str, str]:
        """What leads to it in an address; "" for what is so by itself."""
        return {PINS: self.publication.id if self.pinned else ""}

    def query(self, **changes: Any) -> str:
        """'?publicacion=…&…' with what is not empty; '' when nothing is."""
        whole = (self.values | changes).items()
        said = {name: value for name, value in whole if value not in ("", None)}
        return f"?{urlencode(said, doseq=True)}" if said else ""

    def fixed(self, path: str) -> str:
        """The address that shows the same of this publication, whatever is published later."""
        return path + replace(self, pinned=True).query()

    def permalink(self, path: str, **values: Any) -> str:
        """The address that will show the same page forever."""
        return path + replace(self, pinned=True).query(**values)


@dataclass(frozen=True, slots=True)
class Section:
    """The pages of one kind of publication.

    `nothing`: what they say while there is none. `origins`: which is shown when the address fixes
    none, as `newest`. A kind with more to choose (a day, a light) has a subclass.
    """

    kind: str
    nothing: str
    origins: tuple[bool | None, ...] = (False, True)

    @property
    def reads(self) -> tuple[str, ...]:
        """The parameters of the address by which it chooses."""
        return (PINS,)

    def choose(self, values: Mapping[str, str]) -> Chosen:
        """What the parameters of an address ask for; each may lack or be empty.

        Raises NothingPublished, BadAsking, catalogue.UnknownPublication or catalogue.Withheld, each
        with a sentence for the reader.
        """
        found = self.if_any(values)
        if found is None:
            raise nothing(self.kind, self.nothing, *self.origins)
        return found

    def if_any(self, values: Mapping[str, str]) -> Chosen | None:
        """The same; None while nothing is published."""
        pinned = values.get(PINS, "")
        return Chosen(catalogue.get(pinned, self.kind), pinned=True) if pinned else self.usual()

    def usual(self) -> Chosen | None:
        """What is shown when the address fixes none. Raises Withheld when none stands."""
        found = newest(self.kind, *self.origins)
        return Chosen(found.publication, pinned=False, withheld=found.withheld) if found else None

    def standing(self) -> Chosen | None:
        """The same, for what is whole without it: None also when none stands."""
        try:
            return self.usual()
        except catalogue.Withheld:
            return None


def newest(kind: str, *origins: bool | None) -> catalogue.Current | None:
    """The newest that stands among those of the first of `origins` (simulated, real, or None for
    either) of which anything was published. Raises Withheld when none of those stands."""
    found = (catalogue.current(kind, simulated=simulated) for simulated in origins)
    return next(filter(None, found), None)


def nothing(kind: str, said: str, *origins: bool | None) -> NothingPublished:
    """That there is none of those `origins` (see `newest`): `said`, or what was withdrawn."""
    gone = (catalogue.last_withdrawn(kind, simulated=simulated) for simulated in origins)
    told = next(filter(None, gone), "")
    return AllWithdrawn(told) if told else NothingPublished(said)


@live
def today() -> date:
    """The day in Lima."""
    return localdate()
