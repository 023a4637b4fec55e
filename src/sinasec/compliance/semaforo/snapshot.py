"""A publication's tables in memory, arranged so that any day is answered at once.

The published intervals of committee lights are laid out once as a cube of counts by day,
territory, level and breach (a cumulative sum of what begins and ends), so that a national page
of any past day is one look-up. Nothing here knows the database: a `Snapshot` is a folder.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from sinasec.compliance.semaforo.resources import shape_of
from sinasec.compliance.semaforo.unbound import BREACHES, with_unbound
from sinasec.methods.compliance.since import OF_COMMITTEE, with_light_from

LEVELS: Final = ("CONASEC", "CORESEC", "COPROSEC", "CODISEC")
# What a committee shows on a day. Gris always says which of the two it is.
SHOWN: Final = ("verde", "ambar", "rojo", "sin_informacion", "no_exigible")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many committees show each light on a day; the two kinds of gris counted apart."""

    verde: int = 0
    ambar: int = 0
    rojo: int = 0
    sin_informacion: int = 0
    no_exigible: int = 0

    @property
    def gris(self) -> int:
        return self.sin_informacion + self.no_exigible

    @property
    def total(self) -> int:
        return sum(getattr(self, field.name) for field in fields(self))

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def as_dict(self) -> dict[str, int]:
        counts = {field.name: getattr(self, field.name) for field in fields(self)}
        return {**counts, "total": self.total}


@dataclass(frozen=True, slots=True)
class Shown:
    """One light of one committee over the days in which nothing behind it changes.

    `light` is verde, ambar, rojo or gris; `why_gris` is "sin_informacion", "no_exigible" or "".
    The `n_…` count the committee's duties behind the light: all zero where
    none bound it. `since` and `until`: first and last day of the unbroken light, whatever changed
    behind it; `since_at_least`: it is the first day judged.
    """

    day_from: date
    day_to: date
    light: str
    why_gris: str
    n_verde: int
    n_ambar: int
    n_rojo: int
    n_gris: int
    n_no_exigible: int
    since: date
    since_at_least: bool
    until: date

    @property
    def duties(self) -> int:
        """How many duties of the class bound the committee."""
        return self.n_verde + self.n_ambar + self.n_rojo + self.n_gris + self.n_no_exigible


class DayOutside(LookupError):
    """A day was asked for that the publication does not cover."""


class Snapshot:
    """The tables of the publication in `folder`, read when first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def descriptor(self) -> dict[str, Any]:
        return json.loads((self.folder / "datapackage.json").read_text(encoding="utf-8"))

    @cached_property
    def horizon(self) -> tuple[date, date]:
        return (
            date.fromisoformat(self.descriptor["horizonte"]["desde"]),
            date.fromisoformat(self.descriptor["horizonte"]["hasta"]),
        )

    @cached_property
    def units(self) -> pl.DataFrame:
        """COMMITTEES, sorted by code."""
        return pl.read_parquet(self.folder / "unidades.parquet").sort("committee")

    @cached_property
    def position(self) -> Mapping[str, int]:
        return {code: i for i, code in enumerate(self.units["committee"].to_list())}

    @cached_property
    def regions(self) -> list[str]:
        """Region codes in order; "" (CONASEC) first."""
        return sorted(self.units["region"].unique().to_list())

    @cached_property
    def committee_lights(self) -> pl.DataFrame:
        """COMMITTEE_LIGHTS with `light_from`, sorted by committee, breach and day."""
        read = pl.read_parquet(self.folder / "comites.parquet").sort(
            "committee", "breach", "day_from"
        )
        return read if "light_from" in read.columns else with_light_from(read, OF_COMMITTEE)

    @cached_property
    def has_duties(self) -> bool:
        """Whether it was published with the lights of duties, the constancias and the evidence."""
        return shape_of(self.descriptor).has_duties

    def duty_lights_of(self, committee: str) -> pl.DataFrame:
        """DUTY_LIGHTS with `light_from` of one committee, as published."""
        return self._of(committee, "deberes.parquet")

    def duty_lights_on(self, day: date) -> pl.DataFrame:
        """DUTY_LIGHTS of every committee on a day, as published."""
        that_day = (pl.col("day_from") <= day) & (pl.col("day_to") >= day)
        return pl.scan_parquet(self.folder / "deberes.parquet").filter(that_day).collect()

    def constancias_of(self, committee: str) -> pl.DataFrame:
        """CONSTANCIAS of one committee, as published."""
        return self._of(committee, "constancias.parquet")

    def _of(self, committee: str, name: str) -> pl.DataFrame:
        mine = pl.col("committee") == committee
        return pl.scan_parquet(self.folder / name).filter(mine).collect()

    @cached_property
    def every_day(self) -> pl.DataFrame:
        """The same, and each day on which a committee existed and no duty of the class bound it."""
        return with_unbound(self.committee_lights, self.units, *self.horizon)

    def intervals(self) -> pl.LazyFrame:
        """INTERVALS, to be filtered before it is collected."""
        return pl.scan_parquet(self.folder / "semaforo.parquet")

    def day_index(self, day: date) -> int:
        """Days since the first of the horizon. Raises `DayOutside` with a sentence."""
        first, last = self.horizon
        if not first <= day <= last:
            raise DayOutside(
                f"Esta publicación cubre del {_words(first)} al {_words(last)}; "
                f"el {_words(day)} queda fuera. Elija un día de ese rango."
            )
        return (day - first).days

    @cached_property
    def _columns(self) -> "_Columns":
        return _Columns.of(self)

    @cached_property
    def _counts(self) -> npt.NDArray[np.int32]:
        """[day, region, level, breach, shown] -> number of committees."""
        first, last = self.horizon
        columns = self._columns
        shape = ((last - first).days + 2, len(self.regions), len(LEVELS), 2, len(SHOWN))
        changes = np.zeros(int(np.prod(shape)), dtype=np.int32)
        place = (columns.region, columns.level, columns.breach, columns.shown)
        for days, step in ((columns.day_from, 1), (columns.day_to + 1, -1)):
            np.add.at(changes, np.ravel_multi_index((days, *place), shape), step)
        return np.cumsum(changes.reshape(shape), axis=0, dtype=np.int32)[:-1]

    def counts(self, day: date, breach: str) -> npt.NDArray[np.int32]:
        """[region, level, shown] on `day`, in the order of `regions`, LEVELS and SHOWN."""
        return self._counts[self.day_index(day), :, :, BREACHES.index(breach), :]

    def national_days(self, breach: str) -> npt.NDArray[np.int32]:
        """[day, level, shown] over the whole horizon: the country's history."""
        return self._counts[:, :, :, BREACHES.index(breach), :].sum(axis=1)

    def daily(self, breach: str, region: str) -> npt.NDArray[np.int32]:
        """[day, shown] over the whole horizon, of a region it has or with "" of all."""
        counts = self._counts[:, :, :, BREACHES.index(breach), :]
        mine = counts[:, self.regions.index(region)] if region else counts.sum(axis=1)
        return mine.sum(axis=1)

    def shown_on(self, day: date, breach: str) -> dict[str, str]:
        """Committee code -> one of SHOWN, for the committees that existed that day."""
        index = self.day_index(day)
        columns = self._columns
        rows = (
            (columns.breach == BREACHES.index(breach))
            & (columns.day_from <= index)
            & (index <= columns.day_to)
        )
        codes = self.units["committee"]
        found = codes.gather(columns.committee[rows]).to_list()
        return dict(zip(found, (SHOWN[i] for i in columns.shown[rows].tolist()), strict=True))

    def history(self, committee: str, breach: str) -> list[Shown]:
        """The light of one committee over its days of the horizon, oldest first."""
        start, stop = self._columns.rows_of(self.position[committee])
        rows = self.every_day.slice(start, stop - start)
        mine = rows.filter(pl.col("breach") == breach).rows(named=True)
        until = {row["light_from"]: row["day_to"] for row in mine}  # of each run, its last row's
        return [
            Shown(
                row["day_from"],
                row["day_to"],
                row["light"],
                _why_gris(row),
                *(row[f"n_{name}"] for name in ("verde", "ambar", "rojo", "gris", "no_exigible")),
                since=row["light_from"],
                since_at_least=row["light_from"] == self.horizon[0],
                until=until[row["light_from"]],
            )
            for row in mine
        ]


