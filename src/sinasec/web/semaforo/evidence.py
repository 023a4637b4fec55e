"""Where the document that proves an act can be seen. Acts are never edited, so it never moves."""

from collections.abc import Iterable

from sinasec.compliance.models import Act
from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.evidence import Evidence
from sinasec.live import live
from sinasec.publications.models import Publication


def published_evidence(publication: Publication, acts: Iterable[str]) -> dict[str, Evidence]:
    """Act id -> its evidence, as published; of one published without it, as it is registered."""
    asked = tuple(acts)
    found = reading.evidence(publication, asked)
    return evidence_of(asked) if found is None else found


@live
def evidence_of(acts: tuple[str, ...]) -> dict[str, Evidence]:
    """Act id -> its evidence, for the acts that are in the register."""
    rows = Act.objects.filter(pk__in=acts).values_list(
        "pk", "evidence_url", "evidence_sha256", "simulated"
    )
    return {act: Evidence(*rest) for act, *rest in rows}
