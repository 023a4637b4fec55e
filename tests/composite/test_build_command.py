"""`sinasec index build` on good files and on every kind of bad one."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import xlsxwriter
from click.testing import CliRunner

from sinasec.cli.main import main
from sinasec.definitions.documents import read_document
from sinasec.index_files import build as index_build
from sinasec.methods.composite import Recipe
from tests.composite.example_page import EXAMPLE, built

UNITS, INDICATORS, RECIPE = (EXAMPLE / name for name in ("iData.csv", "iMeta.csv", "receta.yaml"))


def run(folder, *more, units=UNITS, indicators=INDICATORS, recipe=RECIPE, out="resultado"):
    arguments = ["--units", units, "--indicators", indicators, "--recipe", recipe]
    return CliRunner().invoke(
        main, ["index", "build", *map(str, arguments), "--out", str(folder / out), *more]
    )


def scores(folder):
    return pl.read_csv(folder / "resultado" / "puntajes.csv")


def made(folder, name, text, encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return path


# -- good files


def test_what_an_optimised_weight_of_zero_leaves_out_is_said(tmp_path):
    """The third says what the other two already say together: see `weighting.balanced`."""
    seeded = np.random.default_rng(5)
    one, other = seeded.normal(size=(2, 60)) + 10
    both = one + other + seeded.normal(size=60) * 0.05
    rows = [
        f"U{n:02},{a},{b},{c}" for n, (a, b, c) in enumerate(zip(one, other, both, strict=True))
    ]
    units = made(tmp_path, "iData.csv", "\n".join(["uCode,a,b,ambos", *rows]))
    lines = [f"{code},1,I,1,1,Indicator" for code in ("a", "b", "ambos")]
    heads = "iCode,Level,Parent,Direction,Weight,Type"
    indicators = made(tmp_path, "iMeta.csv", "\n".join([heads, *lines, "I,2,,1,1,Aggregate"]))
    recipe = made(
        tmp_path, "receta.yaml", "steps: [{step: normalise}, {step: weight, method: balanced}]"
    )
    given = {"units": units, "indicators": indicators, "recipe": recipe}
    told = run(tmp_path, **given)
    assert told.exit_code == 0, told.output
    assert "Con peso cero, y por eso fuera del índice con todo lo que cuelga de ellos: ambos." in (
        told.output
    )
    answer = json.loads(run(tmp_path, "--json", **given, out="otra").stdout)
    assert answer["zero_weights"] == ["ambos"]


def test_everything_is_written_as_csv_and_parquet(tmp_path):
    result = run(tmp_path)
    assert result.exit_code == 0, result.output
    index = built()
    folder = tmp_path / "resultado"
    steps = [f"pasos/{n:02}-{step.name}" for n, step in enumerate(index.steps, 1)]
    for name in (*steps, "puntajes", "puestos", "contribuciones", "pesos", "tratamiento"):
        read = pl.read_parquet(folder / f"{name}.parquet")
        assert (folder / f"{name}.csv").read_text(encoding="utf-8") == read.write_csv()
    assert pl.read_parquet(folder / "puntajes.parquet").drop("uName").equals(index.scores)
    assert pl.read_parquet(folder / "puestos.parquet").drop("uName").equals(index.ranks)
    log = pl.read_csv(folder / "registro.csv")
    assert log["step"].to_list() == [step.name for step in index.steps]
    assert json.loads(log["arguments"][0]) == {"min_data": 0.5}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["resultado"]
    assert "1  B  Barranca Alta  60.87" in result.output


def test_the_recipe_written_gives_the_same_index(tmp_path):
    run(tmp_path)
    text = (tmp_path / "resultado" / "receta.yaml").read_text(encoding="utf-8")
    assert Recipe.from_mapping(read_document(text, "").value) == built().recipe
    again = run(tmp_path, recipe=tmp_path / "resultado" / "receta.yaml", out="otro")
    assert again.exit_code == 0
    first, second = (tmp_path / name / "puntajes.csv" for name in ("resultado", "otro"))
    assert first.read_bytes() == second.read_bytes()


def test_as_json(tmp_path):
    result = run(tmp_path, "--json")
    said = json.loads(result.output)
    assert (said["index"], said["units"], said["left_out"]) == ("indice", 5, ["F"])
    assert said["first"][0]["uCode"] == "B"
    assert said["steps"][0]["step"] == "screen"


def semicolons(text):
    return text.replace(",", ";").replace("50000\n", "50000,0\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.parametrize("change", [str, semicolons, lambda text: text.replace("\n", "\r\n")])
def test_csv_as_offices_save_it(tmp_path, encoding, change):
    text = UNITS.read_text(encoding="utf-8").replace("Caleta", "Caletá")
    units = made(tmp_path, "datos.csv", change(text), encoding)
    result = run(tmp_path, units=units)
    assert result.exit_code == 0, result.output
    assert scores(tmp_path)["uName"][2] == "Caletá"
    assert scores(tmp_path)["indice"][0] == pytest.approx(53.30127551589755)


@pytest.mark.parametrize("name", ["libro.xlsx", "libro.csv"])
def test_a_workbook_whatever_its_name(tmp_path, name):
    """Both tables in the sheets of one workbook, codes as numbers."""
    path = tmp_path / name
    with xlsxwriter.Workbook(path) as book:
        for sheet, source in (("Notas", None), ("iMeta", INDICATORS), ("iData", UNITS)):
            page = book.add_worksheet(sheet)
            lines = source.read_text(encoding="utf-8").splitlines() if source else ["hola"]
            for row, line in enumerate(lines):
                for column, cell in enumerate(line.split(",")):
                    page.write(row, column, float(cell) if cell[:1].isdigit() else cell or None)
    result = run(tmp_path, units=path, indicators=path)
    assert result.exit_code == 0, result.output
    assert scores(tmp_path)["indice"][1] == pytest.approx(60.86600765382398)


def test_no_text_can_be_a_formula(tmp_path):
    text = UNITS.read_text(encoding="utf-8").replace("Alameda", "=1+1").replace("A,", "@A,", 1)
    text = text.replace("pobreza", "-pobreza")
    meta = INDICATORS.read_text(encoding="utf-8").replace("\npobreza,", "\n-pobreza,")
    result = run(
        tmp_path,
        units=made(tmp_path, "u.csv", text),
        indicators=made(tmp_path, "m.csv", meta),
    )
    assert result.exit_code == 0, result.output
    folder = tmp_path / "resultado"
    assert "'@A,'=1+1," in (folder / "puntajes.csv").read_text(encoding="utf-8")
    for path in folder.rglob("*.csv"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert not line.startswith(("=", "@", "+", "-")), path
            assert ",=" not in line, path
            assert ",-pobreza" not in line, path
    frame = pl.read_parquet(folder / "puntajes.parquet")
    assert (frame["uCode"][0], frame["uName"][0]) == ("@A", "=1+1")


# -- the folder


def test_a_folder_with_something_is_not_touched(tmp_path):
    run(tmp_path)
    before = (tmp_path / "resultado" / "puntajes.csv").stat().st_mtime_ns
    result = run(tmp_path)
    assert result.exit_code == 1
    assert "--replace" in result.output
    assert (tmp_path / "resultado" / "puntajes.csv").stat().st_mtime_ns == before


def test_replace_replaces_a_former_result_and_nothing_else(tmp_path):
    run(tmp_path)
    (tmp_path / "resultado" / "pasos" / "09-viejo.csv").write_text("x", encoding="utf-8")
    assert run(tmp_path, "--replace").exit_code == 0
    assert not (tmp_path / "resultado" / "pasos" / "09-viejo.csv").exists()
    (tmp_path / "resultado" / "tesis.docx").write_text("x", encoding="utf-8")
    result = run(tmp_path, "--replace")
    assert result.exit_code == 1
    assert "tesis.docx" in result.output
    assert (tmp_path / "resultado" / "tesis.docx").exists()


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "resultado").mkdir()
    assert run(tmp_path).exit_code == 0


@pytest.mark.parametrize("out", ["archivo", "no/hay", "enlace"])
def test_where_nothing_can_be_written(tmp_path, out):
    (tmp_path / "archivo").write_text("x", encoding="utf-8")
    (tmp_path / "enlace").symlink_to(tmp_path)
    result = run(tmp_path, out=out)
    assert result.exit_code == 1
    assert result.output.strip().endswith(".")
    assert "Traceback" not in result.output


def test_nothing_is_half_written(tmp_path, monkeypatch):
    """When writing fails in the middle the former result is still there, whole, and alone."""
    run(tmp_path)
    before = {p: p.read_bytes() for p in (tmp_path / "resultado").rglob("*") if p.is_file()}

    def fails(index, folder):
        (folder / "puntajes.csv").write_text("a medias", encoding="utf-8")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(index_build, "write_index", fails)
    result = run(tmp_path, "--replace")
    assert result.exit_code == 2
    assert "resultado» (no queda espacio)" in result.output
    after = {p: p.read_bytes() for p in (tmp_path / "resultado").rglob("*") if p.is_file()}
    assert after == before
    assert [path.name for path in tmp_path.iterdir()] == ["resultado"]


def test_a_killed_build_leaves_no_result(tmp_path):
    """The process dies while it writes: the folder asked for does not exist."""
    code = (
        "import os, sys\n"
        "from sinasec.index_files import output\n"
        "whole = output.write_csv\n"
        "def dies(frame, path):\n"
        "    whole(frame, path)\n"
        "    if path.name == 'puestos.csv':\n"
        "        os._exit(9)\n"
        "output.write_csv = dies\n"
        "from sinasec.cli.main import main\n"
        "main(sys.argv[1:])\n"
    )
    arguments = ["index", "build", "--units", UNITS, "--indicators", INDICATORS]
    arguments += ["--recipe", RECIPE, "--out", tmp_path / "resultado"]
    environment = {**os.environ, "PYTHONPATH": str(Path(index_build.__file__).parents[2])}
    died = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], env=environment, check=False
    )
    assert died.returncode == 9
    assert not (tmp_path / "resultado").exists()
    assert run(tmp_path).exit_code == 0


# -- bad files


def document(result):
    told(result)
    return json.loads(result.stdout)


def told(result):
    assert result.exit_code == 1, result.output
    assert "Traceback" not in result.output
    return result.output


def test_every_fault_of_the_three_files_at_once(tmp_path):
    data = UNITS.read_text(encoding="utf-8").replace("B,Barranca", "A,Barranca")
    data = data.replace("9000", "muchos")
    meta = INDICATORS.read_text(encoding="utf-8").replace("1,contexto,-1", "1,nadie,-1")
    recipe = RECIPE.read_text(encoding="utf-8").replace("minmax", "magia", 1).replace("0.5", "5")
    result = run(
        tmp_path,
        "--json",
        units=made(tmp_path, "u.csv", data),
        indicators=made(tmp_path, "m.csv", meta),
        recipe=made(tmp_path, "r.yaml", recipe),
    )
    faults = document(result)["faults"]
    places = {(each["file"], each["row"], each["place"]) for each in faults}
    assert places == {
        ("u.csv", 3, "columna uCode"),
        ("u.csv", 2, "columna robos"),
        ("m.csv", 5, "columna Parent"),
        ("r.yaml", 5, "steps[1].min_data"),
        ("r.yaml", 17, "steps[5].method"),
    }
    assert not (tmp_path / "resultado").exists()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("vacio.csv", b"", "vac"),
        ("blancos.csv", b"\n\n", "vac"),
        ("doc.csv", b"%PDF-1.7 ...", "un PDF"),
        ("roto.xlsx", b"uCode,x\nA,1\n", "no lo es"),
        ("nulos.csv", b"uCode,x\nA,\x001\n", "no es una hoja"),
        ("comillas.csv", b'uCode,x\n"A,1\n', "comillas"),
        ("repetida.csv", b"uCode,robos,robos\nA,1,2\n", "repetido"),
        ("sin_nombre.csv", b"uCode,,robos\nA,1,2\n", "no tiene nombre"),
        ("larga.csv", b"uCode,robos\nA,1,2,3\n", "fila 2"),
        ("solo.csv", b"uCode,robos\n", "vac"),
        ("otra.csv", b"nombre,valor\nA,1\n", "columna uCode"),
        ("miles.csv", b'uCode,robos\nA,"1,293"\n', "sin separador de miles"),
        ("errores.csv", b"uCode,robos\nA,#REF!\n", "#REF!"),
    ],
)
def test_bad_units(tmp_path, name, content, says):
    assert says in told(run(tmp_path, units=made(tmp_path, name, content)))


@pytest.mark.parametrize(
    ("text", "row", "says"),
    [
        ("steps:\n  - step: rank\n   mal: [", 3, "YAML"),
        ("steps:\n  - step: rank\n  - step: rank\n", 3, "ya está"),
        ("- rank\n", 1, "steps:"),
        ("", 1, "steps:"),
        ("steps: &a\n  - step: rank\n", 1, "anclas"),
        ("steps:\n  - step: normalise\n    low: 1e5\n", 3, "un número"),
        ("steps:\n  - step: rank\nsteps: []\n", 3, "ya está en la línea 1"),
        ("steps:\n  - step: normalise\n    by:\n      robo:\n        method: rank\n", 4, "robo"),
        ("without: [nada]\n", 1, "«nada»"),
        ("steps:\n  - step: impute\n    method: group_mean\n    group: z\n", 4, "uGroup_region"),
        (b"steps: \xff\xfe", None, "UTF-8"),
        ("steps:\n  - step: aggregate\n    method: geometric\n", None, "low: 1"),
    ],
)
def test_bad_recipes(tmp_path, text, row, says):
    result = run(tmp_path, "--json", recipe=made(tmp_path, "r.yaml", text))
    faults = document(result)["faults"]
    assert any(each["row"] == row and says in each["message"] + each["place"] for each in faults), (
        faults
    )


def test_files_that_are_not_there(tmp_path):
    missing = tmp_path / "no.csv"
    output = told(run(tmp_path, units=missing, indicators=tmp_path, recipe=missing))
    assert output.count("no se puede leer") == 3


def test_a_missing_option_is_a_usage_error():
    result = CliRunner().invoke(main, ["index", "build"])
    assert result.exit_code == 2
    assert "Falta la opción" in result.output


def test_building_needs_no_django():
    code = (
        "import sys; from sinasec.index_files.build import built_from; from pathlib import Path\n"
        "built_from(*map(Path, sys.argv[1:]))\n"
        "sys.exit('django' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(index_build.__file__).parents[2])}
    finished = subprocess.run(
        [sys.executable, "-c", code, *map(str, (UNITS, INDICATORS, RECIPE))],
        env=environment,
        capture_output=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
