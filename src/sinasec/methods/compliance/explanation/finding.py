"""What is found of one duty of one committee on one day, as values that pages and machines read."""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any, cast

from sinasec.methods.compliance.explanation.constancias import Constancia
from sinasec.methods.compliance.explanation.trace import Counted, NotCounted
from sinasec.methods.compliance.lights import Light, State
from sinasec.methods.law import Consequence, Norm
from sinasec.methods.working_days import Step


@dataclass(frozen=True, slots=True)
class Finding:
    """The light of one duty of one committee on one day, opened down to the article.

    `period` decides the light. `since`: first day of the unbroken light, whatever periods decided
    it; `since_at_least`: it is the first day judged, and the light may be older. `late_days`:
    calendar days from the due day to the one on which it was met, for what was met late, also
    when the light is green again; `late_at_most`: the same to the day of publication, where that of
    the act is not known and `late_days` is None. `counted`: acts that count for the period (may
    exceed `required`). `constancias`: what a light of omission rests on. `absent_until`: of an
    omission with a due day, the last day until which they cover it without a gap; `unknown_from`:
    the day after, where an act of that day could still count, for nobody declared that there was
    none.
    `confidence`, `quoted_by`: of the norm, as in `Norm`, but «probable» of an unverified committee
    and of a due day counted over a calendar in doubt. `consequences`: what the norm attaches to the
    omission on the due day (today, if there is none). `turns_green_by`: last day for `turns_green`
    to be in time, or the day on which the light turns by itself; None when there is no such day.
    `turns_green_was`, `turns_green_now`: in its place, for who reads it after that day: what was
    due, and what can be done from then on.
    `otherwise`: how this program reads the same facts, where that is not what the light says; ""
    where they agree.
    """

    committee: str
    duty: str
    name: str
    plain: str
    rule: str
    breach: str
    norm: str
    article: str
    url: str
    version: str
    period: str
    period_words: str
    period_from: date | None
    period_to: date | None
    due: date | None
    due_steps: tuple[Step, ...]
    state: State
    state_words: str
    light: Light
    since: date | None
    since_at_least: bool
    late_days: int | None
    late_at_most: int | None
    required: int
    counted: int
    counted_acts: tuple[Counted, ...]
    not_counted: tuple[NotCounted, ...]
    turns_green: str
    turns_green_by: date | None
    sentence: str
    confidence: str
    quoted_by: str | None
    consequences: tuple[Consequence, ...]
    constancias: tuple[Constancia, ...] = ()
    absent_until: date | None = None
    unknown_from: date | None = None
    otherwise: str = ""
    turns_green_was: str = ""
    turns_green_now: str = ""

    def advice_on(self, today: date) -> str:
        """What to do, in sentences, as who reads it on a day can do it; "" when nothing is."""
        passed = self.turns_green_by is not None and self.turns_green_by < today
        said = (self.turns_green_was, self.turns_green_now) if passed else (self.turns_green,)
        return " ".join(f"{one[0].upper()}{one[1:]}." for one in said if one)

    @property
    def told(self) -> str:
        """The sentence without what to do."""
        return self.sentence.removesuffix(self.advice_on(date.min)).strip()

    @property
    def where(self) -> str:
        """The place in the norm as people write it: "art. 32.1.a", "numeral 7.4.1"."""
        return Norm(self.norm, self.article, self.url).where

    def as_dict(self) -> dict[str, Any]:
        """Plain values, days as ISO text: ready for JSON."""
        return {one.name: _plain(getattr(self, one.name)) for one in fields(self)}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value.isoformat()}Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Counted | NotCounted | Consequence | Constancia):
        return _plain(asdict(value))
    if isinstance(value, tuple):
        return [_plain(one) for one in cast("tuple[Any, ...]", value)]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in cast("dict[str, Any]", value).items()}
    return value
