"""Addresses, methods and headers nobody types by hand."""

import pytest
from django.conf import settings
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from sinasec.web.serving import headers
from sinasec.web.views import errors


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/publicado/9999-12-31/", 200),
        ("/publicado/0001-01-01/", 200),
        ("/api/v1/publicaciones/en/9999-12-31", 404),
        ("/publicaciones/?dia=a/b", 400),
        ("/publicaciones/?dia=..", 400),
        ("/publicaciones/?dia=2024-05-24", 302),
        ("/?publicacion=%00", 404),
        ("/?publicacion=%ed%a0%80", 404),
        ("/api/v1/comites?publicacion=%00", 404),
        ("/publicaciones/%00/", 404),
        ("/publicaciones/%00/archivos/README.md", 404),
        ("/comite/%00/", 404),
        ("/comite/%00/deber/%00/", 404),
        ("/actos/plantilla.xlsx?comite=%00", 400),
        ("/buscar/?q=%00", 200),
        ("/?fecha=%00", 400),
    ],
)
def test_odd_addresses_are_answered(address, status, published, client):
    assert client.get(address).status_code == status


@pytest.mark.parametrize("what", ["", "ficha.pdf", "tramos.csv", "trazas.json"])
def test_a_committee_that_is_not_there_has_no_page_nor_files(what, published, client):
    assert client.get(f"/comite/CODISEC-999999/{what}").status_code == 404


def test_a_long_name_is_not_said_back(published, client):
    plain = len(client.get("/?publicacion=a").content)
    assert len(client.get("/?publicacion=" + "a" * 100_000).content) < plain + 500


@pytest.mark.parametrize(
    "path",
    [
        "../../sinasec.sqlite3",
        "..%2f..%2fkeys%2fclave-privada.pem",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "./README.md",
        "definiciones/../README.md",
        "%00",
        "",
    ],
)
def test_only_files_of_the_package_leave_it(path, published, client):
    assert client.get(f"/publicaciones/{published.id}/archivos/{path}").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("address", ["/", "/comite/CORESEC-21/", "/actos/plantilla.xlsx"])
def test_pages_are_only_read(method, address, published, client):
    answer = getattr(client, method)(address)
    assert answer.status_code == 405
    assert answer["Allow"] == client.options(address)["Allow"] == "GET, HEAD, OPTIONS"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_body_as_large_as_is_taken_is_let_in(settings):
    request = RequestFactory().post("/actos/")
    for length, status in (
        ("", 200),
        (settings.UPLOAD_LIMIT, 200),
        (settings.UPLOAD_LIMIT + 1, 413),
    ):
        request.META["CONTENT_LENGTH"] = str(length)
        assert headers.limit_size(lambda _: HttpResponse())(request).status_code == status


def test_what_is_not_found_says_what_to_do_even_without_a_reason(db):
    for fault in (Http404(), Http404(""), Http404({"path": "x"})):
        answer = errors.not_found(RequestFactory().get("/nada/"), fault)
        assert answer.status_code == 404
        assert "busque su comité por nombre" in answer.content.decode()


@pytest.mark.parametrize("length", ["²", "9" * 5000, "-1", "1e3"])
def test_a_length_that_is_no_number_is_refused_unread(length):
    def never(request):
        raise AssertionError("it was read")

    request = RequestFactory().get("/")
    request.META["CONTENT_LENGTH"] = length
    assert headers.limit_size(never)(request).status_code == 413


def test_a_page_kept_over_http_is_not_given_over_https(published, client):
    address = "/comite/CORESEC-21/"
    assert "http://testserver" in client.get(address).content.decode()
    assert "https://testserver" in client.get(address, secure=True).content.decode()


def test_the_policy_is_written_outside_the_server_of_static_files():
    order = settings.MIDDLEWARE
    static = order.index("whitenoise.middleware.WhiteNoiseMiddleware")
    assert order.index("csp.middleware.CSPMiddleware") < static
    assert order.index("sinasec.web.serving.headers.protect") < static


def test_a_refusal_before_any_page_says_nothing_of_the_inside(published, client):
    answer = client.get("/", headers={"host": "otro.example"})
    assert answer.status_code == 400
    assert "otro.example" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()
    assert isinstance(answer, HttpResponse)
    assert "default-src 'none'" in answer["Content-Security-Policy"]
