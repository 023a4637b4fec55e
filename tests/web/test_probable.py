"""Wherever a light is shown, whether it rests on a reading is said beside it, as the package has.

What a committee's light rests on is counted again here, duty by duty.
"""

import html
import io
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.in_words import status_in_words
from sinasec.compliance.semaforo.status import status
from sinasec.publications import catalogue
from sinasec.publications.models import Publication
from sinasec.web.regions import REGION_NAMES
from sinasec.web.words import number
from tests.package_rows import by, on, table
from tests.web.sample import AS_OF, CAPACHICA, ICA, PUNO, YUNGUYO

EARLY = date(2026, 4, 10)
JUDGED = (PUNO, ICA, YUNGUYO, CAPACHICA, "CONASEC", "CODISEC-210102")
NOT_ASKED = ("pendiente", "no_exigible")
WORST_FIRST = ("rojo", "gris", "ambar", "verde")
TITLES = {"legal": "Omisión legal", "gestion": "Gestión"}
WORDS = {"verde": "Verde", "ambar": "Ámbar", "rojo": "Rojo"}
LABEL = '<span class="etiqueta">probable</span>'
BOTH = pytest.mark.parametrize("breach", ["legal", "gestion"])
DAYS = pytest.mark.parametrize("day", [EARLY, AS_OF])


@cache
def duties_of(folder: Path) -> dict[str, list[dict[str, str]]]:
    return by("committee", table(folder, "deberes"))


def rests(published: Publication, code: str, breach: str, day: date) -> bool:
    """One certain red is enough for a red; any other light says that nothing is worse."""
    rows = on(day.isoformat(), duties_of(catalogue.folder(published)).get(code, []))
    asked = [row for row in rows if row["breach"] == breach and row["state"] not in NOT_ASKED]
    light = min((row["light"] for row in asked), key=WORST_FIRST.index, default="gris")
    if light == "gris":
        return False
    sure = {
        one.duty: one.confidence == "confirmado" for one in reading.findings(published, code, day)
    }
    if light == "rojo":
        return not any(sure[row["duty"]] for row in asked if row["light"] == "rojo")
    return not all(sure[row["duty"]] for row in asked)


