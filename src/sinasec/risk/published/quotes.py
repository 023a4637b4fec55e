"""What an index says of the district of a committee, for whoever says that it was wrong."""

import datetime

from sinasec.publications.afterwards.quote import CannotQuote, Quote
from sinasec.publications.models import Publication
from sinasec.risk.answering import district_of
from sinasec.risk.published import reading
from sinasec.translation import gettext as _


def quoted(
    publication: Publication,
    committee: str,
    duty: str,
    first: datetime.date,
    last: datetime.date,
) -> Quote:
    """Its place, of how many, and its score. Raises CannotQuote, `Withheld`.

    An index says one thing of each district, whichever the days of its data.
    """
    if duty:
        raise CannotQuote(_("Un índice no juzga deberes: quite --duty."))
    try:
        found = reading.district(publication, district_of(committee))
    except reading.NotInIt as error:
        raise CannotQuote(str(error)) from error
    row = found.row
    if row["rank"] is None:
        return Quote(_("sin información, y ningún puesto"), ())
    return Quote(
        _("puesto {rank:,} de {many:,}, con {score:.1f} puntos").format(
            rank=row["rank"], many=found.evaluated, score=row["score"]
        ),
        (),
    )
