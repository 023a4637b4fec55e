"""Acts laid out so that "the k-th act since a day" is one binary search.

A *tally* is what one wording counts: its kinds of act under the conditions every act must
meet, or those plus one condition that only some must meet ("of which two decentralised").
Each act is one 64-bit key per tally: tally, committee, name of the period, day. Sorted, the
k-th act since a day is the k-th key from where that day would stand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from sinasec.methods.law import Condition, DatedBy, Scalar, Version

DAYS: Final = 1 << 16  # days since 1970 fit below this until the year 2149
COMMITTEES: Final = 1 << 13
NAMES: Final = 1 << 22
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


def on_each_day(acts: pl.DataFrame, dated_by: DatedBy | None) -> pl.DataFrame:
    """The acts, once for each day on which they count: their own, and an earlier one they say."""
    if dated_by is None:
        return acts
    said = acts.with_columns(said=day_said(dated_by.attribute))
    earlier = said.filter(pl.col("said") < pl.col("date"))
    return pl.concat([acts, earlier.with_columns(date="said").drop("said")])


def all_said(name: str) -> pl.Expr:
    """The JSON texts that an act says of one attribute; null when it does not say."""
    return attribute(name).str.split(SEVERAL)


def meets(conditions: Iterable[Condition]) -> pl.Expr:
    """Whether an act meets every condition; an act that does not say does not meet."""
    checks = [all_said(one.attribute).list.contains(text_of(one.equals)) for one in conditions]
    return pl.all_horizontal(checks).fill_null(False) if checks else pl.lit(True)


def entries(acts: pl.DataFrame, tallies: Sequence[Tally], days: pl.DataFrame) -> pl.DataFrame:
    """Each act once per tally that counts it: tally, c, name, date.

    acts: c, kind, date, attributes. days: tally, c_level, first, last: the levels and days in
    which each tally can matter. `name`: how the act names its period, "" when it need not; an act
    that names several periods is there once for each.
    """
    plain = [number for number, tally in enumerate(tallies) if _is_plain(tally)]
    kinds = pl.DataFrame(
        [(number, kind) for number in plain for kind in tallies[number].kinds],
        schema={"tally": pl.UInt32, "kind": pl.String},
        orient="row",
    ).join(days, on="tally")
    found = [
        acts.join(kinds, on=["level", "kind"])
        .filter(pl.col("date").is_between("first", "last"))
        .select("tally", "c", "date", name=pl.lit(""))
    ]
    for number, tally in enumerate(tallies):
        if not _is_plain(tally):
            found.append(_conditioned(acts, number, tally, days))
    return pl.concat(found)


def _is_plain(tally: Tally) -> bool:
    """Whether every act of its kinds counts, on its own day."""
    return not tally.conditions and tally.dated_by is None


def _conditioned(acts: pl.DataFrame, number: int, tally: Tally, days: pl.DataFrame) -> pl.DataFrame:
    mine = days.filter(pl.col("tally") == number)
    found = (
        on_each_day(acts.filter(pl.col("kind").is_in(list(tally.kinds))), tally.dated_by)
        .join(mine, on="level")
        .filter(pl.col("date").is_between("first", "last"))
        .filter(meets(tally.fixed))
    )
    names = [f"name{place}" for place in range(len(tally.naming))]
    for name, one in zip(names, tally.naming, strict=True):
        found = found.with_columns(all_said(one.attribute).list.unique().alias(name))
        found = found.explode(name)
    joint = pl.concat_str(names, separator=JOINT) if names else pl.lit("")
    return found.select("tally", "c", "date", name=joint).drop_nulls("name")


@dataclass(frozen=True, slots=True)
class Ledger:
    """Sorted keys of every entry, and the numbers given to the names of periods."""

    keys: pl.Series
    names: pl.DataFrame

    def nth(self, asked: pl.DataFrame, k: pl.Series) -> pl.Series:
        """Date of the k-th entry on or after `since`; null when there is none.

        asked: tally, c, name, since. k: one number per row of `asked`, from 1.
        """
        wanted = _packed(_numbered(asked, self.names), "since")
        place = self.keys.search_sorted(wanted, side="left") + (k - 1)
        place = place.clip(0, len(self.keys) - 1)
        found = self.keys.gather(place)
        same = (found // DAYS) == (wanted // DAYS)
        dates = (found % DAYS).cast(pl.Int32).cast(pl.Date)
        return pl.select(pl.when(same).then(dates)).to_series()


def ledger_of(found: pl.DataFrame) -> Ledger:
    """Sort the entries (see `entries`) once; equal acts stay as many keys."""
    names = found.select(pl.col("name").unique().sort()).with_row_index("number")
    keys = _packed(_numbered(found, names), "date").sort()
    return Ledger(pl.concat([keys, pl.Series([(1 << 63) - 1], dtype=pl.Int64)]), names)


def _numbered(rows: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """With the number of each name; a name no act ever says gets the last number."""
    if names.height <= 1:
        known = pl.col("name").is_in(names["name"].to_list())
        return rows.with_columns(number=pl.when(known).then(0).otherwise(NAMES - 1))
    joined = rows.join(names, on="name", how="left", maintain_order="left")
    return joined.with_columns(pl.col("number").fill_null(NAMES - 1))


def _packed(rows: pl.DataFrame, day: str) -> pl.Series:
    place = pl.col("tally").cast(pl.Int64) * COMMITTEES + pl.col("c").cast(pl.Int64)
    named = place * NAMES + pl.col("number").cast(pl.Int64)
    return rows.select(named * DAYS + pl.col(day).to_physical().cast(pl.Int64)).to_series()
