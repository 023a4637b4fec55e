"""Where the document that proves an act can be seen. Acts are never edited, so it never moves."""

from collections.abc import Iterable
from dataclasses import dataclass

from sinasec.compliance.models import Act


@dataclass(frozen=True, slots=True)
class Evidence:
    url: str  # "" when nobody gave one
    sha256: str
    registered_by: str
    simulated: bool


def evidence_of(acts: Iterable[str]) -> dict[str, Evidence]:
    """Act id -> its evidence, for the acts that are in the register."""
    rows = Act.objects.filter(pk__in=list(acts)).values_list(
        "pk", "evidence_url", "evidence_sha256", "registered_by", "simulated"
    )
    return {
        act: Evidence(url if url.startswith(("https://", "http://")) else "", *rest)
        for act, url, *rest in rows
    }
