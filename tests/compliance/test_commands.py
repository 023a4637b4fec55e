"""The commands of facts, as a clerk or a script runs them."""

import json

import pytest
from click.testing import CliRunner

from sinasec.cli.main import COMMANDS, main
from sinasec.compliance.models import Act, Batch, Completeness, Review, Waiver
from tests.compliance.test_loading import TWO

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("committees")]


def run(*arguments):
    return CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "actos.csv"
    path.write_text(TWO, encoding="utf-8")
    return path


def test_load_prints_one_document(file):
    done = run("load", file, "--by", "ana", "--json")
    document = json.loads(done.stdout)
    assert done.exit_code == 0
    assert (document["rows"], document["accepted"], document["faults"]) == (2, 2, [])
    assert document["batch"] == Batch.objects.get().pk
    assert document["already_loaded"] is False
    again = json.loads(run("load", file, "--json").stdout)
    assert again["already_loaded"] is True
    assert again["accepted"] == 0
    assert Batch.objects.get().by == "ana"


def test_load_with_faults_ends_in_one_and_says_each_place(file):
    file.write_text(TWO.replace("15/02/2024", "30/02/2024"), encoding="utf-8")
    done = run("load", file, "--json")
    assert done.exit_code == 1
    (fault,) = json.loads(done.stdout)["faults"]
    assert fault == {
        "sheet": "actos.csv",
        "row": 2,
        "column": "C",
        "code": "fecha-imposible",
        "message": "Fecha: «30/02/2024» no existe en el calendario: revise el día.",
    }
    told = run("load", file)
    assert told.exit_code == 1
    assert "actos.csv, fila 2, columna C: Fecha:" in told.stdout
    assert "no se guardó nada" in told.stdout
    assert not Act.objects.exists()


@pytest.mark.parametrize("terminal", [True, False])
def test_rows_are_counted_before_the_eyes_of_who_looks(file, terminal, monkeypatch):
    monkeypatch.setenv("TTY_COMPATIBLE", str(int(terminal)))
    done = run("load", file, "--dry-run", "--json")
    assert json.loads(done.stdout)["rows"] == 2
    assert ("Leyendo" in done.stderr) is terminal


def test_rehearsing_a_load(file):
    done = run("load", file, "--dry-run")
    assert done.exit_code == 0
    assert "Se guardarían 2 de 2 filas" in done.stdout
    assert not Act.objects.exists()


def test_a_file_that_is_not_there(tmp_path):
    done = run("load", tmp_path / "nada.csv")
    assert done.exit_code == 2
    assert "revise el nombre" in done.stderr


def test_a_layout_nobody_knows(file):
    done = run("load", file, "--layout", "otro", "--json")
    assert json.loads(done.stdout)["faults"][0]["code"] == "formato-desconocido"
    assert done.exit_code == 2


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_template_and_export(tmp_path, file, suffix):
    template, export = tmp_path / f"t{suffix}", tmp_path / f"e{suffix}"
    assert run("template", "-c", "codisec chorrillos", "-o", template).exit_code == 0
    assert template.stat().st_size > 50
    run("load", file)
    done = run("export-acts", "-c", "CORESEC Puno", "-o", export, "--json")
    assert json.loads(done.stdout) == {"path": str(export), "rows": 1}
    assert json.loads(run("load", export, "--json").stdout)["already_registered"] == 1


@pytest.mark.parametrize(
    ("said", "rows"), [("todos", 2), ("reales", 2), ("real", 2), ("simulados", 0)]
)
def test_whose_acts_are_exported_is_said_in_spanish(tmp_path, file, said, rows):
    """The words of earlier versions go on being understood, and are not offered."""
    run("load", file)
    done = run("export-acts", "-o", tmp_path / "a.csv", "--datos", said, "--json")
    assert json.loads(done.stdout)["rows"] == rows
    refused = run("export-acts", "-o", tmp_path / "b.csv", "--datos", "otros")
    assert refused.exit_code == 2
    assert "simulados" in refused.output
    assert "simulated" not in refused.output


@pytest.mark.parametrize("command", ["template", "export-acts"])
def test_an_unknown_format_or_committee_is_a_matter_of_usage(tmp_path, command):
    done = run(command, "-o", tmp_path / "a.pdf")
    assert done.exit_code == 2
    assert ".csv" in done.stderr
    done = run(command, "-c", "CODISEC Narnia", "-o", tmp_path / "a.csv")
    assert done.exit_code == 2
    assert "Narnia" in done.stderr


@pytest.mark.parametrize("rows", ["0", "-5", "1048576"])
def test_rows_that_no_sheet_has_are_refused(tmp_path, rows):
    done = run("template", "--rows", rows, "-o", tmp_path / "a.xlsx")
    assert done.exit_code == 2
    assert "ponga un número de 1 a 1048575" in done.stderr
    assert not list(tmp_path.glob("*.xlsx"))


def test_review_waive_and_declare_complete(file):
    run("load", file)
    act = Act.objects.first()
    assert run("review", act.id, "--observe", "acta sin firmas", "--by", "luis").exit_code == 0
    assert Review.objects.get().reason == "acta sin firmas"
    done = run(
        "waive", "-c", "CORESEC Puno", "--from", "16/03/2020", "--to", "31/12/2020",
        "--norm", "DS 044-2020-PCM", "--duty", "consulta-publica", "--json",
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    assert Waiver.objects.get().duty == "consulta-publica"
    done = run(
        "declare-complete", "-c", "CORESEC Puno", "--from", "1/1/2024", "--to", "30/6/2024",
        "--said-by", "Informe 3-2024",
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    assert Completeness.objects.get().kind == "*"


@pytest.mark.parametrize(
    "arguments",
    [
        ["review", "nada", "--accept"],
        ["review", "nada"],
        ["waive", "-c", "CORESEC Puno", "--from", "30/02/2020", "--norm", "DS 1"],
        ["waive", "-c", "CORESEC Puno", "--from", "1/3/2020", "--norm", "DS 1", "--duty", "xx"],
        ["waive", "-c", "CORESEC Puno", "--from", "1/3/2020", "--norm", " "],
        ["declare-complete", "-c", "CORESEC Puno", "--from", "1/1/2024", "--to", "1/1/2023",
         "--said-by", "yo"],
    ],
)  # fmt: skip
def test_what_cannot_be_registered_is_said(arguments):
    done = run(*arguments)
    assert done.exit_code == 2
    assert len(done.stderr) > 40


@pytest.mark.parametrize(
    "name", ["load", "template", "export-acts", "review", "waive", "declare-complete"]
)
def test_every_command_has_help(name):
    assert COMMANDS[name].startswith("sinasec.compliance.commands:")
    assert run(name, "--ayuda").exit_code == 0
