"""A figure as a file that stands alone: SVG, and PNG of that.

Both have the title, the unit, the drawing and the source, and say SIMULADO when it is. The letters
of the SVG stay letters. The PNG is drawn by Typst with the letters that it carries, not with those
of the machine.
"""

import textwrap
from collections.abc import Sequence
from html import escape
from typing import Final

import typst

from sinasec.translation import gettext as _
from sinasec.web.charts.figure import Figure
from sinasec.web.charts.sheet import colour

WIDTH: Final = 760
EDGE: Final = 32
LETTERS: Final = "'Libertinus Serif', 'Iowan Old Style', Palatino, Georgia, serif"
PER_INCH: Final = 192  # two dots of the PNG for each pixel of the SVG, of which an inch has 96
PAGE: Final = (
    b"#set page(width: auto, height: auto, margin: 0pt)\n"
    b'#image(bytes(sys.inputs.drawing), format: "svg")'
)


def svg_file(figure: Figure, address: str = "") -> str:
    """The text of an SVG file, `WIDTH` pixels wide. `address`: of the page with its numbers."""
    inside = WIDTH - 2 * EDGE
    ink, soft = colour("tinta"), colour("tinta-2")
    parts = [f'<rect x="{EDGE}" width="44" height="5" fill="{colour("acento")}"/>']
    y = 26.0
    if figure.source.simulated:
        parts.append(_simulated(y + 6))
        y += 28
    for lines, size, weight, fill in (
        (textwrap.wrap(figure.title, 62), 23, 600, ink),
        (textwrap.wrap(figure.subtitle, 94), 15, 400, soft),
    ):
        parts += _lines(lines, y, size, weight, fill)
        y += 1.28 * size * len(lines) + 4
    drawn, height = figure.drawing.placed(EDGE, y + 20, inside)
    y += 20 + height + 24
    parts.append(drawn)
    source = [figure.source.said]
    if address:
        source.append(_("Sus números, en una tabla: {address}").format(address=address))
    for text in filter(None, (figure.note, " ".join(source))):
        said = textwrap.wrap(text, 112, break_on_hyphens=False)
        parts += _lines(said, y, 12.5, 400, soft)
        y += 16 * len(said) + 6
    y += 14
    told = [figure.subtitle, figure.told, *([figure.note] if figure.note else []), *source]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y:.0f}" '
        f'viewBox="0 0 {WIDTH} {y:.0f}" role="img" aria-labelledby="t d" '
        f'font-family="{LETTERS}" font-size="13"><title id="t">{escape(figure.title)}</title>'
        f'<desc id="d">{escape(" ".join(told))}</desc>'
        f'<rect width="{WIDTH}" height="{y:.0f}" fill="{colour("hoja")}"/>{"".join(parts)}</svg>\n'
    )


def png_file(figure: Figure, address: str = "") -> bytes:
    """The same as PNG, two dots a pixel. Raises TypeError if Typst gives more than one."""
    drawn = typst.compile(
        PAGE,
        format="png",
        ppi=PER_INCH,
        sys_inputs={"drawing": svg_file(figure, address)},
        ignore_system_fonts=True,
    )
    if not isinstance(drawn, bytes):
        raise TypeError("Typst returned several images for one figure")
    return drawn


def _lines(lines: Sequence[str], top: float, size: float, weight: int, fill: str) -> list[str]:
    return [
        f'<text x="{EDGE}" y="{top + size + 1.28 * size * at:.1f}" font-size="{size:g}" '
        f'font-weight="{weight}" fill="{fill}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    ]


def _simulated(y: float) -> str:
    return (
        f'<rect x="{EDGE}" y="{y - 7:g}" width="94" height="22" rx="4" fill="{colour("aviso")}" '
        f'stroke="{colour("aviso-linea")}"/><text x="{EDGE + 10}" y="{y + 8.5:g}" font-size="13" '
        f'font-weight="600" letter-spacing="1" fill="{colour("aviso-tinta")}">SIMULADO</text>'
    )
