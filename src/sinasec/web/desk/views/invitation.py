"""The link of an invitation: who invites to what, a password, and in."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from sinasec.accounts import actions
from sinasec.accounts.hats import Hat, name_of
from sinasec.accounts.models import Invitation
from sinasec.accounts.said import CannotRegister
from sinasec.translation import gettext as _
from sinasec.web.desk.page import page
from sinasec.web.parameters import reads
from sinasec.web.views.errors import refused

LONGEST_TOKEN = 100


@reads("codigo")
def invitation(request: HttpRequest) -> HttpResponse:
    """Show an invitation; on POST, use it."""
    said = request.POST if request.method == "POST" else request.GET
    token = said.get("codigo", "")[:LONGEST_TOKEN]
    try:
        found = actions.opened(token, timezone.now())
    except CannotRegister as error:
        return refused(request, 404, _("La invitación no abre"), str(error))
    if request.method != "POST":
        return _shown(request, found, token)
    password = request.POST.get("contrasena", "")
    if password != request.POST.get("otra-vez", ""):
        fault = _("Las dos contraseñas no son iguales: escríbalas otra vez.")
        return _shown(request, found, token, fault)
    try:
        person = actions.accept(token=token, password=password)
    except CannotRegister as error:
        return _shown(request, found, token, str(error))
    # Whoever has just made a password is not asked for it again to add the second factor.
    record_authentication(request, person, method="password", reauthenticated=True)
    return perform_login(request, person)  # pyright: ignore[reportReturnType]


def _shown(request: HttpRequest, found: Invitation, token: str, fault: str = "") -> HttpResponse:
    held = found.person.mandates.filter(end=None)
    return page(
        request,
        "invitacion.html",
        status=422 if fault else 200,
        invitation=found,
        token=token,
        fault=fault,
        posts=[(name_of(Hat(each.role, each.scope)), each) for each in held],
    )
