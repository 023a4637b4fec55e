"""What every page says when it shows an earlier publication than the newest."""

from collections.abc import Sequence
from typing import Final

from sinasec.methods.words import day_words
from sinasec.publications.afterwards.reading import standing_words
from sinasec.publications.models import Publication
from sinasec.publications.trust.standing import standing

MOST_NAMED: Final = 3


def notice(shown: Publication, withheld: Sequence[Publication]) -> str:
    """Which ones are withheld, why, and which is shown instead; "" when none is."""
    if not withheld:
        return ""
    told = [_told(one) for one in withheld[:MOST_NAMED]]
    rest = len(withheld) - len(told)
    if rest:
        told.append(f"Y hay {rest} más retenidas.")
    return (
        f"{' '.join(told)} Se muestra la anterior, del {day_words(shown.as_of)} ({shown.pk}), "
        f"{standing_words(shown)}."
    )


def _told(one: Publication) -> str:
    reason, day = standing(one).reason, day_words(one.as_of)
    return f"La publicación {one.stage} del {day} ({one.pk}) está retenida: {reason}."
