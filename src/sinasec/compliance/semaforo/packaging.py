"""The semáforo as a publication: facts, law and both tables of lights, and how to redo them."""

from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from sinasec import definitions
from sinasec.compliance.semaforo import resources
from sinasec.compliance.semaforo.inputs import Inputs, read_inputs
from sinasec.compliance.semaforo.judge import Result, judge
from sinasec.compliance.semaforo.learnt import learnt, said_of, since_of
from sinasec.compliance.semaforo.resources import Shape
from sinasec.compliance.semaforo.semaforo_readme import readme
from sinasec.definitions.faults import DefinitionFaults
from sinasec.methods.law import Edition
from sinasec.methods.words import day_words
from sinasec.publications.packages.canonical import read_csv
from sinasec.publications.packages.cover import Cover
from sinasec.publications.packages.package import Package, bound
from sinasec.publications.packages.readme import SINCE
from sinasec.publications.packages.rebuilt import CannotRebuild, Rebuilt
from sinasec.publications.packages.statement import Statement
from sinasec.publications.replies import REPLIES_TABLE


def package(
    statement: Statement,
    edition: Edition,
    inputs: Inputs,
    result: Result,
    replies: pl.DataFrame,
    since: datetime | None = None,
    shape: Shape = resources.SHAPE,
    before: str = "",
) -> Package:
    """Write everything in memory. `replies`: the columns of `replies.REPLIES`.

    `since`: of a final one, what its preliminary knew (UTC without zone); None where it says not.
    `before`: of one made again, the sentence in which it said what was learnt since.
    """
    frames = {
        resources.INTERVALS.name: result.intervals,
        resources.DUTY_LIGHTS.name: result.duties,
        resources.COMMITTEE_LIGHTS.name: result.lights,
        resources.CONSTANCIAS.name: result.constancias,
        resources.UNITS.name: _published_units(inputs.committees, statement),
        REPLIES_TABLE.name: replies,
        resources.ACTS.name: inputs.acts,
        resources.REVIEWS.name: inputs.reviews,
        resources.WAIVERS.name: inputs.waivers,
        resources.COMPLETENESS.name: inputs.completeness,
        resources.EVIDENCE.name: inputs.evidence,
        resources.COMMITTEES.name: inputs.committees,
    }
    tables = [(table, frames[table.name]) for table in shape.tables]
    more = {} if since is None else {SINCE: learnt(inputs, since).as_dict(before)}
    return bound(statement, _cover(statement, edition, more), tables, readme)


def rebuilt(folder: Path, descriptor: dict[str, Any]) -> Rebuilt:
    """Judge again from the facts and the law in `folder`, into the tables that it had.

    Raises `CannotRebuild`, `UnreadableTable`, `OSError`.
    """
    statement = Statement.from_dict(descriptor)
    try:
        edition = definitions.load_from(folder / "definiciones")
    except DefinitionFaults as error:
        raise CannotRebuild(str(error)) from error
    inputs = read_inputs(folder)
    replies = read_csv(REPLIES_TABLE, (folder / f"{REPLIES_TABLE.path}.csv").read_bytes())
    result = judge(
        edition,
        inputs,
        known_at=statement.known_at,
        horizon_from=statement.horizon_from,
        horizon_to=statement.as_of,
    )
    shape = resources.shape_of(descriptor)
    since, said = _since(descriptor), said_of(descriptor)
    made = package(statement, edition, inputs, result, replies, since, shape, said)
    return Rebuilt(made, edition.id)


def _since(descriptor: dict[str, Any]) -> datetime | None:
    try:
        return since_of(descriptor)
    except (KeyError, TypeError, ValueError) as error:
        raise CannotRebuild("datapackage.json no dice qué conocía la preliminar.") from error


def _cover(statement: Statement, edition: Edition, more: dict[str, Any]) -> Cover:
    return Cover(
        title=f"Semáforo de cumplimiento del SINASEC al {day_words(statement.as_of)}",
        description="Estado de los deberes legales de los comités de seguridad ciudadana, "
        "juzgado por la norma vigente cada día, con los hechos y las definiciones con que se "
        "juzgó.",
        sources=_sources(edition),
        definitions=edition.files,
        more=more,
    )


def _sources(edition: Edition) -> list[dict[str, str]]:
    """The norms by which the publication judges, each once, with its official address."""
    found = {
        version.norm.id: version.norm.url for duty in edition.duties for version in duty.versions
    }
    return [
        {"title": norm, "path": url} if url else {"title": norm}
        for norm, url in sorted(found.items())
    ]


def _published_units(committees: pl.DataFrame, statement: Statement) -> pl.DataFrame:
    """Committees that exist on some day of the horizon."""
    begun = pl.col("valid_from") <= statement.as_of
    ended = pl.col("valid_to") < statement.horizon_from
    return committees.filter(begun & ~ended.fill_null(False))
