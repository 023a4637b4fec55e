"""By which post somebody acts, of those they hold."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from sinasec.translation import gettext as _
from sinasec.web.desk.gate import HAT
from sinasec.web.desk.page import page
from sinasec.web.parameters import reads


@reads("next")
def hats(request: HttpRequest) -> HttpResponse:
    """The posts in force to choose from; on POST, choose one."""
    said = request.POST if request.method == "POST" else request.GET
    following = _own(request, said.get("next", ""))
    if request.method != "POST":
        return page(request, "designacion.html", following=following)
    chosen = request.POST.get("designacion", "")
    held = request.hats  # pyright: ignore[reportAttributeAccessIssue]
    found = next((hat for hat in held if str(hat.mandate) == chosen), None)
    if found is None:
        fault = _("Elija una de sus designaciones vigentes.")
        return page(request, "designacion.html", status=422, following=following, fault=fault)
    request.session[HAT] = found.mandate
    return HttpResponseRedirect(following)


def _own(request: HttpRequest, asked: str) -> str:
    """Where to go on: an address of this site, or the desk."""
    if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, {request.get_host()}):
        return asked
    return reverse("desk")
