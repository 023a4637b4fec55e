"""On which declarations of completeness a period read as not met rests: who declared, and when.

Without them no omission is affirmed, so they are published with the red that they allow.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import polars as pl

from sinasec.methods.compliance.coverage import ALL_KINDS
from sinasec.methods.compliance.frames import CONSTANCIAS
from sinasec.methods.law import Edition

RESTS_ON_THEM: Final = "vencido"
PERIOD: Final = ("committee", "duty", "version", "period_from", "period")


@dataclass(frozen=True, slots=True)
class Constancia:
    """`kind`: of act, "*" for all. `source`: who answers for it. `registered_at`: naive UTC."""

    kind: str
    day_from: date
    day_to: date
    source: str
    registered_at: datetime


def constancias(
    edition: Edition, rows: pl.DataFrame, committees: pl.DataFrame, completeness: pl.DataFrame
) -> pl.DataFrame:
    """CONSTANCIAS of the rows that say `vencido`, sorted.

    rows: see `timelines_with_windows`. completeness: COMPLETENESS, what was known.
    """
    standing = pl.col("due").is_null()
    spans = (
        rows.filter(pl.col("state") == RESTS_ON_THEM)
        .select(
            *PERIOD,
            first=pl.when(standing).then("day_from").otherwise("opens"),
            last=pl.when(standing).then("day_to").otherwise("due"),
        )
        .unique()
        .join(committees.select("committee", "level").unique(), on="committee")
        .join(_kinds(edition), on=["level", "duty", "version"])
        .with_columns(last=pl.col("last") + pl.duration(days="doubt_days"))
    )
    declared = spans.join(completeness, on=["committee", "kind"])
    touches = (pl.col("day_from") <= pl.col("last")) & (pl.col("day_to") >= pl.col("first"))
    return declared.filter(touches).select(CONSTANCIAS.names()).unique().sort(CONSTANCIAS.names())


def _kinds(edition: Edition) -> pl.DataFrame:
    """level, duty, version, kind, doubt_days: of the acts that each wording counts, and "*"."""
    return pl.DataFrame(
        sorted(
            {
                (level, duty.code, version.id, kind, version.doubt_days)
                for duty in edition.duties
                for version in duty.versions
                for level in version.bearers
                for kind in (*version.acts, ALL_KINDS)
            }
        ),
        schema={
            **dict.fromkeys(("level", "duty", "version", "kind"), pl.String),
            "doubt_days": pl.Int64,
        },
        orient="row",
    )


def constancias_of(
    declared: Iterable[dict[str, Any]], kinds: Sequence[str], first: date, last: date
) -> tuple[Constancia, ...]:
    """The same for the days of one period. declared: rows of COMPLETENESS of one committee."""
    found = (
        Constancia(*(row[name] for name in Constancia.__dataclass_fields__))
        for row in declared
        if row["kind"] in {*kinds, ALL_KINDS} and row["day_from"] <= last and row["day_to"] >= first
    )
    return tuple(sorted(found, key=lambda one: (one.day_from, one.kind, one.registered_at)))
