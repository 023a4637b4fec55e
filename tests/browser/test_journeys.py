"""What people come to do, with their own means: the pictures of the manual are taken on the way."""

import io
import re

import pytest
from pypdf import PdfReader

PUNO = "/comite/CORESEC-21/"


def test_a_citizen_finds_the_district_and_reads_why(opened, picture):
    page = opened("/", viewport={"width": 1280, "height": 1180})
    picture(page, "portada")
    page.get_by_label("Mi distrito, provincia o región").fill("capachica")
    page.get_by_role("button", name="Buscar").click()
    assert "/comite/CODISEC-210105/" in page.url
    picture(page, "comite")
    page.get_by_role("link", name="Sesión ordinaria del comité").first.click()
    assert "deber/sesion-ordinaria" in page.url
    page.get_by_text("Cómo se contó, día por día").first.click()
    assert (
        page.get_by_role("link", name="texto oficial")
        .first.get_attribute("href")
        .startswith("https://")
    )
    picture(page, "deber")


def test_a_journalist_goes_back_to_a_past_day(opened, picture):
    page = opened("/?luz=gestion")
    page.get_by_label("A la fecha de").fill("2026-03-15")
    page.get_by_role("button", name="Ver ese día").click()
    assert "fecha=2026-03-15" in page.url
    assert "luz=gestion" in page.url
    assert "15 de marzo de 2026" in page.locator("main").inner_text()
    page.get_by_role("link", name="Puno", exact=True).first.click()
    assert "fecha=2026-03-15" in page.url
    picture(page, "region")


def test_a_jurist_tries_a_draft(opened, picture):
    page = opened("/que-pasaria-si/")
    page.get_by_role("link", name="Sesión ordinaria cada mes").click()
    page.get_by_role("heading", name=re.compile("lo que cambia el")).scroll_into_view_if_needed()
    picture(page, "que-pasaria-si")
    page.get_by_label("Definición en YAML").fill("code: sesion-ordinaria\nname: Borrador\n")
    page.get_by_role("button", name="Probar el borrador").click()
    assert "falta" in page.get_by_role("alert").inner_text()


def test_a_clerk_is_told_every_fault_of_a_file(opened, picture):
    page = opened("/actos/")
    page.get_by_label(re.compile("Actos")).set_input_files(
        {
            "name": "actos.csv",
            "mimeType": "text/csv",
            "buffer": "Comité;Acto;Fecha\nCORESEC Nada;sesion-ordinaria;32/01/2026\n".encode(),
        }
    )
    page.get_by_role("button", name="Revisar").click()
    alert = page.get_by_role("alert").inner_text()
    assert "falta" in alert
    picture(page, "actos")


def test_a_file_that_is_no_workbook_is_refused_in_words(opened):
    page = opened("/matriz/")
    page.get_by_label(re.compile("Matriz")).set_input_files(
        {"name": "foto.xlsx", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + b"0" * 50}
    )
    page.get_by_role("button", name="Revisar").click()
    assert "imagen" in page.get_by_role("alert").inner_text()


def test_a_real_matrix_is_scored_and_its_defects_listed(opened, shared, picture):
    page = opened("/matriz/")
    page.get_by_label(re.compile("Matriz")).set_input_files(
        shared / "data" / "matriz-itca-2025-trimestre-1.xlsx"
    )
    page.get_by_role("button", name="Revisar").click()
    text = page.locator("#resultado").inner_text()
    assert "98,6" in text
    assert "44 actividades programadas" in text
    picture(page, "matriz")


def test_with_the_keyboard_alone(opened):
    page = opened("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Saltar al contenido"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenido"
    stops = []
    for _ in range(40):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.id || document.activeElement.href"))
        if stops[-1] == "q":
            break
    assert stops[-1] == "q"
    page.keyboard.type("puno")
    page.keyboard.press("Enter")
    page.wait_for_url("**/buscar/**")
    found = page.get_by_role("link", name="CORESEC Puno").first
    found.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/comite/CORESEC-21/**")
    ring = "getComputedStyle(document.activeElement).outlineStyle"
    page.keyboard.press("Tab")
    assert page.evaluate(ring) == "solid"


@pytest.mark.parametrize("path", ["/", PUNO, "/que-pasaria-si/?borrador=seis-sesiones", "/planes/"])
def test_without_javascript_the_page_is_the_same(path, opened):
    words = [
        opened(path, java_script_enabled=enabled).locator("main").inner_text()
        for enabled in (True, False)
    ]
    assert words[0] == words[1]


@pytest.mark.parametrize("path", ["/", PUNO, "/datos/", "/planes/", "/que-pasaria-si/"])
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


def test_pictures_for_small_dark_and_paper(opened, picture):
    small = opened("/", viewport={"width": 360, "height": 740}, color_scheme="dark")
    assert small.get_by_role("heading", level=1).is_visible()
    picture(small, "portada-movil")
    rule = opened("/normas/sesion-conasec/")
    assert "Ley 32378" in rule.locator("main").inner_text()
    picture(rule, "norma")
    paper = opened(PUNO)
    paper.emulate_media(media="print")
    assert not paper.get_by_role("navigation", name="Principal").is_visible()
    assert not paper.get_by_role("button", name="Ver ese día").is_visible()


def test_on_paper_the_page_of_a_duty_has_no_blank_sheet_and_its_article_unfolded(opened):
    page = opened(f"{PUNO}deber/sesion-ordinaria/")
    assert not page.locator(".articulo blockquote").first.is_visible()
    page.emulate_media(media="print")
    assert page.locator(".articulo blockquote").first.is_visible()
    sheets = [
        " ".join(sheet.extract_text().split())
        for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    ]
    assert "Último día en plazo" in " ".join(sheets)
    assert "Artículo 32" in " ".join(sheets)
    assert "la misma luz" in sheets[0], "the card begins under the title"
