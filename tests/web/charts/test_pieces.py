"""The pieces of the drawings: where things fall, and that nothing needs its colour to be told."""

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinasec.web.charts import lights, marks, sheet
from sinasec.web.charts.bars import Bar, bars
from sinasec.web.charts.columns import Beside, columns
from sinasec.web.charts.figure import Source
from sinasec.web.charts.flow import State, Way, flow
from sinasec.web.charts.line import Series, lines
from sinasec.web.charts.plot import Map, without_links
from sinasec.web.charts.scale import Days, Scale, Upright, apart, evenly
from sinasec.web.charts.sparkline import sparkline
from sinasec.web.charts.stacked import Part, small, stacked
from sinasec.web.charts.timeline import Row, Span, timeline

YEAR = Days(date(2026, 1, 1), date(2026, 12, 31))
PARTS = [
    Part("t-verde", "verde", 60, "verde"),
    Part("t-ambar", "ámbar", 0, "ambar"),
    Part("t-rojo", "rojo", 1, "rojo"),
    Part("t-gris", "sin información", 39, "gris"),
]


def values(drawn: str, tag: str, name: str) -> list[float]:
    return [float(one) for one in re.findall(rf'<{tag}[^>]* {name}="(-?[\d.]+)%?"', drawn)]


def texts(drawn: str) -> list[str]:
    found = re.findall(r"<text[^>]*>(.*?)</text>", drawn)
    return [re.sub(r"<[^>]*>", "", one).strip() for one in found]


def test_an_upright_scale_has_its_low_end_below():
    upright = Upright(Scale(0, 50), 10, 110)
    assert [upright.at(value) for value in (0, 25, 50, 99)] == [110, 60, 10, 10]


def test_a_year_is_laid_out_day_by_day():
    assert (YEAR.at(date(2026, 1, 1)), YEAR.after(date(2026, 12, 31))) == (0, 100)
    assert YEAR.after(date(2026, 3, 31)) == YEAR.at(date(2026, 4, 1)) == pytest.approx(9000 / 365)
    assert YEAR.at(date(2020, 1, 1)) == 0
    assert [day.month for day in YEAR.months] == list(range(1, 13))
    across = Days(date(2025, 11, 15), date(2026, 2, 3))
    assert across.months == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


def test_steps_go_evenly_from_end_to_end():
    assert evenly(5) == [0, 25, 50, 75, 100]
    assert evenly(1) == [0]


@given(st.lists(st.floats(10, 90), min_size=1, max_size=5))
def test_names_are_moved_apart_and_none_out(places):
    found = apart(places, 15, 10, 90)
    assert all(10 - 1e-6 <= each <= 90 + 1e-6 for each in found)
    assert all(b - a >= 15 - 1e-6 for a, b in pairwise(sorted(found)))
    order = sorted(range(len(places)), key=lambda each: (places[each], each))
    assert order == sorted(order, key=lambda each: found[each])


def test_names_with_room_stay_where_they_are_and_too_many_share_it():
    assert apart([80, 20, 50], 15, 0, 100) == [80, 20, 50]
    assert apart([50] * 5, 40, 0, 100) == [0, 25, 50, 75, 100]


def test_a_line_is_open_where_nothing_is_known():
    drawn = lines([Series("fin", [1, 2, None, 4, 5])], ["a", "", "", "", "z"], Scale(0, 5), [])
    assert values(drawn.parts, "line", "x1") == [0, 75]
    assert texts(drawn.parts) == ["a", "z", "fin"]


def test_a_line_without_a_last_value_has_no_name_at_its_end():
    drawn = lines([Series("fin", [1, 2, None])], ["a", "", "z"], Scale(0, 5), [])
    assert "fin" not in drawn.parts
    assert "chispa" in sparkline([1, None], Scale(0, 5))
    assert "<circle" not in sparkline([1, None], Scale(0, 5))


def test_an_interval_is_open_where_the_value_is_not_known():
    band = [(0, 2), (0, 2), (1, 3), (2, 4), (2, 4), None]
    drawn = lines(
        [Series("", [1, 2, None, 3, 3, 3], band=band)], ["a", "", "", "", "", "z"], Scale(0, 4), []
    )
    first, second = re.findall(r'class="g-intervalo" d="M(.*?)z"', drawn.parts)
    corners = [tuple(map(float, one.split())) for one in first.split("L")]
    assert [x for x, _ in corners] == [0, 20, 20, 0]
    assert corners[0][1] < corners[3][1]
    assert [float(one.split()[0]) for one in second.split("L")] == [60, 80, 80, 60]


