"""The pages that take a file: what is blank, empty, vast or for another page is told so."""

import io
import re
from html import unescape

import openpyxl
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from sinasec.compliance.template import write_template
from sinasec.definitions import library
from sinasec.definitions.index import load
from sinasec.definitions.itca import itca_edition
from sinasec.plans.template import LEVELS, matrix_template
from sinasec.risk.editions.workbook import edition_to_workbook
from sinasec.web.semaforo.views.acts import MAX_FAULTS
from tests.plans.workbooks import as_bytes, whole_year


def blank(level: str) -> bytes:
    return matrix_template(itca_edition(), itca_edition().settings, level)


def acts_book(folder) -> bytes:
    write_template(folder / "actos.xlsx")
    return (folder / "actos.xlsx").read_bytes()


def sent(client, page: str, content: bytes, name: str, **more: str):
    answer = client.post(page, {"archivo": SimpleUploadedFile(name, content), **more})
    return answer.status_code, unescape(answer.content.decode())


# -- a blank matrix


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("button", ["revisar", "corregido"])
def test_a_blank_matrix_is_told_so_in_a_sentence(db, client, level, button):
    status, said = sent(client, "/matriz/", blank(level), "matriz.xlsx", **{button: "1"})
    assert status == 422
    assert "«matriz.xlsx»: la matriz está en blanco" in said
    assert "Defectos del libro" not in said
    assert "Trimestre I" not in said


def test_one_figure_is_enough_to_be_judged(db, client):
    book = openpyxl.load_workbook(io.BytesIO(blank("CODISEC")))
    codes = {cell.value: cell.row for cell in book["TRIM I"]["B"]}
    book["TRIM I"].cell(codes["AE 2.4.1"], 7, 3)
    made = io.BytesIO()
    book.save(made)
    status, said = sent(client, "/matriz/", made.getvalue(), "matriz.xlsx")
    assert status == 200
    assert "Defectos del libro" in said


# -- the wrong page


@pytest.fixture
def files(tmp_path) -> dict[str, tuple[bytes, str]]:
    draft = library().edition.files["obligations/sesion-ordinaria.yaml"]
    return {
        "/matriz/": (as_bytes(whole_year()), "m.xlsx"),
        "/actos/": (acts_book(tmp_path), "a.xlsx"),
        "/que-pasaria-si/": (draft.encode(), "d.yaml"),
        "/riesgo/ediciones/": (edition_to_workbook(load()), "e.xlsx"),
    }


@pytest.mark.parametrize("page", ["/matriz/", "/actos/", "/que-pasaria-si/"])
def test_a_file_for_another_page_is_sent_on(published, client, files, page):
    for wanted, (content, name) in files.items():
        status, said = sent(client, page, content, name)
        led = re.findall(r"parece ([^,]*), y aquí se recibe otra cosa.*?href=\"([^\"]*)\"", said)
        if wanted == page:
            assert not led
        else:
            assert (status, [address for _, address in led]) == (422, [wanted]), said


def test_a_list_of_acts_as_text_is_known_too(published, client):
    text = "Comité;Clase de acto;Fecha\nCORESEC Puno;Sesión ordinaria;15/02/2024\n".encode()
    for page in ("/matriz/", "/que-pasaria-si/"):
        _, said = sent(client, page, text, "actos.csv")
        assert "parece un libro de actos" in said


def test_what_nobody_takes_is_refused_as_before(published, client):
    assert "PNG" not in sent(client, "/matriz/", b"\x89PNG....", "foto.png")[1]
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.add_worksheet().write("A1", "Lista de compras")
    assert "ninguna matriz en el libro" in sent(client, "/matriz/", made.getvalue(), "x.xlsx")[1]
    assert "ninguna tabla conocida" in sent(client, "/actos/", made.getvalue(), "x.xlsx")[1]
    status, said = sent(client, "/que-pasaria-si/", b"\xff\xd8\xff\xe0", "foto.jpg")
    assert (status, "debe ser un archivo de texto" in said) == (422, True)
    assert "Probar el borrador" in said  # the form is there to try again


# -- nothing was changed


@pytest.mark.parametrize("given", [{}, {"texto": " \n"}])
def test_an_empty_draft_is_told_so(published, client, given):
    answer = client.post("/que-pasaria-si/", given)
    assert answer.status_code == 422
    assert "no cambió nada. Elija uno" in answer.content.decode()


def test_the_definition_in_force_sent_back_is_told_so(published, client):
    text = library().edition.files["obligations/sesion-ordinaria.yaml"]
    answer = client.post("/que-pasaria-si/", {"texto": text})
    assert answer.status_code == 200
    assert "no cambió nada. Cambie en él" in answer.content.decode()
    answer = client.post("/que-pasaria-si/", {"texto": f"{text}\n# una razón"})
    assert "no cambió nada" not in answer.content.decode()


def test_weights_sent_as_they_were_are_told_so(index, client):
    assert "No cambió nada" not in client.get("/riesgo/que-pasaria-si/").content.decode()
    same = client.get("/riesgo/que-pasaria-si/?normalizacion=&sin=").content.decode()
    assert "No cambió nada: los pesos" in same


# -- very many faults, and very long


def test_the_answer_to_a_vast_file_of_faults_is_a_page(db, client):
    rows = [f"CODISEC {'x' * 900}{n};Sesión ordinaria;15/02/2024" for n in range(3_000)]
    head = ";".join(["Comité", "Clase de acto", "Fecha", *(f"Columna {n}" for n in range(150))])
    content = "\n".join([head, *rows]).encode()
    status, said = sent(client, "/actos/", content, "actos.csv")
    assert status == 422
    assert re.search(r"2.000.faltas en", said)
    assert "Se dejó de revisar en la fila 2001 de «actos.csv»" in said
    assert f"las primeras {MAX_FAULTS}" in said
    assert said.count('<td data-c="Celda">') == MAX_FAULTS
    assert "avisos más" in said
    assert len(said.encode()) < 200_000


def test_the_answer_to_a_vast_matrix_is_a_page(db, client):
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet("I TRIMESTRE")
        sheet.write_row(
            0, 0, ["CÓDIGO", "ACTIVIDAD", "MEDIO DE VERIFICACIÓN", "PROGRAMADA", "EJECUTADA"]
        )
        for row in range(1, 1_500):
            name = f"CHARLA {row} {'muy larga ' * 100}"
            sheet.write_row(row, 0, [f"AE 1.1.{row}", name, f"ACTA {row}", 2, "muchas"])
    status, said = sent(client, "/matriz/", made.getvalue(), "matriz.xlsx")
    assert status == 200
    assert "los primeros 300. Quedan" in said
    assert len(said.encode()) < 500_000
