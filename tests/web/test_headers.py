"""What every answer carries, what is refused, and what is kept."""

import gzip

import pytest
from django.test import RequestFactory

from sinasec.live import Learnt
from sinasec.web.limits.rates import Rate, address
from sinasec.web.published.shelf import OVERHEAD, Shelf, finished
from tests.web.sample import PUNO


def test_the_policy_allows_no_script_and_no_third_party(published, client):
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy


def test_headers_of_every_page(published, client):
    response = client.get(f"/comite/{PUNO}/")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in response["Permissions-Policy"]
    assert response["X-Publicacion"] == published.id
    assert not response.cookies


def test_only_the_embedded_page_may_be_framed(published, client):
    response = client.get(f"/incrustar/{PUNO}/")
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert "SIMULADO" in response.content.decode()


def test_no_inline_style_or_script_in_any_page(published, client):
    for path in ("/", f"/comite/{PUNO}/", "/region/21/", "/metodo/", "/que-pasaria-si/"):
        text = client.get(path).content.decode()
        assert " style=" not in text
        assert "<script" not in text
        assert "<style" not in text


def test_a_page_not_changed_is_not_sent_again(published, client):
    first = client.get("/")
    again = client.get("/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_gzip_is_the_same_page(published, client):
    plain = client.get("/").content
    packed = client.get("/", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain
    assert "Accept-Encoding" in packed["Vary"]


@pytest.mark.parametrize("path", ["/dibujo/mapa.png", "/region/21/hoja.pdf"])
def test_what_is_compressed_already_is_sent_and_kept_once(path, published, client):
    plain = client.get(path)
    again = client.get(path, headers={"accept-encoding": "gzip"})
    assert plain.status_code == 200
    assert "Content-Encoding" not in again
    assert again.content == plain.content
    assert finished(b"a" * 5000, plain["Content-Type"], "x").gzipped == b""


@pytest.mark.parametrize(
    ("taken", "packed"),
    [
        ("br, gzip;q=0.5", True),
        ("gzip ; q=1, identity", True),
        ("notgzip", False),
        ("gzipped", False),
    ],
)
def test_only_who_takes_gzip_is_given_it(taken, packed, published, client):
    answer = client.get("/", headers={"accept-encoding": taken})
    assert answer.has_header("Content-Encoding") is packed


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", 150),
        ("/?luz=gestion", 150),
        (f"/comite/{PUNO}/", 60),
        ("/region/15/", 60),
        ("/provincia/1501/", 60),
        ("/normas/", 60),
        ("/normas/sesion-conasec/", 60),
        ("/metodo/", 60),
        ("/planes/", 60),
        ("/datos/", 60),
        ("/buscar/?q=san", 60),
        ("/que-pasaria-si/?borrador=sesiones-mensuales", 60),
    ],
)
def test_weight_with_its_sheet(path, most, both, client):
    """Kilobytes on the wire: the page and the style sheet, both compressed."""
    from django.contrib.staticfiles import finders

    packed = client.get(path, headers={"accept-encoding": "gzip"})
    assert packed.status_code == 200
    with open(finders.find("web/sinasec.css"), "rb") as sheet:
        style = len(gzip.compress(sheet.read()))
    assert (len(packed.content) + style) / 1024 < most


def test_any_site_may_read_the_api(published, client):
    assert client.get("/api/v1/semaforo")["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/")


def test_a_file_too_large_is_refused_unread(published, client, settings):
    response = client.post(
        "/matriz/",
        b"x",
        content_type="multipart/form-data; boundary=a",
        headers={"content-length": str(settings.UPLOAD_LIMIT + 1)},
    )
    assert response.status_code == 413
    assert "demasiado grande" in response.content.decode()


def test_a_foreign_host_is_refused(published, client):
    response = client.get("/", headers={"host": "otro.example"})
    assert response.status_code == 400


def test_the_shelf_drops_what_was_read_longest_ago():
    pages = [finished(str(n).encode() * 4000, "text/html", "x") for n in range(3)]
    shelf = Shelf(max_bytes=2 * (len(pages[0].plain) + OVERHEAD) + 300)
    shelf.put(("a",), pages[0], Learnt())
    shelf.put(("b",), pages[1], Learnt())
    assert shelf.get(("a",)) is pages[0]
    shelf.put(("c",), pages[2], Learnt())
    assert shelf.get(("b",)) is None
    assert shelf.get(("a",)) is pages[0]
    assert shelf.get(("c",)) is pages[2]


def test_a_rate_lets_so_many_pass_and_says_how_long_to_wait():
    now = [0.0]
    rate = Rate(2, 60, clock=lambda: now[0])
    assert [rate.wait("a"), rate.wait("a"), rate.wait("b")] == [0, 0, 0]
    now[0] = 10
    assert rate.wait("a") == 50
    now[0] = 61
    assert rate.wait("a") == 0


def test_who_asks_is_not_what_a_stranger_says():
    request = RequestFactory().get("/", headers={"x-forwarded-for": "1.1.1.1, 2.2.2.2"})
    assert address(request, proxies=0) == "127.0.0.1"
    assert address(request, proxies=1) == "2.2.2.2"
