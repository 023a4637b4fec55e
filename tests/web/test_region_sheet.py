"""The sheet of a region says in one page what its publication says, in PDF and in DOCX."""

import io
import re
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pypdf
import pytest
from django.test import Client
from docx import Document
from docx.table import Table

from sinasec.compliance.semaforo import reading
from sinasec.definitions.letters import letter
from sinasec.letters.paper.paper import pdf
from sinasec.methods.letters import LIST, TABLE, FilledBlock
from sinasec.publications.afterwards.actions import register_erratum, withdraw
from sinasec.publications.trust.standing import folder
from sinasec.web.regions import REGION_NAMES
from sinasec.web.semaforo import region_sheet
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES
from sinasec.web.semaforo.views.region_sheet import _paper
from tests.package_rows import by, on, shown_by, slow_since, table

LINK = "https://semaforo.example.gob.pe/region/21/?publicacion=semaforo-2026-10-31-c4feda07"
NOW = datetime(2026, 11, 30, 15, tzinfo=UTC)
LIGHTS = ("verde", "ambar", "rojo", "sin_informacion", "no_exigible")


def got(path: str) -> bytes:
    answer = Client().get(path)
    assert answer.status_code == 200, answer.content[:500]
    return answer.content


def rows_under(heading: str, code: str, **asked: str) -> tuple[tuple[str, ...], ...]:
    """Of its table that has a column so called; none where it has no such table."""
    paper = _paper(SEMAFORO_PAGES.choose(asked), code, LINK)
    found = [block.rows for block in paper.blocks if heading in block.columns]
    return found[0] if found else ()


def one_page(content: bytes) -> str:
    [page] = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(page.extract_text().split())


def test_every_region_is_one_page(demonstration):
    for code, name in REGION_NAMES.items():
        said = one_page(got(f"/region/{code}/hoja.pdf"))
        assert f"{name}: semáforo de cumplimiento" in said
        assert "SIMULADO" in said
        assert f"CORESEC {name}" in said


def test_it_counts_what_the_package_says(demonstration):
    publication = demonstration[0]
    region = regions_of(publication)
    lights = on(publication.as_of.isoformat(), table(folder(publication), "comites"))
    for code in REGION_NAMES:
        mine = [row for row in lights if region[row["committee"]] == code]
        rows = rows_under("Verde", code)
        for (_name, *counts), breach in zip(rows, ("legal", "gestion"), strict=True):
            shown = Counter(shown_by(row) for row in mine if row["breach"] == breach)
            assert [int(one) for one in counts[:4]] == [shown[light] for light in LIGHTS[:4]]


def regions_of(publication) -> dict[str, str]:
    return {row["committee"]: row["region"] for row in table(folder(publication), "unidades")}


def test_what_is_red_is_what_the_package_says(demonstration):
    publication = demonstration[0]
    region, day = regions_of(publication), publication.as_of
    duties = table(folder(publication), "deberes")
    red = defaultdict(lambda: defaultdict(list))
    for row in on(day.isoformat(), duties):
        if row["light"] == "rojo":
            red[region[row["committee"]]][row["duty"]].append(row["committee"])
    assert sum(map(len, red.values())) > 5
    for code in REGION_NAMES:
        numbers = sorted(map(len, red[code].values()), reverse=True)
        said = [int(row[-1]) for row in rows_under("En rojo", code)]
        assert said == numbers[: region_sheet.MOST_RED]


