"""A small country: fourteen committees with two made-up years, judged and published once."""

from dataclasses import fields
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sinasec import definitions
from sinasec.committees.frames import committees_frame
from sinasec.compliance.semaforo.inputs import Inputs
from sinasec.compliance.semaforo.judge import Result, judge
from sinasec.compliance.semaforo.packaging import package
from sinasec.demonstration.country.simulate import FIRST, LAST
from sinasec.methods.law import Edition
from sinasec.publications.packages.package import Package
from sinasec.publications.packages.statement import Statement
from sinasec.publications.replies import REPLIES
from sinasec.publications.trust.seal import sealed
from sinasec.warehouse.place import place
from tests.simulated import simulated_facts, simulated_statement

KNOWN_AT = datetime(2026, 12, 31)
CODES = [
    "CONASEC",
    "CORESEC-21",
    "CORESEC-1501",
    "COPROSEC-2101",
    "COPROSEC-1501",
    *(f"CODISEC-1501{number:02d}" for number in range(2, 11)),
]


@pytest.fixture(scope="session")
def units() -> pl.DataFrame:
    return committees_frame().filter(pl.col("committee").is_in(CODES))


@pytest.fixture(scope="session")
def inputs(units) -> Inputs:
    """The simulation's facts as frames, without a database."""
    waiver = (
        "CODISEC-150102",
        "*",
        date(2025, 3, 1),
        None,
        "suspension",
        "=DS 1",
        "'lluvias",
        datetime(2025, 3, 2),
    )
    return simulated_facts(7, units, waived=(waiver,))


@pytest.fixture(scope="session")
def statement() -> Statement:
    return simulated_statement(KNOWN_AT, "0.1.0+prueba")


@pytest.fixture(scope="session")
def result(inputs) -> Result:
    return judge(definitions.load(), inputs, known_at=KNOWN_AT, horizon_from=FIRST, horizon_to=LAST)


@pytest.fixture(scope="session")
def replies() -> pl.DataFrame:
    row = ("CORESEC-21", datetime(2026, 11, 9, 15), "ST", "=SUMA(1)\n'así'", "f" * 64)
    return pl.DataFrame([row], schema=REPLIES, orient="row")


@pytest.fixture(scope="session")
def made(statement, inputs, result, replies) -> Package:
    return package(statement, definitions.load(), inputs, result, replies)


@pytest.fixture(scope="session")
def key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture(scope="session")
def published(made, key, tmp_path_factory) -> Path:
    """The folder of a whole publication, read-only: copy it before spoiling it."""
    return place(sealed(made, key), tmp_path_factory.mktemp("publications"), made.id)


@pytest.fixture(scope="session")
def _memory() -> dict[tuple, Result]:
    return {}


@pytest.fixture
def once(monkeypatch, _memory) -> None:
    """The same facts are judged once in a session; only what is published of them is tried."""

    def remembered(edition: Edition, inputs: Inputs, **asked) -> Result:
        frames = (getattr(inputs, each.name).serialize() for each in fields(inputs))
        key = (edition.id, *frames, *asked.values())
        if key not in _memory:
            _memory[key] = judge(edition, inputs, **asked)
        return _memory[key]

    monkeypatch.setattr("sinasec.compliance.semaforo.publish.judge", remembered)


@pytest.fixture
def small(monkeypatch, units, settings, tmp_path, once) -> Path:
    """The database knows every committee, but only the small country is judged."""
    from tests import reference

    reference.known()
    monkeypatch.setattr("sinasec.compliance.semaforo.facts.committees_frame", lambda: units)
    monkeypatch.setenv("SINASEC_HOME", str(tmp_path))
    settings.PUBLICATIONS = tmp_path / "publications"
    settings.KEYS = tmp_path / "keys"
    return tmp_path


@pytest.fixture
def simulated(small) -> Path:
    """As `small`, with the simulation in the database."""
    from sinasec.demonstration.country.simulate import simulate

    simulate(seed=7, codes=CODES)
    return small
