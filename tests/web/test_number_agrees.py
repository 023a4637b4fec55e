"""What the pages say of one thing is said in singular, and no label is said twice."""

import html
import re
from collections import Counter, deque

from tests.web.sample import CAPACHICA, ICA, PUNO

MOST_OF_A_KIND = 4
STARTS = (
    "/", "/?luz=gestion", "/?fecha=2026-02-10", "/provincia/2113/", "/metodo/", "/normas/",
    "/normas/convocatoria/", "/planes/", "/actos/", f"/comite/{PUNO}/", f"/comite/{ICA}/",
    f"/comite/{CAPACHICA}/", f"/comite/{ICA}/deber/instalacion/",
    f"/comite/{ICA}/deber/consulta-publica/", "/riesgo/", "/riesgo/metodo/", "/riesgo/region/21/",
)  # fmt: skip
SAME_IN_BOTH = "más|mes|país|en|sin|con|según"
PLURAL = re.compile(
    rf"(?<![\d.,\u202f-])\b1 (?!(?:{SAME_IN_BOTH})\b)(?:[a-záéíóúñ]+[sn]\b|nada se les|nada les)"
)
WORDS = "Verde|Ámbar|Rojo|Sin información|No exigible|SIMULADO"
TWICE = re.compile(rf"\b({WORDS})[\s.·]+\1\b")
BROKEN = re.compile(r"\w, (?:En|Entre|Desde) \w|\by (?:imp|inf|ind|inc)\w+")
SHAPES = (PLURAL, TWICE, BROKEN)
QUOTED = re.compile(r"<(script|style|pre|table|details)\b.*?</\1>", re.DOTALL)


def said(page: str) -> str:
    """Its words a line a block; tables and files shown as they are, apart."""
    plain = re.sub(r"</?(?:b|strong|em|a|span)\b[^>]*>", "", QUOTED.sub("", page))
    lines = (" ".join(line.split()) for line in re.sub(r"<[^>]+>", "\n", plain).split("\n"))
    return html.unescape("\n".join(line for line in lines if line))


def pages(client):
    """Each page with its address: from the first ones on, some of each kind."""
    waiting, seen = deque(STARTS), set()
    kinds = Counter()
    while waiting:
        address = waiting.popleft()
        kind = re.sub(r"[\w-]*\d[\w-]*", "N", address.partition("?")[0])
        if address in seen or (kinds[kind] >= MOST_OF_A_KIND and address not in STARTS):
            continue
        kinds[kind] += 1
        seen.add(address)
        answer = client.get(address)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            page = answer.content.decode()
            waiting.extend(html.unescape(one) for one in re.findall(r'href="(/[^"#.]*)', page))
            yield address, said(page)


def test_no_page_says_one_things_nor_a_label_twice(published, index, client):
    wrong, read = [], 0
    for address, words in pages(client):
        read += 1
        wrong += [(address, found[0]) for shape in SHAPES for found in shape.finditer(words)]
    assert read > 60
    assert not wrong
