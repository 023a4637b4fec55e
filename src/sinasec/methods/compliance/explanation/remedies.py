"""What turns a light green, and by when."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final, cast

from sinasec.counted import counted
from sinasec.methods.compliance.explanation.lateness import Lateness
from sinasec.methods.compliance.explanation.trace import Counted, NotCounted, Window
from sinasec.methods.compliance.explanation.windows import Prospect, Windows
from sinasec.methods.compliance.lights import LIGHT_WORDS, Light
from sinasec.methods.law import Duty, Edition, Level, Version
from sinasec.methods.words import day_words

Row = dict[str, Any]
NOW_COUNTED: Final = "lo que se haga ahora cuenta en el periodo siguiente"
NOW_DATED: Final = "lo que se haga ahora cuenta como tardío o en el periodo siguiente"
UNMET: Final = ("pendiente", "por_vencer", "vencido", "sin_informacion", "en_transicion")


@dataclass(frozen=True, slots=True)
class Remedy:
    """What to do, in Spanish without a final stop, and the day it must or will be done by.

    `was`, `now`: instead of `says`, for who reads it after `by`: what was due, and what can be done
    from then on; "" where nothing had a day.
    """

    says: str
    by: date | None = None
    was: str = ""
    now: str = ""

    def after(self, first: str) -> "Remedy":
        """The same where something else is to be tried first, whatever day it is."""
        was = f"{first}. {self.was[0].upper()}{self.was[1:]}" if self.was else ""
        return replace(self, says=f"{first}; si no, {self.says}", was=was)


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a remedy depends on.

    `row`: the interval that decides the light. `open_row`: the period next to fall due, if any
    runs. `late`: how late the period was met, if it was. `level`: of the committee.
    `unknown_from`: of an omission, the first day of which nobody said that it was not done then.
    `windows`: of the edition it is judged by. `observed`: acts that would count, but for an
    observation. `version`: the wording that judges. `undated`: acts soon after the period that do
    not say the day on which they count, or that do not say until when they are in force.
    """

    windows: Windows
    duty: Duty
    row: Row
    open_row: Row | None
    window: Window
    as_of: date
    late: Lateness
    level: Level
    unknown_from: date | None
    observed: tuple[NotCounted, ...]
    version: Version
    undated: tuple[Counted, ...]

    @property
    def edition(self) -> Edition:
        return self.windows.edition

    @property
    def prospect(self) -> Prospect:
        """Until when the period may go on deciding the light."""
        return self.windows.prospect(self.duty, self.level, self.row, self.as_of)

    @property
    def what(self) -> str:
        return self.duty.asks(self.version)

    @property
    def must(self) -> str:
        return f"{self.duty.bound(self.version)} debe {self.what}"

    @property
    def next_version(self) -> Version:
        """The wording of the period next to fall due, which may not be that of this one."""
        row = self.open_row or self.row
        return next(
            one
            for one in self.duty.versions
            if one.id == row["version"] and self.level in one.bearers
        )

    @property
    def last_day(self) -> date | None:
        """On which the duty binds that level; None while no norm ends it."""
        ends = [one.end for one in self.duty.versions if self.level in one.bearers]
        return None if None in ends else max(end for end in ends if end is not None)

    @property
    def still_counts(self) -> bool:
        return self.window.last is None or self.as_of <= self.window.last

    def light_word(self, state: str) -> str:
        return LIGHT_WORDS[cast("Light", self.edition.rollup.state_light[state])].lower()


def remedy_of(asked: Asked) -> Remedy:
    """The remedy of a light, by the state of the period that decides it."""
    if asked.row["light"] == "verde":
        return Remedy("")
    remedy = BY_STATE[asked.row["state"]](asked)
    return _corrected(asked, remedy) if asked.row["state"] in UNMET and asked.observed else remedy


def _corrected(asked: Asked, remedy: Remedy) -> Remedy:
    """An observed act may still be corrected, whatever day it is: its own day is kept."""
    one = asked.observed[-1]
    more = len(asked.observed) - 1
    others = f" (hay {counted(more, 'observado más', 'observados más')})" if more else ""
    return remedy.after(
        f"si el acto observado del {day_words(one.date)} («{one.act_id}») se hizo{others}, "
        "corríjalo: la corrección conserva su fecha y, si no se observa, cuenta desde ella"
    )


def _in_time(asked: Asked) -> Remedy:
    missing = asked.row["required"] - asked.row["counted"]
    times = f" {missing} veces más" if missing > 1 else ""
    return _doing(asked, asked.version, times, asked.row["due"])


def _doing(asked: Asked, version: Version, times: str, by: date) -> Remedy:
    who = asked.duty.bound(version)
    done = f"{asked.duty.asks(version)}{times} a más tardar el {day_words(by)}"
    late = NOW_COUNTED if asked.duty.rule == "at_least" else NOW_DATED
    return Remedy(
        f"{who} debe {done}: con eso la luz pasa a verde",
        by,
        was=f"{who} debía {done}, que ya pasó",
        now=f"si se hizo en plazo, regístrelo; si no, {late}",
    )


