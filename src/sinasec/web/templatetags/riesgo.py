"""Tags of the pages of the index: zones, numbers, and links that keep the publication read."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sinasec.territories.reference import place_of
from sinasec.web.risk import words

register = template.Library()


@register.simple_tag
def zona(zone: str) -> SafeString:
    """A zone: its shape comes from the class, the word is always written."""
    return format_html('<span class="zona {}">{}</span>', zone, words.ZONE_WORDS[zone])


@register.filter
def decimal(value: float | None, places: int = 1) -> str:
    return words.decimal(value, places)


@register.filter
def de_cero_a_uno(value: float | None) -> str:
    """A probability or a correlation, with three decimals."""
    return words.unit_share(value)


@register.filter
def medida(value: float | None) -> str:
    return words.measure(value)


@register.filter
def entero(value: int | None) -> str:
    """A count; a dash when it is not known."""
    return words.decimal(value, 0)


@register.filter
def porcentaje(share: float | None, places: int = 0) -> str:
    return words.percent(share, places)


@register.filter
def con_signo(value: float | None) -> str:
    return "–" if value is None else words.signed(value)


@register.filter
def lugar(unit: str) -> str:
    """The province and region of a district."""
    return place_of(unit)


@register.filter
def puesto(rank: int | None) -> str:
    """A place, or that there is none."""
    return "sin puesto" if rank is None else words.decimal(rank, 0)


@register.filter
def veces(share: float) -> str:
    """'en 87 de cada 100 cálculos'."""
    return words.out_of(share)


@register.filter
def por_que(why: str) -> str:
    return words.WHY_SHORT.get(why, why)


@register.simple_tag
def entre(low: float | None, high: float | None, places: int = 0) -> str:
    """'30 a 55'."""
    return words.interval(low, high, places)


@register.simple_tag(takes_context=True)
def riesgo(context: dict[str, Any], name: str, *args: str, **values: Any) -> str:
    """Address of a page of the index that keeps the publication now being read."""
    asked = context.get("risk")
    return reverse(name, args=args) + (asked.query(**values) if asked else "")


@register.simple_tag(takes_context=True)
def riesgo_con(context: dict[str, Any], name: str, filter: Any, **changes: Any) -> str:
    """The same list with another page, order or zone."""
    return reverse(name) + context["risk"].query(**filter.values(**changes))
