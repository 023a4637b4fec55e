"""Page, sheet, CSV and API of committees drawn at random say, cell by cell, what the package says.

Everything is counted again from the CSV of the package, without the product's reading of it.
"""

import html
import io
import re
from collections import Counter
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

import pytest
from pypdf import PdfReader

from sinasec.demonstration.country.simulate import FIRST, LAST
from sinasec.methods.words import since_words
from sinasec.publications import catalogue
from sinasec.web.regions import REGION_NAMES
from sinasec.web.words import number
from tests.package_rows import Row, as_cell, by, on, rows_of, slow_since, slow_until, table
from tests.web.demonstration import SEED, committees

WORDS = {
    "verde": "Verde", "ambar": "Ámbar", "rojo": "Rojo", "sin_informacion": "Sin información",
    "no_exigible": "No exigible",
}  # fmt: skip
COUNTED = ("n_verde", "n_ambar", "n_rojo", "n_gris", "n_no_exigible")
NOT_ASKED = ("pendiente", "no_exigible")
WORST_FIRST = ("rojo", "gris", "ambar", "verde")
EXPLAINED = ("late_days", "late_at_most", "confidence", "consequences")
BREACHES = {"legal": "Omisión legal", "gestion": "Gestión"}


@cache
def lights(folder: Path) -> dict[str, list[Row]]:
    return by("committee", table(folder, "comites"))


@cache
def intervals(folder: Path) -> dict[str, list[Row]]:
    return by("committee", table(folder, "semaforo"))


@cache
def units(folder: Path) -> list[Row]:
    return table(folder, "unidades")


def shown(folder: Path, code: str, breach: str, day: str) -> tuple[str, list[int]]:
    """What a committee shows, and its duties by light; nothing bound it where it has no row."""
    [row] = [row for row in on(day, lights(folder).get(code, [])) if row["breach"] == breach] or [
        {}
    ]
    counts = [int(row.get(name, 0)) for name in COUNTED]
    if row.get("light", "gris") != "gris":
        return row["light"], counts
    return ("sin_informacion" if counts[3] else "no_exigible"), counts


@cache
def drawn(folder: Path) -> list[tuple[str, str]]:
    """Each committee with a day of its own, and each light that these leave out."""
    chance = Random(SEED)
    days = (LAST - FIRST).days
    found = [
        (code, (FIRST + timedelta(chance.randint(0, days))).isoformat()) for code in committees()
    ]
    for breach in BREACHES:
        seen = {shown(folder, code, breach, day)[0] for code, day in found}
        for light in [one for one in ("verde", "ambar", "rojo") if one not in seen]:
            rows = [
                row
                for code in committees()
                for row in lights(folder).get(code, [])
                if (row["breach"], row["light"]) == (breach, light)
            ]
            found += [(row["committee"], row["day_from"]) for row in rows[:1]]
    return found


def run_of(folder: Path, code: str, breach: str, day: str) -> tuple[date, date] | None:
    """First and last day of what a committee shows that day; None where it has no row."""
    rows = [row for row in lights(folder).get(code, []) if row["breach"] == breach]
    asked = date.fromisoformat(day)
    return (slow_since(rows, asked), slow_until(rows, asked)) if on(day, rows) else None


def alive(folder: Path, day: str) -> list[Row]:
    return [row for row in units(folder) if row["valid_from"] <= day <= (row["valid_to"] or "9999")]


@pytest.fixture
def folder(demonstration) -> Path:
    return catalogue.folder(demonstration[0])


@pytest.fixture
def ask(client):
    def asked(path: str) -> str:
        answer = client.get(path)
        assert answer.status_code == 200, path
        return html.unescape(answer.content.decode())

    return asked


def test_every_light_is_among_those_drawn(folder):
    for breach in BREACHES:
        seen = {shown(folder, code, breach, day)[0] for code, day in drawn(folder)}
        assert seen >= set(WORDS) - {"no_exigible"}, breach


def said_of_duties(counts: list[int]) -> str:
    green, amber, red, unknown, not_due = counts
    return (
        f"{green} en verde, {amber} en ámbar, {red} en rojo, {unknown} sin información, "
        f"{not_due} no exigible{'' if not_due == 1 else 's'}"
    )


