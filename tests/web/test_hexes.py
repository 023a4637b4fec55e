"""The maps of hexagons: who is on each, where, and how large."""

import re
from types import SimpleNamespace

import pytest

from sinasec.territories.hexmap import layout
from sinasec.web.semaforo import hexes


@pytest.fixture
def asked(monkeypatch):
    """A day on which every committee of the map exists and shows green."""
    chart = layout()
    codes = [f"CODISEC-{cell.district}" for cell in chart.cells]
    codes += [f"CORESEC-{cell.region}" for cell in chart.inset] + ["CONASEC"]
    units = {code: {"committee": code, "name": f"<{code}>", "shown": "verde"} for code in codes}
    monkeypatch.setattr(hexes, "shown_units", lambda asked: units)
    return SimpleNamespace(query=lambda: "?fecha=2026-05-24")


def places(drawing: str) -> dict[str, str]:
    """Committee -> the attributes of its place."""
    found = r'<a href="/comite/([\w-]+)/\?fecha=2026-05-24" .*?<use href="#h-verde" (.*?)/></a>'
    return dict(re.findall(found, drawing))


def test_the_country_has_every_committee_the_regional_ones_larger(asked):
    chart, placed = layout(), places(hexes.national_cells(asked).parts)
    assert len(placed) == len(chart.cells) + len(chart.inset) + 1
    for code, place in placed.items():
        larger = code.startswith(("CORESEC", "CONASEC"))
        assert (
            bool(re.fullmatch(r'transform="translate\(\S+ \S+\) scale\([\d.]+\)"', place)) is larger
        )
        assert bool(re.fullmatch(r'x="[-\d.]+" y="[-\d.]+"', place)) is not larger


def test_a_region_has_its_own_districts_and_no_other(asked):
    drawing = hexes.region_cells(asked, "21").parts
    own = {f"CODISEC-{cell.district}" for cell in layout().cells if cell.region == "21"}
    assert set(places(drawing)) == own
    assert "<CODISEC" not in drawing  # names are escaped