def test_the_committees_named_are_those_red_for_longest(demonstration):
    publication = demonstration[0]
    units = table(folder(publication), "unidades")
    above = {row["committee"]: row["name"].removeprefix("COPROSEC ") for row in units}
    duty_names = {one.code: one.name for one in reading.edition(publication).duties}
    duties = by("committee", table(folder(publication), "deberes"))
    region, day, seen = regions_of(publication), publication.as_of, 0
    for code in REGION_NAMES:
        for name, light, said, number in rows_under("En rojo", code):
            since = {}
            for one, rows in duties.items():
                mine = [row for row in rows if duty_names[row["duty"]] == name]
                assert {row["breach"].replace("gestion", "gestión") for row in mine} <= {light}
                if region[one] == code and any(r["light"] == "rojo" for r in on(str(day), mine)):
                    since[one] = slow_since(mine, day)
            names = defaultdict(list)
            for row in units:
                if row["committee"] in since:
                    short = row["name"].removeprefix("CODISEC ")
                    names[short].append(row["committee"])
                    names[f"{short} ({above[row['parent']]})"].append(row["committee"])
            tied = Counter(since.values())
            earliest = min(tied)
            if tied[earliest] > region_sheet.NAMED:
                day_said = f"{date.fromisoformat(str(earliest)):%d/%m/%Y}"
                assert said.startswith(f"{tied[earliest]}")
                assert f"desde el {day_said}" in said
                continue
            first = [names[one] for one in re.sub(r" y \d+ más$", "", said).split(", ")]
            assert all(
                sum(since[one] == day for [one] in first) == tied[day]
                for day in {since[one] for [one] in first}
            )
            assert [len(one) for one in first] == [1] * len(first)
            assert [since[one] for [one] in first] == sorted(since.values())[: len(first)]
            assert len(since) == int(number)
            seen += 1
        if seen > 6:
            break
    assert seen > 6


@pytest.mark.parametrize("day", ["2026-10-31", "2026-09-15"])
def test_what_falls_due_is_what_the_package_says(demonstration, day):
    publication = demonstration[0]
    region = regions_of(publication)
    last = (date.fromisoformat(day) + timedelta(days=60)).isoformat()
    due = defaultdict(set)
    for row in on(day, table(folder(publication), "semaforo")):
        runs = row["state"] in ("pendiente", "por_vencer") and day <= row["due"] <= last
        kept = not row["binds_to"] or row["binds_to"] >= row["due"]
        if region[row["committee"]] == "21" and runs and kept:
            due[row["duty"], row["due"]].add(row["committee"])
    rows = rows_under("Vence", "21", fecha=day)
    days = sorted(date.fromisoformat(last).strftime("%d/%m/%Y") for _, last in due)
    assert due
    assert sorted(row[1] for row in rows) == days[: region_sheet.MOST_DUE]
    assert sorted(row[2] for row in rows) == sorted(str(len(one)) for one in due.values())


def test_its_heading_says_over_how_many_days_it_looks():
    headings = [block.text for block in letter(region_sheet.CODE).body if block.kind == "heading"]
    assert f"Lo que vence en los próximos {region_sheet.DAYS.days} días" in headings


def test_its_own_duties_are_those_of_its_committee(demonstration):
    publication = demonstration[0]
    duties = on(publication.as_of.isoformat(), table(folder(publication), "deberes"))
    lit = Counter(shown_by(row) for row in duties if row["committee"] == "CORESEC-21")
    words = {"sin información": "sin_informacion", "no exigible": "no_exigible", "ámbar": "ambar"}
    own = Counter(words.get(light, light) for _, _, light in rows_under("Lo publicado", "21"))
    assert own == lit


def test_the_docx_says_the_same_as_the_pdf(demonstration):
    in_pdf = one_page(got("/region/21/hoja.pdf"))
    document = Document(io.BytesIO(got("/region/21/hoja.docx")))
    told = [
        text
        for part in document.iter_inner_content()
        for text in (
            [cell.text for row in part.rows for cell in row.cells]
            if isinstance(part, Table)
            else [part.text]
        )
    ]

    def plain(text):
        return re.sub(r"\s", "", text)

    body = plain(in_pdf).partition(plain(region_sheet.OFFICE))[2]
    foot = plain(f"{demonstration[0].pk} · preliminar página 1 de 1")
    assert body == plain("".join(told)) + foot