def test_a_name_that_was_moved_has_its_sign_before_it_and_a_line_from_its_own():
    near = [Series("Rojo", [1, 2.0], "rojo"), Series("Ámbar", [1, 2.1], "ambar")]
    drawn = lines([*near, Series("País", [1, 2.2])], ["a", "z"], Scale(0, 4), []).parts
    assert drawn.count('class="g-hilo"') == 3
    names = [
        float(y) for y in re.findall(r'class="g-fuerte" x="100%" dx="\d+" y="([\d.]+)"', drawn)
    ]
    assert min(abs(a - b) for a, b in pairwise(sorted(names))) == pytest.approx(17)
    for light, y in zip(("rojo", "ambar"), names, strict=False):
        assert re.search(
            rf'y="{y - 4:g}" [^>]*><g transform="translate\(16 0\)">.[^>]*m-{light}', drawn
        )
    apart = lines([near[0], Series("País", [1, 4])], ["a", "z"], Scale(0, 4), []).parts
    assert "g-hilo" not in apart
    assert "translate" not in apart


def test_columns_stand_on_zero_and_the_first_and_last_say_their_value():
    drawn = columns([10, None, 30], ("10 %", "30 %"), ("ene", "mar"), Scale(0, 40), "rojo")
    heights = values(drawn.parts, "rect", "height")
    assert heights[1] == pytest.approx(3 * heights[0])
    tops = [y + high for y, high in zip(values(drawn.parts, "rect", "y"), heights, strict=True)]
    assert tops[0] == tops[1]
    assert texts(drawn.parts) == ["10 %", "30 %", "ene", "mar"]


def test_the_values_are_clear_of_the_line_beside_and_that_has_its_name():
    beside = Beside([1, 2, 39, 3, 1], "país 1 %")
    drawn = columns(
        [5, 30, 10, 5, 5], ("5 %", "5 %"), ("ene", "may"), Scale(0, 40), "rojo", beside, "30 %"
    ).parts
    ground = max(values(drawn, "rect", "y")) + min(values(drawn, "rect", "height"))
    places = dict(re.findall(r' y="([\d.]+)" text-anchor="\w+">(.*?)</text>', drawn))
    below = [text for y, text in places.items() if float(y) > ground + 9]
    assert below == ["5 %", "may", "país 1 %"]  # of two at one height, the second
    [peak] = [float(y) for y, text in places.items() if text == "30 %"]
    assert peak < min(values(drawn, "line", "y1"))


def test_the_highest_is_said_where_it_is_at_no_end():
    def said(*values):
        return texts(columns(values, ("a", "b"), ("", ""), Scale(0, 9), "gris", peak="más").parts)

    assert "más" in said(1, 3, 2)
    assert "más" in said(1, None, 3, 2)
    assert "más" not in said(3, 1, 2)
    assert "más" not in said(1, 2, 3)
    assert "más" not in said(None, None)


@pytest.mark.parametrize("name", ["c-exento", "c-gris"])
def test_a_pale_bar_has_an_edge_that_is_seen(name):
    assert sheet.rules()[name]["stroke"] == sheet.colour("gris")
    drawn = columns([1, 2, 3], ("", ""), ("", ""), Scale(0, 9), name.removeprefix("c-")).parts
    assert drawn.count(f'<rect class="{name}"') == 3


def test_a_whole_shared_out_is_whole_and_says_each_count_and_word():
    drawn = stacked([("Puno", PARTS)]).parts
    assert sum(values(drawn, "rect", "width")) == pytest.approx(100, abs=0.01)
    assert texts(drawn) == ["Puno · 100", "60\xa0verde", "1\xa0rojo", "39\xa0sin información"]
    for part in PARTS:
        assert (lights.SIGNS[part.sign] in drawn) == bool(part.count)


def test_each_light_has_a_height_or_a_sign_that_no_other_has():
    assert len(set(lights.SIGNS.values())) == len(lights.SIGNS)
    filled = [name for name in lights.HEIGHTS if sheet.rules()[name]["fill"] not in HOLLOW]
    for first in ("t", "z"):
        mine = [lights.HEIGHTS[name] for name in filled if name.startswith(first)]
        assert len(set(mine)) == len(mine) == 3


HOLLOW = ("none", sheet.colour("gris-velo"))


