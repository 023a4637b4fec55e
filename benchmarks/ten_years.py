"""Ten years of made-up acts for every committee and duty: what the judgement is measured on."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from sinasec.committees.registry import committees
from sinasec.methods.compliance.demands import Demand, demands
from sinasec.methods.compliance.facts import Facts
from sinasec.methods.compliance.frames import ACTS, COMMITTEES, COMPLETENESS, REVIEWS, WAIVERS
from sinasec.methods.compliance.wordings import LEVELS
from sinasec.methods.law import Edition, Version

FIRST, LAST = date(2016, 1, 1), date(2025, 12, 31)
KNOWN_AT = datetime.fromisoformat("2026-01-31")
SEED = 20_260_101
DONE = 0.85  # share of periods with an act
LATE_DAYS = 25  # acts are spread from the opening to this many days after the due day


def committee_frame() -> pl.DataFrame:
    rows = [
        (one.code, one.level, one.name, one.region, one.parent, one.valid_from, one.valid_to)
        for one in committees()
    ]
    return pl.DataFrame(rows, schema=COMMITTEES, orient="row")


def ten_years(edition: Edition, units: pl.DataFrame) -> Facts:
    """Acts with corrections and reviews, some waivers, and registers mostly complete."""
    rng = np.random.default_rng(SEED)
    acts = pl.concat([*_demanded(edition, units, rng), *_others(edition, units, rng)])
    acts = acts.filter(pl.col("date") <= LAST).with_row_index("n")
    acts = acts.with_columns(
        act_id=pl.format("a{}", pl.col("n").cast(pl.String).str.zfill(8)),
        supersedes=pl.lit(None, dtype=pl.String),
        registered_at=pl.col("date").cast(pl.Datetime("us")) + pl.duration(days=5),
        simulated=pl.lit(True),
    ).select(ACTS.names())
    return Facts(
        _with_corrections(acts, rng), _reviews(acts, rng), _waivers(units), _complete(units)
    )


def _demanded(edition: Edition, units: pl.DataFrame, rng: np.random.Generator) -> Any:
    for level in LEVELS:
        mine = units.filter(pl.col("level") == level)["committee"]
        for demand in demands(edition, level, FIRST, LAST):
            for _ in range(demand.version.count):
                yield _acts_of(demand, mine, rng)


def _acts_of(demand: Demand, codes: pl.Series, rng: np.random.Generator) -> pl.DataFrame:
    done = codes.filter(pl.Series(rng.random(len(codes)) < DONE))
    length = (demand.period.due - demand.period.opens).days + LATE_DAYS
    return _made(
        done, demand.version, demand.period.label, demand.period.opens, max(length, 1), rng
    )


def _others(edition: Edition, units: pl.DataFrame, rng: np.random.Generator) -> Any:
    """For each standing duty a document a year; for each `within`, two triggers and answers."""
    for duty in edition.duties:
        for version in duty.versions:
            mine = units.filter(pl.col("level").is_in(list(version.bearers)))["committee"]
            for year in range(FIRST.year, LAST.year + 1):
                start = date(year, 1, 1)
                if duty.rule == "standing":
                    yield _made(mine, version, f"{year}", start, 300, rng)
                if duty.rule == "within":
                    for kind in (version.trigger or "", version.acts[0]):
                        yield _made(mine, version, f"{year}", start, 300, rng, kind)


def _made(
    codes: pl.Series,
    version: Version,
    label: str,
    start: date,
    length: int,
    rng: np.random.Generator,
    kind: str | None = None,
) -> pl.DataFrame:
    offsets = pl.Series(rng.integers(0, length, len(codes)))
    said = {
        one.attribute: one.equals.replace("{period}", label)
        if isinstance(one.equals, str)
        else one.equals
        for one in version.conditions
    }
    said["valid_to"] = (start + timedelta(days=420)).isoformat()
    return pl.DataFrame({"committee": codes}).with_columns(
        kind=pl.lit(kind or version.acts[0]),
        date=pl.lit(start) + pl.duration(days=offsets),
        attributes=pl.lit(json.dumps(said, sort_keys=True, separators=(",", ":"))),
    )


def _with_corrections(acts: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """One act in a hundred is corrected a month later, with a later date."""
    wrong = acts.filter(pl.Series(rng.random(acts.height) < 0.01))
    again = wrong.with_columns(
        act_id=pl.format("c{}", "act_id"),
        supersedes="act_id",
        date=pl.col("date") + pl.duration(days=3),
        registered_at=pl.col("registered_at") + pl.duration(days=30),
    )
    return pl.concat([acts, again])


def _reviews(acts: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """One act in five is reviewed; one review in ten observes."""
    seen = acts.filter(pl.Series(rng.random(acts.height) < 0.2))
    observed = pl.Series(rng.random(seen.height) < 0.1)
    return seen.select(
        "act_id",
        outcome=pl.when(observed).then(pl.lit("observed")).otherwise(pl.lit("accepted")),
        reason=pl.lit("ejemplo"),
        registered_at=pl.col("registered_at") + pl.duration(days=20),
    ).cast(REVIEWS)


def _waivers(units: pl.DataFrame) -> pl.DataFrame:
    """Every twentieth committee under emergency for two months of 2023."""
    some = units.gather_every(20)
    return some.select(
        "committee",
        duty=pl.lit("*"),
        day_from=date(2023, 3, 10),
        day_to=date(2023, 5, 9),
        kind=pl.lit("suspension"),
        norm=pl.lit("ejemplo"),
        reason=pl.lit("emergencia"),
        registered_at=pl.lit(KNOWN_AT),
    ).cast(WAIVERS)


def _complete(units: pl.DataFrame) -> pl.DataFrame:
    """Registers declared complete year by year, for four committees in five."""
    years = pl.DataFrame({"year": range(FIRST.year - 1, LAST.year + 1)})
    informed = units.with_row_index("n").filter(pl.col("n") % 5 != 0)
    return (
        informed.select("committee")
        .join(years, how="cross")
        .select(
            "committee",
            kind=pl.lit("*"),
            day_from=pl.date("year", 1, 1),
            day_to=pl.date("year", 12, 31),
            source=pl.lit("ejemplo"),
            registered_at=pl.lit(KNOWN_AT),
        )
        .cast(COMPLETENESS)
    )


def saved(facts: Facts, units: pl.DataFrame, folder: Path) -> None:
    for name in ("acts", "reviews", "waivers", "completeness"):
        getattr(facts, name).write_parquet(folder / f"{name}.parquet")
    units.write_parquet(folder / "units.parquet")


def read(folder: Path) -> tuple[Facts, pl.DataFrame]:
    names = ("acts", "reviews", "waivers", "completeness")
    frames = [pl.read_parquet(folder / f"{name}.parquet") for name in names]
    return Facts(*frames), pl.read_parquet(folder / "units.parquet")
