"""The page of style, and the drawings of the others, as they are seen: in light, in dark, without
colours of ours, on a small screen and on paper."""

import pytest

from tests.browser.test_accessibility import (
    EVERY_RULE,
    OF_COLOUR,
    SMALL,
    WIDE,
    sideways,
    violations,
)

PAPER = {"width": 680, "height": 960}  # an A4 between its margins, in pixels
DRAWN = ["/estilo/", "/", "/region/21/", "/comite/CORESEC-21/", "/riesgo/frontera/"]
# Words of one drawing that fall on others, or go out of the screen.
CLASHES = """() => [...document.querySelectorAll('figure.dibujo svg[role=img]')].flatMap(svg => {
    const boxes = [...svg.querySelectorAll('text')]
        .map(text => [text.textContent, text.getBoundingClientRect()])
        .filter(([, box]) => box.width > 0)
    const out = boxes.filter(([, box]) => box.left < -1 || box.right > innerWidth + 1)
    const over = boxes.flatMap(([one, a], at) => boxes.slice(at + 1)
        .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3)
        .map(([other]) => one + ' / ' + other))
    return [...over, ...out.map(([text]) => text + ' >')]
})"""
SIZES = """() => [...document.querySelectorAll('.lienzo svg text')]
    .map(text => parseFloat(getComputedStyle(text).fontSize))"""
SEEN = """() => [...document.querySelectorAll('figure.dibujo svg[role=img]')]
    .map(svg => svg.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"""
FILLS = """() => [...document.querySelectorAll('.lienzo svg text')]
    .map(text => getComputedStyle(text).fill)"""


@pytest.fixture
def style(opened):
    return opened("/estilo/")


@pytest.mark.parametrize("path", DRAWN)
def test_no_words_fall_on_others_nor_out_of_the_screen(path, opened):
    page = opened(path)
    for screen in (WIDE, SMALL, PAPER):
        page.set_viewport_size(screen)
        assert page.evaluate(CLASHES) == [], screen


def test_the_letters_of_the_drawings_are_as_large_on_a_small_screen(style):
    wide = style.evaluate(SIZES)
    style.set_viewport_size(SMALL)
    assert style.evaluate(SIZES) == wide
    assert min(wide) >= 12


def test_in_dark_the_drawings_take_other_colours(style):
    light = set(style.evaluate(FILLS))
    style.emulate_media(color_scheme="dark")
    assert not light & set(style.evaluate(FILLS))
    assert violations(style, OF_COLOUR) == []


def test_on_paper_all_of_it_is_there(style):
    style.set_viewport_size(PAPER)
    style.emulate_media(media="print")
    assert not sideways(style)
    sizes = style.evaluate(SEEN)
    assert len(sizes) > 10
    assert min(sizes) > 20
    assert violations(style, OF_COLOUR) == []
    assert style.pdf(format="A4").startswith(b"%PDF")


def test_on_paper_the_table_of_a_drawing_is_open(opened):
    page = opened("/")
    shown = """() => [...document.querySelectorAll('figure.dibujo details table')]
        .map(table => table.checkVisibility() && table.getBoundingClientRect().height > 50)"""
    closed = page.evaluate(shown)
    assert closed
    assert not any(closed)
    page.emulate_media(media="print")
    assert all(page.evaluate(shown))


def test_the_map_says_what_it_is_and_none_of_its_thousand_links(opened):
    page = opened("/")
    drawn = page.locator("figure.mapa svg[role=group]")
    assert drawn.locator("a").count() > 1000
    told = drawn.aria_snapshot()
    assert told.startswith("- group ")
    assert "link" not in told
    assert violations(page, EVERY_RULE) == []


def test_where_the_reader_chooses_the_colours_the_words_have_them(style):
    style.emulate_media(forced_colors="active", color_scheme="dark")
    page = style.evaluate("getComputedStyle(document.body).color")
    assert set(style.evaluate(FILLS)) == {page}


def test_a_file_of_a_drawing_opens_by_itself(opened):
    page = opened("/")
    title = page.locator("#dibujo-doce-meses .titulo").text_content()
    page.locator("#dibujo-doce-meses .descargas a").first.click()
    assert "/dibujo/doce-meses.svg?publicacion=" in page.url
    assert page.evaluate("document.documentElement.tagName") == "svg"
    assert page.evaluate("document.title") == title
    assert page.evaluate("getComputedStyle(document.querySelector('line')).stroke") != "none"


def test_each_rule_of_accessibility_is_kept_on_paper_too(style):
    style.emulate_media(media="print")
    assert violations(style, EVERY_RULE) == []
