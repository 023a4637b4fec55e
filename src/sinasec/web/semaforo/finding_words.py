"""A finding in the parts that page and printed sheet show apart, so that none repeats another."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sinasec.methods.compliance.explanation.finding import Finding
from sinasec.methods.law import Consequence
from sinasec.methods.words import (
    CONSEQUENCE_WORDS,
    instant_words,
    listed,
    said_of_unverified,
    since_words,
)
from sinasec.web.words import day_words

ALL_KINDS: Final = "*"


def reason(finding: Finding, unverified: str = "") -> str:
    """The finding's sentence without the light and the remedy, which stand beside it.

    `unverified`: why its committee is so, where the page says it once for all the duties.
    """
    _, _, rest = finding.told.partition(". ")
    return rest.replace(f" {said_of_unverified(unverified)}", "") if unverified else rest


def advice(finding: Finding, today: date, *, is_last: bool) -> str:
    """What to do, as who reads it today can do it. `is_last`: the day shown is the last judged.

    On an earlier day only what was due is told: what was done since is in later days.
    """
    return (
        finding.advice_on(today)
        if is_last
        else replace(finding, turns_green_now="").advice_on(today)
    )


def unbroken_since(day: date | None, at_least: bool) -> str:
    """Since when a light is the same, whatever changed behind it; "" when there is no such day."""
    return f"la misma luz {since_words(day, at_least=at_least)}" if day else ""


def declared(constancia: Any, kinds: dict[str, str]) -> str:
    """One constancia: what it covers, who answers for it and when it was registered."""
    kind = kinds.get(constancia.kind, constancia.kind)
    what = "Todas las clases de acto" if constancia.kind == ALL_KINDS else kind
    return (
        f"{what}, del {day_words(constancia.day_from)} al {day_words(constancia.day_to)}: lo "
        f"declara «{constancia.source}», en una constancia registrada el "
        f"{instant_words(constancia.registered_at)}."
    )


def consequence_named(kind: str) -> str:
    text = CONSEQUENCE_WORDS[kind]
    return f"{text[0].upper()}{text[1:]}"


def consequence(one: Consequence) -> str:
    """What a norm attaches to the omission, by which norm, and whether that is in doubt."""
    sure = "" if one.confidence == "confirmado" else f", {one.confidence.replace('_', ' ')}"
    return f"{consequence_named(one.kind)} ({one.norm.cited}){sure}."


def told_of_consequences(of_duties: Iterable[tuple[str, Consequence]]) -> tuple[str, ...]:
    """What is explained of each kind, once, with the names of the duties of which it is said."""
    told: dict[str, dict[str, None]] = {}
    for duty, one in of_duties:
        if one.says:
            told.setdefault(f"{consequence_named(one.kind)}¶{one.says}", {})[f"«{duty}»"] = None
    return tuple(
        f"{kind} ({listed(list(duties))}): {says}"
        for (kind, says), duties in ((key.split("¶"), duties) for key, duties in told.items())
    )
