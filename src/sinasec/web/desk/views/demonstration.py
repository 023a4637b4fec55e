"""Enter the demonstration as anybody invented, with one click, from this machine alone."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from sinasec.accounts.hats import in_force, name_of
from sinasec.accounts.models import Mandate
from sinasec.definitions.roles import access
from sinasec.methods.access import Hat
from sinasec.time_zone import day_of
from sinasec.web.desk.demonstration import MARK, offered
from sinasec.web.desk.gate import HAT
from sinasec.web.desk.page import page
from sinasec.web.parameters import reads

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@reads()
def demonstration(request: HttpRequest) -> HttpResponse:
    """Everybody invented, by role; on POST, in as one of them."""
    if not offered(request):
        raise Http404
    held = _invented()
    if request.method != "POST":
        return page(request, "demostracion.html", groups=_by_role(held))
    chosen = request.POST.get("designacion", "")
    mandate = next((each for each in held if str(each.pk) == chosen), None)
    if mandate is None:
        raise Http404
    login(request, mandate.person, backend=BACKEND)
    record_authentication(request, mandate.person, method="password")
    request.session[MARK] = True
    request.session[HAT] = mandate.pk
    return HttpResponseRedirect(reverse("desk"))


def _invented() -> list[Mandate]:
    today = day_of(timezone.now())
    held = in_force(today).filter(simulated=True, person__simulated=True, person__is_active=True)
    return list(held.select_related("person").order_by("scope", "id"))


def _by_role(held: list[Mandate]) -> list[tuple[str, list[tuple[str, Mandate]]]]:
    return [
        (
            role.name,
            [
                (name_of(Hat(each.role, each.scope)), each)
                for each in held
                if each.role == role.code
            ],
        )
        for role in access().roles.values()
        if any(each.role == role.code for each in held)
    ]
