"""A small stacked bar of lights as SVG: order and widths repeat what the numbers beside say."""

from django.utils.safestring import SafeString, mark_safe

from sinasec.compliance.semaforo.reading import Tally
from sinasec.web.semaforo.lights import MARKS, SHOWN


def stacked(tally: Tally) -> SafeString:
    """100 units wide; hidden from readers of screens, for the numbers are in the same row."""
    parts, x = [], 0.0
    for shown in SHOWN:
        width = 100 * getattr(tally, shown) / tally.total if tally.total else 0
        if width:
            mark = MARKS[shown]
            parts.append(f'<rect class="t-{mark}" x="{x:.2f}" width="{width:.2f}" height="8"/>')
        x += width
    return mark_safe(  # numbers and fixed words only
        '<svg class="barra" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" '
        f'focusable="false">{"".join(parts)}</svg>'
    )
