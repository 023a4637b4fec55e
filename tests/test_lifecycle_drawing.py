"""The drawing of a life-cycle says each state and move, and no line goes along another."""

import re
from xml.etree import ElementTree

import pytest
from tools.lifecycle_drawing import drawing
from tools.lifecycle_pages import chapters

from sinasec.definitions import library
from sinasec.definitions.documents import read_document
from sinasec.definitions.lifecycles import lifecycles
from sinasec.definitions.lifecycles.loading import read_lifecycle
from tests.definitions.test_lifecycles import SOUND

SVG = "{http://www.w3.org/2000/svg}"
LOOP = read_lifecycle(read_document(SOUND, "pedido.yaml"), library().act_kinds)
LIVES = [*lifecycles().values(), LOOP]
WAY = re.compile(r"M(\d+) (\d+)H(\d+)V(\d+)H(\d+)")


@pytest.fixture(params=LIVES, ids=[life.code for life in LIVES])
def life(request):
    return request.param


def test_each_state_and_each_move_is_written_and_told(life):
    svg = ElementTree.fromstring(drawing(life))
    texts = [text.text for text in svg.iter(f"{SVG}text")]
    assert {state.name for state in life.states} <= set(texts)
    for move in life.moves:
        rows = [text for text in texts if f" {move.name} (" in text]
        assert len(rows) == max(len(move.origins), 1), move.code
        assert {text[0] for text in rows} == {"→" if move.to else "↺"}
        assert move.name in svg.find(f"{SVG}desc").text


def test_each_move_that_leads_away_has_one_line_and_none_goes_along_another(life):
    ways = [tuple(map(int, found)) for found in WAY.findall(drawing(life))]
    assert len(ways) == sum(max(len(move.origins), 1) for move in life.moves if move.to)
    upright = [(along, *sorted((start, end))) for _, start, along, end, _ in ways]
    for number, (lane, first, last) in enumerate(upright):
        for other, start, end in upright[number + 1 :]:
            assert lane != other or last < start or end < first
    level = [height for _, start, _, end, _ in ways for height in (start, end)]
    assert len(set(level)) == len(level)


def test_all_of_it_is_inside(life):
    svg = ElementTree.fromstring(drawing(life))
    width, height = float(svg.get("width")), float(svg.get("height"))
    for box in svg.iter(f"{SVG}rect"):
        assert float(box.get("y", 0)) + float(box.get("height")) <= height
    assert all(int(along) < width for _, _, along, _, _ in WAY.findall(drawing(life)))


def test_the_chapter_shows_each_drawing_and_counts_what_is_refused():
    text = chapters()["vidas.md"]
    for one in lifecycles().values():
        assert f"(img/vida-{one.code}.svg)" in text
    assert "De 96 movimientos posibles" in text
    assert "16 son legales; los otros 80 se rechazan" in text
    assert "{" not in text
