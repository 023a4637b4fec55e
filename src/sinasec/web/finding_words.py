"""A finding in the parts that page and printed sheet show apart, so that none repeats another."""

from datetime import date
from typing import Any, Final

from sinasec.methods.finding import Finding
from sinasec.methods.words import instant_words, since_words
from sinasec.web.words import day_words

ALL_KINDS: Final = "*"


def reason(finding: Finding) -> str:
    """The finding's sentence without the light and the remedy, which stand beside it."""
    _, _, rest = finding.sentence.partition(". ")
    return rest.removesuffix(remedy(finding)).strip()


def remedy(finding: Finding) -> str:
    """What to do, as a sentence of its own."""
    text = finding.turns_green
    return f"{text[0].upper()}{text[1:]}." if text else ""


def unbroken_since(day: date | None, at_least: bool) -> str:
    """Since when a light is the same, whatever changed behind it; "" when there is no such day."""
    return f"la misma luz {since_words(day, at_least=at_least)}" if day else ""


def declared(constancia: Any, kinds: dict[str, str]) -> str:
    """One constancia: what it covers, who answers for it and when it was registered."""
    kind = kinds.get(constancia.kind, constancia.kind)
    what = "Todas las clases de acto" if constancia.kind == ALL_KINDS else kind
    return (
        f"{what}, del {day_words(constancia.day_from)} al {day_words(constancia.day_to)}: lo "
        f"declara «{constancia.source}», registrado el {instant_words(constancia.registered_at)}."
    )
