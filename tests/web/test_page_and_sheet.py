"""The sheet says what the pages of its committee say: note, marks, what an omission bears."""

import html
import io
import re

import pytest
from pypdf import PdfReader

from tests.web.sample import CAPACHICA, ICA, PUNO, YUNGUYO

UNVERIFIED = "COPROSEC-1501"
COMMITTEES = (UNVERIFIED, "CORESEC-06", PUNO, ICA, YUNGUYO, CAPACHICA, "CONASEC")
ARTICLE = re.compile(r'<article class="hallazgo.*?</article>', re.DOTALL)
EVERY_PAGE = re.compile(r"\A[^\n]*\n|Publicación semaforo-.*\Z", re.DOTALL)
COUNTS = re.compile(r"Deberes: [^.]+\.")
PLURALS = re.compile(r"\b1 (deberes|no exigibles|sesiones|veces|días|años)\b")


def text(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


def page_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def sheet_of(client, code: str) -> str:
    """Its words, without what heads and ends each of its pages."""
    pages = PdfReader(io.BytesIO(client.get(f"/comite/{code}/ficha.pdf").content)).pages
    return " ".join(EVERY_PAGE.sub("", page.extract_text()) for page in pages)


def joined(said: str) -> str:
    """Without spaces nor hyphens: a line may end anywhere."""
    return re.sub(r"[\s\u00ad-]+", "", said)


@pytest.mark.parametrize("code", COMMITTEES)
def test_the_sheet_says_the_note_and_the_counts_of_the_page(published, client, code):
    page, sheet = page_of(client, f"/comite/{code}/"), joined(sheet_of(client, code))
    note = re.search(r'<p id="capital" class="nota">(.*?)</p>', page, re.DOTALL)
    assert (note is not None) is (code.startswith("COPROSEC"))
    for said in [text(note[1])] if note else []:
        assert joined(said) in sheet
    for said in COUNTS.findall(text(page)):
        assert joined(said) in sheet
        assert not PLURALS.search(said)


@pytest.mark.parametrize("code", COMMITTEES)
def test_the_sheet_marks_as_probable_what_the_page_does(published, client, code):
    page, sheet = page_of(client, f"/comite/{code}/"), sheet_of(client, code)
    marked = sum(">probable<" in one for one in ARTICLE.findall(page))
    assert marked or code != UNVERIFIED
    cards = re.findall(r'<section class="ficha-luz.*?</section>', page, re.DOTALL)
    lights = sum(">probable<" in one for one in cards)
    told = len(re.findall(r"·\s+probable", sheet))
    assert told == lights + 2 * marked  # beside each light; of a duty, in the table and by its why


@pytest.mark.parametrize("code", COMMITTEES)
def test_the_sheet_says_of_each_duty_what_its_omission_bears(published, client, code):
    sheet = joined(sheet_of(client, code))
    bears = 0
    for duty in dict.fromkeys(
        re.findall(rf"/comite/{code}/deber/([\w-]+)/", page_of(client, f"/comite/{code}/"))
    ):
        shown = page_of(client, f"/comite/{code}/deber/{duty}/")
        for block in re.findall(r"Consecuencia de faltar</dt>\s*<dd>(.*?)</dd>", shown, re.DOTALL):
            for one in re.findall(r"<li>(.*?)</li>", block, re.DOTALL):
                bears += 1
                plain, _, says = text(one.replace("<br>", "¶")).partition("¶")
                what, mark = re.fullmatch(r"(.*\))(?: (en duda|ejemplo))?\s*", plain).groups()
                assert joined(f"{what}{f', {mark}' if mark else ''}.") in sheet
                assert joined(f": {says}" if says else "") in sheet
    assert bears or code == "CONASEC"


def test_why_a_committee_is_unverified_is_said_once(published, client):
    why = "Ninguna norma leída manda que la provincia de Lima"
    for said in (text(page_of(client, f"/comite/{UNVERIFIED}/")), sheet_of(client, UNVERIFIED)):
        assert joined(said).lower().count(joined(why).lower()) == 1
    alone = text(page_of(client, f"/comite/{UNVERIFIED}/deber/instalacion/"))
    assert why.lower() in alone.lower()


@pytest.mark.parametrize("code", COMMITTEES)
def test_the_sheet_names_as_official_only_what_the_pages_say_was_read(published, client, code):
    sheet = joined(sheet_of(client, code))
    official = unread = 0
    duties = re.findall(rf"/comite/{code}/deber/([\w-]+)/", page_of(client, f"/comite/{code}/"))
    for duty in dict.fromkeys(duties):
        shown = page_of(client, f"/comite/{code}/deber/{duty}/")
        for cited, summary in re.findall(
            r"<dt>Norma</dt>\s*<dd>(.*?)<summary>(.*?)</summary>", shown, re.DOTALL
        ):
            official += "texto oficial" in cited
            unread += "no se ha leído" in summary
    assert sheet.count("textooficial") == official
    assert sheet.count("textodelartículo:nosehaleído") == unread


def test_some_sheet_has_a_text_that_nobody_has_read(published, client):
    assert any("no se ha leído" in sheet_of(client, code) for code in COMMITTEES)
