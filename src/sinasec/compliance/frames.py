"""The facts as the tables that methods read (shapes: methods/frames.py).

Rows cross from the cursor to the frame as text and numbers, never as objects.
"""

from dataclasses import dataclass
from typing import Final, Literal

import polars as pl
from django.db import connection

from sinasec.methods.compliance.frames import ACTS, COMPLETENESS, EVIDENCE, REVIEWS, WAIVERS

Origin = Literal["all", "real", "simulated"]

_ORIGINS: Final[dict[Origin, str]] = {
    "all": "",
    "real": " WHERE NOT {table}.simulated",
    "simulated": " WHERE {table}.simulated",
}
_ACTS: Final = (
    "SELECT id, committee_id, kind, {date}, attributes, supersedes_id, {registered_at}, simulated "
    "FROM compliance_act{where} ORDER BY id"
)
_REVIEWS: Final = (
    "SELECT act_id, outcome, reason, {registered_at} FROM compliance_review{where} "
    "ORDER BY compliance_review.id"
)
_WAIVERS: Final = (
    "SELECT committee_id, duty, {day_from}, {day_to}, kind, norm, reason, {registered_at} "
    "FROM compliance_waiver{where} ORDER BY id"
)
_COMPLETENESS: Final = (
    "SELECT committee_id, kind, {day_from}, {day_to}, said_by, {registered_at} "
    "FROM compliance_completeness{where} ORDER BY id"
)
_EVIDENCE: Final = "SELECT id, evidence_url, evidence_sha256 FROM compliance_act{where} ORDER BY id"


@dataclass(frozen=True, slots=True)
class FactFrames:
    """Everything registered, in the shapes ACTS, REVIEWS, WAIVERS and COMPLETENESS."""

    acts: pl.DataFrame
    reviews: pl.DataFrame
    waivers: pl.DataFrame
    completeness: pl.DataFrame


def facts(simulated: Origin = "all") -> FactFrames:
    """The facts of the database: all, only the real ones, or only the simulated ones.

    Acts come sorted by code; the rest in the order of registration. What was known on a day is a
    filter on `registered_at` (UTC), left to the methods.
    """
    return FactFrames(
        acts=_frame(_ACTS, "compliance_act", simulated, ACTS),
        reviews=_frame(_REVIEWS, "compliance_review", simulated, REVIEWS),
        waivers=_frame(_WAIVERS, "compliance_waiver", simulated, WAIVERS),
        completeness=_frame(_COMPLETENESS, "compliance_completeness", simulated, COMPLETENESS),
    )


def evidence(origin: Origin = "all") -> pl.DataFrame:
    """EVIDENCE of the acts that have any: where their document is, or its fingerprint."""
    found = _frame(_EVIDENCE, "compliance_act", origin, EVIDENCE)
    return found.filter((pl.col("url") != "") | (pl.col("sha256") != ""))


def _frame(query: str, table: str, origin: Origin, shape: pl.Schema) -> pl.DataFrame:
    columns = {name: _text(name) for name in ("date", "day_from", "day_to")}
    sql = query.format(
        where=_ORIGINS[origin].format(table=table), registered_at=_moment(), **columns
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows = cursor.fetchall()
    texts = {name: _carrier(kind) for name, kind in shape.items()}
    return pl.DataFrame(rows, schema=texts, orient="row").with_columns(
        pl.col(name).str.to_date()
        if kind == pl.Date
        else pl.col(name).str.to_datetime("%Y-%m-%d %H:%M:%S%.f", time_unit="us")
        for name, kind in shape.items()
        if kind in (pl.Date, pl.Datetime)
    )


def _carrier(kind: pl.DataType) -> pl.DataType:
    return pl.Boolean() if kind == pl.Boolean else pl.String()


def _text(column: str) -> str:
    return f"CAST({column} AS TEXT)"


def _moment() -> str:
    """UTC, as text: SQLite keeps it so; PostgreSQL keeps an instant."""
    if connection.vendor == "postgresql":
        return "CAST(registered_at AT TIME ZONE 'UTC' AS TEXT)"
    return _text("registered_at")