def test_the_longest_sheet_is_one_page(demonstration):
    """As many rows as it may have, each in two lines, and all that may be warned."""
    paper = _paper(SEMAFORO_PAGES.choose({}), "21", LINK)
    publication = demonstration[0]
    name = max(
        (one.removeprefix("CODISEC ") for one in reading.units(publication)["name"]), key=len
    )
    long = max((one.name for one in reading.edition(publication).duties), key=len)
    red = (long, "gestión", f"{name}, {name}, {name} y 12 más", "120")
    due = (long, "31/12/2026", "120")
    made = {
        "Verde": (("Omisión legal", *("100",) * 5),) * 2,
        "En rojo": (red,) * region_sheet.MOST_RED,
        "Vence": (due,) * region_sheet.MOST_DUE,
        "Lo publicado": ((long, "gestión", "sin información"),) * region_sheet.MOST_OWN,
    }
    blocks = [one for one in paper.blocks if one.kind != TABLE]
    for heading, rows in made.items():
        columns = next(
            one.columns for one in letter("hoja-regional").fields if heading in one.columns
        )
        blocks.append(FilledBlock(TABLE, (), columns, rows))
    warned = FilledBlock(LIST, ("Fue retirada por un motivo. " * 5,) * 4)
    longest = replace(paper, blocks=(warned, *blocks))
    one_page(pdf(longest, made_at=NOW))


def test_of_those_tied_all_are_named_or_none():
    first, old, new = date(2023, 1, 1), date(2023, 1, 17), date(2024, 1, 1)
    said = region_sheet.longest_red
    names = "ABCDEFG"
    assert said([(old, one) for one in names], first) == "7, todos desde el 17/01/2023"
    assert said([(first, one) for one in names], first) == "7, todos desde el 01/01/2023 o antes"
    five = [(old, one) for one in names[:5]]
    assert said([*five, (new, "F"), (new, "G")], first) == "5 desde el 17/01/2023 y 2 más"
    two = [(old, "A"), (old, "B")]
    assert said([*two, (new, "C"), (new, "D")], first) == "A, B y 2 más"
    assert said([*two, (new, "C")], first) == "A, B, C"


def test_it_says_where_its_page_is(published):
    said = one_page(got("/region/21/hoja.pdf"))
    assert f"http://testserver/region/21/?publicacion={published.pk}" in said


def test_what_was_said_after_publishing_is_on_it(published):
    before = got("/region/21/hoja.pdf")
    duties = on(published.as_of.isoformat(), table(folder(published), "deberes"))
    row = next(
        one for one in duties if one["committee"] == "CORESEC-21" and one["light"] != "verde"
    )
    register_erratum(
        publication=published.pk,
        committee="CORESEC-21",
        duty=row["duty"],
        should_say="verde",
        why="Se leyó mal.",
        by="Ana",
        now=NOW,
    )
    after = got("/region/21/hoja.pdf")
    assert before != after
    assert "Tienen fe de erratas para este día, y su página la dice: CORESEC-21." in one_page(after)
    withdraw(publication=published.pk, reason="Estaba mal.", by="Ana", now=NOW)
    pinned = one_page(got(f"/region/21/hoja.pdf?publicacion={published.pk}"))
    assert "RETIRADA. Lo que esta hoja dice fue retirado el" in pinned


def test_a_region_that_is_not_there_is_told(published):
    for form in ("pdf", "docx"):
        answer = Client().get(f"/region/99/hoja.{form}")
        assert answer.status_code == 404
        assert "No hay una región con el código «99»" in answer.content.decode()


def test_the_page_of_the_region_leads_to_it(published):
    page = got("/region/21/").decode()
    assert 'href="/region/21/hoja.pdf"' in page
    assert 'href="/region/21/hoja.docx"' in page


def test_it_is_of_the_day_that_is_asked(demonstration):
    assert "Al 1 de junio de 2026" in one_page(got("/region/21/hoja.pdf?fecha=2026-06-01"))


def test_it_is_sent_as_what_it_is(published):
    pdf_answer = Client().get("/region/21/hoja.pdf")
    docx_answer = Client().get("/region/21/hoja.docx")
    assert pdf_answer["Content-Type"] == "application/pdf"
    assert docx_answer["Content-Type"].endswith("wordprocessingml.document")
    assert docx_answer.content == got("/region/21/hoja.docx")


@pytest.mark.parametrize(
    "reason", ["Los datos de 漢字 😀", "El padrón. " * 1_800, "Los datos de ayer\u200b\u202e\u3164"]
)
def test_what_was_registered_at_length_or_in_other_letters_is_on_its_page(published, reason):
    withdraw(publication=published.pk, reason=reason, by="Ana", now=NOW)
    pinned = one_page(got(f"/region/21/hoja.pdf?publicacion={published.pk}"))
    assert "RETIRADA. Lo que esta hoja dice fue retirado el" in pinned
