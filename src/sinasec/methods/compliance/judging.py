"""Judge periods: on which day each was met, by how many acts, and what is known of the rest."""

from dataclasses import dataclass

import polars as pl

from sinasec.methods.compliance.coverage import is_covered
from sinasec.methods.compliance.ledger import Ledger
from sinasec.methods.compliance.undated import in_doubt


@dataclass(frozen=True, slots=True)
class Needs:
    """What each template asks: t, reading, tally, k, pattern. `t` with one row of k=1 is plain."""

    rows: pl.DataFrame

    def single(self) -> pl.DataFrame:
        return self.rows.filter(pl.len().over("t") == 1)

    def several(self) -> pl.DataFrame:
        return self.rows.filter(pl.len().over("t") > 1)

    def by_steps(self) -> pl.DataFrame:
        """The templates whose count grows step by step: t."""
        steps = self.rows.group_by("t").agg(pl.len().alias("asks"), pl.col("k").max())
        return steps.filter((pl.col("asks") > 1) | (pl.col("k") > 1)).select("t")


def asked_of(periods: pl.DataFrame, needs: pl.DataFrame) -> pl.DataFrame:
    """One row per period and need: ix, reading, tally, c, name (null: none), since, late_to, k."""
    name = pl.col("pattern").str.replace_all("{period}", pl.col("label"), literal=True)
    joined = periods.select("ix", "t", "c", "label", "opens", "late_to").join(needs, on="t")
    return joined.select(
        "ix", "reading", "tally", "c", "late_to", "k", name=name, since=pl.col("opens")
    )


def met_days(periods: pl.DataFrame, needs: Needs, ledger: Ledger) -> pl.DataFrame:
    """ix, met_on (null: never), partly (some readings met, not all), one row per period."""
    single = dated(asked_of(periods, needs.single()), ledger)
    several = dated(asked_of(periods, needs.several()), ledger)
    by_reading = several.group_by("ix", "reading").agg(all_met("day"))
    reduced = by_reading.group_by("ix").agg(
        all_met("day"), partly=pl.col("day").is_not_null().any()
    )
    return pl.concat(
        [
            single.select("ix", met_on="day", partly=pl.lit(False)),
            reduced.select("ix", met_on="day", partly=pl.col("partly") & pl.col("day").is_null()),
        ]
    )


def all_met(day: str) -> pl.Expr:
    """The day on which the last of several is met; null when one never is."""
    return pl.when(pl.col(day).is_not_null().all()).then(pl.col(day).max()).alias(day)


def dated(asked: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """With `day`: when the k-th act came, null if not by the last day that counts."""
    return asked.with_columns(ledger.nth(asked).alias("day")).with_columns(
        day=pl.when(pl.col("day") <= pl.col("late_to")).then("day")
    )


def with_verdict(
    periods: pl.DataFrame,
    needs: Needs,
    ledger: Ledger,
    days: pl.DataFrame,
    kinds: pl.DataFrame,
    doubtful: pl.DataFrame,
) -> pl.DataFrame:
    """The periods with met_on, partly, and covered: the register says that there was no such act.

    It does when it was declared complete over the window, up to `answered_to`, and no act leaves
    it in doubt (`doubtful`: see `undated`). Looked up only where it matters: unmet on the due day.
    """
    met = periods.join(met_days(periods, needs, ledger), on="ix", how="left", maintain_order="left")
    in_time = (pl.col("met_on") <= pl.col("due")).fill_null(False)
    unmet = met.filter(~in_time).select("ix", "c", "w", "opens", "due", "answered_to", kind_set="w")
    known = unmet.filter(is_covered(unmet.with_columns(due="answered_to"), days, kinds))
    known = known.join(in_doubt(known, doubtful), on="ix", how="anti")
    covered = known.select("ix", covered=pl.lit(True))
    return met.join(covered, on="ix", how="left", maintain_order="left").with_columns(
        pl.col("covered").fill_null(False), pl.col("partly").fill_null(False)
    )


def count_days(periods: pl.DataFrame, needs: Needs, ledger: Ledger) -> pl.DataFrame:
    """ix, day, counted: when the count of a period grew to each number up to what it asks.

    Only for periods that ask for more than one act or whose acts meet several conditions.
    """
    main = needs.rows.filter(pl.col("main")).join(needs.by_steps(), on="t", how="semi")
    steps = main.with_columns(k=pl.int_ranges(1, pl.col("k") + 1, dtype=pl.UInt32)).explode("k")
    found = dated(asked_of(periods, steps), ledger)
    return found.drop_nulls("day").group_by("ix", "day").agg(counted=pl.col("k").max())
