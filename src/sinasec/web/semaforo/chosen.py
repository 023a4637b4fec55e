"""What a page of the semáforo shows: which publication, which day, which of the two lights.

`?datos=reales` asks for the last one made of real acts alone; `?fecha=YYYY-MM-DD` moves the day
inside what the publication judged, and `?luz=gestion` shows weak management instead of legal
omissions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.publications import catalogue
from sinasec.publications.trust.standing import standing
from sinasec.web.published.chosen import (
    PINS,
    BadAsking,
    Chosen,
    NothingPublished,
    Section,
    newest,
    nothing,
    today,
)
from sinasec.web.words import BREACH_WORDS, day_words

REAL: Final = "reales"
ASK: Final = (
    "Publicar es tarea de la Secretaría Técnica, y a ella puede preguntarle cuándo será. No hace "
    "falta que usted haga nada: vuelva más adelante."
)
NONE: Final = f"Todavía no hay ninguna publicación del semáforo. {ASK}"
NONE_REAL: Final = f"Todavía no se ha publicado ningún semáforo de actos reales. {ASK}"


class NothingReal(NothingPublished):
    """The address asks for what was published of real acts, and nothing was."""


@dataclass(frozen=True, kw_only=True)
class ChosenDay(Chosen):
    """One publication read on one day by one light. `real`: only real acts were asked for."""

    day: date
    breach: str
    real: bool

    @property
    def key(self) -> tuple[Any, ...]:
        return *super().key, self.day, self.breach, self.real

    @property
    def at_as_of(self) -> bool:
        return self.day == self.publication.as_of

    @property
    def is_past(self) -> bool:
        """Whether today, in Lima, is after the last day judged, and that day is shown."""
        return self.at_as_of and today() > self.day

    @property
    def values(self) -> dict[str, str]:
        return {
            PINS: self.publication.id if self.pinned else "",
            "datos": REAL if self.real else "",
            "fecha": "" if self.at_as_of else self.day.isoformat(),
            "luz": "" if self.breach == "legal" else self.breach,
        }

    def permalink(self, path: str, **values: Any) -> str:
        said = {PINS: self.publication.id, "fecha": self.day} | values
        return f"{path}?{urlencode(said)}"


class Days(Section):
    """The pages of a semáforo. The demonstration is shown while it is what there is: a country in
    production has only real acts."""

    @property
    def reads(self) -> tuple[str, ...]:
        return (PINS, "datos", "fecha", "luz")

    def choose(self, values: Mapping[str, str]) -> ChosenDay:
        found = self.if_any(values)
        if found is None:
            raise self._nothing(real=bool(values.get("datos")))
        return found

    def if_any(self, values: Mapping[str, str]) -> ChosenDay | None:
        real = _real(values.get("datos", ""))
        pinned = values.get(PINS, "")
        found = self._found(pinned, real=real)
        return found and ChosenDay(
            publication=found.publication,
            pinned=bool(pinned),
            withheld=found.withheld,
            day=_day(values.get("fecha", ""), found),
            breach=_breach(values.get("luz", "") or "legal"),
            real=real,
        )

    def _nothing(self, *, real: bool) -> NothingPublished:
        origins = (False,) if real else self.origins
        found = nothing(self.kind, self.nothing, *origins)
        return NothingReal(NONE_REAL) if real and type(found) is NothingPublished else found

    def _found(self, pinned: str, *, real: bool) -> catalogue.Current | None:
        if pinned:
            return catalogue.Current(catalogue.get(pinned, self.kind), ())
        return newest(self.kind, *((False,) if real else self.origins))


SEMAFORO_PAGES: Final = Days(SEMAFORO, NONE, origins=(True, None))


def _real(text: str) -> bool:
    if text not in ("", REAL):
        raise BadAsking("«datos» solo puede ser «reales». Quite «datos» de la dirección.")
    return text == REAL


def _day(text: str, found: catalogue.Current) -> date:
    if not text:
        return found.publication.as_of
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadAsking(
            f"«{text[:20]}» no es una fecha. Escríbala como año-mes-día: 2024-05-24."
        ) from None
    first, last = reading.days(found.publication)
    if not first <= day <= last:
        check_withheld(found, day)
        raise BadAsking(
            f"Esta publicación juzga los días del {day_words(first)} al {day_words(last)}. "
            "Elija una fecha entre esas dos."
        )
    return day


def not_yet(day: date) -> str:
    """That a day has not come in Lima, so that nothing of it is known; "" when it has."""
    return f"El {day_words(day)} todavía no llega." if day > today() else ""


def check_withheld(found: catalogue.Current, day: date) -> None:
    """Raise Withheld when a newer publication, which judges that day, is not shown."""
    for one in found.withheld:
        first, last = reading.days(one)
        if first <= day <= last:
            raise catalogue.Withheld(one, standing(one).reason)


def _breach(text: str) -> str:
    if text not in BREACH_WORDS:
        raise BadAsking("La luz puede ser «legal» o «gestion». Quite «luz» de la dirección.")
    return text
