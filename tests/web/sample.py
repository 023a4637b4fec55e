"""A small country of hand-made facts, published as the product publishes: real code, no doubles.

Four committees have facts; every other one is «sin información», as it would be.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import polars as pl
from django.conf import settings

from sinasec import definitions
from sinasec.committees.frames import committees_frame
from sinasec.compliance.semaforo.inputs import Inputs
from sinasec.compliance.semaforo.judge import judge
from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.compliance.semaforo.packaging import package
from sinasec.compliance.semaforo.resources import FIRST_SHAPE, SHAPE
from sinasec.methods.compliance.frames import ACTS, COMPLETENESS, EVIDENCE, REVIEWS, WAIVERS
from sinasec.publications.models import Publication
from sinasec.publications.packages.package import Package
from sinasec.publications.packages.statement import Statement
from sinasec.publications.record import record
from sinasec.publications.replies import REPLIES
from sinasec.publications.trust.keys import signing_key
from sinasec.publications.trust.seal import sealed
from sinasec.warehouse.place import place

AS_OF = date(2026, 10, 31)
FIRST = date(2026, 1, 1)
KNOWN = datetime.fromisoformat("2026-11-01T00:00:00")
DECLARED = datetime.fromisoformat("2026-10-30T00:00:00")
OBSERVED = datetime.fromisoformat("2026-09-25T00:00:00")
PUBLISHED = datetime(2026, 11, 2, 15, tzinfo=UTC)
PUNO = "CORESEC-21"  # met every two months until August, then one observed act
ICA = "CORESEC-11"  # everything late or missing, and the register is complete
YUNGUYO = "COPROSEC-2113"
CAPACHICA = "CODISEC-210105"


def _act(number: int, committee: str, kind: str, day: date, attributes: str, real: bool):
    registered = datetime.combine(day, time(12)) + timedelta(days=2)
    return (f"acto-{number}", committee, kind, day, attributes, None, registered, not real)


def _simulated() -> Inputs:
    sessions = [(PUNO, month) for month in (1, 3, 5, 7, 9)] + [
        (YUNGUYO, month) for month in (1, 3, 5, 7, 9)
    ]
    acts = [
        _act(number, committee, "sesion-ordinaria", date(2026, month, 20), "{}", False)
        for number, (committee, month) in enumerate(sessions, start=1)
    ]
    complete = [
        (committee, "*", FIRST, AS_OF, "declaración del comité", DECLARED)
        for committee in (PUNO, ICA, YUNGUYO, CAPACHICA)
    ]
    reviews = [("acto-5", "observed", "acta sin firmas", OBSERVED)]
    return _inputs(acts, reviews, complete)


def _real() -> Inputs:
    plan = '{"instrumento":"Ordenanza Regional de prueba","plan":"2024-2027",'
    plan += '"valid_from":"2024-01-01","valid_to":"2027-12-31"}'
    yearly = '{"instrumento":"Ordenanza Regional anual","plan":"2023","valid_from":"2023-09-05"}'
    acts = [
        _act(1, ICA, "plan-aprobado", date(2023, 12, 29), plan, True),
        _act(2, PUNO, "plan-aprobado", date(2023, 9, 5), yearly, True),
    ]
    return _inputs(acts, [], [], (PROOF,))


PROOF = ("acto-1", "https://www.gob.pe/ordenanza", "ab" * 32)


def _inputs(acts: list, reviews: list, complete: list, evidence: tuple = ()) -> Inputs:
    return Inputs(
        pl.DataFrame(acts, schema=ACTS, orient="row"),
        pl.DataFrame(reviews, schema=REVIEWS, orient="row"),
        pl.DataFrame([], schema=WAIVERS),
        pl.DataFrame(complete, schema=COMPLETENESS, orient="row"),
        committees_frame(),
        pl.DataFrame(list(evidence), schema=EVIDENCE, orient="row"),
    )


@cache
def made(
    real: bool,
    as_of: date = AS_OF,
    known: datetime = KNOWN,
    replaces: str | None = None,
    older: bool = False,
    nightly: bool = False,
) -> Package:
    """The package, made once a process; the final one, if it replaces another.

    `nightly`: the advance of a night. `older`: as those made before the light of each duty was
    published.
    """
    shape = FIRST_SHAPE if older else SHAPE
    edition = definitions.load()
    inputs = _real() if real else _simulated()
    statement = Statement(
        as_of=as_of,
        known_at=known,
        horizon_from=date(2023, 1, 1) if real else FIRST,
        stage="definitiva" if replaces else "avance" if nightly else "preliminar",
        simulated=not real,
        edition_id=edition.id,
        edition_version=edition.version,
        code_version="pruebas",
        kind=SEMAFORO,
        replaces=replaces,
    )
    result = judge(
        edition,
        inputs,
        known_at=known,
        horizon_from=statement.horizon_from,
        horizon_to=as_of,
    )
    return package(
        statement, edition, inputs, result, pl.DataFrame([], schema=REPLIES), shape=shape
    )


def publish(
    *,
    real: bool = False,
    as_of: date = AS_OF,
    known: datetime = KNOWN,
    replaces: str | None = None,
    older: bool = False,
    nightly: bool = False,
) -> Publication:
    """The row of the sample publication in the database of the test, its folder in its place."""
    whole, home = made(real, as_of, known, replaces, older, nightly), Path(settings.PUBLICATIONS)
    if not (home / whole.id).exists():
        place(sealed(whole, signing_key(Path(settings.KEYS))), home, whole.id)
    return record(whole.descriptor, PUBLISHED + timedelta(days=14 if replaces else 0))
