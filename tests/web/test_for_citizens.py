"""A public page tells a citizen what it means and whom to ask, never which command to run."""

import re
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from sinasec.web.published.shelf import SHELF
from tests.web.addresses import filled, routes

COMMAND = re.compile(r"\bsinasec\s+[a-z]|«sinasec|SINASEC_[A-Z]|(?<![\w-])--[a-z]{2,}")
# Whoever downloads a package verifies it and computes it again on their own machine.
TO_REPRODUCE = {"sinasec verify", "sinasec reproduce"}
MACHINES = ("salud/", "robots.txt", "favicon.ico")


def addresses(**places: str):
    for route, _ in routes():
        if not route.startswith("api/") and route not in MACHINES:
            yield filled(route, **{"day": "2026-11-02"} | places)


def commands_in(text: str) -> set[str]:
    """The commands that a page names, without those of whoever reproduces."""
    said = re.sub(r"<style.*?</style>|<script.*?</script>", "", text, flags=re.S)
    words = unescape(re.sub(r"<[^>]+>", "", said))
    for allowed in TO_REPRODUCE:
        words = words.replace(allowed, "")
    return set(COMMAND.findall(words))


def walked(client, paths) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in paths:
        answer = client.get(path)
        kind = answer.get("Content-Type", "")
        if not answer.streaming and ("html" in kind or "json" in kind):
            found[path] = commands_in(answer.content.decode())
    return found


@pytest.mark.django_db
def test_no_page_of_an_empty_site_tells_a_command(client):
    SHELF.clear()
    found = walked(client, addresses())
    assert len(found) > 25
    assert not {path: said for path, said in found.items() if said}


def test_no_page_of_a_full_site_tells_a_command(both, index, client):
    SHELF.clear()
    found: dict[str, set[str]] = {}
    for one in (*both, index):
        places = {"id": one.pk, "unit": "150108"}
        found |= walked(client, addresses(**places))
        pinned = [f"{path}?publicacion={one.pk}" for path in addresses(**places)]
        found |= walked(client, pinned)
    found |= walked(client, addresses(code="21"))
    assert len(found) > 60
    assert not {path: said for path, said in found.items() if said}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/riesgo/", "/planes/", "/publicaciones/"])
def test_an_empty_page_says_whom_to_ask(client, path):
    assert "Secretaría Técnica" in client.get(path).content.decode()


@pytest.mark.django_db
def test_a_file_of_no_known_table_is_refused_without_a_command(client):
    file = SimpleUploadedFile("notas.csv", b"uno,dos\n1,2\n")
    said = client.post("/actos/", {"archivo": file}).content.decode()
    assert "use la plantilla de actos" in said
    assert not commands_in(said)


# -- what was sent and is not a spreadsheet


PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 64
SCANS = {
    "acta.pdf": b"%PDF-1.7\n%\xe2\xe3",
    "foto.jpg": PHOTO,
    "foto.heic": b"\x00\x00\x00\x18ftypheic" + b"\x00" * 64,
    "foto.webp": b"RIFF\x00\x00\x00\x00WEBPVP8 " + b"\x00" * 64,
    "escaneo.tif": b"II*\x00" + b"\x00" * 64,
    "matriz.xlsx": PHOTO,
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", SCANS)
@pytest.mark.parametrize("form", ["/matriz/", "/actos/"])
def test_a_photo_is_refused_by_its_name_and_says_what_to_send(client, form, name):
    answer = client.post(form, {"archivo": SimpleUploadedFile(name, SCANS[name])})
    assert answer.status_code == 422
    said = unescape(answer.content.decode())
    assert f"«{name}»" in said
    assert "pida a quien lo hizo la hoja de cálculo" in said


@pytest.mark.django_db
def test_a_draft_that_is_no_text_is_refused_by_its_name(published, client):
    file = SimpleUploadedFile("borrador.yaml", b"\xff\xfe\x00\xff")
    answer = client.post("/que-pasaria-si/", {"archivo": file})
    assert answer.status_code == 422
    assert "«borrador.yaml»" in unescape(answer.content.decode())


@pytest.mark.django_db
def test_the_blank_matrix_of_every_level_is_a_click_away(client):
    page = client.get("/matriz/").content.decode()
    links = re.findall(r'href="(/matriz/plantilla\.xlsx\?nivel=\w+)"', page)
    assert len(links) == 3
    for link in links:
        blank = client.get(link)
        assert blank.status_code == 200
        book = load_workbook(BytesIO(blank.content), read_only=True)
        assert len(book.sheetnames) == 4
        book.close()
    assert client.get("/matriz/plantilla.xlsx?nivel=otro").status_code == 400
