"""What a finding says to a citizen: one or two sentences when all is well, the reason when not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, cast

from sinasec.counted import counted
from sinasec.methods.compliance.explanation.constancias import Constancia
from sinasec.methods.compliance.explanation.judged import Decided
from sinasec.methods.compliance.explanation.lateness import Lateness
from sinasec.methods.compliance.explanation.remedies import Asked, Remedy
from sinasec.methods.compliance.explanation.trace import Counted, Trace
from sinasec.methods.compliance.ledger import is_placeholder
from sinasec.methods.compliance.lights import LATE_STATES, LIGHT_WORDS, STATE_WORDS, Light, State
from sinasec.methods.law import Condition, Consequence, Version
from sinasec.methods.words import (
    BREACH_WORDS,
    CONSEQUENCE_WORDS,
    day_words,
    instant_words,
    listed,
    said_of_unverified,
    since_words,
)

MOST_REFUSED: Final = 3  # the trace has them all
MOST_SOURCES: Final = 2
WAIVED_WORDS: Final = {
    "suspension": "el deber está suspendido",
    "no_aplica": "el deber no se aplica a este comité",
}
EARLIER_EFFECT: Final = "eficacia_anticipada"
REPLACES: Final = "deja_sin_efecto"
VALIDATED: Final = "validado"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """All that a sentence tells.

    `readings`: the wordings the period must meet. `words`: the period, to begin with. `counted`:
    acts that count. `complete`: the register was declared complete up to the due day. `waiver`:
    the row of WAIVERS by which nothing is demanded, if any. `rests_on`: the constancias of an
    omission. `calendar_doubts`: what is not known of the years that the count of the due day
    crosses.
    """

    asked: Asked
    readings: tuple[Version, ...]
    decided: Decided
    words: str
    trace: Trace
    counted: int
    remedy: Remedy
    complete: bool
    waiver: Row | None
    rests_on: tuple[Constancia, ...]
    calendar_doubts: tuple[str, ...] = ()

    @property
    def row(self) -> Row:
        return self.asked.row

    @property
    def version(self) -> Version:
        return self.asked.version


def sentence_of(told: Told) -> str:
    """The light and since when, the duty with its norm, the count, the doubts, the remedy.

    It speaks of one period: since when it is told only where that period alone decided the light.
    """
    parts = [
        _head(told),
        f"{_demand(told)}{_count(told)}.",
        *_change(told.readings),
        *_consequences(told),
        *_doubts(told),
        *_reading(told),
        *_refusals(told),
    ]
    if told.remedy.says:
        parts.append(f"{told.remedy.says[0].upper()}{told.remedy.says[1:]}.")
    return " ".join(parts)


def _head(told: Told) -> str:
    row = told.row
    light = LIGHT_WORDS[cast("Light", row["light"])].upper()
    decided = told.decided
    since = since_words(decided.since, at_least=decided.at_least)
    start = f" {since}" if decided.alone else ""
    state = STATE_WORDS[cast("State", row["state"])].lower()
    kind = BREACH_WORDS[row["breach"]] if row["light"] == "rojo" else state
    return f"{light}{start} · {kind}."


def _demand(told: Told) -> str:
    row, asked = told.row, told.asked
    due = cast("date | None", row["due"])
    must = "debía" if due is not None and due < asked.as_of else "debe"
    times = f" {row['required']} veces" if row["required"] > 1 else ""
    said = [one.says for one in told.version.conditions if one.says and _adds(told, one)]
    conditions = f", {listed(said)}" if said else ""
    dated = due is not None and asked.duty.rule != "at_least"
    by = f", a más tardar el {day_words(due)}" if due is not None and dated else ""
    cited = told.version.norm.cited
    who = asked.duty.bound(told.version)
    return f"{told.words} {who} {must} {asked.what}{times}{conditions}{by} ({cited})"


def _adds(told: Told, condition: Condition) -> bool:
    """Whether a condition says more than the duty and the period already named."""
    if told.asked.duty.rule == "at_least":
        return condition.count is not None
    return told.asked.duty.rule != "by_date" or not is_placeholder(condition)


def _count(told: Told) -> str:
    if told.row["state"] == "no_exigible":
        return ""
    number, asked = told.counted, told.row["required"]
    of = f"de {asked}" if number <= asked else f"y se {'pide' if asked == 1 else 'piden'} {asked}"
    return f"; se {'contó' if number == 1 else 'contaron'} {number} {of}"


def _change(readings: tuple[Version, ...]) -> Iterator[str]:
    """That the wording changed within the period, and what each asks."""
    if len(readings) > 1:
        each = [f"{one.count} con la vigente desde el {day_words(one.start)}" for one in readings]
        yield (
            f"La norma cambió dentro del periodo y pide {listed(each)}: es verde si se cumplen "
            "todas las lecturas y rojo si no se cumple ninguna."
        )


def _consequences(told: Told) -> Iterator[str]:
    """What the norm attaches to an omission: which duties are denounced is nobody's word yet."""
    if told.row["light"] != "rojo":
        return
    for one in told.version.consequences_on(told.row["due"] or told.asked.as_of):
        what = f"{CONSEQUENCE_WORDS[one.kind]} ({one.norm.cited})"
        if one.confidence == "confirmado":
            yield f"La norma ata a esta falta {what}."
        elif one.confidence == "en_duda" and _was_certain(told, one):
            since = day_words(one.start)
            yield f"Está en duda, desde el {since}, que la norma ate todavía a esta falta {what}."
        elif one.confidence == "en_duda":
            yield f"Está en duda que la norma ate a esta falta {what}."


