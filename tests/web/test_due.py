"""What is due next: read from the published rows, and counted again from the CSV."""

import csv
import io
from datetime import date

import pytest
from django.test import Client

from sinasec.web.published.shelf import SHELF
from sinasec.web.semaforo.due import due_next
from tests.web.demonstration import committees

LATER = "Hoy es posterior a ese día"
DAYS = [date(2024, 11, 1), date(2025, 2, 12), date(2025, 12, 31), date(2026, 10, 31)]


def slow_due(client: Client, code: str, day: date) -> list[tuple[str, ...]]:
    text = client.get(f"/comite/{code}/tramos.csv").content.decode("utf-8-sig")
    return sorted(
        (row["due"], row["duty"], row["counted"], row["required"])
        for row in csv.DictReader(io.StringIO(text))
        if row["state"] in ("pendiente", "por_vencer")
        and row["day_from"] <= day.isoformat() <= row["day_to"]
        and row["due"] >= day.isoformat()
        and (not row["binds_to"] or row["binds_to"] >= row["due"])
    )


def test_every_period_that_runs_is_there_with_its_last_day(demonstration, client):
    publication, _ = demonstration
    seen = 0
    for code in committees()[:12]:
        for day in DAYS:
            found = due_next(publication, code, day)
            told = [(str(d.last), d.duty, str(d.counted), str(d.required)) for d in found]
            assert sorted(told) == slow_due(client, code, day), (code, day)
            assert [d.last for d in found] == sorted(d.last for d in found)
            seen += len(found)
    assert seen > 50


def test_the_page_says_each_with_its_last_day(demonstration, client):
    page = client.get("/comite/CODISEC-150108/?fecha=2026-10-31").content.decode()
    table = page.partition('id="proximo"')[2].partition("</table>")[0]
    for said in ("31 de diciembre de 2026", "En el cuarto trimestre de 2026", "0 de 1"):
        assert said in table


def test_what_rests_on_a_reading_is_probable(demonstration, client):
    publication, _ = demonstration
    day = date(2026, 9, 1)
    said = {d.duty: d.confidence for d in due_next(publication, "CODISEC-150108", day)}
    assert said["informe-trimestral"] == "confirmado"
    assert said["convocatoria"] == "probable"
    unsure = due_next(publication, "COPROSEC-1501", day)
    assert {d.confidence for d in unsure} == {"probable"}
    page = client.get("/comite/COPROSEC-1501/?fecha=2026-09-01").content.decode()
    table = page.partition('id="proximo"')[2].partition("</table>")[0]
    assert table.count('<span class="etiqueta">probable</span>') == len(unsure) > 2


@pytest.mark.parametrize(
    ("today", "asked", "said"),
    [
        (date(2026, 11, 1), "", True),
        (date(2026, 10, 31), "", False),  # the very day
        (date(2026, 11, 1), "?fecha=2026-05-31", False),  # a day that the reader chose
    ],
)
def test_that_today_is_later_is_said(demonstration, client, monkeypatch, today, asked, said):
    monkeypatch.setattr("sinasec.web.published.chosen.localdate", lambda: today)
    for path in ("/", "/region/21/", "/provincia/2101/", "/comite/CORESEC-21/"):
        assert (LATER in client.get(path + asked).content.decode()) is said, path


def test_a_page_kept_yesterday_says_today_that_it_is_later(demonstration, client, monkeypatch):
    SHELF.clear()
    for today, said in ((date(2026, 10, 31), False), (date(2026, 11, 1), True)):
        monkeypatch.setattr("sinasec.web.published.chosen.localdate", lambda today=today: today)
        assert (LATER in client.get("/comite/CORESEC-21/").content.decode()) is said
