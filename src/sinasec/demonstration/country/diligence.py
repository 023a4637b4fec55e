"""How a committee behaves: drawn once, from its region, its province and itself."""

import math
from dataclasses import dataclass
from functools import cache
from typing import Final

from sinasec.demonstration.country.draws import Draws

# Sizes of the effects, on the scale of a logit. They make neighbours alike and regions differ.
OF_REGION: Final = 0.9
OF_PROVINCE: Final = 0.45
OF_COMMITTEE: Final = 0.85
OF_HABIT: Final = 0.9
OF_CHANGE: Final = 0.9
OF_LEVEL: Final = {"CONASEC": 1.2, "CORESEC": 0.7, "COPROSEC": 0.35, "CODISEC": 0.0}
USUAL: Final = 2.8
STRENGTH: Final = 1.6
LEARNING: Final = 0.6  # the country does a little better at the end than at the beginning
SILENT: Final = -2.7  # logit of never reporting anything
UNDECLARED: Final = 0.05  # reports acts, never says that they are all


@dataclass(frozen=True, slots=True)
class Diligence:
    """`reports`: some act is registered; `declares`: the register is said to be complete."""

    quality: float
    change: float
    reports: bool
    declares: bool
    habits: dict[str, float]

    def on_time(self, duty: str, moment: float) -> float:
        """Probability of doing a duty in time; `moment` runs from 0 (first day) to 1 (last)."""
        drift = (LEARNING + self.change) * (moment - 0.5)
        return _logistic(USUAL + STRENGTH * self.quality + self.habits[duty] + drift)


def diligence(seed: int, unit: dict[str, str], duties: list[str], draws: Draws) -> Diligence:
    """The committee's own. `unit`: a row of COMMITTEES; `duties`: codes, in order."""
    code = unit["committee"]
    province = code.partition("-")[2][:4]
    quality = (
        OF_LEVEL[unit["level"]]
        + OF_REGION * _of_place(seed, f"region {unit['region']}")
        + OF_PROVINCE * _of_place(seed, f"provincia {province}")
        + OF_COMMITTEE * draws.normal()
    )
    silent = unit["level"] != "CONASEC" and draws.chance(_logistic(SILENT - 0.9 * quality))
    declares = not silent and not draws.chance(UNDECLARED)
    return Diligence(
        quality=quality,
        change=OF_CHANGE * draws.normal(),
        reports=not silent,
        declares=declares or unit["level"] == "CONASEC",
        habits={duty: OF_HABIT * draws.normal() for duty in duties},
    )


@cache
def _of_place(seed: int, name: str) -> float:
    return Draws(seed, name).normal()


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))
