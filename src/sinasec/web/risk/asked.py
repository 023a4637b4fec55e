"""Which publication of the index a request asks to see.

`?publicacion=ID` pins one (permalinks); without it the newest made of real data is shown, and
while there is none, the newest of the demonstration.
"""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest

from sinasec.risk import reading
from sinasec.web.shown import NothingPublished

NOTHING: Final = (
    "Todavía no hay ningún índice publicado. Cárguense los datos y publíquelo con "
    "«sinasec index publish irs-ejemplo»."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One publication of the index, and whether the address names it."""

    publication: Any
    pinned: bool

    @property
    def key(self) -> tuple[str, bool]:
        return self.publication.id, self.pinned

    def query(self, **values: Any) -> str:
        """'?publicacion=…&…' with what is not empty; '' when nothing is."""
        pin = {"publicacion": self.publication.id} if self.pinned else {}
        kept = {name: value for name, value in (pin | values).items() if value not in ("", None)}
        return f"?{urlencode(kept, doseq=True)}" if kept else ""

    def permalink(self, path: str, **values: Any) -> str:
        """The address that will show the same page forever."""
        return path + Asked(self.publication, pinned=True).query(**values)


def asked(request: HttpRequest) -> Asked:
    """Raises NothingPublished, or what `reading.get` raises for an id that is not known."""
    found = asked_if_any(request)
    if found is None:
        raise NothingPublished(NOTHING)
    return found


def asked_if_any(request: HttpRequest) -> Asked | None:
    """The same; None while nothing is published."""
    pinned = request.GET.get("publicacion", "")
    return Asked(reading.get(pinned), pinned=True) if pinned else asked_or_none()


def asked_or_none() -> Asked | None:
    """The publication shown when the address names none."""
    found = reading.latest(simulated=False) or reading.latest(simulated=True)
    return Asked(found, pinned=False) if found else None
