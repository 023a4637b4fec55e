"""The pages that tell how to add something are followed word by word, and what they add works."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.children import environment
from tests.conftest import ROOT
from tests.letters.made_up import OFFICE

HOW_TO = ROOT / "docs" / "como"
PAGES = ("clase-de-publicacion.md", "orden.md", "pagina.md")
FACTS = "tabla-de-hechos.md"
LAYOUT = "formato.md"
WORK = "trabajo.md"
DUTY = "deber.md"
LIFE = "vida.md"
DRAWING = "dibujo.md"
LETTER = "carta.md"
FILES = re.compile(r"^`(src/\S+)`\n\n```(?:python|html|yaml)\n(.*?)^```", re.M | re.S)
LAST = re.compile(r"^Al final de `(\w+)`, en `(src/\S+)`.*?:\n\n```text\n(.*?)```", re.M | re.S)
TYPED = re.compile(r"^```sh\n(.*?)```", re.M | re.S)
LINES = re.compile(r"^En `(src/\S+)`, en `(\w+)`.*?:\n\n```text\n(.*?)```", re.M | re.S)
SAID = re.compile(r"`(src/\S+)`[^`]*:\n\n```text\n(.*?)```", re.M | re.S)
PUT = re.compile(
    r"En `(src/\S+)`, (?:en|después de) `([^`]+)`:\n\n```text\n(.*?)```\n"
    r"(?:\ny arriba, `(from [^`]+)`)?",
    re.S,
)
MOST_OF_A_DRAWING = 60
MOST_LINES = 150  # of a new kind of publication, whatever they are, but blank ones
MOST_OF_A_LAYOUT = 60
MOST_OF_A_LIFE = 80
MOST_OF_A_LETTER = 50

PUBLISHES = """
from datetime import UTC, date, datetime
from sinasec.cli.main import django_setup
django_setup()
from sinasec.committees.reference import prepare
from sinasec.demonstration.country.simulate import simulate
from sinasec.compliance.sesiones import reading
from sinasec.compliance.sesiones.publish import publish
from sinasec.publications import catalogue
from sinasec.publications.actions import reply
prepare()
simulate(seed=7, codes=["CORESEC-21", "CODISEC-150102"])
day, before = date(2026, 3, 31), datetime(2026, 4, 6, 15, tzinfo=UTC)
made = publish(as_of=day, now=before)
assert publish(as_of=day, now=before).fresh is False
assert reading.respondents(made.publication) == {"CORESEC-21", "CODISEC-150102"}
reply(
    publication=made.publication.pk, committee="CORESEC-21", text="Fue otra.", by="ST", now=before
)
final = publish(as_of=day, now=datetime(2026, 6, 1, 15, tzinfo=UTC), final=True)
assert [one.text for one in catalogue.replies(final.publication)] == ["Fue otra."]
assert catalogue.latest("sesiones") == final.publication
print(final.publication.pk)
"""


@pytest.fixture(scope="module")
def product(tmp_path_factory) -> Path:
    """The sources of the product with what the page adds."""
    source = _copied(tmp_path_factory)
    for page in PAGES:
        text = (HOW_TO / page).read_text(encoding="utf-8")
        _written(source, text)
        [(path, name, line)] = LINES.findall(text)
        _added(source.parent / path, name, line)
    urls = source / "sinasec" / "web" / "urls.py"
    [imported] = re.findall(r"y arriba, `(from .*?)`", text)
    urls.write_text(f"{imported}\n{urls.read_text(encoding='utf-8')}", encoding="utf-8")
    return source


def _copied(tmp_path_factory) -> Path:
    source = tmp_path_factory.mktemp("producto") / "src"
    shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
    return source


def _written(source: Path, text: str) -> None:
    """The files of a page."""
    for path, code in FILES.findall(text):
        target = source.parent / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(code, encoding="utf-8")
        if target.suffix == ".py":
            (target.parent / "__init__.py").touch()


def _added(file: Path, name: str, line: str) -> None:
    """The line, as the first of the list or table of that name."""
    said = file.read_text(encoding="utf-8")
    [opened] = re.findall(rf"^{name}(?:: Final.*)? = [({{\[]\n", said, re.M)
    file.write_text(said.replace(opened, opened + line), encoding="utf-8")


def run(product: Path, *command: str, home: str = "casa") -> subprocess.CompletedProcess[str]:
    settings = environment(product.parent / home, PYTHONPATH=str(product), **OFFICE)
    return subprocess.run(
        [sys.executable, "-W", "error", *command],
        env=settings,
        cwd=product.parent,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def sessions(product) -> str:
    """The code of the publication of sessions that the page tells how to make."""
    published = run(product, "-c", PUBLISHES)
    assert published.returncode == 0, published.stderr
    return published.stdout.strip()


def test_a_kind_of_publication_is_added_as_told(product, sessions):
    for order in ("verify", "reproduce"):
        done = run(product, "-m", "sinasec", order, sessions)
        assert done.returncode == 0, done.stdout + done.stderr
    version = run(product, "-m", "sinasec", "--version").stdout
    assert re.search(r"sesiones 0\.\d+\.\d+\+[0-9a-f]{12}", version)


ANSWERED = """
import csv
import json
from sinasec.cli.main import django_setup
django_setup()
from django.core.management import call_command
from django.test import Client
from sinasec.compliance.sesiones.package import TABLES
from sinasec.publications import catalogue
call_command("collectstatic", interactive=False, verbosity=0)
client = Client(headers={"host": "localhost"})
document = client.get("/api/v1/openapi.json").json()
final = catalogue.latest("sesiones")
for table in TABLES:
    path = f"/api/v1/tablas/sesiones/{table.name}"
    operation = document["paths"][path]["get"]
    assert operation["operationId"] == f"sesiones_{table.name}".replace("-", "_")
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    answer = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    row = answer["properties"]["items"]["items"]["$ref"].rpartition("/")[2]
    fields = document["components"]["schemas"][row]["properties"]
    assert {name: said["description"] for name, said in fields.items()} == table.describes
    said = client.get(path).json()
    assert (said["publication"], said["simulated"]) == (final.pk, True)
    with (catalogue.folder(final) / f"{table.path}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert said["count"] == len(rows) > 0, table.name
    texts = [name for name, kind in table.schema.items() if str(kind) in ("String", "Date")]
    for one, row in zip(said["items"], rows):
        assert list(one) == list(row) and [one[name] for name in texts] == [row[n] for n in texts]
[counted] = client.get("/api/v1/tablas/sesiones/sesiones?committee=CORESEC-21").json()["items"]
given = client.get("/api/v1/tablas/sesiones/entradas-sesiones?limite=500").json()["items"]
assert counted["sessions"] == sum(row["committee"] == "CORESEC-21" for row in given) > 0
listed = client.get("/api/v1/publicaciones?tipo=sesiones").json()
assert {one["kind"] for one in listed["items"]} == {"sesiones"} and listed["count"] == 2
tables = client.get(f"/api/v1/publicaciones/{final.pk}/tablas").json()["items"]
assert [one["name"] for one in tables] == [table.name for table in TABLES]
wrong = client.get("/api/v1/tablas/sesiones/sesiones?nivel=1")
assert wrong.status_code == 400 and "«committee»" in wrong.json()["detail"]
"""


def test_the_kind_has_its_api_by_itself(product, sessions):
    asked = run(product, "-c", ANSWERED)
    assert asked.returncode == 0, asked.stderr


def test_an_order_is_added_as_told(product):
    assert "levels " in run(product, "-m", "sinasec", "--help").stdout
    unprepared = run(product, "-m", "sinasec", "levels", "--json", home="vacía")
    assert unprepared.returncode != 0
    assert json.loads(unprepared.stdout)
    prepared = run(product, "-m", "sinasec", "setup", "--without-demonstration", home="nueva")
    assert prepared.returncode == 0, prepared.stderr
    done = run(product, "-m", "sinasec", "levels", "--nivel", "CORESEC", "--json", home="nueva")
    assert json.loads(done.stdout) == {"levels": {"CORESEC": 26}}
    wrong = run(product, "-m", "sinasec", "levels", "--level", "x", home="nueva")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "No hay ningún nivel «x»" in wrong.stderr


ASKED = """
from datetime import UTC, date, datetime
from sinasec.cli.main import django_setup
django_setup()
from django.core.management import call_command
from django.test import Client
from sinasec.committees.reference import prepare
from sinasec.compliance.models import Act
from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.publish import publish
from sinasec.demonstration.country.simulate import LAST, simulate
prepare()
simulate(seed=7, codes=["CORESEC-21", "CODISEC-150102", "CODISEC-150103"])
made = publish(as_of=LAST, now=datetime(2026, 11, 20, tzinfo=UTC), horizon_from=date(2026, 1, 1))
call_command("collectstatic", interactive=False, verbosity=0)
client = Client(headers={"host": "localhost"})
for breach in ("legal", "gestion"):
    text = client.get(f"/niveles/?luz={breach}").content.decode()
    assert "SIMULADO" in text
    for level, tally in reading.national(made.publication, LAST, breach).items():
        row = f'<th scope="row">{level}</th><td>{tally.verde}</td><td>{tally.total}</td>'
        assert (row in text) == (level != "total"), (breach, level)
assert client.get("/niveles/?otra=1").status_code == 400
def later():
    return client.get("/niveles/").content.decode().partition("</table>")[2]
assert "0 actos se registraron después" in later()
Act.objects.create(
    id="otro", committee_id="CORESEC-21", kind="sesion-ordinaria", date=LAST, attributes={},
    registered_at=datetime(2026, 12, 1, tzinfo=UTC), registered_by="prueba", simulated=True,
)
assert "1 acto se registró después" in later()
"""


def test_a_page_is_added_as_told(product):
    asked = run(product, "-c", ASKED, home="página")
    assert asked.returncode == 0, asked.stderr


def test_the_machine_is_what_a_kind_does_not_write():
    text = (HOW_TO / "clase-de-publicacion.md").read_text(encoding="utf-8")
    files = [code for _, code in FILES.findall(text)] + [line for *_, line in LINES.findall(text)]
    written = [line for code in files for line in code.splitlines() if line.strip()]
    assert len(written) <= MOST_LINES
    [told] = re.findall(r"^Son (\d+) líneas en total", text, re.M)
    assert int(told) == len(written)


VISITED = """
from datetime import date
from sinasec.cli.main import django_setup
django_setup()
from django.db import IntegrityError, connection
from sinasec.committees.reference import prepare
from sinasec.records.chain import broken
from sinasec.records.models import Link
from sinasec.visits.actions import CannotRegister, register_visit
from sinasec.visits.models import Visit
prepare()
said = {"committee": "CORESEC-21", "done": "Se revisó el libro de actas.", "by": "ana"}
register_visit(date=date(2026, 5, 5), **said)
register_visit(date=date(2026, 6, 5), simulated=True, **said)
for wrong in ({"done": " "}, {"by": ""}):
    try:
        register_visit(date=date(2026, 7, 5), **(said | wrong))
    except CannotRegister as error:
        print(error)
for change in ("UPDATE visits_visit SET done = 'x'", "DELETE FROM visits_visit"):
    try:
        connection.cursor().execute(change)
    except IntegrityError as error:
        print(error)
assert Visit.objects.count() == 2
assert [(one.app, one.rows) for one in Link.objects.all()] == [("visits", 1)]
assert list(broken()) == []
"""


@pytest.fixture(scope="module")
def with_visits(tmp_path_factory) -> Path:
    source = _copied(tmp_path_factory)
    text = (HOW_TO / FACTS).read_text(encoding="utf-8")
    _written(source, text)
    [(name, path, line)] = LAST.findall(text)
    file = source.parent / path
    said = file.read_text(encoding="utf-8")
    [whole] = re.findall(rf"^{name}: Final = \(\n.*?^\)", said, re.M | re.S)
    file.write_text(said.replace(whole, f"{whole[:-1]}{line})"), encoding="utf-8")
    tools = environment(source.parent / "casa", PYTHONPATH=f"{source}:{ROOT}")
    for typed in TYPED.findall(text):
        script = typed.replace("python ", f"{sys.executable} ")
        done = subprocess.run(
            ["bash", "-e", "-c", script], env=tools, cwd=source, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
    return source


def test_a_domain_with_its_table_of_facts_is_added_as_told(with_visits):
    done = run(with_visits, "-c", VISITED)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Diga qué se vio y qué se recomendó.",
        "Diga quién registra: un hecho sin autor no se guarda.",
        "Una visita registrada no se cambia ni se borra: registre otra.",
        "Una visita registrada no se cambia ni se borra: registre otra.",
    ]
    looked = run(with_visits, "-m", "sinasec", "doctor", "--json")
    assert {one["about"] for one in json.loads(looked.stdout)["findings"]} <= {"claves", "espacio"}


GOOD = "Ubigeo;AÑO;Cámaras operativas;fuente\n10101;2024;12;Municipalidad\n150108;2024;1 293;\n"


@pytest.fixture(scope="module")
def with_cameras(tmp_path_factory) -> Path:
    """The sources of the product with the layout that the page adds."""
    source = _copied(tmp_path_factory)
    text = (HOW_TO / LAYOUT).read_text(encoding="utf-8")
    _written(source, text)
    added = LINES.findall(text)
    assert [name for _, name, _ in added] == ["DATASETS", "LAYOUTS"]
    for path, name, line in added:
        _added(source.parent / path, name, line)
    return source


def load_cameras(product: Path, content: str) -> dict:
    file = product.parent / "camaras.csv"
    file.write_text(content, encoding="utf-8")
    cited = ("--source", "Conteo", "--json")
    done = run(product, "-m", "sinasec", "data", "load", str(file), *cited)
    return json.loads(done.stdout)


def test_a_layout_is_added_as_told(with_cameras):
    wrong = load_cameras(with_cameras, GOOD + "999999;2024;-1;\n")
    faults = {(fault["code"], *fault["shown"][0].values()) for fault in wrong["faults"]}
    assert {(code, row, column) for code, _, row, column, *_ in faults} == {
        ("codigo-desconocido", 4, "A"),
        ("cantidad-ilegible", 4, "C"),
    }
    kept = load_cameras(with_cameras, GOOD)
    assert (kept["layout"], kept["accepted"], kept["current"]) == ("camaras", 2, True)
    assert kept["summary"] == ["2024: 1305 cámaras"]
    listed = run(with_cameras, "-m", "sinasec", "data", "list", "--json")
    assert kept["edition"] in listed.stdout


def test_a_layout_has_its_template(with_cameras):
    out = with_cameras.parent / "plantilla.xlsx"
    asked = ("data", "template", "--layout", "camaras", "--out", str(out))
    done = run(with_cameras, "-m", "sinasec", *asked)
    assert done.returncode == 0, done.stderr
    [data, *_] = openpyxl.load_workbook(out)
    assert [cell.value for cell in data[1]] == ["ubigeo *", "anio *", "camaras *", "fuente"]


def test_a_layout_costs_few_lines():
    text = (HOW_TO / LAYOUT).read_text(encoding="utf-8")
    lines = [line for _, code in FILES.findall(text) for line in code.splitlines() if line.strip()]
    assert len(lines) <= MOST_OF_A_LAYOUT


IS_DUE = """
from datetime import UTC, datetime
from sinasec.cli.main import django_setup
django_setup()
from sinasec.work.models import Job
assert Job.objects.filter(kind="cuenta-de-actos").update(due=datetime(2026, 1, 1, tzinfo=UTC)) == 1
"""


def test_a_kind_of_work_is_added_as_told(tmp_path_factory):
    source = _copied(tmp_path_factory)
    text = (HOW_TO / WORK).read_text(encoding="utf-8")
    _written(source, text)
    [(path, name, line)] = LINES.findall(text)
    _added(source.parent / path, name, line)
    works = ("-m", "sinasec", "worker", "--until-idle")
    for order in (("-m", "sinasec", "migrate"), works, ("-c", IS_DUE), works):
        done = run(source, *order)
        assert done.returncode == 0, done.stderr
    listed = json.loads(run(source, "-m", "sinasec", "outbox", "list", "--json").stdout)["jobs"]
    [counted] = [
        one for one in listed if (one["kind"], one["state"]) == ("cuenta-de-actos", "hecho")
    ]
    assert (counted["said"], counted["result"]) == ("Actos registrados: 0.", {"acts": 0})
    file = source.parent / "casa" / "actos.json"
    assert json.loads(file.read_text()) == {"day": counted["key"], "acts": 0}


DRAFT = re.compile(r"^`(borrador/\S+)`\n\n```yaml\n(.*?)^```", re.M | re.S)
FACTS_OF_A_REGION = """
from sinasec.cli.main import django_setup
django_setup()
from sinasec.committees.reference import prepare
from sinasec.demonstration.country.simulate import simulate
prepare()
simulate(seed=7, codes=["CORESEC-21", "CODISEC-210102", "CODISEC-210103", "CODISEC-150102"])
"""


@pytest.fixture(scope="module")
def with_duty(tmp_path_factory) -> tuple[Path, list[subprocess.CompletedProcess[str]]]:
    """The sources of the product with the duty that the page adds, step by step; what each line
    that the page has typed answered."""
    source = _copied(tmp_path_factory)
    prepared = run(source, "-c", FACTS_OF_A_REGION, home="ley")
    assert prepared.returncode == 0, prepared.stderr
    text = (HOW_TO / DUTY).read_text(encoding="utf-8")
    steps = [found for kind in (DRAFT, SAID, TYPED) for found in kind.finditer(text)]
    answers = []
    for step in sorted(steps, key=re.Match.start):
        if step.re is TYPED:
            answers += [_typed(source, line) for line in step[1].splitlines()]
            continue
        file = source.parent / step[1]
        file.parent.mkdir(exist_ok=True)
        old = file.read_text(encoding="utf-8") if step.re is SAID else ""
        file.write_text(_with(old, file.name, step[2]), encoding="utf-8")
    return source, answers


def _typed(source: Path, line: str) -> subprocess.CompletedProcess[str]:
    order, *arguments = line.split()
    if order == "sinasec":
        return run(source, "-m", "sinasec", *arguments, home="ley")
    return subprocess.run(
        [order, *arguments], cwd=source.parent, capture_output=True, text=True, check=False
    )


def _with(old: str, name: str, lines: str) -> str:
    """The file with the lines where the page says that they go."""
    if name == "edition.yaml":
        return lines
    if name != "CHANGELOG.md":
        return old + lines
    mark = "# Cambios de nuestra lectura\n" if lines.startswith("## 2026.4") else ""
    at = old.index(mark) + len(mark) if mark else old.index("\n## ")
    return f"{old[:at]}\n{lines}{old[at:]}"


def test_a_duty_is_added_as_told(with_duty):
    source, answers = with_duty
    orders = [one.args[5] if "sinasec" in one.args else one.args[0] for one in answers]
    assert orders == ["check", "simulate-law", "mv", "check"]
    assert [one.returncode for one in answers] == [0] * 4, [one.stderr for one in answers]
    listed = run(source, "-m", "sinasec", "duties", "-c", "CODISEC-210102", home="ley")
    assert "Sesión mensual del comité (ejemplo)" in listed.stdout


def test_the_draft_of_a_duty_is_tried_before_it_is_in_force(with_duty):
    """Once in its folder it is compared with itself, and nobody would change."""
    source, answers = with_duty
    simulated = answers[1]
    [changed] = re.findall(r"cambian de luz (\d+) de", simulated.stdout)
    assert int(changed) > 0
    assert "ya está así" not in simulated.stderr
    kept = "src/sinasec/definitions/obligations/sesion-mensual-ejemplo.yaml"
    asked = ("simulate-law", kept, "--as-of", "2026-10-31")
    again = run(source, "-m", "sinasec", *asked, home="ley")
    assert "cambian de luz 0 de" in again.stdout
    assert "ya está así en las definiciones" in again.stderr


def test_what_the_page_of_a_duty_asks_for_is_needed(with_duty):
    """Without its line in the log of changes, the whole is not sound."""
    source, _ = with_duty
    log = source / "sinasec" / "definitions" / "CHANGELOG.md"
    whole = log.read_text(encoding="utf-8")
    log.write_text(whole.replace("`sesion-mensual-ejemplo`", "un deber"), encoding="utf-8")
    try:
        checked = run(source, "-m", "sinasec", "check", home="ley")
    finally:
        log.write_text(whole, encoding="utf-8")
    assert checked.returncode == 1
    assert "CHANGELOG.md no nombra este deber" in checked.stdout


LIVED = """
from datetime import date
from sinasec.methods.lifecycle import Event, IllegalMove, possible
from sinasec.pedidos.life import check_delivery, life
asked = [Event("pedir", date(2026, 5, 4), "secretaria", "oficio 12")]
here = life(asked)
print(here.state.name, here.running[0].due)
check_delivery(asked, what="El acta", legible=True, on=date(2026, 5, 5))
done = [*asked, Event("entregar", date(2026, 5, 5), "comite", "acta.pdf")]
print(life(done).state.name, life(done).running)
for events, legible in ((asked, False), (done, True)):
    try:
        check_delivery(events, what="El acta", legible=legible, on=date(2026, 5, 5))
    except IllegalMove as error:
        print(error)
[no] = [one.why_not for one in possible(here, by="comite", on=date(2026, 5, 5),
        guards={"legible": True}, words={"what": "El acta"}) if one.move.code == "retirar"]
print(no)
"""


@pytest.fixture(scope="module")
def with_life(tmp_path_factory) -> tuple[Path, list[subprocess.CompletedProcess[str]]]:
    """The sources of the product with the life-cycle that the page adds; what was typed."""
    source = _copied(tmp_path_factory)
    text = (HOW_TO / LIFE).read_text(encoding="utf-8")
    _written(source, text)
    shutil.copytree(ROOT / "tools", source.parent / "tools")
    (source.parent / "docs" / "manual" / "img").mkdir(parents=True)
    both = environment(source.parent / "casa", PYTHONPATH=f"{source}:{source.parent}")
    answers = []
    for typed in "".join(TYPED.findall(text)).splitlines():
        order = typed.replace("sinasec", "-m sinasec").removeprefix("python ").split()
        command = [sys.executable, "-W", "error", *order]
        answers.append(
            subprocess.run(command, env=both, cwd=source.parent, capture_output=True, text=True)
        )
    return source, answers


def test_a_life_cycle_is_added_as_told(with_life):
    source, answers = with_life
    assert [one.returncode for one in answers] == [0, 0], [one.stderr for one in answers]
    assert "Todo bien" in answers[0].stdout
    chapter = (source.parent / "docs" / "manual" / "vidas.md").read_text(encoding="utf-8")
    assert "De 24 movimientos posibles (3 estados y el comienzo, por 3 pasos" in chapter
    drawn = (source.parent / "docs" / "manual" / "img" / "vida-pedido.svg").read_text("utf-8")
    assert "Entregar (el comité)" in drawn
    done = run(source, "-c", LIVED)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Pedido 2026-05-11",
        "Entregado ()",
        "El acta no se puede leer: vuelva a enviarlo.",
        "El pedido está en «Entregado»: no cabe «Entregar». Ya no cabe ningún otro paso.",
        "«Retirar» le toca a la Secretaría Técnica, y lo pide el comité.",
    ]


def test_a_life_cycle_costs_few_lines():
    text = (HOW_TO / LIFE).read_text(encoding="utf-8")
    lines = [line for _, code in FILES.findall(text) for line in code.splitlines() if line.strip()]
    [told] = re.findall(r"^Son (\d+) líneas en total", text, re.M)
    assert int(told) == len(lines) <= MOST_OF_A_LIFE


DREW = """
import re
from datetime import UTC, date, datetime
from xml.etree import ElementTree
from sinasec.cli.main import django_setup
django_setup()
from django.core.management import call_command
from django.test import Client
from sinasec.committees.reference import prepare
from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.publish import publish
from sinasec.demonstration.country.simulate import LAST, simulate
from sinasec.web.regions import REGION_NAMES
prepare()
simulate(seed=7, codes=["CORESEC-21", "CODISEC-150102", "CODISEC-150103"])
made = publish(as_of=LAST, now=datetime(2026, 11, 20, tzinfo=UTC), horizon_from=date(2026, 1, 1))
call_command("collectstatic", interactive=False, verbosity=0)
client = Client(headers={"host": "localhost"})
found = {
    REGION_NAMES[one.region]: one.tally
    for one in reading.regions(made.publication, LAST, "gestion") if one.tally.rojo
}
assert found
page = client.get("/?luz=gestion").content.decode()
[figure] = re.findall('<figure class="dibujo" id="dibujo-rojos">.*?</figure>', page, re.S)
rows = re.findall(r'<th scope="row">(.*?)</th>\\s*<td.*?>(.*?)</td>\\s*<td.*?>(.*?)</td>', figure)
assert dict((name, (int(n), int(of))) for name, n, of in rows) == {
    name: (tally.rojo, tally.total) for name, tally in found.items()
}
svg = client.get("/dibujo/rojos.svg?luz=gestion")
texts = " ".join(one.text or "" for one in ElementTree.fromstring(svg.content).iter())
assert "Donde más comités están en rojo es en" in texts and "SIMULADO" in texts
assert all(name in texts for name in found)
assert client.get("/dibujo/rojos.png?luz=gestion").content.startswith(b"\\x89PNG")
refused = client.get("/dibujo/otro.svg")
assert refused.status_code == 404 and "«rojos»" in refused.content.decode()
"""


@pytest.fixture(scope="module")
def with_drawing(tmp_path_factory) -> Path:
    """The sources of the product with the drawing that the page adds."""
    source = _copied(tmp_path_factory)
    text = (HOW_TO / DRAWING).read_text(encoding="utf-8")
    _written(source, text)
    for path, place, line, imported in PUT.findall(text):
        file = source.parent / path
        if place.isidentifier():
            _added(file, place, line)
        else:
            said = file.read_text(encoding="utf-8")
            [after] = [one for one in said.splitlines(keepends=True) if place in one]
            file.write_text(said.replace(after, after + line), encoding="utf-8")
        if imported:
            said = file.read_text(encoding="utf-8")
            file.write_text(f"{imported}\n{said}", encoding="utf-8")
    return source


def test_a_drawing_is_added_as_told(with_drawing):
    asked = run(with_drawing, "-c", DREW)
    assert asked.returncode == 0, asked.stderr


def test_a_drawing_costs_few_lines():
    text = (HOW_TO / DRAWING).read_text(encoding="utf-8")
    put = [part for _, _, line, imported in PUT.findall(text) for part in (line, imported)]
    codes = [code for _, code in FILES.findall(text)] + put
    lines = [line for code in codes for line in code.splitlines() if line.strip()]
    [told] = re.findall(r"^Son (\d+) líneas", text, re.M)
    assert len(PUT.findall(text)) == 3
    assert int(told) == len(lines) <= MOST_OF_A_DRAWING


@pytest.fixture(scope="module")
def with_letter(tmp_path_factory) -> Path:
    source = _copied(tmp_path_factory)
    _written(source, (HOW_TO / LETTER).read_text(encoding="utf-8"))
    given = {
        "session": "ordinaria",
        "day": "2026-05-28",
        "place": 'el salón, #eval("1")',
        "agenda": ["Informe"],
        "documents": [["Acta 4", "12"]],
        "signer": "Ana Díaz",
    }
    (source.parent / "datos.json").write_text(json.dumps(given), encoding="utf-8")
    return source


def test_a_letter_is_added_as_told(with_letter):
    typed = "".join(TYPED.findall((HOW_TO / LETTER).read_text(encoding="utf-8")))
    prepared = run(with_letter, "-m", "sinasec", "setup", "--without-demonstration")
    assert prepared.returncode == 0, prepared.stderr
    said = []
    for line in typed.splitlines():
        done = run(with_letter, "-m", *shlex.split(line))
        assert done.returncode == 0, done.stdout + done.stderr
        said.append(done.stdout)
    checked, _, issued, listed = said
    assert checked.startswith("Todo bien")
    assert re.match(r"CITACIÓN N\.° 0001-20\d\d-ST-JULI, para María Quispe: Sesión ord", issued)
    assert issued.split(",")[0] in listed
    for name in ("citacion.pdf", "citacion.docx"):
        assert (with_letter.parent / name).stat().st_size > 1000


def test_a_case_of_the_letter_that_does_not_come_out_is_told(with_letter):
    file = with_letter / "sinasec/definitions/letters/citacion.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("- • Plan de acción", "- • Plan"), encoding="utf-8")
    wrong = run(with_letter, "-m", "sinasec", "check")
    file.write_text(text, encoding="utf-8")
    assert wrong.returncode == 1
    assert "la línea 4 dice «• Plan de acción», y el caso «• Plan»" in wrong.stdout


def test_a_letter_costs_the_lines_that_are_told():
    text = (HOW_TO / LETTER).read_text(encoding="utf-8")
    [(_, code)] = FILES.findall(text)
    written = [line for line in code.splitlines() if line.strip()]
    assert len(written) <= MOST_OF_A_LETTER
    [told] = re.findall(r"^Son (\d+) líneas en total", text, re.M)
    assert int(told) == len(written)


COSTS = re.compile(r"^\| .* \| \[[^]]*\]\(([\w-]+\.md)\) \| (\d+) \|$", re.M)
TEXT = re.compile(r"^```text\n(.*?)^```", re.M | re.S)


def test_what_each_mechanism_costs_is_counted_in_its_page():
    costs = dict(COSTS.findall((HOW_TO / FACTS).read_text(encoding="utf-8")))
    told = {page.name for page in HOW_TO.glob("*.md")} - {DUTY}  # a duty is no machine's
    assert costs.keys() == told
    for page, number in costs.items():
        text = (HOW_TO / page).read_text(encoding="utf-8")
        codes = [code for _, code in FILES.findall(text)] + TEXT.findall(text)
        counted = sum(1 for code in codes for line in code.splitlines() if line.strip())
        [said] = re.findall(r"^Son (\d+) líneas", text, re.M) or [counted]
        assert int(number) == int(said), page