def _was_certain(told: Told, doubt: Consequence) -> bool:
    """Whether the norm did attach for certain, before, what is now in doubt."""
    return any(
        one.kind == doubt.kind and one.confidence == "confirmado" and one.start < doubt.start
        for version in told.asked.duty.versions
        for one in version.consequences
    )


def _reading(told: Told) -> Iterator[str]:
    """What the wording rests on when its text was not seen or does not say all of it."""
    if unverified := told.asked.edition.unverified.get(told.row["committee"]):
        yield said_of_unverified(unverified)
    for doubt in told.calendar_doubts:
        yield f"El último día es probable: {doubt}."
    norm = told.version.norm
    known = (
        f", y la norma se conoce solo por quien la cita ({norm.quoted_by})"
        if norm.quoted_by
        else ""
    )
    if norm.confidence == "probable":
        yield f"Es probable: {norm.reading or 'descansa en una lectura nuestra'}{known}."
    elif norm.quoted_by:
        yield f"La norma se conoce solo por quien la cita ({norm.quoted_by})."


def _doubts(told: Told) -> Iterator[str]:
    """What the register cannot tell, who says that it is complete, and what excuses."""
    if told.rests_on:
        yield _declared(told.rests_on, standing=told.row["due"] is None)
    if (since := told.asked.unknown_from) is not None:
        until = day_words(since - timedelta(days=1))
        yield f"Consta que hasta el {until} no se cumplió; de lo posterior falta constancia."
    if told.waiver is not None:
        yield _waived(told.waiver)
    if told.row["state"] == "sin_informacion":
        yield f"{listed(list(_unknown(told)))}: no se puede afirmar una omisión."
    if told.row["state"] in LATE_STATES:
        yield from _late_doubts(told)


