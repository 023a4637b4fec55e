"""The files of every figure of the site: each stands alone and says what it is and from where."""

import re
import struct
from xml.etree import ElementTree

import pytest

from sinasec.territories.boundaries import activate
from sinasec.web.charts.files import EDGE, WIDTH
from sinasec.web.charts.sheet import rules
from tests.web.addresses import figures, filled, routes
from tests.web.made_boundaries import puno_boundaries
from tests.web.sample import PUBLISHED

FILES = [
    (route, name) for route, _ in routes() for name in figures(route) if route.endswith(".svg")
]
LETTER = 0.47  # of its height, the width of one on average
SVG = "{http://www.w3.org/2000/svg}"
COMMITTEES = ("CODISEC-210104", "CODISEC-010108", "CORESEC-21", "CODISEC-160405")
PLACES = {"region/": ["21", "01", "1501"], "riesgo/region/": ["1501"], "comite/": COMMITTEES}


@pytest.fixture
def everything(published, index, tmp_path):
    """The semáforo and the index of the samples, and the boundaries of Puno."""
    activate(puno_boundaries(tmp_path).id, at=PUBLISHED)
    return published, index


def addresses(route: str, name: str) -> list[str]:
    """With each real identifier in its place."""
    codes = next((PLACES[one] for one in PLACES if route.startswith(one)), ["-"])
    if name == "limites":
        codes = ["21"]  # whose boundaries there are
    return [filled(route, drawing=name, code=code, unit="150108") for code in codes]


@pytest.mark.parametrize(("route", "name"), FILES)
def test_an_svg_stands_alone(route, name, everything, client):
    for address in addresses(route, name):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
        text = answer.content.decode()
        root = ElementTree.fromstring(text)
        title, told = root.find(f"{SVG}title").text, root.find(f"{SVG}desc").text
        written = " ".join(one.text or "" for one in root.iter(f"{SVG}text"))
        assert title in written
        publication = everything[1 if route.startswith("riesgo") else 0]
        assert f"publicación {publication.pk}" in written
        assert "SIMULADO" in {one.text for one in root.iter(f"{SVG}text")}  # a mark of its own
        assert len(told) > len(title)
        # Alone it has no sheet of ours, and nothing of outside.
        assert not re.search(r"class=|style|<script|href=\"[^#]|var\(", text)
        assert root.get("width") == str(WIDTH)


@pytest.mark.parametrize(("route", "name"), FILES)
def test_a_png_is_the_same_twice_as_large(route, name, everything, client):
    for address in addresses(route, name):
        answer = client.get(address.replace(".svg", ".png"))
        assert answer.status_code == 200, address
        assert answer["Content-Type"] == "image/png"
        assert answer.content.startswith(b"\x89PNG\r\n\x1a\n")
        wide, high = struct.unpack(">II", answer.content[16:24])
        root = ElementTree.fromstring(client.get(address).content)
        assert (wide, high) == (2 * WIDTH, 2 * int(root.get("height")))


@pytest.mark.parametrize("kind", ["svg", "png"])
@pytest.mark.parametrize("route", sorted({route for route, _ in FILES}))
def test_a_name_that_is_none_is_refused_with_those_that_are(route, kind, everything, client):
    code = next((PLACES[one][0] for one in PLACES if route.startswith(one)), "-")
    address = filled(route, drawing="otro", code=code, unit="150108").replace("svg", kind)
    answer = client.get(address)
    assert answer.status_code == 404
    said = answer.content.decode()
    assert "No hay un dibujo «otro» en esta página." in said
    assert all(f"«{name}»" in said for name in figures(route))


