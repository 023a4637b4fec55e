"""What was judged of one committee, as rows ready to be asked about one day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sinasec.methods.compliance.explanation.constancias import Constancia

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Decided:
    """What decides the light of a duty on a day.

    `row`: of INTERVALS. `since`: first day of the unbroken light; `at_least`: it is the first day
    judged. `alone`: one period decided it all that time.
    """

    row: Row
    since: date
    at_least: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """Rows of one committee: INTERVALS, and DUTY_LIGHTS with `light_from` (see `since`).

    `constancias`: rows of CONSTANCIAS; None, nobody wrote them down. `edge`: the first day judged,
    before which a light may have begun; None when nothing was demanded before it.
    """

    rows: Sequence[Row]
    lights: Sequence[Row]
    constancias: Sequence[Row] | None = None
    edge: date | None = None

    def decided(self, duty: str, day: date) -> Decided | None:
        """What decides a duty on a day; None when the duty shows no light."""
        mine = [light for light in self.lights if light["duty"] == duty]
        light = next((one for one in mine if _on(one, day)), None)
        if light is None:
            return None
        row = next(row for row in self.rows if _same_period(row, light) and _on(row, day))
        since = light["light_from"]
        run = (one for one in mine if one["light_from"] == since and one["day_from"] <= day)
        alone = all(_same_period(one, light) for one in run)
        return Decided(row, since, since == self.edge, alone)

    def open_period(self, duty: str, day: date) -> Row | None:
        """The period of a duty that is next to fall due, if one is running."""
        running = (
            row
            for row in self.rows
            if row["duty"] == duty
            and row["due"] is not None
            and row["due"] >= day
            and _on(row, day)
        )
        return min(running, key=lambda row: row["due"], default=None)

    def resting_on(self, row: Row, day: date) -> tuple[Constancia, ...]:
        """The constancias of a period; of a standing duty, those that cover the day."""
        return tuple(
            Constancia(*(one[name] for name in Constancia.__dataclass_fields__))
            for one in self.constancias or ()
            if _same_period(one, row) and (row["due"] is not None or _on(one, day))
        )


def _on(row: Mapping[str, Any], day: date) -> bool:
    return row["day_from"] <= day <= row["day_to"]


def _same_period(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one[name] == other[name] for name in ("duty", "version", "period_from", "period"))
