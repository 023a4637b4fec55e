"""Who is let into the desk, and by which post they act there.

Each page asks, in this order: somebody who is in; whose session was used within the hour; with a
second factor, where any of their posts demands one; who has said by which post they act, where
there is more than one. What may be done with it is asked by each page (`accounts.policies`).
"""

import time
from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from sinasec.accounts.hats import Worn, worn
from sinasec.accounts.models import Person
from sinasec.accounts.policies import demands_second_factor
from sinasec.acting import DESK, acting
from sinasec.time_zone import day_of
from sinasec.translation import gettext as _
from sinasec.web.desk.addresses import AREA, BEFORE, OF_THE_ACCOUNT, OUTSIDE
from sinasec.web.desk.demonstration import MARK, entered_by_demonstration
from sinasec.web.views.errors import refused

LARGEST: Final = 256 * 1024  # bytes of a form: every field full, and room
MOST_DIGITS: Final = 18
IDLE: Final = 60 * 60  # seconds without use after which a session ends
RENEWED: Final = 60  # seconds after which use is written down again
SEEN: Final = "seen"
HAT: Final = "hat"


class Gate:
    """Looks at every request under `AREA` before anything is done for it, and says by whom it is
    done (`acting`): what is written within is noted with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(AREA):
            return self.get_response(request)
        response = _too_large(request) or stopped(request) or self._answered(request)
        patch_cache_control(response, no_store=True, private=True)
        response["Referrer-Policy"] = "same-origin"
        return response

    def _answered(self, request: HttpRequest) -> HttpResponseBase:
        worn: Worn | None = getattr(request, "worn", None)
        person = request.user if isinstance(request.user, Person) else None
        with acting(
            person.name if person else "",
            person=person.pk if person else None,
            hat=f"{worn.hat.role} {worn.hat.scope}".strip() if worn else "",
            origin=DESK,
            where=request.path,
        ):
            return self.get_response(request)


def _too_large(request: HttpRequest) -> HttpResponse | None:
    """Its forms are of text: a larger body is refused before anything of it is read."""
    declared = request.META.get("CONTENT_LENGTH") or "0"
    if declared.isascii() and declared.isdigit() and int(declared[:MOST_DIGITS]) <= LARGEST:
        return None
    return refused(
        request,
        413,
        _("Lo que se envió es demasiado grande"),
        _("Los formularios de la mesa son de texto: acorte lo que escribió y envíelo otra vez."),
    )


def stopped(request: HttpRequest) -> HttpResponseBase | None:
    """What whoever may not see a page is answered; None for who may. Leaves on the request the
    posts of who is in (`hats`) and the one by which they act (`worn`)."""
    try:
        name = resolve(request.path_info).url_name or ""
    except Resolver404:
        return None  # there is no such page, for anybody
    if name in OUTSIDE:
        return None
    if not isinstance(request.user, Person):
        return to_sign_in(request)
    strayed = MARK in request.session and not entered_by_demonstration(request)
    if strayed or not _in_use(request):
        logout(request)
        return to_sign_in(request, ended=True)
    hats = worn(request.user, day_of(timezone.now()))
    request.hats = hats  # pyright: ignore[reportAttributeAccessIssue]
    request.worn = chosen = _chosen(request, hats)  # pyright: ignore[reportAttributeAccessIssue]
    if name in OF_THE_ACCOUNT and entered_by_demonstration(request):
        return refused(
            request,
            403,
            _("Una persona inventada no tiene contraseña"),
            _("Se entra como ella con un clic, y no hay nada que cuidar. Vuelva a la mesa."),
        )
    if name in BEFORE:
        return None
    if _lacks_second_factor(request, hats):
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
    if not hats:
        return refused(
            request,
            403,
            _("Su designación no está vigente"),
            _(
                "Usted entró, pero hoy no tiene ninguna designación vigente. Pida que la "
                "registren a quien administra las cuentas."
            ),
        )
    if chosen is None:
        asked = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('desk-hat')}?{asked}")
    return None


def to_sign_in(request: HttpRequest, *, ended: bool = False) -> HttpResponse:
    """Where who is not in signs in, and then goes on to what they asked."""
    asked = {"next": request.get_full_path()} if request.method in ("GET", "HEAD") else {}
    why = "sesion" if asked else "envio"
    said = asked | ({"motivo": why} if ended else {})
    query = f"?{urlencode(said)}" if said else ""
    return HttpResponseRedirect(f"{reverse('account_login')}{query}")


def _in_use(request: HttpRequest) -> bool:
    """Whether the session was used within the hour; now it was."""
    now = int(time.time())
    seen = request.session.get(SEEN, now)
    if not 0 <= now - seen <= IDLE:
        return False
    if SEEN not in request.session or now - seen >= RENEWED:
        request.session[SEEN] = now
    return True


def _chosen(request: HttpRequest, hats: list[Worn]) -> Worn | None:
    """The post that was chosen, if it still holds; the only one of who has one."""
    if len(hats) == 1:
        return hats[0]
    return next((hat for hat in hats if hat.mandate == request.session.get(HAT)), None)


def _lacks_second_factor(request: HttpRequest, hats: list[Worn]) -> bool:
    if not demands_second_factor(each.hat for each in hats):
        return False
    if entered_by_demonstration(request):
        return False
    return not is_mfa_enabled(request.user)  # pyright: ignore[reportArgumentType]
