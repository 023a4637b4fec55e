"""The page of style shows each form of drawing and each part of the pages, in every state."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path
from typing import get_type_hints

import pytest
from django.utils.safestring import SafeString

import sinasec.web
from sinasec.web import charts
from sinasec.web.charts import samples
from sinasec.web.charts.files import png_file, svg_file
from sinasec.web.charts.plot import Map, Panels, Plot
from sinasec.web.charts.sheet import rules
from sinasec.web.words import day_words

STATIC = Path(sinasec.web.__file__).parent / "static" / "web"
FORMS = {Plot, Map, Panels, SafeString}
WRAPS = "marks.drawing"  # what every drawing of a row is wrapped in
OF_ANOTHER = {  # variants of a form, shown as one more figure
    "line.band": "line.lines",
    "stacked.zones": "stacked.small",
}
CLASS = re.compile(r"\.([a-z][\w-]*)")
# What only one page has, whole: the frame, the two maps, the year, the workbench and the embedding.
FRAME = "incrustado mesa columna portada no-imprimir abierto publicacion oculto tarea descargas"
ALONE = "mapa region riesgo limites anio deber raya meses barra-anio esquina fin estado"
ELSEWHERE = {*FRAME.split(), *ALONE.split()}


def forms() -> set[str]:
    """Each function of the package that gives a drawing."""
    found = set()
    for one in pkgutil.iter_modules(charts.__path__):
        module = importlib.import_module(f"{charts.__name__}.{one.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            if own and get_type_hints(function).get("return") in FORMS:
                found.add(f"{one.name}.{name}")
    return found - {WRAPS}


@pytest.fixture
def page(db, client) -> str:
    answer = client.get("/estilo/")
    assert answer.status_code == 200
    return answer.content.decode()


def written(page: str) -> set[str]:
    return {one for each in re.findall(r'class="([^"]*)"', page) for one in each.split()}


def test_each_form_of_drawing_is_shown():
    shown = {*samples.figures(), *samples.rows()} - set(OF_ANOTHER)
    assert forms() == shown
    assert set(OF_ANOTHER.values()) <= shown


def test_all_of_the_samples_are_in_the_page(page):
    for figure in samples.figures().values():
        assert figure.drawn in page
        assert figure.title in page
    for said, drawn in samples.rows().values():
        assert said in page
        assert drawn in page


def test_each_mark_of_the_sheet_is_drawn(page):
    assert set(rules()) - written(page) == set()


@pytest.mark.parametrize("name", ["sinasec.css", "riesgo.css", "dibujos.css"])
def test_each_part_that_a_sheet_styles_is_shown(name, page):
    sheet = re.sub(r"/\*.*?\*/", "", (STATIC / name).read_text(encoding="utf-8"), flags=re.S)
    styled = {one for rule in re.findall(r"([^{}]+)\{", sheet) for one in CLASS.findall(rule)}
    assert styled - written(page) - ELSEWHERE == set()


def test_it_says_that_all_of_it_is_invented(page):
    assert page.count("SIMULADO: no describe a nadie real.") == page.count('<figure class="dibujo"')
    assert "<b>SIMULADO.</b>" in page


def test_its_source_is_no_day_before_the_last_of_its_rows():
    assert f"al {day_words(samples.LAST)}" in samples.source().said
    assert samples.DAY <= samples.LAST


def test_it_is_found_from_the_page_of_accessibility(db, client):
    assert 'href="/estilo/"' in client.get("/accesibilidad/").content.decode()


def test_the_table_of_a_sample_says_what_its_lines_say():
    """Each line ends in its light and its last value, and the last row of the table has both."""
    figure = samples.figures()["line.lines"]
    _month, *last = figure.table.rows[-1]
    ends = re.findall(r'class="g-fuerte"[^>]*>(.*?) (\d+)\s%<', figure.drawing.parts)
    assert len(ends) == 5
    assert dict(ends) == dict(zip(figure.table.heads[1:], last, strict=True))


@pytest.mark.parametrize("form", sorted(samples.figures()))
def test_each_form_can_be_taken_along(form):
    figure = samples.figures()[form]
    text = svg_file(figure)
    assert "class=" not in text
    assert figure.source.said.partition(",")[0] in text
    assert png_file(figure).startswith(b"\x89PNG")


@pytest.mark.parametrize("form", sorted(samples.figures()))
def test_what_a_plot_keeps_free_beside_has_its_rule(form):
    sheet = (STATIC / "dibujos.css").read_text(encoding="utf-8")
    drawing = samples.figures()[form].drawing
    for plot in [one.plot for one in drawing.each] if isinstance(drawing, Panels) else [drawing]:
        for side, room in (("izq", getattr(plot, "left", 0)), ("der", getattr(plot, "right", 0))):
            assert isinstance(plot, Map) or not room or f".{side}-{room} " in sheet
