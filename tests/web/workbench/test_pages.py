"""From a file to a published index, as an analyst does it; and what is answered to bad files."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from sinasec import warehouse
from sinasec.compliance.template import write_template
from sinasec.methods.risk.reports.truth import truth
from sinasec.publications.models import Publication
from sinasec.risk.data.inputs import NEEDED
from sinasec.risk.editions import store as editions
from sinasec.risk.editions.workbook import edition_to_workbook
from sinasec.risk.published import index_publish
from sinasec.risk.simulation.files import File, files
from sinasec.spreadsheets.made_book import saved
from sinasec.warehouse import datasets
from sinasec.work import held, outbox
from sinasec.work.held import Held
from sinasec.work.kinds import WORK
from sinasec.work.run import run
from tests.plans.workbooks import whole_year
from tests.risk.conftest import quick_edition
from tests.risk.some_provinces import some_provinces
from tests.web.workbench.conftest import BY
from tests.web.workbench.forms import CODE, file, quick_workbook, send

DATA, EDITIONS, BUILDING = "/mesa/datos/", "/mesa/ediciones/", "/mesa/construir/"
BAD = (
    b"ANIO,MES,DPTO_HECHO_NEW,PROV_HECHO,DIST_HECHO,UBIGEO_HECHO,P_MODALIDADES,cantidad\n"
    b"2023,13,AMAZONAS,CHACHAPOYAS,CHACHAPOYAS,10101,Robo,4\n"
    b"2023,2,AMAZONAS,CHACHAPOYAS,CHACHAPOYAS,10101,Robo,7\n"
)


@cache
def made_files() -> tuple[File, ...]:
    return files(truth(some_provinces(), (2023, 2024, 2025), 1))


def sent(analyst, one: File):
    """The answer to a made-up file, sent through the page."""
    return send(
        analyst,
        DATA,
        archivo=file(one.name, one.content),
        fuente=one.cited,
        formato=one.layout,
        anio=str(one.year or ""),
        decimal="punto",
        simulado="1",
        cargar="1",
    )


@pytest.fixture(scope="module")
def warehouses(tmp_path_factory) -> Path:
    """A folder for the warehouse that `loaded` fills: see there."""
    return tmp_path_factory.mktemp("datos") / "warehouse"


@pytest.fixture
def loaded(analyst, tmp_path, warehouses):
    """The simulated files of some provinces, sent one by one through the page by the first test
    that asks; for the others, a copy of the files that it leaves, which is all that is kept."""
    mine = tmp_path / warehouses.name
    if warehouses.exists():
        shutil.copytree(warehouses, mine)
        return analyst
    for each in made_files():
        answer = sent(analyst, each)
        assert answer.status_code == 200, answer.content.decode()
    shutil.copytree(mine, warehouses)
    return analyst


def test_what_is_next_is_to_load_what_the_index_cannot_do_without(analyst):
    """Neither what it can do without nor what is loaded already is asked for."""
    said = "Lo que sigue: cargar <strong>denuncias</strong> y <strong>población</strong>"
    [reports, people] = [datasets()[name].title.lower() for name in NEEDED]
    both = said.replace("denuncias", reports).replace("población", people)
    assert both in analyst.get("/mesa/").content.decode()
    for each in made_files():
        if each.layout != "poblacion":
            continue
        sent(analyst, each)
    there = analyst.get("/mesa/?datos=simulados").content.decode()
    assert f"Lo que sigue: cargar <strong>{reports}</strong>. Sin eso" in there


def test_a_bad_file_tells_every_fault_and_keeps_nothing(analyst):
    answer = send(analyst, DATA, archivo=file("mala.csv", BAD), fuente="SIDPOL", cargar="1")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "fila 2, columna B" in text
    assert "no se guardó nada" in text
    assert 'name="fuera" value="mes-imposible"' in text
    assert warehouse.editions("denuncias") == ()


def test_a_choice_is_asked_for_by_the_name_of_its_field(analyst):
    two = b"ubigeo,anio,poblacion,fuente\n010101,2023,5,INEI\n010101,2023,6,MINSA\n"
    answer = send(analyst, DATA, archivo=file("dos.csv", two), fuente="INEI", cargar="1")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "«Serie»" in text
    assert "Haga lo que se indica" in text
    assert "se dejan fuera" not in text


def test_rows_are_left_out_only_by_choice(analyst):
    answer = send(
        analyst,
        DATA,
        archivo=file("mala.csv", BAD),
        fuente="SIDPOL",
        fuera="mes-imposible",
        cargar="1",
    )
    assert answer.status_code == 200
    (edition,) = warehouse.editions("denuncias")
    assert edition.provenance.by == BY
    assert edition.left_out == {"mes-imposible": 1}
    assert warehouse.read(edition).collect()["count"].to_list() == [7]


def test_a_trial_reading_keeps_nothing(analyst):
    good = BAD.replace(b",13,", b",12,")
    answer = send(analyst, DATA, archivo=file("buena.csv", good), fuente="SIDPOL", revisar="1")
    assert answer.status_code == 200
    assert "No se guardó nada" in answer.content.decode()
    assert warehouse.editions("denuncias") == ()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"fuente": "SIDPOL"}, "No llegó ningún archivo"),
        ({"archivo": file("a.csv", BAD), "fuente": " "}, "de dónde viene"),
        ({"archivo": file("a.csv", BAD), "fuente": "x", "formato": "otro"}, "de la lista"),
        ({"archivo": file("a.csv", BAD), "fuente": "x", "anio": "año"}, "no es un año"),
        ({"archivo": file("a.csv", b"hola"), "fuente": "x"}, "resultado"),
    ],
)
def test_what_is_wanting_is_said(fields, says, analyst):
    answer = send(analyst, DATA, **fields)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_book_that_is_no_edition_is_refused_with_its_faults(analyst):
    answer = send(analyst, EDITIONS, archivo=file("otra.xlsx", b"no es un libro"))
    assert answer.status_code == 422
    assert len(editions.kept()) == 1


def test_the_book_of_the_example_comes_back_as_an_edition_of_ones_own(analyst):
    book = analyst.get("/mesa/ediciones/libro.xlsx")
    assert book["Content-Disposition"].startswith("attachment")
    again = send(analyst, EDITIONS, archivo=file("ejemplo.xlsx", book.content))
    assert again.status_code == 422  # its code is the product's
    assert "otro código" in again.content.decode()
    mine = send(analyst, EDITIONS, archivo=file("mia.xlsx", quick_workbook()))
    assert mine.status_code == 200
    assert "Edición de prueba" in mine.content.decode()
    assert editions.find(CODE).top == 12
    assert analyst.get("/mesa/ediciones/libro.xlsx?edicion=ninguna").status_code == 400


def test_the_quality_of_the_reports_is_read_before_building(loaded):
    text = loaded.get("/mesa/calidad/?datos=simulados").content.decode()
    assert "SIMULADO" in text
    assert "nunca aparecen" in text
    assert "No hay denuncias cargadas" in loaded.get("/mesa/calidad/").content.decode()


def test_an_index_is_seen_and_then_published(loaded):
    send(loaded, EDITIONS, archivo=file("mia.xlsx", quick_workbook()))
    page = f"{BUILDING}?datos=simulados"
    wanted = {"edicion": CODE, "anio": "2025", "datos": "simulados"}
    seen = send(loaded, page, **wanted, ver="1")
    assert seen.status_code == 200
    assert "Nada se ha publicado todavía" in seen.content.decode()
    assert not Publication.objects.filter(kind="indice").exists()
    done = send(loaded, page, **wanted, publicar="1", pedido="a")
    assert done.status_code == 302
    assert not Publication.objects.filter(kind="indice").exists()
    waiting = loaded.get(done["Location"]).content.decode()
    assert "Publicar un índice de riesgo: espera" in waiting
    # By its address: after «#resultado», where the form leads, asking for the same is no asking.
    assert f'<meta http-equiv="refresh" content="2; url={done["Location"]}">' in waiting
    assert send(loaded, page, **wanted, publicar="1", pedido="a")["Location"] == done["Location"]
    do_next()
    published = Publication.objects.get(kind="indice")
    assert published.simulated
    text = loaded.get(done["Location"]).content.decode()
    assert f'href="/publicaciones/{published.pk}/"' in text
    assert "refresh" not in text
    again = send(loaded, page, **wanted, publicar="1", pedido="b")
    assert again["Location"] != done["Location"]
    do_next()
    assert f"Se publicó {published.pk}." in loaded.get(again["Location"]).content.decode()
    assert Publication.objects.filter(kind="indice").count() == 1


def do_next() -> None:
    """What a worker does with the first that waits."""
    job = held.take("prueba", datetime.now(UTC), list(WORK))
    run(Held(job.pk, job.fence))


def test_data_that_changed_since_it_was_asked_are_not_published(loaded):
    send(loaded, EDITIONS, archivo=file("mia.xlsx", quick_workbook()))
    wanted = {"edicion": CODE, "anio": "2025", "datos": "simulados"}
    done = send(loaded, f"{BUILDING}?datos=simulados", **wanted, publicar="1")
    [other] = [
        each
        for each in files(truth(some_provinces(), (2023, 2024, 2025), 2))
        if each.layout == "poblacion"
    ]
    sent(loaded, other)
    do_next()
    text = loaded.get(done["Location"]).content.decode()
    assert "Los datos en uso no son los de cuando se pidió" in text
    assert not Publication.objects.filter(kind="indice").exists()


def test_what_waits_may_be_cancelled_and_asked_again_by_whoever_works(loaded):
    send(loaded, EDITIONS, archivo=file("mia.xlsx", quick_workbook()))
    wanted = {"edicion": CODE, "anio": "2025", "datos": "simulados"}
    where = send(loaded, f"{BUILDING}?datos=simulados", **wanted, publicar="1")["Location"]
    number = where.rpartition("=")[2]
    send(loaded, where, trabajo=number, anular="1")
    text = loaded.get(where).content.decode()
    assert f"Lo anuló {BY}." in text
    assert "Volver a intentarlo" in text
    send(loaded, where, trabajo=number, reintentar="1")
    assert "Hacerlo ya" in loaded.get(where).content.decode()


def test_what_is_for_tonight_is_not_asked_for_again_and_again(analyst):
    """A page that asks by itself would keep the session alive for ever."""
    now = datetime.now(UTC)
    for hours, again in ((8, False), (0, True)):
        due = now + timedelta(hours=hours)
        job = outbox.ask("examen", str(hours), {}, by="cada noche", now=now, due=due)
        text = analyst.get(f"/mesa/trabajo/?trabajo={job.pk}").content.decode()
        assert ('http-equiv="refresh"' in text) == again
        assert ("Empieza en cuanto haya quien lo haga" in text) == again


@pytest.mark.parametrize(("asked", "status"), [("99", 422), ("x", 400), ("9" * 13, 400)])
def test_a_piece_of_work_that_is_not_there(analyst, asked, status):
    assert analyst.get(f"/mesa/trabajo/?trabajo={asked}").status_code == status
    assert "Todavía no se pidió nada" in analyst.get("/mesa/trabajo/").content.decode()


def test_what_the_index_lacks_is_accepted_by_name_before_it_is_published(loaded, monkeypatch):
    """Nobody loaded police stations: the preview says so, and the button alone is refused."""
    gather = index_publish.risk_inputs

    def gathered(*asked):
        inputs = gather(*asked)
        kept = inputs.indicators.filter(pl.col("indicator") != "comisarias")
        return replace(inputs, indicators=kept)

    monkeypatch.setattr(index_publish, "risk_inputs", gathered)
    send(loaded, EDITIONS, archivo=file("mia.xlsx", quick_workbook()))
    page = f"{BUILDING}?datos=simulados"
    wanted = {"edicion": CODE, "anio": "2025", "datos": "simulados"}
    seen = send(loaded, page, **wanted, ver="1").content.decode()
    assert 'name="aunque_falten" value="COMISARIAS "' in seen
    refused = send(loaded, page, **wanted, publicar="1")
    assert refused.status_code == 422
    assert 'name="aunque_falten" value="COMISARIAS "' in refused.content.decode()
    assert not Publication.objects.filter(kind="indice").exists()
    done = send(loaded, page, **wanted, publicar="1", aunque_falten="COMISARIAS ")
    assert done.status_code == 302


def test_the_preview_says_the_levels_of_its_edition_and_what_is_measured(loaded):
    doubt = replace(quick_edition().uncertainty, interval=0.8, contested=(0.1, 0.75))
    mine = replace(quick_edition(), code=CODE, title="Edición de prueba", uncertainty=doubt)
    send(loaded, EDITIONS, archivo=file("mia.xlsx", edition_to_workbook(mine)))
    wanted = {"edicion": CODE, "anio": "2025", "datos": "simulados"}
    text = send(loaded, f"{BUILDING}?datos=simulados", **wanted, ver="1").content.decode()
    assert "con más de 75 % de probabilidad" in text
    assert "intervalo del 80 %" in text
    assert "delitos denunciados, que no son todos los que ocurren" in text


@pytest.mark.parametrize(
    "fields",
    [
        {"edicion": "ninguna", "anio": "2025"},
        {"edicion": "irs-ejemplo", "anio": "el que sea"},
        {"edicion": "irs-ejemplo", "anio": "1950", "datos": "simulados"},
        {"edicion": "irs-ejemplo", "anio": "2025"},  # no real data were loaded
    ],
)
def test_what_cannot_be_built_is_said(fields, loaded):
    answer = send(loaded, f"{BUILDING}?datos=simulados", **fields, ver="1")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("path", ["/mesa/", "/mesa/calidad/", BUILDING])
def test_data_that_someone_spoiled_are_told_and_not_used(loaded, analyst, path):
    edition = warehouse.current("denuncias", simulated=True)
    edition.folder.chmod(0o755)
    (edition.folder / "manifest.json").chmod(0o644)
    (edition.folder / "manifest.json").write_text("{")
    answer = analyst.get(path, {"datos": "simulados"})
    assert answer.status_code == 503
    assert edition.id in answer.content.decode()


def test_the_file_of_another_page_is_sent_on(analyst, tmp_path):
    write_template(tmp_path / "actos.xlsx")
    for content, name, wanted in (
        ((tmp_path / "actos.xlsx").read_bytes(), "actos.xlsx", "/actos/"),
        (saved(whole_year()), "matriz.xlsx", "/matriz/"),
        (b"hola,que\n1,2\n", "nada.csv", ""),
    ):
        answer = send(analyst, DATA, archivo=file(name, content), fuente="prueba", cargar="1")
        assert answer.status_code == 422
        text = answer.content.decode()
        assert (f'Envíelo en <a href="{wanted}">' in text) is bool(wanted)
        assert ("No se encontró la fila de encabezados" in text) is not bool(wanted)


def test_a_series_is_not_replaced_without_asking(loaded):
    whole = [each for each in made_files() if each.layout == "denuncias"][-1]
    one = replace(whole, rows=whole.rows.filter(whole.rows["ANIO"] == 2025))
    before = warehouse.current("denuncias", simulated=True)
    asked = sent(loaded, one)
    assert asked.status_code == 422
    text = asked.content.decode()
    assert "no trae todo lo que hoy está vigente" in text
    assert 'name="juntar" value="conservar"' in text
    assert warehouse.current("denuncias", simulated=True) == before
    answer = send(
        loaded,
        DATA,
        archivo=file(one.name, one.content),
        fuente=one.cited,
        formato=one.layout,
        simulado="1",
        juntar="reemplazar",
        cargar="1",
    )
    assert answer.status_code == 200
    now = warehouse.current("denuncias", simulated=True)
    assert now is not None
    assert set(warehouse.read(now).collect()["year"]) == {2025}
