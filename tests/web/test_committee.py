"""Page, trace, sheet and API of a committee: since when, by whose word, by which program."""

import html
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.methods.compliance import stages
from sinasec.methods.words import day_words, since_words
from sinasec.publications import catalogue
from sinasec.publications.trust.code_version import code_version
from sinasec.territories import reference
from sinasec.territories.succession import succession
from sinasec.web.published import chosen
from sinasec.web.published.shelf import SHELF
from sinasec.web.semaforo import committee
from tests.altered_rule import needs_no_constancia
from tests.package_rows import Row, slow_since, table
from tests.web.sample import AS_OF, CAPACHICA, FIRST, ICA, PUNO, YUNGUYO

WITH_FACTS = (PUNO, ICA, YUNGUYO, CAPACHICA)


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(html.unescape(answer.content.decode()).split())


def sheet(client, code: str, day: date = AS_OF) -> str:
    pdf = client.get(f"/comite/{code}/ficha.pdf?fecha={day}").content
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def lights(publication, code: str, breach: str) -> list[Row]:
    """The rows of one light in comites.csv of the package."""
    return [
        row
        for row in table(catalogue.folder(publication), "comites")
        if row["committee"] == code and row["breach"] == breach
    ]


@pytest.mark.parametrize("code", WITH_FACTS)
def test_page_api_sheet_and_csv_say_the_same_first_day_as_a_recount(published, client, code):
    for day in (AS_OF, date(2026, 4, 20)):
        api = client.get(f"/api/v1/comites/{code}?fecha={day}").json()
        page, printed = text_of(client, f"/comite/{code}/?fecha={day}"), sheet(client, code, day)
        for breach in ("legal", "gestion"):
            since = slow_since(lights(published, code, breach), day)
            told = since_words(since, at_least=since == FIRST)
            said = f"Muestra la misma luz {told}, sin interrupción."
            assert said in page
            assert said in printed
            assert api[breach]["day_from"] == since.isoformat()
            assert api[breach]["since_at_least"] == (since == FIRST)
            assert api[breach]["day_to"] >= day.isoformat()


def test_the_trace_and_the_api_say_since_when_each_duty_is_so(published, client):
    traced = client.get(f"/comite/{PUNO}/trazas.json").json()["findings"]
    duties = {row["duty"]: row for row in client.get(f"/api/v1/comites/{PUNO}").json()["duties"]}
    for one in traced:
        row = duties[one["duty"]]
        assert (one["since"], one["since_at_least"]) == (row["since"], row["since_at_least"])
    page = text_of(client, f"/comite/{PUNO}/deber/sesion-ordinaria/")
    told = next(one for one in traced if one["duty"] == "sesion-ordinaria")
    assert f"la misma luz desde el {day_words(date.fromisoformat(told['since']))}" in page


def test_a_red_says_on_every_page_who_declared_the_register_complete(published, client):
    traced = client.get(f"/comite/{ICA}/trazas.json").json()["findings"]
    reds = [one for one in traced if one["state"] == "vencido"]
    assert reds
    declared = {
        (each["source"], each["registered_at"]) for one in reds for each in one["constancias"]
    }
    assert declared == {("declaración del comité", "2026-10-30T00:00:00Z")}
    assert all(one["constancias"] for one in reds)
    assert not any(one["constancias"] for one in traced if one["state"] != "vencido")
    said = "lo declara «declaración del comité», en una constancia registrada el 29 de "
    said += "octubre de 2026."  # in Lima
    trace = text_of(client, f"/comite/{ICA}/deber/{reds[0]['duty']}/")
    assert (
        f"Todas las clases de acto, del {day_words(FIRST)} al {day_words(AS_OF)}: {said}" in trace
    )
    assert said in sheet(client, ICA)
    page = text_of(client, f"/comite/{ICA}/")
    assert (
        "lo declara «declaración del comité» (constancia registrada el 29 de octubre de 2026)"
        in page
    )


