"""A committee's address has its code; who wrote it otherwise is led to it.

So is whoever asks for the committee of a provincial capital, which has none of its own: the
province's answers there, and its page says why.
"""

from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import ResolverMatch, reverse

from sinasec.committees.naming import UnresolvedCommittee, resolve
from sinasec.committees.registry import answering_for, by_code
from sinasec.territories.reference import is_capital

SEPARATORS: Final = str.maketrans("-_", "  ")
LONGEST: Final = 120  # letters
NUMBERED: Final = {2: "CORESEC-", 4: "COPROSEC-", 6: "CODISEC-"}  # by the digits of the place
CAPITAL: Final = "capital"  # where the page of a provincial committee says that it has no other


def canonical(code: str) -> str:
    """The code meant by another spelling or by a name («coresec-puno»); "" for none."""
    if len(code) > LONGEST:
        return ""
    if code.isascii() and code.isdigit():
        code = NUMBERED.get(len(code), "") + code
    for text in (code, code.translate(SEPARATORS)):
        try:
            return resolve(text, hinted=False).code
        except UnresolvedCommittee:
            continue
    return ""


def answering_instead(code: str, day: date) -> str:
    """The provincial committee, for that of its capital when there is none that day; else ""."""
    row = by_code().get(code)
    if row is None or row.exists_on(day) or not is_capital(row.territory):
        return ""
    return answering_for(row.territory, day)


class Elsewhere(Exception):
    """The page asked for has another address: that of the committee `code`.

    `instead`: it is another committee, which answers in the place of the one asked for.
    """

    def __init__(self, code: str, *, instead: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.instead = instead


def led(
    request: HttpRequest, match: ResolverMatch, found: Elsewhere
) -> HttpResponseRedirect | HttpResponsePermanentRedirect:
    """The same page of the committee meant, with all that was asked of it."""
    address = reverse(match.view_name, kwargs=match.kwargs | {"code": found.code})
    query = request.META.get("QUERY_STRING", "")
    whole = f"{address}?{query}" if query else address
    if found.instead:
        return HttpResponseRedirect(f"{whole}#{CAPITAL}")
    return HttpResponsePermanentRedirect(whole)
