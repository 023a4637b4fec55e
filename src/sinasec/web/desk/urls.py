"""The addresses of the desk."""

from collections.abc import Callable
from typing import Any, Final

from django.urls import path

from sinasec.web.desk.addresses import AREA, PATHS
from sinasec.web.desk.views import acts, demonstration, hats, home, invitation, reviews, security

VIEWS: Final[dict[str, Callable[..., Any]]] = {
    "desk": home.home,
    "desk-hat": hats.hats,
    "desk-acts": acts.acts,
    "desk-act-new": acts.new,
    "desk-reviews": reviews.reviews,
    "desk-demonstration": demonstration.demonstration,
    "desk-invitation": invitation.invitation,
    "account_login": security.login,
    "account_logout": security.logout,
    "account_inactive": security.inactive,
    "account_reauthenticate": security.again,
    "account_change_password": security.password,
    "mfa_authenticate": security.code,
    "mfa_reauthenticate": security.code_again,
    "mfa_index": security.index,
    "mfa_activate_totp": security.activate,
    "mfa_deactivate_totp": security.deactivate,
    "mfa_view_recovery_codes": security.codes,
    "mfa_generate_recovery_codes": security.new_codes,
    "usersessions_list": security.list_sessions,
}

HERE: Final = AREA.removeprefix("/")

urlpatterns = [
    *(path(HERE + way, VIEWS[name], name=name) for name, way in PATHS.items()),
    path(f"{HERE}actos/<slug:code>/", acts.receipt, name="desk-act"),
]
