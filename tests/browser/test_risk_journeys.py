"""What people come to do with the index. The pictures of its chapter are taken on the way."""

import re
from collections.abc import Iterator

import pytest

from tests.browser.site import FEW, prepare, served
from tests.risk.made_result import NEVER, TOP, codes

LIMA, PUNO = "/riesgo/distrito/150101/", "/riesgo/distrito/210101/"
FOCUS = "document.activeElement"
COUNTRY = 1891


@pytest.fixture(scope="session")
def districts(pictures) -> int:
    """How many the index has: all of them where a picture is taken."""
    return COUNTRY if pictures else FEW


@pytest.fixture(scope="session")
def site(tmp_path_factory, districts) -> Iterator[str]:
    """The hand-made index, whatever the demonstration says: the journeys know its names."""
    home = tmp_path_factory.mktemp("indice")
    prepare(home, whole=False, districts=districts)
    with served(home) as address:
        yield address


def tab_to(page, wanted, most=120):
    """Press Tab until the focused link or field says `wanted`; the ring must be there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        said = page.evaluate(f"{FOCUS}.labels?.length ? {FOCUS}.id : {FOCUS}.textContent.trim()")
        if said == wanted:
            assert page.evaluate(f"getComputedStyle({FOCUS}).outlineStyle") == "solid"
            return
    pytest.fail(f"no se llega con el teclado a «{wanted}»")


def test_a_mayor_reads_why_the_district_has_its_place_with_the_keyboard_alone(opened, picture):
    page = opened("/", viewport={"width": 1280, "height": 1000})
    tab_to(page, "Riesgo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/riesgo/")
    tab_to(page, "q")
    page.keyboard.type("ancón")
    page.keyboard.press("Enter")
    page.wait_for_url("**/riesgo/distritos/**")
    tab_to(page, "Ancón")
    page.keyboard.press("Enter")
    page.wait_for_url("**/riesgo/distrito/150102/**")
    main = page.locator("main").inner_text()
    assert re.search(r"Entre el \d+ y el \d+ en 90 de cada 100 cálculos", main)
    assert re.search(r"de sus [\d,]+ puntos salen de", main)
    picture(page, "riesgo-distrito")
    table = page.locator("table.aportes")
    assert table.locator("tfoot").inner_text().startswith("Puntaje: la suma")
    table.scroll_into_view_if_needed()
    picture(page, "riesgo-aportes")
    variants = page.get_by_role("heading", name="Si se hubiera decidido otra cosa")
    variants.scroll_into_view_if_needed()
    assert page.get_by_role("rowheader", name="Media geométrica de las dimensiones").is_visible()
    picture(page, "riesgo-variantes")
    tab_to(page, "con", most=200)
    page.keyboard.press("ArrowDown")
    tab_to(page, "Comparar")
    page.keyboard.press("Enter")
    page.wait_for_url("**/riesgo/comparar/**")
    said = page.locator("main").inner_text()
    assert "tiene más puntaje que" in said or "no se distinguen" in said
    picture(page, "riesgo-comparar")


def test_the_secretariat_looks_for_whom_it_cannot_decide(opened, picture):
    page = opened("/riesgo/", viewport={"width": 1280, "height": 1180})
    picture(page, "riesgo-mapa")
    page.get_by_role("navigation", name="Índice de riesgo").get_by_role(
        "link", name="La frontera"
    ).click()
    dots = page.locator("figure svg.trazo circle.z-frontera").count()
    rows = page.locator("#lista + .tabla tbody tr").count()
    assert dots == rows > 0
    picture(page, "riesgo-frontera")


def test_an_adviser_tries_other_weights(opened, picture):
    page = opened("/riesgo/que-pasaria-si/", viewport={"width": 1280, "height": 1000})
    page.get_by_label("Tasa de robos").fill("90")
    page.get_by_label("Cómo se juntan").select_option("geometrica")
    page.get_by_role("button", name="Calcular").click()
    result = page.locator("#resultado")
    assert "Tasa de robos: peso 90 en vez de 40" in result.inner_text()
    assert f"Entran a los {TOP} primeros" in result.inner_text()
    assert page.get_by_label("Tasa de robos").input_value() == "90"
    picture(page, "riesgo-que-pasaria-si")
    link = result.get_by_role("link", name=re.compile("^http")).get_attribute("href")
    again = opened(link)
    assert again.locator("#resultado").inner_text() == result.inner_text()
    page.get_by_label("Tasa de robos").fill("mucho")
    page.get_by_role("button", name="Calcular").click()
    assert "«mucho» no es un peso" in page.get_by_role("alert").inner_text()


def test_a_statistician_reads_the_audit(opened, picture):
    page = opened("/riesgo/auditoria/")
    page.get_by_role("link", name="Sensibilidad").click()
    assert page.get_by_role("heading", name="Sensibilidad").is_visible()
    page.locator("#pesos").scroll_into_view_if_needed()
    picture(page, "riesgo-auditoria")
    assert page.locator("table.calor").first.locator("tbody tr").count() == 7


def test_a_neighbour_filters_the_list_and_takes_it_away(opened, picture, districts):
    lima = sum(code.startswith("1501") for code in codes(districts))
    page = opened("/riesgo/distritos/")
    page.get_by_label("Región").select_option(label="Lima Metropolitana")
    page.get_by_label("Orden").select_option("puesto")
    page.get_by_role("button", name="Ver").click()
    assert "region=1501" in page.url
    assert f"{lima} distritos: región Lima Metropolitana" in page.locator("#lista").inner_text()
    picture(page, "riesgo-distritos")
    with page.expect_download() as download:
        page.get_by_role("link", name="Esta lista en CSV").click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + lima


def test_a_district_without_information_is_told_what_to_do(opened, picture):
    page = opened(f"/riesgo/distrito/{NEVER}/")
    assert page.get_by_role("heading", name="Qué se puede hacer").is_visible()
    assert page.get_by_text("No se le pone un puesto, ni alto ni bajo.").is_visible()
    picture(page, "riesgo-sin-informacion")


@pytest.mark.parametrize("path", ["/riesgo/", LIMA, "/riesgo/frontera/", "/riesgo/auditoria/"])
def test_without_javascript_the_page_is_the_same(path, opened):
    words = [
        opened(path, java_script_enabled=enabled).locator("main").inner_text()
        for enabled in (True, False)
    ]
    assert words[0] == words[1]


@pytest.mark.parametrize("path", ["/riesgo/", LIMA, "/riesgo/comparar/?d=150101&d=150102"])
def test_no_request_leaves_the_site_and_nothing_is_blocked(path, chromium, site):
    context = chromium.new_context(base_url=site)
    page = context.new_page()
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(path)
    assert [url for url in asked if not url.startswith(site)] == []
    assert complaints == []
    assert context.cookies() == []
    context.close()


def test_marks_stay_round_at_any_width(opened):
    """Drawings have no viewBox: a dot is as wide as it is high on a telephone and on a desk."""
    for width in (360, 1280):
        page = opened("/riesgo/distritos/?orden=puesto", viewport={"width": width, "height": 800})
        box = page.locator("svg.tramo circle").first.bounding_box()
        assert abs(box["width"] - box["height"]) < 0.5


def test_pictures_for_small_dark_and_paper(opened, picture):
    small = opened(PUNO, viewport={"width": 360, "height": 740}, color_scheme="dark")
    assert small.get_by_role("heading", level=1).is_visible()
    picture(small, "riesgo-movil")
    paper = opened(LIMA)
    paper.emulate_media(media="print")
    assert not paper.get_by_role("navigation", name="Índice de riesgo").is_visible()
    assert not paper.get_by_role("button", name="Comparar").is_visible()
    assert paper.locator("table.aportes").is_visible()
