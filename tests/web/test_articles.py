"""The law's text on the pages, compared with the transcriptions: real duties, real committees."""

import html
import re
from dataclasses import replace
from datetime import date

import pytest

from sinasec.compliance.semaforo import reading
from sinasec.definitions import library
from sinasec.definitions.articles import articles, citations, read
from sinasec.methods.law import Duty
from sinasec.web.semaforo.articles import anchor, behind, texts
from tests.web.sample import CAPACHICA, ICA, PUNO

DUTIES = library().edition.duties
UNREAD = "No se ha leído el texto."


def words(page: str) -> str:
    """What is read of a page: without tags, every run of spaces one."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.django_db
@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.code)
def test_the_page_of_a_duty_has_the_text_of_all_it_cites(client, duty: Duty):
    page = client.get(f"/normas/{duty.code}/").content.decode()
    said, unread = words(page), 0
    for version in duty.versions:
        assert page.count(f'id="{anchor(version)}"') == 1
        for norm, start, end in citations(version):
            found = read(articles(), norm.id, norm.article, start, end)
            unread += not found.is_read
            for piece in found.pieces:
                assert folded(piece.heading) in said
                assert folded(piece.text) in said
                assert piece.copy.url in page
    assert (UNREAD in said) == bool(unread)
    assert ("leída el 29 de noviembre de 2026" in said) == any(
        shown.reading.pieces for version in duty.versions for shown in texts(version)
    )


def test_each_wording_has_a_place_of_its_own():
    for duty in DUTIES:
        places = [anchor(version) for version in duty.versions]
        assert len(places) == len(set(places)), duty.code


def test_a_citation_made_twice_is_shown_once():
    """Article 82 suspends until 2022 and is in doubt since: one text for both."""
    (version, *_) = library().edition.duty("convocatoria").versions
    cited = [shown.cited for shown in texts(version)]
    assert len(cited) == len(set(cited))
    assert "DS 011-2014-IN, art. 82" in cited


@pytest.mark.parametrize("code", [PUNO, ICA, CAPACHICA, "CONASEC"])
def test_behind_each_finding_is_the_text_of_its_period(published, client, code):
    day = reading.days(published)[1]
    level = code.split("-")[0]
    findings = reading.findings(published, code, day)
    assert findings
    for one in findings:
        page = client.get(f"/comite/{code}/deber/{one.duty}/").content.decode()
        shown = behind(one, level, day)
        assert f'href="/normas/{one.duty}/#{shown.anchor}"' in page
        assert f'id="{shown.anchor}"' in client.get(f"/normas/{one.duty}/").content.decode()
        assert f"{one.norm}, {one.where}" == shown.cited
        assert (UNREAD in page) == (not shown.reading.is_read)
        for piece in shown.reading.pieces:
            assert folded(piece.text) in words(page)
            assert piece.start <= (one.period_to or day)


def a_finding(published, duty: str):
    day = reading.days(published)[1]
    (one, *_) = reading.findings(published, "CONASEC", day, duty)
    return one, day


def test_a_period_older_than_its_wording_shows_the_wording(published):
    """A reform in the middle of a period: the text replaced is not shown under the new one."""
    one, day = a_finding(published, "sesion-conasec")
    early = replace(one, period_from=date(2025, 1, 1), period_to=date(2025, 12, 31))
    assert {piece.by for piece in behind(early, "CONASEC", day).reading.pieces} == {"Ley 32378"}


def test_a_year_shows_the_text_of_that_year_and_not_the_next(published):
    one, day = a_finding(published, "sesion-conasec")
    old = replace(one, version="2019-05-10", norm="DS 010-2019-IN", article="10")
    for year, by in ((2020, {"DS 010-2019-IN"}), (2024, {"DS 010-2019-IN"})):
        of = replace(old, period_from=date(year, 1, 1), period_to=date(year, 12, 31))
        assert {piece.by for piece in behind(of, "CONASEC", day).reading.pieces} == by
    reform = replace(old, period_from=date(2025, 1, 1), period_to=date(2025, 6, 10))
    assert [piece.by for piece in behind(reform, "CONASEC", day).reading.pieces] == [
        "DS 010-2019-IN",
        "DS 001-2025-IN",
    ]


def test_a_wording_that_today_is_not_there_has_text_and_no_place(published):
    one, day = a_finding(published, "sesion-conasec")
    shown = behind(replace(one, version="2001-01-01"), "CONASEC", day)
    assert shown.anchor == ""
    assert shown.reading.pieces


@pytest.mark.django_db
def test_the_api_says_which_wordings_have_their_text_read(client):
    told = {
        item["code"]: [one["text_read"] for one in item["versions"]]
        for item in client.get("/api/v1/deberes").json()["items"]
    }
    assert told == {
        duty.code: [one.norm.id not in articles().unread for one in duty.versions]
        for duty in DUTIES
    }
    assert {read for versions in told.values() for read in versions} == {True, False}
