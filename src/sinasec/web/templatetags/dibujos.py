"""Tags of the figures: a drawing with its title, its table, its source and its files."""

from typing import Any

from django import template

from sinasec.web.charts.figure import Figure

register = template.Library()


@register.inclusion_tag("web/_dibujo.html", takes_context=True)
def dibujo(context: dict[str, Any], figure: Figure) -> dict[str, Any]:
    return {"f": figure, **files(context, figure)}


@register.inclusion_tag("web/_dibujo_titulo.html")
def dibujo_titulo(figure: Figure) -> dict[str, Any]:
    """Its title alone, where the page draws it its own way."""
    return {"f": figure}


@register.inclusion_tag("web/_dibujo_origen.html", takes_context=True)
def dibujo_origen(context: dict[str, Any], figure: Figure) -> dict[str, Any]:
    """Its source and its files alone."""
    return {"f": figure, **files(context, figure)}


def files(context: dict[str, Any], figure: Figure) -> dict[str, str]:
    """Where its files are; "" in a page that has none."""
    chosen = context.get("shown") or context.get("risk")
    if chosen is None:
        return {"svg": "", "png": ""}
    start = f"{context['request'].path}dibujo/{figure.name}"
    return {kind: chosen.fixed(f"{start}.{kind}") for kind in ("svg", "png")}
