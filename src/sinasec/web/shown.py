"""What a request asks to see: which publication, which day, which of the two lights.

`?publicacion=ID` pins a publication (permalinks), `?datos=reales` asks for the last one made of
real acts alone; one whose files are not those that were signed is withheld: pinned, nothing of it
is shown; unpinned, the one before it is, and every page says so.
`?fecha=YYYY-MM-DD` moves the day inside what the publication judged, and
`?luz=gestion` shows weak management instead of legal omissions.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.timezone import localdate

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.publications import catalogue
from sinasec.publications.models import Publication
from sinasec.publications.standing import standing, verified
from sinasec.publications.succession import stage_words
from sinasec.web.notice import notice
from sinasec.web.words import BREACH_WORDS, day_words

REAL: Final = "reales"
ASK: Final = (
    "Publicar es tarea de la Secretaría Técnica, y a ella puede preguntarle cuándo será. No hace "
    "falta que usted haga nada: vuelva más adelante."
)


class BadAsking(ValueError):
    """The address asks for something that cannot be shown; the text says what to do."""


class NothingPublished(LookupError):
    """There is no publication of the kind asked for yet."""


class NothingReal(NothingPublished):
    """The address asks for what was published of real acts, and nothing was."""


@dataclass(frozen=True)  # without slots: what is asked once of the database is kept in it
class Shown:
    """One publication read on one day by one light."""

    publication: Publication
    day: date
    breach: str
    real: bool
    pinned: bool
    withheld: tuple[Publication, ...] = ()  # newer ones that do not stand

    @property
    def key(self) -> tuple[Any, ...]:
        """All that a page made of it depends on, the very files among it. Raises Withheld."""
        return (
            verified(self.publication, to_read=False),
            self.day.isoformat(),
            self.breach,
            self.real,
            self.pinned,
            self.notice,
            self.stage,
            self.is_past,
        )

    @cached_property
    def stage(self) -> str:
        """«preliminar», and what took its place when something did."""
        return stage_words(self.publication)

    @cached_property
    def notice(self) -> str:
        """That an earlier publication is shown than the newest; "" otherwise."""
        return notice(self.publication, self.withheld)

    @property
    def at_as_of(self) -> bool:
        return self.day == self.publication.as_of

    @property
    def is_past(self) -> bool:
        """Whether today, in Lima, is after the last day judged, and that day is shown."""
        return self.at_as_of and localdate() > self.day

    def query(self, **changes: str) -> str:
        """'?fecha=…&luz=…' with only what differs from the default; '' when nothing does."""
        values = {
            "publicacion": self.publication.id if self.pinned else "",
            "datos": REAL if self.real else "",
            "fecha": "" if self.at_as_of else self.day.isoformat(),
            "luz": "" if self.breach == "legal" else self.breach,
        } | changes
        kept = {name: value for name, value in values.items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    def permalink(self, path: str) -> str:
        """The address that will show the same page forever."""
        return path + "?" + urlencode({"publicacion": self.publication.id, "fecha": self.day})


def shown(request: HttpRequest) -> Shown:
    """Read the address of a page (see `choose`)."""
    asked = request.GET
    return choose(
        publicacion=asked.get("publicacion", ""),
        datos=asked.get("datos", ""),
        fecha=asked.get("fecha", ""),
        luz=asked.get("luz", ""),
    )


def choose(*, publicacion: str = "", datos: str = "", fecha: str = "", luz: str = "") -> Shown:
    """What those values ask for; each may be empty.

    Raises BadAsking, NothingPublished, catalogue.UnknownPublication or catalogue.Withheld, each
    with a sentence for the reader.
    """
    if datos not in ("", REAL):
        raise BadAsking("«datos» solo puede ser «reales». Quite «datos» de la dirección.")
    real = datos == REAL
    found = _found(publicacion, real)
    return Shown(
        publication=found.publication,
        day=_day(fecha, found),
        breach=_breach(luz or "legal"),
        real=real,
        pinned=bool(publicacion),
        withheld=found.withheld,
    )


def _found(pinned: str, real: bool) -> catalogue.Current:
    if pinned:
        return catalogue.Current(catalogue.get(pinned, SEMAFORO), ())
    found = catalogue.current(SEMAFORO, simulated=False) if real else _usual()
    if found is None and real:
        raise NothingReal(f"Todavía no se ha publicado ningún semáforo de actos reales. {ASK}")
    if found is None:
        raise NothingPublished(f"Todavía no hay ninguna publicación del semáforo. {ASK}")
    return found


def _usual() -> catalogue.Current | None:
    """The demonstration while it is what there is; a country in production has only real acts."""
    return catalogue.current(SEMAFORO, simulated=True) or catalogue.current(SEMAFORO)


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
    return f"El {day_words(day)} todavía no llega." if day > localdate() else ""


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
