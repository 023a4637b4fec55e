"""What stands in the way of registering a list of priority districts, all at once."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.priority import PriorityRule
from sinasec.methods.words import day_words
from sinasec.publications.models import PRELIMINARY, Publication
from sinasec.records.clock import fault_of_author
from sinasec.time_zone import LIMA

YEARS_APART: Final = 1  # a list is approved in its year, the one before or the one after
LONGEST: Final = {"resolution": 300, "by": 150, "evidence_url": 500}
LINK: Final = re.compile(r"https://[^\s/]+\.[^\s/]+(/\S*)?")
SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Said:
    """What the act says besides its districts, without blanks around; "" when not said."""

    year: int
    resolution: str
    on: date
    by: str
    example_because: str
    evidence_url: str
    evidence_sha256: str


def faults_of(
    rule: PriorityRule, published: Publication, edition: RiskEdition, said: Said, now: datetime
) -> list[str]:
    return [
        *_of_words(said),
        *_of_evidence(said),
        *_of_dates(rule, said, now),
        *_of_index(rule, published, said),
        *_of_edition(rule, published, edition, said),
    ]


def _of_words(said: Said) -> list[str]:
    faults: list[str] = []
    if not said.resolution:
        faults.append("Diga con qué resolución se aprueba la relación.")
    if not said.by:
        faults.append("Diga quién la registra, con --by.")
    elif fault := fault_of_author(said.by):
        faults.append(fault)
    return faults + [
        f"Es demasiado largo (máximo {most} letras): «{getattr(said, name)[:40]}…»."
        for name, most in LONGEST.items()
        if len(getattr(said, name)) > most
    ]


def _of_evidence(said: Said) -> list[str]:
    faults: list[str] = []
    if said.evidence_url and not LINK.fullmatch(said.evidence_url):
        faults.append("El enlace de la resolución empieza con «https://» y no lleva espacios.")
    if said.evidence_sha256 and not SHA256.fullmatch(said.evidence_sha256):
        faults.append(
            "La huella SHA-256 de la resolución son 64 cifras hexadecimales: sáquela del archivo "
            "con «sha256sum»."
        )
    return faults


def _of_dates(rule: PriorityRule, said: Said, now: datetime) -> list[str]:
    faults: list[str] = []
    if said.on < rule.start:
        faults.append(
            f"El {day_words(said.on)} la norma no mandaba aprobar esta relación: rige desde el "
            f"{day_words(rule.start)} ({rule.norm})."
        )
    if said.on > now.astimezone(LIMA).date():
        faults.append(
            f"La fecha de la resolución, el {day_words(said.on)}, no ha llegado: escriba la del "
            "día en que se aprobó."
        )
    if abs(said.on.year - said.year) > YEARS_APART:
        faults.append(
            f"Una relación de {said.year} no se aprueba en {said.on.year}: revise el año."
        )
    return faults


def _of_index(rule: PriorityRule, published: Publication, said: Said) -> list[str]:
    """Its year for any list; its stage for one that is not simulated."""
    faults: list[str] = []
    of = published.as_of.year
    if of > said.year:
        faults.append(
            f"El índice es de {of}, posterior a una relación de {said.year}: use uno de "
            f"{said.year} o antes."
        )
    elif said.year - of > rule.index_years:
        faults.append(
            f"El índice es de {of}, demasiado antiguo para una relación de {said.year}: use uno "
            f"de {said.year - rule.index_years} o después."
        )
    if not published.simulated and published.stage == PRELIMINARY:
        faults.append(
            f"«{published.pk}» es preliminar y los comités todavía pueden responderla. Vuélvala "
            "definitiva con «sinasec index publish --final» y registre la relación desde esa."
        )
    return faults


def _of_edition(
    rule: PriorityRule, published: Publication, edition: RiskEdition, said: Said
) -> list[str]:
    if not edition.ejemplo:
        needless = "La edición del índice no es de ejemplo: quite --example-because."
        return [needless] if said.example_because else []
    if published.simulated and not said.example_because:
        return []
    if len(said.example_because) >= rule.reason_letters:
        return []
    return [
        "La edición del índice es de ejemplo y nadie ha aprobado sus pesos: diga por qué se usa, "
        f"con --example-because y {rule.reason_letters} letras o más, o publique el índice con "
        "una edición aprobada."
    ]
