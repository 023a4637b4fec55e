"""What each page reads of its address. One that asks anything else is refused and not kept.

A view says what it reads with `@reads(…)`; of the API, its own document says it. The marks that
networks add to the links people share are taken away, and the reader is sent to the address
without them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.http import escape_leading_slashes

from sinasec.web.views.errors import refused

LONGEST: Final = 400  # letters of a value
CLICKS: Final = ("fbclid", "gclid", "gbraid", "wbraid", "dclid", "msclkid", "ttclid", "twclid")
MARKS: Final = frozenset(
    (*CLICKS, "yclid", "igsh", "igshid", "mibextid", "mc_cid", "mc_eid", "_ga", "_gl", "srsltid")
)
MARKED: Final = "utm_"
READ: Final = frozenset({"GET", "HEAD"})
V = TypeVar("V", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True, slots=True)
class Known:
    """`once`: names given at most once; `many`: as often as one likes; `starting`: by prefix."""

    once: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    starting: tuple[str, ...] = ()

    def knows(self, name: str) -> bool:
        return name in self.once or name in self.many or name.startswith(self.starting or ("\0",))


def reads(*once: str, many: Iterable[str] = (), starting: Iterable[str] = ()) -> Callable[[V], V]:
    """Say what a view reads of the address."""

    def decorate(view: V) -> V:
        view.reads = Known(once, tuple(many), tuple(starting))  # pyright: ignore
        return view

    return decorate


class OnlyKnown:
    """Refuses what the page does not read, before anything is done for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        asked = request.GET
        if not asked:
            return None
        if request.method in READ and any(_is_mark(name) for name in asked):
            return HttpResponseRedirect(_without_marks(request))
        known = known_of(request, view)
        fault = fault_of(asked.lists(), known)
        if not fault:
            return None
        title = "La dirección pide algo que esta página no conoce"
        return refused(request, 400, title, fault, clean=_cleaned(request, known))


def known_of(request: HttpRequest, view: Any) -> Known:
    """What the view reads; nothing when it does not say."""
    from sinasec.web.api.parameters import of_route

    match = request.resolver_match
    declared = getattr(view, "reads", None)
    return declared or (of_route(match.route) if match else None) or Known()


def fault_of(asked: Iterable[tuple[str, list[str]]], known: Known) -> str:
    """A sentence about the first thing that is not known, repeated or too long; '' for none."""
    for name, values in asked:
        if not known.knows(name):
            return f"No se conoce «{name[:40]}». {_offered(known)}"
        if len(values) > 1 and name not in known.many:
            return f"«{name}» está {len(values)} veces en la dirección. Deje una sola."
        if any(len(value) > LONGEST for value in values):
            return f"Lo que dice «{name}» es demasiado largo: use hasta {LONGEST} letras."
    return ""


def _offered(known: Known) -> str:
    names = [*known.once, *known.many, *(f"{start}…" for start in known.starting)]
    if not names:
        return "Esta página no lee nada de la dirección: quite lo que va después de «?»."
    return f"Se puede usar: {', '.join(f'«{name}»' for name in names)}. Quite lo demás."


def _cleaned(request: HttpRequest, known: Known) -> str:
    """The same address with what the page reads, and nothing else."""
    kept = [
        (name, values if name in known.many else values[:1])
        for name, values in request.GET.lists()
        if known.knows(name) and all(len(value) <= LONGEST for value in values)
    ]
    query = urlencode(kept, doseq=True)
    return escape_leading_slashes(request.path) + (f"?{query}" if query else "")


def _is_mark(name: str) -> bool:
    return name in MARKS or name.startswith(MARKED)


def _without_marks(request: HttpRequest) -> str:
    kept = [(name, value) for name, value in request.GET.lists() if not _is_mark(name)]
    query = urlencode(kept, doseq=True)
    return request.path + (f"?{query}" if query else "")