def test_the_sheet_keeps_the_time_of_lima_and_says_until_when_to_answer(
    published, client, monkeypatch
):
    monkeypatch.setattr(chosen, "localdate", lambda: AS_OF)
    printed = sheet(client, PUNO)
    assert "31/10/2026 19:00 (hora de Lima)" in printed
    assert "UTC" not in printed
    assert (
        "enviar su respuesta a la Secretaría Técnica de su instancia superior hasta el 12 de "
        "noviembre de 2026" in printed
    )
    assert f"http://testserver/comite/{PUNO}/?publicacion={published.pk}" in printed
    assert "Pasa a verde si" not in printed
    told = [
        one["turns_green"] for one in client.get(f"/comite/{PUNO}/trazas.json").json()["findings"]
    ]
    assert printed.count("Qué hacer.") == len([remedy for remedy in told if remedy])
    promised = "con eso la luz pasa a verde"  # of each once, though an end of page may cut one
    assert 0 < printed.count(promised) <= sum(promised in remedy for remedy in told)


def test_a_program_of_another_rule_shows_what_was_published_and_says_that_it_reads_otherwise(
    published, client, monkeypatch
):
    """Nobody declared the register of Tacna complete: published without information."""
    address = "/comite/CORESEC-23/"
    before = text_of(client, address)
    assert "Explicado por el programa" not in before
    SHELF.clear()
    reading._findings.cache_clear()
    monkeypatch.setattr(stages, "STAGES", needs_no_constancia(stages.STAGES))
    page = text_of(client, address)
    reading._findings.cache_clear()
    said = (
        f"Explicado por el programa {code_version(SEMAFORO)}, publicado por el programa "
        f"{published.code_version}: con los mismos hechos, el que explica lee «rojo, incumplido»."
    )
    assert said in page
    assert page.count("Sin información") == before.count("Sin información")


def test_json_and_sheet_say_it_too(published, client, monkeypatch):
    monkeypatch.setattr(stages, "STAGES", needs_no_constancia(stages.STAGES))
    reading._findings.cache_clear()
    SHELF.clear()
    traced = json.loads(client.get("/comite/CORESEC-23/trazas.json").content)["findings"]
    printed = sheet(client, "CORESEC-23")
    asked = client.get("/api/v1/comites/CORESEC-23").json()["duties"]
    reading._findings.cache_clear()
    SHELF.clear()
    assert {one["light"] for one in traced if one["otherwise"]} == {"gris"}
    said = {one["duty"]: one["otherwise"] for one in traced}
    assert {one["duty"]: one["otherwise"] for one in asked} == {
        duty: said[duty] for duty in (one["duty"] for one in asked)
    }
    assert any(one["otherwise"] for one in asked)
    assert "Vale lo publicado." in printed


def test_the_doubt_over_the_suspension_is_said_where_the_light_is_seen_first(client, demonstration):
    """A red without it reads as a suspension for certain, also on the pages of others."""
    doubt = "está en duda que ate todavía la suspensión en el cargo de quien preside"
    for path in ("/", "/region/21/", "/provincia/2101/", "/incrustar/CODISEC-210104/"):
        assert f"desde el 8 de abril de 2022 {doubt}" in text_of(client, path), path
    assert doubt in text_of(client, "/comite/CORESEC-21/")
    assert doubt not in text_of(client, "/?luz=gestion")


class TestBeforeItWas:
    """A district created in the middle of a year: what it says of the days before."""

    def test_its_page_says_that_it_was_not_and_of_whom_its_territory_was(
        self, demonstration, client
    ):
        before = client.get("/comite/CODISEC-160405/?fecha=2025-07-03").content.decode()
        assert "3 de julio de 2025 este comité no existía" in before
        assert "de qué distritos salió su territorio está sin información" in before
        after = client.get("/comite/CODISEC-160405/?fecha=2025-07-04").content.decode()
        assert "este comité no existía" not in after
        assert "sin información." not in after.partition("<h2")[0]

    def test_it_names_those_that_had_it(self, monkeypatch):
        row = {"committee": "CODISEC-160405", "valid_from": date(2025, 7, 4), "valid_to": None}
        known = replace(succession(), created={"160405": ("160404", "160401")})
        monkeypatch.setattr(committee, "succession", lambda: known)
        said = committee.territory_then(row, date(2025, 7, 3))
        names = [reference.full_name(code) for code in ("160401", "160404")]
        assert said == f"Su territorio era de {', '.join(names)}."
        assert committee.territory_then(row, date(2025, 7, 4)) == ""

    def test_of_one_that_ended_where_its_unit_goes_on_nothing_is_said(self):
        row = {
            "committee": "CODISEC-210101",
            "valid_from": date(2014, 12, 5),
            "valid_to": date(2019, 5, 9),
        }
        assert committee.territory_then(row, date(2026, 1, 1)) == ""
