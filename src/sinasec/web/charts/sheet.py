"""The sheet of the drawings as attributes: what a file of a drawing carries of it.

In a page the classes of `dibujos.css` follow the mode (light, dark, print); a file on its own has
the colours of light. A `<style>` inside it would be refused by our own policy of contents, and by
many programs that open such files: so each class becomes the attributes that it stands for.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

SHEETS: Final = Path(__file__).parents[1] / "static" / "web"
PIXELS: Final = 16  # of a rem
ATTRIBUTES: Final = frozenset(
    f"{of}{what}"
    for of, each in {
        "stroke": ("", "-width", "-dasharray", "-linecap", "-linejoin"),
        "fill": ("", "-opacity"),
        "font": ("-size", "-weight"),
        "": ("opacity",),
    }.items()
    for what in each
)
STEADY: Final = ("vector-effect", "non-scaling-stroke")
RULE: Final = re.compile(r"^(\.[\w-]+(?:, \.[\w-]+)*) \{ (.*?) \}$", re.M)
TOKEN: Final = re.compile(r"(?<![\w-])--([\w-]+):([^;:]+);")
CLASSED: Final = re.compile(r'class="([^"]*)"')


def with_attributes(drawing: str, unit: float = 1) -> str:
    """The drawing with the attributes of its classes instead of them.

    `unit`: how long a pixel is in the measure of the drawing, for strokes that do not grow with it.
    """
    return CLASSED.sub(lambda found: _written(found[1], unit), drawing)


def _written(classes: str, unit: float) -> str:
    said: dict[str, str] = {}
    for name in classes.split():
        said |= rules().get(name, {})
    if said.pop(STEADY[0], "") == STEADY[1] and "stroke-width" in said:
        said["stroke-width"] = f"{float(said['stroke-width']) * unit:.4g}"
    return " ".join(f'{name}="{value}"' for name, value in said.items())


@cache
def rules() -> Mapping[str, Mapping[str, str]]:
    """Class -> the attributes that it stands for in light, and whether its stroke is steady."""
    text = (SHEETS / "dibujos.css").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = {}
    for names, body in RULE.findall(text):
        pairs = (one.split(": ", 1) for one in body.rstrip("; ").split("; "))
        kept = {name: _said(value) for name, value in pairs if name in (*ATTRIBUTES, STEADY[0])}
        for name in names.split(", "):
            found.setdefault(name[1:], {}).update(kept)
    return found


def _said(value: str) -> str:
    value = re.sub(r"var\(--([\w-]+)\)", lambda found: colour(found[1]), value)
    return re.sub(r"^([\d.]+)rem$", lambda found: f"{float(found[1]) * PIXELS:g}", value)


def colour(name: str) -> str:
    """What a token of the sheets is in light: `tinta` -> '#16202a'. Raises KeyError."""
    value = _tokens()[name]
    inside = re.fullmatch(r"var\(--([\w-]+)\)", value)
    return colour(inside[1]) if inside else value


@cache
def _tokens() -> Mapping[str, str]:
    """Those of the first `:root` of each sheet, which is that of light."""
    found: dict[str, str] = {}
    for name in ("sinasec.css", "dibujos.css"):
        text = (SHEETS / name).read_text(encoding="utf-8")
        root = text[text.index(":root") :].partition("\n}")[0]
        found |= {token: value.strip() for token, value in TOKEN.findall(root)}
    return found
