"""A committee's address has its code; who wrote it otherwise is led to it."""

from typing import Final

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.urls import ResolverMatch, reverse

from sinasec.committees.naming import UnresolvedCommittee, resolve

SEPARATORS: Final = str.maketrans("-_", "  ")
LONGEST: Final = 120  # letters


def canonical(code: str) -> str:
    """The code meant by another spelling or by a name («coresec-puno»); "" for none."""
    if len(code) > LONGEST:
        return ""
    for text in (code, code.translate(SEPARATORS)):
        try:
            return resolve(text, hinted=False).code
        except UnresolvedCommittee:
            continue
    return ""


class Elsewhere(Exception):
    """The page asked for has another address: that of the committee `code`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def led(
    request: HttpRequest, match: ResolverMatch, found: Elsewhere
) -> HttpResponsePermanentRedirect:
    """The same page of the committee meant, with all that was asked of it."""
    address = reverse(match.view_name, kwargs=match.kwargs | {"code": found.code})
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
