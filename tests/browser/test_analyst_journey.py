"""An analyst loads data, builds and publishes an edition, in a browser that has the key."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from sinasec.methods.risk.reports.truth import truth
from sinasec.risk.simulation.files import File, files
from tests.browser.site import ROOT, environment, free_port, wait_for
from tests.browser.test_accessibility import EVERY_RULE, sideways, violations
from tests.children import PATIENCE
from tests.risk.some_provinces import some_provinces
from tests.web.live.running import started
from tests.web.workbench.forms import quick_workbook

BY = "Ana Quispe, analista"
PUBLISHED = re.compile(r"/publicaciones/(indice-2025-12-31-[0-9a-f]{8})/")
BY_HAND = ("denuncias-2.csv", "poblacion.csv")  # loaded in the browser; the rest before
PRINTED = re.compile(r"(http://[0-9a-f]{32}\.localhost:\d+)(/mesa/\?clave=\S+)")
PREPARE = """
import sys
from sinasec.cli.main import django_setup
django_setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from sinasec.committees.loading import load_committees
from sinasec.territories.loading import load_reference
load_reference()
load_committees()
from datetime import UTC, datetime
from pathlib import Path
from sinasec.intake.bulk.load import load
for path in sys.argv[1:]:
    name, layout, year = Path(path).stem.split("@")
    done = load(Path(path), cited="SIMULADO", by="Ana", at=datetime(2026, 5, 1, tzinfo=UTC),
                layout=layout, year=int(year) or None, simulated=True, decimal=".")
    if not done.ok:
        sys.exit(str(done.as_dict()))
"""


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> Path:
    """The files and the workbook that the analyst has at hand."""
    folder = tmp_path_factory.mktemp("archivos")
    for each in made_files():
        (folder / each.name).write_bytes(each.content)
    (folder / "edicion.xlsx").write_bytes(quick_workbook())
    return folder


def made_files() -> tuple[File, ...]:
    return files(truth(some_provinces(), (2023, 2024, 2025), 1))


@dataclass(frozen=True, slots=True)
class Bench:
    """`place`: the name and port of this run; `entry`: the path that opens, once; `home`."""

    place: str
    entry: str
    home: Path


@contextmanager
def workbench(home: Path) -> Iterator[Bench]:
    """The workbench served by its own command; the address is the one that it prints."""
    port = free_port()
    quiet = environment(home) | {"SINASEC_ACCESS_LOG": "0"}
    with started(port, quiet, "workbench", "--by", BY, "--port", str(port)) as site:
        printed = PRINTED.search(site.wait_line(PRINTED.search))
        wait_for(port, site.process)
        yield Bench(printed[1], printed[2], home)


@pytest.fixture(scope="module")
def bench(tmp_path_factory) -> Iterator[Bench]:
    """With the inputs that are not the journey's."""
    home = tmp_path_factory.mktemp("mesa")
    before = [_written(home, each) for each in made_files() if each.name not in BY_HAND]
    subprocess.run(
        [sys.executable, "-c", PREPARE, *map(str, before)],
        env=environment(home),
        cwd=ROOT,
        check=True,
    )
    with workbench(home) as served:
        yield served


def _written(home: Path, each: File) -> Path:
    path = home / f"{Path(each.name).stem}@{each.layout}@{each.year or 0}.csv"
    path.write_bytes(each.content)
    return path


def _load(page, path: Path, source: str) -> None:
    page.goto("/mesa/datos/")
    page.get_by_label("Archivo (").set_input_files(path)
    page.get_by_label("Fuente, como se citará").fill(source)
    page.get_by_label("Son datos de demostración").check()
    page.get_by_role("button", name="Cargar", exact=True).click()


