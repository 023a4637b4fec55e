"""Tags of the templates: lights, days, numbers, and links that keep the day being read."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sinasec.counted import agreeing
from sinasec.methods.compliance.lights import LIGHT_WORDS, STATE_WORDS, Light
from sinasec.methods.itca import ItcaSettings, score_said
from sinasec.plans.situations import grey_counts, is_unknown, said_light
from sinasec.web import words
from sinasec.web.published.chosen import today
from sinasec.web.semaforo.finding_words import (
    advice,
    consequence_named,
    declared,
    reason,
    unbroken_since,
)
from sinasec.web.semaforo.lights import MARKS, SHOWN_WORDS, duties_told, shown_state

register = template.Library()


@register.filter
def dia(day: date | str | None) -> str:
    return words.day_words(date.fromisoformat(day) if isinstance(day, str) and day else day or None)


@register.filter
def numero(value: int) -> str:
    return words.number(value)


@register.simple_tag
def cuenta(value: int, one: str, many: str) -> str:
    """The number and the words that agree with it: «1 está en verde», «1 893 filas leídas»."""
    return f"{words.number(value)} {agreeing(value, one, many)}"


@register.filter
def aparte(state: str, light: str) -> str:
    """What a state adds to the word of the light beside it: "" when it is the same word."""
    return state.removeprefix(SHOWN_WORDS.get(light, "")).strip()


@register.filter
def en_frase(text: str) -> str:
    """As it is written after a comma."""
    return f"{text[:1].lower()}{text[1:]}"


@register.filter
def primeras(rows: Sequence[Any], most: int) -> Sequence[Any]:
    """The first ones: what a stranger's file makes may be as long as they like."""
    return rows[:most]


@register.filter
def sobran(rows: Sequence[Any], most: int) -> int:
    """How many are left out by `primeras`."""
    return max(0, len(rows) - most)


@register.filter
def estado(finding: Any) -> str:
    """What the state of a duty adds to the word of its light."""
    return aparte(STATE_WORDS[finding.state], shown_state(finding.light, finding.state))


@register.filter
def nivel(level: str) -> str:
    return words.LEVEL_WORDS.get(level, level)


@register.filter
def clase(breach: str) -> str:
    return words.BREACH_WORDS[breach]


@register.filter
def consecuencia(kind: str) -> str:
    return consequence_named(kind)


@register.filter
def de(table: Mapping[str, Any], key: str) -> Any:
    """The value of a table under a key, or nothing."""
    return table.get(key, "")


@register.simple_tag
def luz(shown: str, size: str = "") -> SafeString:
    """A light: its shape and colour come from the class, the word is always written."""
    return format_html(
        '<span class="luz {}{}">{}</span>',
        MARKS[shown],
        f" {size}" if size else "",
        SHOWN_WORDS[shown],
    )


@register.simple_tag
def probable(rests: bool) -> SafeString:
    """Beside a light: that it rests on a reading, or on a term or a committee in doubt."""
    return format_html(' <span class="etiqueta">{}</span>', "probable") if rests else SafeString()


@register.simple_tag
def luz_de(finding: Any, size: str = "") -> SafeString:
    """The light of one duty on a day (anything with `light` and `state`)."""
    return luz(shown_state(finding.light, finding.state), size)


@register.simple_tag
def luz_simple(light: Light | None) -> SafeString:
    """A light told without its reason: gris stays gris; None is no light at all."""
    if light is None:
        return format_html('<span class="tenue">{}</span>', "Sin luz")
    return format_html('<span class="luz {}">{}</span>', light, LIGHT_WORDS[light])


@register.simple_tag
def consejo(finding: Any, shown: Any) -> str:
    """What to do, for who reads it today."""
    return advice(finding, today(), is_last=shown.at_as_of)


@register.simple_tag
def luz_de_matriz(row: Mapping[str, Any]) -> SafeString:
    """The light of a row of a matrix; gris says why, and has the mark of what is not known."""
    light = row["light"]
    mark = (
        light if light != "gris" else MARKS["sin_informacion" if is_unknown(row) else "no_exigible"]
    )
    return format_html('<span class="luz {}">{}</span>', mark, said_light(row))


@register.filter
def puntaje(score: float | None, settings: ItcaSettings) -> str:
    """A score of a matrix, never rounded into another band than its own."""
    return "–" if score is None else score_said(score, (settings.green_from, settings.amber_from))


@register.filter
def grises(quarter: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each grey that a quarter of a matrix has, to be shown with its count."""
    counts = grey_counts(quarter).items()
    return [{"light": "gris", "situation": which, "count": n} for which, n in counts if n]


register.filter("razon", reason)
register.filter("deberes", duties_told)


@register.filter
def misma_luz(lit: Any) -> str:
    """Since when it shows that light; "" when it shows none."""
    return unbroken_since(lit.since, lit.since_at_least)


@register.simple_tag
def constancia(one: Any, kinds: Mapping[str, str]) -> str:
    return declared(one, dict(kinds))


@register.filter
def marca(shown: str) -> str:
    return MARKS[shown]


@register.simple_tag(takes_context=True)
def ir(context: dict[str, Any], name: str, *args: str, **changes: str) -> str:
    """Address of a page that keeps the publication, day and light now being read."""
    shown = context.get("shown")
    return reverse(name, args=args) + (shown.query(**changes) if shown else "")