@dataclass(frozen=True, slots=True)
class _Columns:
    """`every_day` as small integers: positions and days since the horizon began."""

    committee: npt.NDArray[np.int32]
    region: npt.NDArray[np.int32]
    level: npt.NDArray[np.int32]
    breach: npt.NDArray[np.int32]
    shown: npt.NDArray[np.int32]
    day_from: npt.NDArray[np.int32]
    day_to: npt.NDArray[np.int32]

    @classmethod
    def of(cls, snapshot: Snapshot) -> "_Columns":
        first, last = snapshot.horizon
        units = snapshot.units.select(
            pl.col("committee"),
            _index("committee", snapshot.units["committee"].to_list()).alias("_committee"),
            _index("region", snapshot.regions).alias("_region"),
            _index("level", LEVELS).alias("_level"),
        )
        table = snapshot.every_day.join(
            units, on="committee", how="left", maintain_order="left"
        ).select(
            pl.col("_committee", "_region", "_level"),
            _index("breach", BREACHES).alias("_breach"),
            _index_of_shown().alias("_shown"),
            (pl.max_horizontal("day_from", pl.lit(first)) - pl.lit(first))
            .dt.total_days()
            .alias("_from"),
            (pl.min_horizontal("day_to", pl.lit(last)) - pl.lit(first))
            .dt.total_days()
            .alias("_to"),
        )
        return cls(*(table[name].cast(pl.Int32).to_numpy() for name in table.columns))

    def rows_of(self, position: int) -> tuple[int, int]:
        start = int(np.searchsorted(self.committee, position, side="left"))
        return start, int(np.searchsorted(self.committee, position, side="right"))


def _index(column: str, values: list[str] | tuple[str, ...]) -> pl.Expr:
    return pl.col(column).replace_strict(
        list(values), list(range(len(values))), return_dtype=pl.Int32
    )


def _index_of_shown() -> pl.Expr:
    light = pl.when(pl.col("light") != "gris").then(pl.col("light"))
    why = pl.when(pl.col("n_gris") > 0).then(pl.lit(SHOWN[3])).otherwise(pl.lit(SHOWN[4]))
    return light.otherwise(why).replace_strict(
        list(SHOWN), list(range(len(SHOWN))), return_dtype=pl.Int32
    )


def _why_gris(row: Mapping[str, Any]) -> str:
    if row["light"] != "gris":
        return ""
    return "sin_informacion" if row["n_gris"] > 0 else "no_exigible"


def _words(day: date) -> str:
    return day.strftime("%d/%m/%Y")