def test_a_file_is_kept_and_answers_that_it_did_not_change(everything, client):
    first = client.get("/dibujo/doce-meses.png")
    again = client.get("/dibujo/doce-meses.png", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    for header in ("Cache-Control", "Content-Security-Policy", "X-Content-Type-Options"):
        assert first[header] == client.get("/")[header]


def test_a_fixed_publication_is_the_one_that_is_drawn(everything, client):
    pinned = everything[0].pk
    page = client.get(f"/region/21/?publicacion={pinned}").content.decode()
    [svg] = re.findall(r'href="([^"]+doce-meses\.svg[^"]*)"', page)
    assert svg == f"/region/21/dibujo/doce-meses.svg?publicacion={pinned}"
    assert client.get(svg).status_code == 200


def test_a_page_leads_to_the_drawing_of_the_publication_it_cites(everything, client):
    """By a link that says which drawing it is, and keeps the light and the day that are shown."""
    page = client.get("/region/21/?luz=gestion&fecha=2026-03-31").content.decode()
    for kind in ("svg", "png"):
        found = re.findall(rf'href="([^"]+doce-meses\.{kind}[^"]*)" aria-label="([^"]*)"', page)
        [(address, said)] = found
        query = f"publicacion={everything[0].pk}&amp;fecha=2026-03-31&amp;luz=gestion"
        assert address == f"/region/21/dibujo/doce-meses.{kind}?{query}"
        assert said.startswith(f"{kind.upper()}: ")
        assert f'<p class="titulo">{said[5:]}</p>' in page


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/dibujo/mapa.svg", "mapa.svg"),
        ("/region/21/dibujo/doce-meses.png", "doce-meses-21.png"),
        ("/comite/CORESEC-21/dibujo/anio.svg", "anio-CORESEC-21.svg"),
    ],
)
def test_a_file_is_kept_under_the_name_of_its_place(address, name, everything, client):
    for _made_and_kept in range(2):
        answer = client.get(address)
        assert answer["Content-Disposition"] == f'inline; filename="{name}"'


def test_a_file_says_where_its_numbers_are(everything, client):
    root = ElementTree.fromstring(
        client.get("/region/21/dibujo/doce-meses.svg?luz=gestion").content
    )
    written = " ".join(one.text or "" for one in root.iter(f"{SVG}text"))
    page = f"/region/21/?publicacion={everything[0].pk}&luz=gestion"
    assert page in written
    assert page in root.find(f"{SVG}desc").text
    assert client.get(page).status_code == 200


def test_the_file_of_a_year_says_what_its_bars_mean(everything, client):
    text = client.get("/comite/CORESEC-21/dibujo/anio.svg").content.decode()
    root = ElementTree.fromstring(text)
    written = " ".join(one.text or "" for one in root.iter(f"{SVG}text"))
    assert "hueca: sin información; línea fina punteada: no exigible" in written


@pytest.mark.parametrize(
    ("page", "drawing"),
    [
        ("/region/99/", "doce-meses"),
        ("/comite/CODISEC-999999/", "anio"),
        ("/riesgo/region/99/", "mapa"),
        ("/riesgo/distrito/999999/", "aportes"),
    ],
)
def test_of_a_place_that_is_not_there_a_file_says_what_its_page_does(
    page, drawing, everything, client
):
    said = {}
    for address in (page, f"{page}dibujo/{drawing}.svg", f"{page}dibujo/{drawing}.png"):
        answer = client.get(address)
        assert answer.status_code == 404
        [said[address]] = re.findall(r'<p class="entrada">(.*?)</p>', answer.content.decode(), re.S)
    assert len(set(said.values())) == 1


def test_each_class_of_the_drawings_has_its_rule(everything, client):
    """Whatever a figure is drawn with, the file has its colours: no class without a rule."""
    for route, _name in FILES:
        page = client.get(filled(route.partition("dibujo/")[0], code="21", unit="150108"))
        for drawn in re.findall(r'<figure class="dibujo".*?</figure>', page.content.decode(), re.S):
            for svg in re.findall(r"<svg.*?</svg>", drawn, re.S):
                classes = {
                    one for each in re.findall(r'class="([^"]+)"', svg) for one in each.split()
                }
                assert classes - {"trazo", "g-ancho"} <= set(rules()), route


def test_the_title_goes_over_lines_before_it_goes_out(everything, client):
    root = ElementTree.fromstring(client.get("/region/21/dibujo/doce-meses.svg").content)
    for text in root.findall(f"{SVG}text"):
        assert len(text.text) * float(text.get("font-size")) * LETTER < WIDTH - 2 * EDGE


def test_what_is_real_says_nothing_of_simulated(both, client):
    text = client.get("/dibujo/doce-meses.svg?datos=reales").content.decode()
    assert "publicación semaforo-" in text
    assert "SIMULADO" not in text
