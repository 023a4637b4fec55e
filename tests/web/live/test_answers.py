"""What the server writes: in its answers and in its log."""

import json

import pytest

from tests.web.live.faulty import FAULT, FAULT_OF_THE_API, FAULT_OF_THE_PAGE
from tests.web.live.running import Running


@pytest.mark.parametrize("path", [FAULT, FAULT_OF_THE_PAGE, FAULT_OF_THE_API])
def test_a_fault_leaves_its_trace_under_the_number_that_is_shown(site: Running, path: str):
    status, headers, body = site.ask(path)
    number = headers["x-request-id"]
    assert status == 500
    assert f"Anote este número: {number}" in body.decode()
    line = site.json_line(numero=number, nivel="error")
    assert "RuntimeError: falla de prueba" in line["traza"]


def test_numbers_are_ours_and_never_those_that_are_sent(site: Running):
    numbers = {site.ask("/", **{"X-Request-Id": "AAAA-AAAA"})[1]["x-request-id"] for _ in range(3)}
    assert len(numbers) == 3
    assert "AAAA-AAAA" not in numbers


def test_each_request_has_a_line_that_does_not_say_who_nor_what_for(site: Running):
    _, headers, _ = site.ask("/buscar/?q=apellido")
    line = site.json_line(numero=headers["x-request-id"])
    assert line["ruta"] == "/buscar/"
    assert line["estado"] == 200
    assert line["red"] == "127.0.0.0/24"
    assert "apellido" not in json.dumps(line)


def test_every_line_of_the_log_is_json_but_the_one_for_the_person(site: Running):
    site.ask("/")
    assert [line for line in site.lines if not line.startswith("{")] == [site.lines[0]]
    assert all(json.loads(line) for line in site.lines[1:])


@pytest.mark.parametrize(
    "path",
    ["/", "/salud/", "/robots.txt", "/static/web/sinasec.css", "/api/v1/semaforo", "/nada/"],
)
def test_head_says_what_get_says_without_the_body(site: Running, path: str):
    status, headers, body = site.ask(path)
    status_head, headers_head, nothing = site.ask(path, "HEAD")
    assert (status_head, nothing) == (status, b"")
    assert body
    for changing in ("date", "x-request-id"):
        headers.pop(changing), headers_head.pop(changing)
    assert headers_head == headers
    assert headers["content-length"] == str(len(body))


def test_a_page_not_changed_is_not_sent_again(site: Running):
    _, headers, _ = site.ask("/")
    status, again, body = site.ask("/", **{"If-None-Match": headers["etag"]})
    assert (status, body, again["etag"]) == (304, b"", headers["etag"])


def test_a_file_of_a_publication_is_sent_whole(site: Running, home):
    folder = next(path for path in (home / "publications").iterdir() if path.is_dir())
    file = max(folder.rglob("*"), key=lambda path: path.stat().st_size)
    name = file.relative_to(folder).as_posix()
    status, headers, body = site.ask(f"/publicaciones/{folder.name}/archivos/{name}")
    assert status == 200
    assert body == file.read_bytes()
    assert headers["content-length"] == str(len(body))


def test_what_is_asked_of_the_site_by_machines(site: Running):
    status, headers, body = site.ask("/salud/")
    assert (status, json.loads(body)["estado"]) == (200, "bien")
    assert headers["cache-control"] == "no-store"
    assert b"Disallow: /api/" in site.ask("/robots.txt")[2]
    status, headers, _ = site.ask("/favicon.ico")
    assert status == 301
    status, headers, body = site.ask(headers["location"])
    assert (status, headers["content-type"]) == (200, "image/svg+xml")


@pytest.mark.parametrize(
    "asked",
    [
        "/buscar/?q=Ńuñoa",
        "/buscar/?q=“Puno”",
        "/?fecha=–",
        "/riesgo/?€",
        "/salud/?Ń",
        "/api/v1/comites?nombre=Ńa",
        "/comite/coresec-puno/?q=ñ",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_letters_left_in_an_address_are_no_fault_of_ours(site: Running, asked: str, encoding: str):
    """Browsers write them as numbers; whoever asks by hand does not."""
    line = f"GET {asked} HTTP/1.1".encode(encoding, "replace")
    status, _ = site.by_hand(line + b"\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert status < 500


@pytest.mark.parametrize("boundary", ["boundary*=nope''ab", "boundary*0*=a''%ff"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_content_type_that_cannot_be_read_is_told_to_whoever_sends_it(
    site: Running, method: str, boundary: str
):
    said = {"Content-Type": f"multipart/form-data; {boundary}"}
    status, headers, _ = site.ask("/matriz/", method, body=b"xx", **said)
    assert status in (200, 403, 422, 429)
    assert site.json_line(numero=headers["x-request-id"])["estado"] == status


def test_what_is_refused_to_a_stranger_is_no_error_of_ours(site: Running):
    parts = b"".join(
        b'--a\r\nContent-Disposition: form-data; name="x%d"\r\n\r\ny\r\n' % n for n in range(200)
    )
    said = {"Content-Type": "multipart/form-data; boundary=a"}
    status, headers, _ = site.ask("/matriz/", "POST", body=parts + b"--a--\r\n", **said)
    assert status == 400
    line = site.json_line(numero=headers["x-request-id"], nivel="aviso")
    assert "TooManyFields" in line["origen"]
    assert "traza" not in line