def test_small_bars_have_the_heights_of_the_large_ones():
    small_, large = (
        values(drawn, "rect", "height") for drawn in (small(PARTS), stacked([("", PARTS)]).parts)
    )
    assert [one / max(small_) for one in small_] == pytest.approx(
        [one / max(large) for one in large], abs=0.02
    )
    assert "<rect" not in small([])


def test_a_timeline_names_each_row_and_marks_the_day_and_the_deadlines():
    span = Span(date(2026, 1, 1), date(2026, 6, 30), "rojo", "vencido <hoy>")
    row = Row("Sesión", [span], [date(2026, 3, 31)], "Rojo")
    drawn = timeline([row, row], YEAR, date(2026, 7, 1)).parts
    assert texts(drawn) == [*"EFMAMJJASOND", "Sesión", "Rojo", "Sesión", "Rojo"]
    assert drawn.count("t-plazo") == drawn.count("t-hoy") == 2
    assert "vencido &lt;hoy&gt;" in drawn
    assert "t-hoy" not in timeline([row], YEAR, date(2027, 1, 1)).parts
    assert "t-hoy" not in timeline([row], YEAR).parts


def test_bars_of_a_sum_begin_where_the_one_before_ended():
    rows = [Bar("a", 0, 2, "2"), Bar("b", 2, 5, "3"), Bar("total", 0, 5, "5", strong=True)]
    drawn = bars(rows, Scale(0, 5)).parts
    starts, wide = values(drawn, "rect", "x"), values(drawn, "rect", "width")
    assert starts == [0, 40, 0]
    assert wide == [40, 60, 100]
    assert texts(drawn) == ["a", "2", "b", "3", "total", "5"]


def test_a_way_to_no_state_is_an_error():
    with pytest.raises(KeyError):
        flow([State("a", "A", ways=(Way("ir", "nada"),))])


def test_a_map_on_paper_leads_nowhere_and_its_signs_take_the_rows_they_need():
    linked = '<a href="/x/" tabindex="-1"><title>Puno</title><path d="M0 0"/></a>'
    assert without_links(linked) == '<g><title>Puno</title><path d="M0 0"/></g>'
    signs = tuple((lights.SIGNS["rojo"], "una palabra larga") for _ in range(9))
    one, many = (
        Map(linked, (0, 0, 10, 10), key).placed(0, 0, 400)[1] for key in (signs[:1], signs)
    )
    assert many - one == 26 * 4  # nine, two to a row: four more rows than one
    drawn, _ = Map(linked, (0, 0, 10, 10), signs).placed(0, 0, 400)
    places = [(float(x), float(y)) for x, y in re.findall(r"translate\((\S+) (\S+)\)", drawn)]
    assert len(set(places)) == 9
    assert max(x for x, _ in places) < 400


def test_what_is_measured_in_pixels_is_never_made_larger():
    assert Map("", (0, 0, 100, 50), fixed=True).placed(0, 0, 700)[1] == 50
    assert Map("", (0, 0, 100, 50)).placed(0, 0, 700)[1] == 350
    assert 'width="100"' in Map("", (0, 0, 100, 50), fixed=True).shown("a", "b", "c")


def test_a_stroke_that_does_not_grow_is_as_thick_in_any_measure():
    assert 'stroke-width="1"' in sheet.with_attributes('<path class="contorno"/>')
    assert 'stroke-width="0.25"' in sheet.with_attributes('<path class="contorno"/>', 0.25)
    assert 'stroke-width="2"' in sheet.with_attributes('<line class="t-hoy"/>', 0.25)


def test_a_file_has_the_colours_of_light():
    drawn = sheet.with_attributes('<rect class="t-verde"/><text class="g-fuerte">a</text>')
    assert drawn == (
        '<rect fill="#1d8663"/><text font-size="13" font-weight="600" fill="#16202a">a</text>'
    )
    assert sheet.colour("r0") == sheet.colour("hoja") == "#ffffff"


def test_a_source_says_what_nobody_may_read_it_without():
    real = Source("x", "definitiva", "1 de mayo de 2026", simulated=False)
    assert real.said == "Fuente: SINASEC, publicación x, definitiva, al 1 de mayo de 2026."
    both = Source("x", "preliminar", "1 de mayo de 2026", simulated=True, example=True)
    assert both.said.endswith("SIMULADO: no describe a nadie real. Con pesos de ejemplo.")


def test_a_ruler_keeps_its_ends_inside():
    drawn = marks.ruler(Scale(0, 10), [(0, "0"), (5, "5"), (10, "10")])
    assert re.findall(r'text-anchor="(\w+)"', drawn) == ["start", "middle", "end"]
