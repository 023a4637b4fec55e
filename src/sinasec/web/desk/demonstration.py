"""Entering the demonstration as anybody with one click: invented people, on this machine alone."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest

from sinasec.accounts.models import Person

MARK: Final = "demonstration"
LOOPBACK: Final = ("127.0.0.1", "::1")
# What whoever stands between says of itself.
BETWEEN: Final = (
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
    "HTTP_CF_CONNECTING_IP",
)
HOSTS: Final = ("127.0.0.1", "localhost", "[::1]")


def offered(request: HttpRequest) -> bool:
    """Whether invented people may enter without a password: only from this machine, by its own
    name, with nothing in front of the site, and where nobody real was ever invited."""
    return (
        request.META.get("REMOTE_ADDR") in LOOPBACK
        and not any(name in request.META for name in BETWEEN)
        and request.get_host().rpartition(":")[0] in HOSTS
        and not settings.SESSION_COOKIE_SECURE
        and settings.NINJA_NUM_PROXIES == 0
        and not Person.objects.filter(simulated=False).exists()
    )


def entered_by_demonstration(request: HttpRequest) -> bool:
    """Whether this session began so, and may still be."""
    person = request.user
    marked = bool(request.session.get(MARK)) and getattr(person, "simulated", False)
    return marked and offered(request)
