"""What a semáforo says wrongly of a committee, to be told beside its lights."""

from collections.abc import Iterable

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.mistaken import errata_told
from sinasec.publications.afterwards.words import ErratumWords, erratum_words
from sinasec.publications.models import Erratum, Publication
from sinasec.web.semaforo.chosen import ChosenDay


def said_wrongly(chosen: ChosenDay, code: str, duty: str = "") -> list[ErratumWords]:
    """Of that committee and the day that is shown; only of a duty when one is given."""
    every = errata_told(chosen.publication, chosen.day, code)
    return in_words(chosen.publication, (one for one in every if duty in ("", one.duty)))


def in_words(publication: Publication, errata: Iterable[Erratum]) -> list[ErratumWords]:
    """With each duty as the publication calls it, and of which other it is told."""
    found = list(errata)
    names = {one.code: one.name for one in reading.edition(publication).duties} if found else {}
    return [erratum_words(one, names.get(one.duty, ""), beside=publication) for one in found]