def test_the_page_says_both_lights_and_each_duty(folder, ask):
    for code, day in drawn(folder):
        page = ask(f"/comite/{code}/?fecha={day}")
        cards = re.findall(r'<section class="ficha-luz .*?</section>', page, re.DOTALL)
        for card, (breach, title) in zip(cards, BREACHES.items(), strict=True):
            light, counts = shown(folder, code, breach, day)
            assert title in card
            assert re.findall(r'class="luz [^"]*">([^<]+)<', card) == [WORDS[light]], (code, day)
            assert (f"Deberes: {said_of_duties(counts)}" in card) is (sum(counts) > 0), (code, day)
            if run := run_of(folder, code, breach, day):
                told = since_words(run[0], at_least=run[0] == FIRST)
                assert f"Muestra la misma luz {told}, sin interrupción." in card, (code, day)
            own = page.partition(f'id="deberes-{breach}"')[2].partition("<h2")[0]
            assert drawn_duties(own) == told_by_rows(folder, code, breach, day), (code, day)


def drawn_duties(section: str) -> set[tuple[str, str]]:
    """Duty -> word of its light, of those that count in the light of the committee."""
    articles = re.findall(r"<article .*?</article>", section, re.DOTALL)
    found = {
        (
            re.findall(r"/deber/([^/]+)/", article)[0],
            re.findall(r'class="luz [^"]*">([^<]+)<', article)[0],
        )
        for article in articles
    }
    return {one for one in found if one[1] != WORDS["no_exigible"]}


def told_by_rows(folder: Path, code: str, breach: str, day: str) -> set[tuple[str, str]]:
    """Duty -> word of its light, by the published rows of that day."""
    found = set()
    for duty, rows in by("duty", on(day, intervals(folder).get(code, []))).items():
        bound = [row for row in rows if day <= (row["binds_to"] or "9999")]
        light = deciding([row for row in bound if row["breach"] == breach], day)
        found |= {(duty, WORDS[light])} if light else set()
    return found


def deciding(rows: list[Row], day: str) -> str:
    """Of one duty: verde once its current period is met; else the worst of it and the last closed.

    '' when nothing is asked of it yet.
    """
    periods = [row for row in rows if row["rule"] in ("at_least", "by_date")]
    running = [row for row in periods if day <= row["due"]]
    current = [row for row in running if row["due"] == min(one["due"] for one in running)]
    if any(row["state"] == "cumplido" for row in current):
        return "verde"
    closed = [row for row in periods if row["due"] < day]
    last = [row for row in closed if row["due"] == max(one["due"] for one in closed)]
    always = [row for row in rows if row not in periods]
    asked = {row["light"] for row in (*current, *last, *always) if row["state"] not in NOT_ASKED}
    worst = next((light for light in WORST_FIRST if light in asked), "")
    return "sin_informacion" if worst == "gris" else worst


def test_the_sheet_says_both_lights(folder, client):
    for code, day in drawn(folder)[::3]:  # a sheet is dear to read
        answer = client.get(f"/comite/{code}/ficha.pdf?fecha={day}")
        pages = PdfReader(io.BytesIO(answer.content)).pages
        words = " ".join(" ".join(page.extract_text() for page in pages).split())
        for breach in BREACHES:
            light, counts = shown(folder, code, breach, day)
            told = (
                f"Deberes: {said_of_duties(counts)}."
                if sum(counts)
                else "Ese día no había deberes de esta clase."
            )
            said = (
                rf"{WORDS[light]}( · probable)? {re.escape(told)}"  # which: `test_page_and_sheet`
            )
            assert re.search(said, words), (code, day, breach)


def test_the_csv_and_the_api_have_the_very_rows(folder, client, ask):
    for code, _ in drawn(folder):
        wanted = intervals(folder)[code]
        listed = rows_of(ask(f"/comite/{code}/tramos.csv"))
        for row in listed:
            assert row.pop("simulado") == "SIMULADO"
            assert row.pop("publicacion") == folder.name
        late = [[row.pop(name) for name in EXPLAINED] for row in listed]
        assert listed == wanted, code
        told, size = [], 0
        while size == len(told):
            query = f"/api/v1/comites/{code}/intervalos?limite=500&desde={size}"
            answer = client.get(query).json()
            told += answer["items"]
            size += 500
        assert answer["count"] == len(told) == len(wanted)
        read = [[mine.pop(name) for name in EXPLAINED] for mine in told]
        assert [list(map(as_cell, one)) for one in read] == late, code
        for mine, theirs in zip(told, wanted, strict=True):
            assert {name: as_cell(value) for name, value in mine.items()} == {
                name: theirs[name] for name in mine
            }, code


