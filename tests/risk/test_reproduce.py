"""The index computed again from its package alone is equal to the byte, or says where not."""

import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from sinasec import definitions
from sinasec.publications.packages.package import Package
from sinasec.publications.packages.statement import Statement
from sinasec.publications.replies import REPLIES
from sinasec.publications.reply_period import FILE as TERMS
from sinasec.publications.trust.code_version import SOURCES, deciding
from sinasec.publications.trust.keys import signing_key
from sinasec.publications.trust.reproduce import reproduce
from sinasec.publications.trust.seal import sealed
from sinasec.publications.trust.verify import verify
from sinasec.risk.published.computed import computed
from sinasec.risk.published.kind import INDEX
from sinasec.risk.published.package import (
    Asked,
    edition_id,
    first_year,
    horizon,
    known_at,
    package,
    used,
)
from sinasec.warehouse.place import place
from tests.publications.test_verify import zipped
from tests.rebuilding import sources_run
from tests.risk.conftest import quick_edition
from tests.risk.made_result import YEAR, made_inputs


@pytest.fixture(scope="module")
def made() -> Package:
    """Computed by the product's own code, without a database."""
    edition = quick_edition()
    first, last = horizon(edition, YEAR)
    inputs = used(made_inputs(), first_year(edition, YEAR), YEAR)
    asked = Asked(YEAR, 40, 2024)
    statement = Statement(
        as_of=last,
        known_at=known_at(last),
        horizon_from=first,
        stage="preliminar",
        simulated=True,
        edition_id=edition_id(edition),
        edition_version=edition.version,
        code_version="0.1.0+prueba",
        kind=INDEX,
    )
    result = computed(edition, inputs, asked)
    replies = pl.DataFrame([], schema=REPLIES)
    terms = definitions.load().files[TERMS]
    return package(statement, edition, asked, inputs, result, replies, terms)


@pytest.fixture(scope="module")
def published(made, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("indices")
    return place(sealed(made, signing_key(folder / "keys")), folder, made.id)


def test_all_that_making_it_again_runs_decides_its_version(published):
    ran = {path.relative_to(SOURCES).as_posix() for path in sources_run(INDEX, published)}
    decides = {path.relative_to(SOURCES).as_posix() for path in deciding(INDEX)}
    assert ran - {"__init__.py"} <= decides


@pytest.fixture
def copy(published, tmp_path) -> Path:
    """A copy that may be spoiled."""
    folder = tmp_path / published.name
    shutil.copytree(published, folder)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def changed(path: Path, old: str, new: str, line: int = 0) -> None:
    """Replace `old` once, in the first line at or after `line` that has it."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(i for i in range(line, len(lines)) if old in lines[i])
    lines[place] = lines[place].replace(old, new, 1)
    path.write_text("".join(lines), encoding="utf-8")


def files(found) -> set[str]:
    return {file for file, _ in found.differences}


def test_the_package_gives_itself(published, made):
    found = reproduce(published)
    assert found.differences == ()
    assert found.files == len(made.files)


def test_another_process_and_a_zip_give_it_too(published, tmp_path):
    path = zipped(published, tmp_path / "p.zip", "p/")
    command = [sys.executable, "-m", "sinasec", "reproduce", str(path)]
    environment = {"PYTHONPATH": ":".join(sys.path), "SINASEC_HOME": str(tmp_path)}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "iguales byte por byte" in done.stdout


def test_a_score_painted_by_hand_is_found_with_its_line(copy):
    path = copy / "distritos.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    place = next(i for i, row in enumerate(rows) if ",evaluado," in row)
    score = rows[place].split(",")[9]
    changed(path, score, "99.5", place)
    found = reproduce(copy)
    assert files(found) == {"distritos.csv"}
    assert f"línea {place + 1}" in found.differences[0][1]


def test_a_report_taken_away_changes_what_results(copy):
    path = copy / "entradas" / "denuncias.csv"
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if not (row.startswith("150108,2023") and "Extorsi" in row)]
    assert len(kept) < len(rows)
    path.write_text("".join(kept), encoding="utf-8")
    assert {"distritos.csv", "contribuciones.csv", "indice/iData.csv"} <= files(reproduce(copy))


def test_a_weight_changed_afterwards_is_found(copy):
    path = copy / "definiciones" / "edicion.yaml"
    text = path.read_text(encoding="utf-8")
    place = text.index("weight:")
    number = text[place:].split()[1].rstrip(",}")
    path.write_text(text.replace(f"weight: {number}", "weight: 7", 1), encoding="utf-8")
    assert {"definiciones", "distritos.csv", "indice/iMeta.csv"} <= files(reproduce(copy))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("indice/receta.yaml", "minmax", "zscore"),
        ("indice/iMeta.csv", ",1,", ",2,"),
        ("indice/diseno.csv", "\n1,", "\n2,"),
        ("definiciones/publications.yaml", "days: 10", "days: 1"),
        ("README.md", "SIMULADO", "REAL"),
    ],
)
def test_any_file_changed_is_found(copy, name, old, new):
    path = copy / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert not verify(copy).ok
    assert files(reproduce(copy))


@pytest.mark.parametrize("name", ["retiros.csv", "pasos/01-screen.csv", "indice/iData.csv"])
def test_a_missing_result_is_found(copy, name):
    (copy / name).unlink()
    assert (name, "falta este archivo.") in verify(copy).faults
    assert (name, "falta en lo publicado.") in reproduce(copy).differences


@pytest.mark.parametrize(
    "name", ["entradas/denuncias.csv", "definiciones/edicion.yaml", "respuestas.csv"]
)
def test_a_package_without_its_sources_is_refused_in_words(copy, name):
    (copy / name).unlink()
    found = reproduce(copy)
    assert not found.equal
    assert found.differences[0][1]


@pytest.mark.parametrize(
    ("old", "new"),
    [('"anio": 2023', '"anio": "x"'), ('"indice": {', '"otro": {'), ('"indice",', '"fondos",')],
)
def test_a_description_that_does_not_say_how_is_refused_in_words(copy, old, new):
    path = copy / "datapackage.json"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = reproduce(copy)
    assert not found.equal
    assert found.differences[0][1]


def test_a_year_without_reports_is_refused_in_words(copy):
    path = copy / "datapackage.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"anio": 2023', '"anio": 2030', 1), encoding="utf-8")
    assert "2030" in reproduce(copy).differences[0][1]


def test_verifying_needs_neither_django_nor_tables(published, tmp_path):
    code = (
        "import sys; from sinasec.cli.main import main\n"
        "try: main(['verify', sys.argv[1], '--json'])\n"
        "except SystemExit as end: assert end.code == 0, end.code\n"
        "assert not {'django', 'polars', 'sqlite3'} & set(sys.modules)"
    )
    environment = {"PYTHONPATH": ":".join(sys.path), "SINASEC_HOME": str(tmp_path)}
    subprocess.run(
        [sys.executable, "-c", code, str(published)],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        env=environment,
    )
