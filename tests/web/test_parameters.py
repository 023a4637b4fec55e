"""A page answers for what it reads of its address, and for nothing else."""

import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import pytest
from django.test import Client

from sinasec.web.api.parameters import of_route
from sinasec.web.parameters import LONGEST, Known, fault_of
from sinasec.web.published.shelf import SHELF
from tests.web.addresses import filled, routes

UNKNOWN = "No se conoce"
SILENT = ("api/v1/", "api/v1/openapi.json")  # of ninja: they read nothing
OF_A_KIND = 1  # addresses tried of each kind: same route, same parameters


ROUTES = dict(routes())


@pytest.mark.parametrize("route", ROUTES)
def test_what_no_page_reads_is_refused_and_not_kept(route: str, published, index, client):
    SHELF.clear()
    path = filled(route)
    answer = client.get(path, {"xyz": "1"})
    if answer.status_code == 302:  # of the desk, to who is not in: nothing of it is told
        assert answer.headers["Location"].startswith("/mesa/entrar/?next="), path
        assert not SHELF._pages
        return
    assert answer.status_code == 400, path
    said = answer.json()["detail"] if path.startswith("/api/") else answer.content.decode()
    assert "«xyz»" in said
    assert not SHELF._pages


@pytest.mark.parametrize("route", ROUTES)
def test_every_page_says_what_it_reads(route: str):
    assert hasattr(ROUTES[route], "reads") or of_route(route) is not None or route in SILENT


class _Page(HTMLParser):
    """Addresses of a page: of its links, and of its forms with what each may send."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.links: list[str] = []
        self.of_forms: list[str] = []
        self._action = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a":
            self._add(self.links, said.get("href", ""))
        if tag == "form":
            get = said.get("method", "get").lower() == "get"
            self._action = said.get("action", "") or urlsplit(self.address).path if get else ""
        if tag in ("input", "select", "button") and self._action and said.get("name"):
            query = urlencode({said["name"]: said.get("value", "")})
            self._add(self.of_forms, f"{self._action}?{query}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._action = ""

    def _add(self, found: list[str], href: str) -> None:
        whole = urlsplit(urljoin(f"http://testserver{self.address}", href))
        if whole.netloc == "testserver" and not whole.path.startswith("/static/"):
            found.append(whole.path + (f"?{whole.query}" if whole.query else ""))


def _kind(address: str) -> tuple[str, ...]:
    """Its route without what fills it, and the names of its parameters."""
    parts = urlsplit(address)
    route = re.sub(r"[^/]*\d[^/]*|(?<=/normas/)[^/]+|(?<=/deber/)[^/]+", "*", parts.path)
    return (route, *sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}))


WHOLE = "/comite/CONASEC/?fecha=2025-12-31"  # all its links: its year has duties that ended in it


def _starts(pinned: str) -> list[str]:
    """Where people come in: a fixed publication, days that are not judged, nowhere."""
    return [
        "/",
        "/?datos=reales",
        f"/?publicacion={pinned}&fecha=2026-05-31&luz=gestion",
        "/riesgo/",
        "/publicado/2019-01-01/",
        "/publicado/2026-05-31/",
        "/publicado/2026-11-20/",
        "/publicado/2027-01-01/",
        "/datos/api/",
        "/no-existe/",
        WHOLE,
    ]


def test_no_link_and_no_form_of_ours_is_refused(demonstration, index, client: Client):
    """Every page that can be reached, so many of each kind, with every parameter of its forms."""
    waiting = _starts(demonstration[0].pk)
    all_of_them = set(waiting)
    kinds: Counter[tuple[str, ...]] = Counter()
    seen: set[str] = set()
    links: set[str] = set()  # and not only what a form might send
    while waiting:
        address = waiting.pop()
        if address in seen or (kinds[_kind(address)] >= OF_A_KIND and address not in all_of_them):
            continue
        seen.add(address)
        kinds[_kind(address)] += 1
        answer = client.get(address)
        body = b"" if answer.streaming else answer.content
        answer.close()
        assert answer.status_code != 400 or UNKNOWN.encode() not in body, address
        assert address not in links or answer.status_code < 400, (address, answer.status_code)
        if answer.get("Location"):
            waiting.append(answer["Location"])
            links.update({answer["Location"]} if address in links else ())
        elif answer["Content-Type"].startswith("text/html"):
            page = _Page(address)
            page.feed(body.decode())
            waiting += page.links + page.of_forms
            links.update(page.links)
            all_of_them.update(page.links if address == WHOLE else ())
    assert len(kinds) > 100


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("/?fbclid=abc", "/"),
        ("/?utm_source=x&luz=gestion&utm_medium=y", "/?luz=gestion"),
        ("/riesgo/comparar/?d=150108&d=150109&gclid=1", "/riesgo/comparar/?d=150108&d=150109"),
        ("/api/v1/semaforo?mc_cid=1&luz=legal", "/api/v1/semaforo?luz=legal"),
    ],
)
def test_the_marks_of_networks_are_taken_away(address, clean, published, index, client):
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, clean)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("luz=legal&luz=gestion", "2 veces"),
        (f"luz={'a' * (LONGEST + 1)}", "demasiado largo"),
        ("LUZ=legal", "«LUZ»"),
        ("=1", "«»"),
    ],
)
def test_what_is_twice_or_too_long_is_refused(query, word, published, client):
    for path in ("/", "/api/v1/semaforo"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 400
        assert word in answer.content.decode()


def test_a_weight_of_nothing_is_refused(index, client):
    answer = client.get("/riesgo/que-pasaria-si/?peso:nada=1")
    assert answer.status_code == 400
    assert "peso:nada" in answer.content.decode()


def test_the_sentence_names_what_can_be_asked():
    known = Known(once=("luz",), many=("d",), starting=("peso:",))
    assert fault_of([("luz", ["a"]), ("d", ["a", "b"]), ("peso:x", ["1"])], known) == ""
    said = fault_of([("otro", ["a"])], known)
    assert all(name in said for name in ("«otro»", "«luz»", "«d»", "«peso:…»"))
    assert "quite lo que va después" in fault_of([("otro", ["a"])], Known())


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("/semaforo?luz=legal&fecha=2026-05-31", "/semaforo?fecha=2026-05-31"),
        ("/comites?limite=100&desde=0", "/comites"),
        ("/comites?limite=007&nivel=CODISEC", "/comites?nivel=CODISEC&limite=7"),
    ],
)
def test_one_question_is_kept_once_however_it_is_written(one, same, published, client):
    SHELF.clear()
    first, second = (client.get(f"/api/v1{path}") for path in (one, same))
    assert first.status_code == second.status_code == 200
    assert first.content == second.content
    assert len(SHELF._pages) == 1


def test_a_list_without_rows_is_not_kept(published, client):
    SHELF.clear()
    assert client.get("/api/v1/comites?desde=999999").json()["items"] == []
    assert not SHELF._pages