def _unknown(asked: Asked) -> Remedy:
    """Nobody said that it was not done: first of all it may only lack being registered."""
    remedy = _after_due(asked)
    first = _to_date(asked) or "si el acto ya se hizo, basta registrarlo"
    return remedy.after(first)


def _to_date(asked: Asked) -> str:
    """To say the day on which an act counts, where only that is missing; "" where nothing is."""
    if not asked.undated:
        return ""
    one = asked.undated[0]
    if asked.version.dated_by is None:
        return (
            f"si lo del acto del {day_words(one.date)} sigue vigente, registre hasta qué día en "
            f"uno que corrija a «{one.act_id}», o el que lo reemplazó: con eso la luz pasa a verde"
        )
    last = day_words(asked.row["due"])
    return (
        f"registre {asked.version.dated_by.name} del {day_words(one.date)} en un acto que corrija "
        f"a «{one.act_id}»: si fue a más tardar el {last}, el periodo está cumplido"
    )


def _after_due(asked: Asked) -> Remedy:
    if asked.duty.rule == "standing":
        return Remedy(f"{asked.must}: desde ese día la luz es verde")
    if asked.duty.rule != "at_least" and asked.still_counts:
        return _late(asked)
    return _next_period(asked)


def _omitted(asked: Asked) -> Remedy:
    """What is later than the last day declared complete may only lack being registered."""
    remedy = _after_due(asked)
    if asked.unknown_from is None:
        return remedy
    known = day_words(asked.unknown_from - timedelta(days=1))
    done = f"si se hizo después del {known}, basta registrarlo: la luz pasa a {_if_done(asked)}"
    return remedy.after(done)


def _if_done(asked: Asked) -> str:
    """The light of what was done late, on a day not known yet."""
    days = asked.edition.rollup.late_memory_days
    late, mended = asked.light_word("tardio"), asked.light_word("subsanado")
    first = asked.unknown_from
    if mended == late or first is None or first + timedelta(days=days) > asked.as_of:
        return late
    return f"{late}, o a {mended} si ya pasaron {days} días desde que se hizo{_chosen(asked)}"


def _late(asked: Asked) -> Remedy:
    late = asked.light_word("tardio")
    return Remedy(f"{asked.must}: desde ese día la luz es {late}{_mends(asked, late)}")


def _mends(asked: Asked, late: str) -> str:
    """What follows a late act of that day: only what comes while its period decides the light."""
    days = asked.edition.rollup.late_memory_days
    mended = asked.light_word("subsanado")
    if mended != late and asked.prospect.reaches(asked.as_of + timedelta(days=days)):
        return f", y {mended} a los {days} días{_chosen(asked)}"
    if asked.prospect.ends is None:
        return ""
    return f", y a lo más hasta el {day_words(asked.prospect.ends)}: lo que sigue se juzga aparte"


def _chosen(asked: Asked) -> str:
    """How long a late act shows is in no norm."""
    return " (plazo de ejemplo)" if asked.edition.rollup.example else ""


def _next_period(asked: Asked) -> Remedy:
    """A closed period is not cured: the one that runs turns the light."""
    if asked.open_row is None:
        if asked.last_day is not None:
            return Remedy(
                f"el periodo cerró y el deber rige hasta el {day_words(asked.last_day)}: la luz "
                "cambia si antes empieza otro periodo y se cumple"
            )
        return Remedy("el periodo cerró: la luz cambia cuando empiece el siguiente y se cumpla")
    missing = asked.open_row["required"] - asked.open_row["counted"]
    times = f" {missing} veces" if missing > 1 else ""
    return _doing(asked, asked.next_version, times, asked.open_row["due"])


def _mended(asked: Asked) -> Remedy:
    if asked.light_word("subsanado") != "verde" or asked.late.since is None:
        return _next_period(asked)
    turns = asked.late.since + timedelta(days=asked.edition.rollup.late_memory_days)
    if not asked.prospect.reaches(turns):
        return _next_period(asked)
    alone = f"pasa a verde por sí sola el {day_words(turns)}{_chosen(asked)}"
    return Remedy(
        f"la luz {alone}",
        turns,
        was=f"la luz debía {alone.replace('pasa', 'pasar', 1)}, que ya pasó",
        now="cómo quedó se ve en la publicación que juzgue ese día",
    )


def _nothing(asked: Asked) -> Remedy:
    return Remedy("")


BY_STATE: Final[dict[str, Callable[[Asked], Remedy]]] = {
    "pendiente": _in_time,
    "por_vencer": _in_time,
    "vencido": _omitted,
    "sin_informacion": _unknown,
    "en_transicion": _next_period,
    "tardio": _mended,
    "subsanado": _next_period,
    "no_exigible": _nothing,
    "cumplido": _nothing,
}
