"""What is written on a shade can be read, in light and in dark, whatever the numbers are.

A browser sees only the shades that a sample happens to have.
"""

import re
from pathlib import Path

import pytest

import sinasec.web

STATIC = Path(sinasec.web.__file__).parent / "static" / "web"
SHEETS = "\n".join(
    (STATIC / name).read_text() for name in ("sinasec.css", "dibujos.css", "riesgo.css")
)
LEAST = 4.5  # WCAG 1.4.3
SHADES = [f"{kind}{strength}" for kind in "pq" for strength in range(1, 6)]
TOKENS = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")


def tokens(mode: str) -> dict[str, str]:
    """Names of colours in a mode; in dark, those that it changes over those of light."""
    sheet = re.sub(r"@media print \{.*?\n\}", "", SHEETS, flags=re.DOTALL)
    dark = re.findall(r"@media \(prefers-color-scheme: dark\) \{(.*?)\n\}", sheet, re.DOTALL)
    light = re.sub(r"@media \(prefers-color-scheme: dark\) \{.*?\n\}", "", sheet, flags=re.DOTALL)
    return dict(TOKENS.findall(light)) | (dict(TOKENS.findall("".join(dark))) if mode else {})


def rule(shade: str) -> dict[str, str]:
    [body] = re.findall(rf"^[^{{}}\n]*\.{shade}\b[^{{}}\n]*\{{([^}}]*)\}}", SHEETS, re.MULTILINE)
    return dict(one.strip().split(": ", 1) for one in body.split(";") if one.strip())


def colour(said: str, known: dict[str, str]) -> tuple[float, ...]:
    """A colour of the sheet as three numbers from 0 to 255."""
    if mixed := re.fullmatch(r"color-mix\(in srgb, (.+) (\d+)%, (.+)\)", said):
        share = int(mixed[2]) / 100
        pairs = zip(colour(mixed[1], known), colour(mixed[3], known), strict=True)
        return tuple(share * one + (1 - share) * other for one, other in pairs)
    if named := re.fullmatch(r"var\(--([\w-]+)\)", said):
        return colour(known[named[1]], known)
    return tuple(int(said[at : at + 2], 16) for at in (1, 3, 5))


def brightness(rgb: tuple[float, ...]) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    shares = [value / 255 for value in rgb]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_that_of_the_norm():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["", "dark"])
@pytest.mark.parametrize("shade", SHADES)
def test_a_number_on_its_shade_can_be_read(shade, mode):
    known, said = tokens(mode), rule(shade)
    ink = colour(said.get("color", "var(--tinta)"), known)
    assert contrast(ink, colour(said["background"], known)) >= LEAST
