"""Each light and each zone as a sign and as a height: none rests on its colour."""

from html import escape
from typing import Final

SIGNS: Final = {
    "verde": '<circle class="m-verde" r="4.6"/>',
    "ambar": '<path class="m-ambar" d="M0-5.2 5.4 4.2H-5.4z"/>',
    "rojo": '<path class="m-rojo" d="M-4.4-4.4h8.8v8.8h-8.8z"/>',
    "gris": '<circle class="m-hueco" r="4"/>',
    "exento": '<path class="m-guion" d="M-5 0h10"/>',
}
HEIGHTS: Final = {  # class of a stretch -> the part of the height of its bar
    "t-rojo": 1.0,
    "t-ambar": 0.7,
    "t-verde": 0.45,
    "t-gris": 0.45,
    "t-exento": 0.18,
    "z-dentro": 1.0,
    "z-frontera": 0.7,
    "z-fuera": 0.4,
    "z-sin_informacion": 0.4,
}


def sign(light: str, x: float, y: float, dx: float = 0) -> str:
    """The sign of a light around a place: hundredths across and `dx` pixels more, pixels down."""
    moved = f'<g transform="translate({dx:g} 0)">{SIGNS[light]}</g>' if dx else SIGNS[light]
    return f'<svg x="{x:g}%" y="{y:g}" overflow="visible">{moved}</svg>'


def block(style: str, low: float, high: float, top: float, height: float, title: str = "") -> str:
    """A stretch of a bar, from `low` to `high` in hundredths of the width, centred in its height.

    `title`: plain words that it says when pointed at.
    """
    tall = round(height * HEIGHTS[style], 1)
    place = f'x="{low:.5g}%" y="{top + (height - tall) / 2:.4g}" width="{high - low:.5g}%"'
    end = f"><title>{escape(title)}</title></rect>" if title else "/>"
    return f'<rect class="{style}" {place} height="{tall:g}"{end}'