def _unknown(told: Told) -> Iterator[str]:
    """What is not known, the first with a capital letter."""
    dated_by, undated = told.version.dated_by, told.asked.undated
    years_in = told.version.years_in
    if told.row["committee"] in told.asked.edition.unverified:
        yield "No se ha verificado que este comité deba existir"
    elif dated_by is not None and undated:
        days = listed([day_words(one.date) for one in undated])
        yield f"Falta {dated_by.name} del {days}, que puede ser de este periodo"
        if not told.complete:
            yield "no hay constancia de que el registro esté completo"
    elif years_in is not None and undated:
        for number, one in enumerate(undated):
            said = one.attributes[years_in.attribute]
            yield (
                f"{'en' if number else 'En'} el acto del {day_words(one.date)} {years_in.name} es "
                f"«{said}», y no consta hasta qué día rige"
            )
        if not told.complete:
            yield "no hay constancia de que el registro esté completo"
    else:
        yield "No hay constancia de que el registro esté completo"


def _declared(rests_on: tuple[Constancia, ...], *, standing: bool) -> str:
    """By whose word the absence of an act is an omission; the trace has each declaration.

    `standing`: what is absent is anything in force that day, whenever it was done.
    """
    sources = list(dict.fromkeys(f"«{one.source}»" for one in rests_on))
    more = len(sources) - MOST_SOURCES
    said = listed(sources[:MOST_SOURCES])
    others = f" y {counted(more, 'fuente más', 'fuentes más')}" if more > 0 else ""
    days = sorted({one.registered_at for one in rests_on})
    last = f"{'la última ' if len(days) > 1 else ''}constancia registrada el"
    when = f"{last} {instant_words(days[-1])}"
    what = "ese día no regía otro que los registrados" if standing else "el registro está completo"
    return f"Que {what} lo declara {said}{others} ({when})."


def _late_doubts(told: Told) -> Iterator[str]:
    yield from _how_late(told.asked.late)
    if not told.complete:
        yield (
            "Es tarde según lo registrado: no hay constancia de que el registro esté completo "
            f"hasta el {day_words(told.row['due'])} y puede faltar un acto anterior."
        )
    for one in told.trace.counted:
        yield from _said_by(one)


def _said_by(act: Counted) -> Iterator[str]:
    """What a late act says of itself that may excuse, or tell who was not late."""
    on = day_words(act.date)
    if since := act.attributes.get(EARLIER_EFFECT):
        yield (
            f"El acto del {on} dice que rige con eficacia anticipada al {_day_said(since)} (Ley "
            "27444): si por ello fue en plazo, no lo decide este semáforo."
        )
    if replaced := act.attributes.get(REPLACES):
        yield (
            f"El acto del {on} deja sin efecto otro ({replaced}): si aprobaba lo mismo, se hizo "
            "antes."
        )
    if validated := act.attributes.get(VALIDATED):
        yield f"El comité había validado la propuesta el {_day_said(validated)}."


def _day_said(value: Any) -> str:
    return day_words(date.fromisoformat(str(value)))


def _how_late(late: Lateness) -> Iterator[str]:
    if late.since is None:
        return
    day = day_words(late.since)
    if late.at_most is None:
        days = counted(late.days or 0, "día", "días")
        yield f"Se cumplió el {day}, {days} después del último en plazo."
        return
    yield (
        f"La fecha es la de publicación, el {day}: no consta qué día se hizo, que es el que "
        "cuenta, y no se afirma cuántos días de retraso; a lo más "
        f"{counted(late.at_most, 'día', 'días')}, contados hasta la publicación."
    )


def _waived(waiver: Row) -> str:
    first = day_words(waiver["day_from"])
    last = waiver["day_to"]
    span = f"Del {first} al {day_words(last)}" if last else f"Desde el {first}"
    reason = f": {waiver['reason']}" if waiver["reason"] else ""
    return f"{span} {WAIVED_WORDS[waiver['kind']]}{reason} ({waiver['norm']})."


def _refusals(told: Told) -> Iterator[str]:
    """The acts of the period that were refused: they are why a light is not green."""
    if told.row["light"] == "verde":
        return
    for one in [one for one in told.trace.not_counted if one.notable][-MOST_REFUSED:]:
        yield f"No se contó el acto del {day_words(one.date)}: {one.why}."
