"""Acts laid out so that "the k-th act since a day" is one binary search.

A *tally* is what one wording counts: its kinds of act under the conditions every act must
meet, or those plus one condition that only some must meet ("of which two decentralised").
Each act is one 64-bit key per tally: committee, tally, name of the period, day. Sorted, the
k-th act since a day is the k-th key from where that day would stand.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import polars as pl

from sinasec.methods.compliance.counted import Counted
from sinasec.methods.compliance.intervals.packed import DAYS, Ints, dates, days_of
from sinasec.methods.law import Condition, DatedBy, Level, Scalar, Version

EPOCH: Final = date(1970, 1, 1)  # no earlier day fits in a key
TALLIES: Final = 1 << 10
NAMES: Final = 1 << 22
NO_KEY: Final = (1 << 63) - 1  # after every key, so that there is always one to look at
JOINT: Final = "\x1f"
A_YEAR: Final = r"\b20[0-9]{2}\b"
SEVERAL: Final = ";"  # between the things that an act says of one attribute: two plans at once


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted: kinds of act and the conditions each must meet. `needed`: how many.

    `dated_by`: where acts say another day on which they count too; None, only on their own.
    """

    kinds: tuple[str, ...]
    conditions: tuple[Condition, ...]
    needed: int
    dated_by: DatedBy | None = None

    @property
    def fixed(self) -> tuple[Condition, ...]:
        return tuple(one for one in self.conditions if not is_placeholder(one))

    @property
    def naming(self) -> tuple[Condition, ...]:
        return tuple(one for one in self.conditions if is_placeholder(one))

    @property
    def pattern(self) -> str | None:
        """The text by which acts name their period, with "{period}" in it; None, they do not."""
        return JOINT.join(str(one.equals) for one in self.naming) if self.naming else None


def is_placeholder(condition: Condition) -> bool:
    return isinstance(condition.equals, str) and "{period}" in condition.equals


def tallies_of(version: Version) -> list[Tally]:
    """What a wording counts; the first tally is of all the acts that count."""
    every = tuple(one for one in version.conditions if one.count is None)
    whole = Tally(version.acts, every, version.count, version.dated_by)
    return [
        whole,
        *(
            Tally(version.acts, (*every, one), one.count, version.dated_by)
            for one in version.conditions
            if one.count is not None
        ),
    ]


def text_of(value: Scalar) -> str:
    """A scalar as its JSON text, the way conditions are compared: true, 3, 0.5, virtual."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def attribute(name: str) -> pl.Expr:
    """The JSON text of one attribute of an act; null when it does not say."""
    return pl.col("attributes").str.json_path_match(f'$["{name}"]')


def day_said(name: str) -> pl.Expr:
    """The day in one attribute of an act; null when it says none."""
    return attribute(name).str.to_date("%Y-%m-%d", strict=False)


def last_day_said(name: str) -> pl.Expr:
    """The last day of the last year named in one attribute of an act; null when it names none."""
    last = attribute(name).str.extract_all(A_YEAR).list.max()
    return pl.concat_str(last, pl.lit("-12-31")).str.to_date("%Y-%m-%d", strict=False)


def all_said(name: str) -> pl.Expr:
    """The JSON texts that an act says of one attribute; null when it does not say."""
    return attribute(name).str.split(SEVERAL)


def meets(conditions: Iterable[Condition]) -> pl.Expr:
    """Whether an act meets every condition; an act that does not say does not meet."""
    checks = [all_said(one.attribute).list.contains(text_of(one.equals)) for one in conditions]
    return pl.all_horizontal(checks).fill_null(False) if checks else pl.lit(True)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Sorted keys of every entry, (n,), and the names of periods that acts say."""

    keys: Ints
    names: pl.Enum

    def nth(self, asked: pl.DataFrame) -> pl.Series:
        """Date of the k-th entry on or after `since`; null when there is none.

        asked: tally, c, name (null: acts need not name the period), since, k (from 1).
        """
        since = days_of(asked, "since")
        wanted = _packed(asked, since, _numbers(asked["name"], self.names))
        place = np.searchsorted(self.keys, wanted) + (asked["k"].to_numpy().astype(np.int64) - 1)
        found = self.keys[np.minimum(place, self.keys.size - 1)]
        same = found // DAYS == wanted // DAYS
        return pl.select(pl.when(pl.Series(same)).then(dates(found % DAYS))).to_series()


def ledger_of(
    acts: Counted, tallies: Sequence[Tally], levels: Mapping[int, AbstractSet[Level]], last: date
) -> Ledger:
    """Each act once for each tally that counts it and each period that it names, up to a last day.

    levels: of each tally that is asked of the ledger, the levels of whom; equal acts stay as many
    keys.
    """
    found = [
        _entries(acts, acts.of(tallies[number].kinds, levels[number]), tallies[number])
        .filter(pl.col("date").is_between(EPOCH, last))
        .with_columns(tally=pl.lit(number, dtype=pl.UInt32))
        for number in sorted(levels)
    ]
    said = pl.concat([pl.Series([], dtype=pl.String), *(one["name"].drop_nulls() for one in found)])
    names = pl.Enum(said.unique())
    keys = [_packed(one, days_of(one, "date"), _numbers(one["name"], names)) for one in found]
    return Ledger(np.sort(np.concatenate([*keys, [NO_KEY]])), names)


def _entries(acts: Counted, mine: pl.DataFrame, tally: Tally) -> pl.DataFrame:
    """c, date, name of the acts that a tally counts. mine: those of its kinds."""
    if tally.dated_by:
        mine = _on_each_day(acts, mine, tally.dated_by)
    if tally.fixed:
        mine = mine.filter(acts.read(mine, meets(tally.fixed)))
    if not tally.naming:
        return mine.select("c", "date", name=pl.lit(None, dtype=pl.String))
    names = [f"name{place}" for place in range(len(tally.naming))]
    for name, one in zip(names, tally.naming, strict=True):
        said = acts.read(mine, all_said(one.attribute).list.unique())
        mine = mine.with_columns(said.alias(name)).explode(name)
    joint = pl.concat_str(names, separator=JOINT)
    return mine.select("c", "date", name=joint).drop_nulls("name")


def _on_each_day(acts: Counted, mine: pl.DataFrame, dated_by: DatedBy) -> pl.DataFrame:
    """The acts, once for each day on which they count: their own, and an earlier one they say."""
    day = acts.read(mine, day_said(dated_by.attribute)).alias("day")
    earlier = mine.with_columns(day).filter(pl.col("day") < pl.col("date"))
    return pl.concat([mine, earlier.with_columns(date="day").drop("day")])


def _numbers(said: pl.Series, names: pl.Enum) -> Ints:
    """The number of each name: 0 of none, and the last of one that no act ever says."""
    number = said.cast(names, strict=False).to_physical().cast(pl.Int64) + 1
    known = number.fill_null(NAMES - 1).to_numpy()
    return np.where(said.is_null().to_numpy(), 0, known)


def _packed(rows: pl.DataFrame, days: Ints, names: Ints) -> Ints:
    """Committee above tally: periods are asked in that order, and what is near is quick to find."""
    c, tally = (rows[name].to_numpy().astype(np.int64) for name in ("c", "tally"))
    return ((c * TALLIES + tally) * NAMES + names) * DAYS + days