def flat(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(html.unescape(answer.content.decode()).split())


def said_of(page: str, code: str) -> list[bool]:
    """Of each row of a table that names a committee, whether its light is said to be probable."""
    rows = [row for row in re.findall(r"<tr>.*?</tr>", page) if f"/comite/{code}/" in row]
    return [LABEL in row for row in rows]


@BOTH
@DAYS
def test_what_is_read_is_what_the_duties_of_the_package_rest_on(published, breach, day):
    found = reading.probable(published, day, breach)
    assert {code: code in found for code in JUDGED} == {
        code: rests(published, code, breach, day) for code in JUDGED
    }


def test_the_sample_has_lights_of_both_kinds(published):
    """Or the others would compare nothing."""
    told = Counter(
        (reading.shown(published, day, breach)[code], rests(published, code, breach, day))
        for code in JUDGED
        for breach in TITLES
        for day in (EARLY, AS_OF)
    )
    assert {probable for _, probable in told} == {True, False}
    assert told["sin_informacion", True] == 0 < told["sin_informacion", False]


@BOTH
@DAYS
def test_every_list_of_committees_says_it_beside_each(published, client, breach, day):
    asked = f"?fecha={day}&luz={breach}"
    region, province = flat(client, f"/region/21/{asked}"), flat(client, f"/provincia/2101/{asked}")
    search = flat(client, f"/buscar/{asked}&q=puno")
    capachica = rests(published, CAPACHICA, breach, day)
    assert said_of(region, CAPACHICA) == [capachica]
    assert said_of(province, CAPACHICA) == [capachica]
    assert set(said_of(region, YUNGUYO)) == {rests(published, YUNGUYO, breach, day)}
    assert said_of(search, PUNO) == [rests(published, PUNO, breach, day)]
    [own] = re.findall(r'<section class="ficha-luz.*?</section>', region)
    assert (LABEL in own) is rests(published, PUNO, breach, day)


@BOTH
@DAYS
def test_the_home_says_how_many_and_of_which_regions(published, client, breach, day):
    page = flat(client, f"/?fecha={day}&luz={breach}")
    shown = reading.shown(published, day, breach)
    told = Counter(shown[code] for code in shown if rests(published, code, breach, day))
    assert set(told) <= {"verde", "ambar", "rojo"}
    for light, words in (("verde", "luces verdes"), ("ambar", "ámbar"), ("rojo", "rojas")):
        said = f"{number(told[light])} de las {words}"
        assert (said in page) is (told[light] > 0)
    for code in (PUNO, ICA):
        name = REGION_NAMES[code.removeprefix("CORESEC-")]
        [row] = [row for row in re.findall(r"<tr>.*?</tr>", page) if f">{name}</a>" in row]
        assert (LABEL in row) is rests(published, code, breach, day)


@pytest.mark.parametrize("code", JUDGED)
@DAYS
def test_the_pages_of_a_committee_say_it_of_its_lights_and_of_each_duty(
    published, client, code, day
):
    page = flat(client, f"/comite/{code}/?fecha={day}")
    shown = flat(client, f"/incrustar/{code}/?fecha={day}")
    cards = re.findall(r'<section class="ficha-luz.*?</section>', page)
    framed = re.findall(r"<dd>.*?</dd>", shown)
    expected = [rests(published, code, breach, day) for breach in TITLES]
    assert [LABEL in card for card in cards] == expected
    assert [LABEL in one for one in framed] == expected
    for one in reading.findings(published, code, day):
        duty = flat(client, f"/comite/{code}/deber/{one.duty}/?fecha={day}")
        [light] = re.findall(r'<p class="linea-luz">.*?</p>', duty)
        assert (LABEL in light) is (one.confidence == "probable"), one.duty
        bars = re.findall(r'<div class="deber">.*?<div class="estado">.*?</div>', page)
        [bar] = [bar for bar in bars if f"/deber/{one.duty}/" in bar]
        assert (LABEL in bar) is (one.confidence == "probable" and bool(one.period)), one.duty


@pytest.mark.parametrize("code", [PUNO, ICA, YUNGUYO])
@DAYS
def test_sheet_command_and_answers_say_it_too(published, client, code, day):
    expected = {breach: rests(published, code, breach, day) for breach in TITLES}
    pages = PdfReader(io.BytesIO(client.get(f"/comite/{code}/ficha.pdf?fecha={day}").content)).pages
    sheet = " ".join(" ".join(page.extract_text() for page in pages).split())
    given = client.get(f"/api/v1/comites/{code}?fecha={day}").json()
    level = code.partition("-")[0]
    listed = client.get(f"/api/v1/comites?fecha={day}&nivel={level}&limite=500").json()["items"]
    [row] = [row for row in listed if row["committee"] == code]
    judged = status(
        reading.edition(published),
        reading.inputs(published),
        code,
        as_of=day,
        known_at=reading._known_at(published),
    )
    printed = status_in_words(judged, today=day, at_length=False)
    for breach, probable in expected.items():
        word = "probable" if probable else "confirmado"
        assert given[breach]["confidence"] == word
        assert row[f"{breach}_confidence"] == word
        assert judged.as_dict()["lights"][breach]["confidence"] == word
        light = WORDS.get(given[breach]["light"], "")
        assert (f"{TITLES[breach]}: {light} · probable" in printed) is probable
        assert (re.search(rf"{TITLES[breach]} {light} · probable", sheet) is not None) is probable


@BOTH
def test_the_answer_of_the_country_counts_them(published, client, breach):
    given = client.get(f"/api/v1/semaforo?luz={breach}").json()
    shown = reading.shown(published, AS_OF, breach)
    told = Counter(shown[code] for code in shown if rests(published, code, breach, AS_OF))
    assert {light: n for light, n in given["probable"].items() if n} == dict(told)
    said = {one["coresec"]: one["coresec_confidence"] for one in given["regions"]}
    for code in (PUNO, ICA):
        probable = rests(published, code, breach, AS_OF)
        assert said[code] == ("probable" if probable else "confirmado")


def test_a_list_of_committees_asks_once_which_are_probable(published, client, monkeypatch):
    """Each asking verifies again that the publication stands: of two thousand rows, a second."""
    asked: list[str] = []
    probable = reading.probable

    def counted(publication, day, breach):
        asked.append(breach)
        return probable(publication, day, breach)

    monkeypatch.setattr(reading, "probable", counted)
    for address, wanted in (("comites?limite=500", 2), ("semaforo", 1)):
        asked.clear()
        assert client.get(f"/api/v1/{address}").status_code == 200
        assert len(asked) == wanted
