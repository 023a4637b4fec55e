"""The facts of the simulation as frames, without a database, and what is said of their package."""

from datetime import datetime

import polars as pl

from sinasec import definitions
from sinasec.compliance.semaforo.inputs import Inputs
from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.demonstration.country.simulate import FIRST, LAST, made_up
from sinasec.methods.compliance import frames
from sinasec.publications.packages.statement import Statement


def simulated_statement(known_at: datetime, code_version: str) -> Statement:
    """Of the preliminary publication of all the days of the simulation, by today's law."""
    edition = definitions.load()
    return Statement(
        as_of=LAST,
        known_at=known_at,
        horizon_from=FIRST,
        stage="preliminar",
        simulated=True,
        edition_id=edition.id,
        edition_version=edition.version,
        code_version=code_version,
        kind=SEMAFORO,
    )


def simulated_facts(
    seed: int, units: pl.DataFrame, *, of: pl.DataFrame | None = None, waived: tuple = ()
) -> Inputs:
    """SIMULADO facts of `units` (COMMITTEES), to judge them, or all those of the frame `of`."""
    lives = made_up(seed, units, FIRST, LAST)
    acts = [
        (
            act.id,
            act.committee,
            act.kind,
            act.date,
            act.attributes_text,
            act.supersedes,
            _naive(act.registered_at),
            True,
        )
        for life in lives
        for act in life.acts
    ]
    reviews = [
        (act, outcome, reason, _naive(at))
        for life in lives
        for act, outcome, reason, at in life.reviews
    ]
    complete = [
        (code, kind, start, end, "Constancia", _naive(at))
        for code, life in zip(units["committee"], lives, strict=True)
        for kind, start, end, at in life.complete
    ]
    return Inputs(
        pl.DataFrame(acts, schema=frames.ACTS, orient="row"),
        pl.DataFrame(reviews, schema=frames.REVIEWS, orient="row"),
        pl.DataFrame(list(waived), schema=frames.WAIVERS, orient="row"),
        pl.DataFrame(complete, schema=frames.COMPLETENESS, orient="row"),
        units if of is None else of,
    )


def _naive(at: datetime) -> datetime:
    return at.replace(tzinfo=None)
