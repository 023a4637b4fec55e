"""Which publication says rightly what another said wrongly."""

from sinasec.publications.afterwards.quote import CannotQuote, quote
from sinasec.publications.afterwards.reading import withdrawal
from sinasec.publications.models import Erratum, Publication
from sinasec.publications.succession import line_of
from sinasec.publications.trust.standing import Withheld


def mended_by(erratum: Erratum) -> Publication | None:
    """The last of its line, when it says what should have been said; None while none does.

    Of a kind that does not quote itself nobody can tell, and it is None.
    """
    last = line_of(erratum.publication).last
    if last is None or last.pk == erratum.publication_id or withdrawal(last):
        return None
    try:
        found = quote(last, erratum.committee, erratum.duty, erratum.first_day, erratum.last_day)
    except (CannotQuote, Withheld):
        return None
    return last if found and found.said == erratum.should_say else None