@cache
def days_of_acts(folder: Path) -> dict[str, set[date]]:
    rows = by("committee", table(folder, "entradas/actos"))
    return {code: {date.fromisoformat(one["date"]) for one in own} for code, own in rows.items()}


def test_the_days_late_of_the_csv_are_those_of_the_acts_and_of_each_trace(folder, client, ask):
    recounted, traced = 0, 0
    for code, _ in drawn(folder):
        rows = rows_of(ask(f"/comite/{code}/tramos.csv"))
        late = [row for row in rows if row["state"] in ("tardio", "subsanado")]
        assert not [row for row in rows if row["late_days"] and row not in late]
        for row in late:
            met = date.fromisoformat(row["due"]) + timedelta(int(row["late_days"]))
            assert met in days_of_acts(folder)[code], row
            recounted += 1
        for row in late[:6]:
            for day in {row["day_from"], row["day_to"]}:
                address = f"/api/v1/comites/{code}/hallazgos?fecha={day}&deber={row['duty']}"
                for one in client.get(address).json()["findings"]:
                    if (one["period"], one["state"]) == (row["period"], row["state"]):
                        assert as_cell(one["late_days"]) == row["late_days"], row
                        assert one["confidence"] == row["confidence"], row
                        said = f"{row['late_days']} día"
                        page = ask(f"/comite/{code}/deber/{row['duty']}/?fecha={day}")
                        assert said in page, row
                        traced += 1
    assert recounted > 5
    assert traced > 5


def test_the_duties_of_a_day_say_what_their_traces_say(folder, client):
    for code, day in drawn(folder):
        alone = client.get(f"/api/v1/comites/{code}?fecha={day}").json()
        traces = client.get(f"/api/v1/comites/{code}/hallazgos?fecha={day}").json()["findings"]
        names = ("late_days", "late_at_most", "confidence", "otherwise")
        said = {one["duty"]: [one[name] for name in names] for one in traces}
        attached = {
            one["duty"]: [f"{each['kind']}:{each['confidence']}" for each in one["consequences"]]
            for one in traces
        }
        for duty in alone["duties"]:
            assert [duty[name] for name in names] == said[duty["duty"]], (code, day)
            assert duty["consequences"] == ";".join(attached[duty["duty"]]), (code, day)


def test_the_api_says_both_lights_of_each(folder, client):
    for code, day in drawn(folder):
        alone = client.get(f"/api/v1/comites/{code}?fecha={day}").json()
        for breach in BREACHES:
            light, counts = shown(folder, code, breach, day)
            assert alone[breach]["light"] == light, (code, day)
            if run := run_of(folder, code, breach, day):
                told = [alone[breach][name] for name in ("day_from", "day_to")]
                assert told == [end.isoformat() for end in run], (code, day)
                assert alone[breach]["since_at_least"] is (run[0] == FIRST), (code, day)
            asked = [duty for duty in alone["duties"] if duty["breach"] == breach]
            kinds = Counter(
                "no_exigible" if duty["state"] in NOT_ASKED else duty["light"] for duty in asked
            )
            names = [name.removeprefix("n_") for name in COUNTED]
            assert [kinds[name] for name in names] == counts, (code, day)


@pytest.mark.parametrize("breach", BREACHES)
def test_every_list_counts_the_same(folder, client, ask, breach):
    for _, day in drawn(folder)[:3]:
        told = {row["committee"]: shown(folder, row["committee"], breach, day)[0]
                for row in alive(folder, day)}  # fmt: skip
        country = client.get(f"/api/v1/semaforo?fecha={day}&luz={breach}").json()
        assert {name: n for name, n in country["total"].items() if n} == Counter(told.values())
        listed, page = {}, 0
        while page == 0 or len(listed) == page * 500:
            query = f"/api/v1/comites?fecha={day}&limite=500&desde={page * 500}"
            listed |= {row["committee"]: row[breach] for row in client.get(query).json()["items"]}
            page += 1
        assert listed == told
        home = ask(f"/?fecha={day}&luz={breach}")
        for light, count in Counter(told.values()).items():
            figure = rf"{WORDS[light]}</span><b>{re.escape(number(count))}</b>"
            assert re.search(figure, home), (day, light)
        regions = Counter((row["region"], told[row["committee"]]) for row in alive(folder, day))
        for row in country["regions"]:
            assert row["name"] == REGION_NAMES[row["region"]]
            for light, count in row["committees"].items():
                assert count == regions[row["region"], light], (day, row["region"])