def test_from_a_file_to_a_signed_publication(chromium, bench, sent, picture):
    context = chromium.new_context(
        base_url=bench.place, locale="es-PE", viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.goto("/mesa/")
    assert "pide su clave" in page.locator("main").inner_text()
    page.goto(bench.entry)
    assert page.url == f"{bench.place}/mesa/"
    page.get_by_role("link", name="Datos simulados").click()
    assert "Lo que sigue: cargar" in page.locator("main").inner_text()

    bad = sent / "mala.csv"
    lines = (sent / "denuncias-2.csv").read_text(encoding="utf-8").splitlines()
    bad.write_text("\n".join([lines[0], lines[1].replace("2023,1,", "2023,13,", 1)]) + "\n")
    _load(page, bad, "SIMULADO")
    assert "no se guardó nada" in page.locator("#resultado").inner_text()
    picture(page, "mesa-fallas")

    _load(page, sent / "denuncias-2.csv", "SIMULADO, a mano")
    assert "Es la vigente" in page.locator("#resultado").inner_text()
    _load(page, sent / "poblacion.csv", "SIMULADO, a mano")
    page.get_by_role("link", name="Volver al inicio").click()
    assert "Hay con qué construir" in page.locator("main").inner_text()
    picture(page, "mesa-inicio", full_page=True)

    page.get_by_role("link", name="revise la calidad").click()
    assert "nunca aparecen" in page.locator("main").inner_text()
    page.get_by_role("link", name="Ediciones").click()
    page.get_by_label("Libro de la edición").set_input_files(sent / "edicion.xlsx")
    page.get_by_role("button", name="Cargar la edición").click()
    assert "Edición de prueba" in page.locator("#resultado").inner_text()

    page.goto("/mesa/construir/?datos=simulados")
    page.get_by_label("Edición").select_option(label="Edición de prueba (2026.1) · ejemplo")
    page.get_by_label("Año").select_option("2025")
    page.get_by_role("button", name="Ver antes de publicar").click()
    assert "Nada se ha publicado todavía" in page.locator("#resultado").inner_text()
    picture(page, "mesa-construir", full_page=True)
    page.get_by_role("button", name="Publicar como preliminar").click()
    page.wait_for_url("**/mesa/trabajo/?trabajo=*")
    page.get_by_role("link", name="Ver indice-").click(timeout=1000 * PATIENCE)
    page.wait_for_url(PUBLISHED)
    published = PUBLISHED.search(page.url)[1]
    page.goto("/riesgo/")
    assert published in page.locator("footer").inner_text()
    assert "SIMULADO" in page.locator("body").inner_text()
    context.close()


@pytest.fixture(scope="module")
def inside(chromium, bench):
    """What the browser of an analyst who entered keeps. The key opens once, so the run is new."""
    with workbench(bench.home) as served:
        context = chromium.new_context(base_url=served.place)
        context.new_page().goto(served.entry)
        kept = context.storage_state()
        context.close()
        yield served, kept


class Listener:
    """Another user's server on this machine, that keeps the headers it is sent."""

    def __init__(self) -> None:
        self.heard: list[dict[str, str]] = []
        heard = self.heard

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                heard.append({key.lower(): value for key, value in self.headers.items()})
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_) -> None:
                """Nothing to the terminal of the tests."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        self.thread = Thread(target=self.server.serve_forever)

    def __enter__(self) -> "Listener":
        self.thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "otro.localhost"])
def test_another_server_of_the_machine_is_given_nothing(chromium, inside, host):
    """As the attacker did: the analyst's own tab opens a page at another port."""
    served, kept = inside
    context = chromium.new_context(base_url=served.place, storage_state=kept)
    page = context.new_page()
    page.goto("/mesa/")
    assert BY in page.content()
    name = served.place.removeprefix("http://").partition(":")[0]
    with Listener() as other:
        page.goto(f"http://{host}:{other.port}/")
        page.goto("/mesa/")
        page.evaluate(
            "address => { const link = document.createElement('a'); link.href = address;"
            " document.body.append(link); link.click(); }",
            f"http://{host}:{other.port}/",
        )
        page.wait_for_url(f"http://{host}:{other.port}/")
    assert len(other.heard) >= 2
    for headers in other.heard:
        assert "cookie" not in headers
        assert name not in str(headers)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_pages_are_for_everybody(chromium, inside, scheme):
    served, kept = inside
    context = chromium.new_context(
        base_url=served.place,
        storage_state=kept,
        color_scheme=scheme,
        viewport={"width": 360, "height": 740},
    )
    page = context.new_page()
    for path in ("", "datos/", "calidad/?datos=simulados", "ediciones/", "construir/", "trabajo/"):
        page.goto(f"/mesa/{path}")
        assert not sideways(page), path
        assert violations(page, EVERY_RULE) == [], path
    context.close()
