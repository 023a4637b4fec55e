"""Why a request is not let through, and how long to wait before the next."""

from dataclasses import dataclass
from typing import Final, Literal

ENVIRON: Final = "sinasec.verdict"
Why = Literal["large", "often", "shared", "slow", "busy", "cut"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`wait`: seconds; 0 when waiting does not help."""

    why: Why
    wait: int = 0


class Refused(Exception):
    """The body is not read any further."""

    def __init__(self, why: Why, wait: int = 0) -> None:
        super().__init__(why)
        self.verdict = Verdict(why, wait)
