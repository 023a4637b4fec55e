"""Every page kind, in light and dark and on a small screen: no violation of WCAG 2.2 AA, and
no part of the page wider than the screen."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

PAGES = [
    "/",
    "/?luz=gestion",
    "/?datos=reales",
    "/region/21/",
    "/provincia/2101/",
    "/comite/CORESEC-21/",
    "/comite/CONASEC/",
    "/comite/CORESEC-21/deber/sesion-ordinaria/",
    "/incrustar/CORESEC-21/",
    "/normas/",
    "/normas/sesion-ordinaria/",
    "/metodo/",
    "/datos/",
    "/datos/api/",
    "/publicaciones/",
    "/publicaciones/semaforo-…/",
    "/publicaciones/indice-…/",
    "/publicado/2026-11-02/",
    "/que-pasaria-si/?borrador=sesiones-mensuales",
    "/planes/",
    "/matriz/",
    "/actos/",
    "/buscar/?q=puno",
    "/accesibilidad/",
    "/estilo/",
    "/no-existe/",
    "/riesgo/",
    "/riesgo/region/1501/",
    "/riesgo/distritos/?orden=puesto",
    "/riesgo/distrito/150101/",
    "/riesgo/distrito/150119/",
    "/riesgo/comparar/?d=150101&d=150102&d=150119",
    "/riesgo/frontera/",
    "/riesgo/que-pasaria-si/?agregacion=geometrica&peso:robo=80",
    "/riesgo/que-pasaria-si/?agregacion=rara",
    "/riesgo/auditoria/",
    "/riesgo/ediciones/",
    "/riesgo/priorizados/",
    "/riesgo/metodo/",
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERY_RULE = {"type": "tag", "values": TAGS}
OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
WIDE = {"width": 1280, "height": 860}
SMALL = {"width": 360, "height": 740}
NARROWEST = {"width": 320, "height": 740}  # WCAG 1.4.10


RUN = "options => axe.run(options).then(done => done.violations)"


def violations(page, rules) -> list[str]:
    """As `Axe().run`, which reads itself again each time and brings back all that is well too."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    faults = page.evaluate(RUN, {"runOnly": rules, "resultTypes": ["violations"]})
    return [
        f"{fault['id']}: {fault['help']} {node['target']}"
        for fault in faults
        for node in fault["nodes"][:3]
    ]


def sideways(page) -> bool:
    width = page.viewport_size["width"]
    return page.evaluate("document.documentElement.scrollWidth") > width


@pytest.fixture(scope="module")
def reader(chromium, site) -> Iterator[Page]:
    """One page for all the addresses: what it has compiled of axe serves for the next one."""
    with chromium.new_context(base_url=site, locale="es-PE") as context:
        yield context.new_page()


def visit(page, path) -> None:
    """The address, in light and on a wide screen; «…» is the first of those that begin alike."""
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    start, more, _ = path.partition("…")
    if more:
        page.goto("/publicaciones/")
        path = page.locator(f"main a[href^='{start}']").first.get_attribute("href")
    page.goto(path)


@pytest.mark.parametrize("path", PAGES)
def test_no_violation_and_nothing_scrolls_sideways(path, reader):
    """In light; in dark, where only the colours are others; on a small screen and the narrowest."""
    visit(reader, path)
    for fold in reader.locator("summary").all():
        fold.click()
    found = {"claro": violations(reader, EVERY_RULE)}
    reader.emulate_media(color_scheme="dark")
    found["oscuro"] = violations(reader, OF_COLOUR)
    reader.emulate_media(color_scheme="light")
    wide = sideways(reader)
    reader.set_viewport_size(SMALL)
    found["360"] = violations(reader, EVERY_RULE)
    assert not any(found.values()), found
    assert not wide
    assert not sideways(reader)
    reader.set_viewport_size(NARROWEST)
    assert not sideways(reader)


def test_the_colours_of_the_dark_are_looked_at(opened):
    """What is changed in the page is seen by the rules that are asked in each mode."""
    page = opened("/", color_scheme="light")
    page.emulate_media(color_scheme="dark")
    assert not violations(page, OF_COLOUR)
    page.evaluate("document.querySelectorAll('main p').forEach(p => p.style.color = '#333')")
    assert violations(page, OF_COLOUR)


BROKEN = """[...document.querySelectorAll('table.pila td.n')].filter(cell =>
    cell.getBoundingClientRect().height > 1.9 * parseFloat(getComputedStyle(cell).lineHeight)
).map(cell => cell.textContent)"""
APART = """document.querySelector('.dos .fecha, .dos form').getBoundingClientRect().top
    - document.querySelector('.dos .ficha-luz').getBoundingClientRect().bottom"""


def test_on_a_small_screen_no_count_breaks_over_lines_and_no_card_touches_the_next(opened):
    for path in ("/", "/region/21/"):
        assert opened(path, viewport=SMALL).evaluate(BROKEN) == [], path
    assert opened("/provincia/2101/", viewport=SMALL).evaluate(APART) >= 12
