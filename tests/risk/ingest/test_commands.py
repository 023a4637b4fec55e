"""The commands of data, as an analyst types them."""

import json

import pytest
from click.testing import CliRunner

from sinasec import warehouse
from sinasec.cli.main import main
from tests.risk.ingest.made import police

pytestmark = pytest.mark.django_db


@pytest.fixture
def sinasec():
    def run(*arguments: object, exits: int = 0):
        said = CliRunner().invoke(main, ["data", *map(str, arguments)])
        assert said.exit_code == exits, (said.output, said.exception)
        return said.output

    return run


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "denuncias.csv"
    path.write_bytes(police())
    return path


def test_a_good_file_is_loaded_and_listed(sinasec, file):
    told = sinasec("load", file, "--source", "SIDPOL", "--by", "Ana")
    edition = warehouse.current("denuncias")
    assert f"Edición {edition.id}: 3 datos. Es la vigente." in told
    assert "2023: 316 denuncias en 3 distritos" in told
    assert edition.provenance.by == "Ana"
    assert edition.id in sinasec("list")
    assert "ya estaban cargados" in sinasec("load", file, "--source", "SIDPOL")


def test_a_bad_file_changes_nothing_and_says_how_to_go_on(sinasec, file):
    file.write_bytes(police("2023,13,A,B,C,10101,Robo,1", "2023,1,A,B,C,10101,Robo,1"))
    told = sinasec("load", file, "--source", "SIDPOL", exits=1)
    assert "FALLA mes-imposible (1)" in told
    assert "fila 2, columna B: MES: «13» no es un mes de 1 a 12." in told
    assert "no se guardó nada" in told
    assert "--leave-out mes-imposible" in told
    assert warehouse.current("denuncias") is None
    told = sinasec("load", file, "--source", "SIDPOL", "--leave-out", "mes-imposible")
    assert "Fuera a sabiendas, mes-imposible: 1 fila." in told
    assert warehouse.current("denuncias").left_out == {"mes-imposible": 1}


def test_faults_of_the_whole_file_cannot_be_left_out(sinasec, file):
    file.write_text("ubigeo,anio,poblacion,fuente\n10101,2023,1,A\n10101,2024,1,B\n")
    told = sinasec("load", file, "--source", "INEI", exits=1)
    assert "--series" in told
    assert "--leave-out" not in told


def test_json_is_one_document(sinasec, file):
    document = json.loads(sinasec("load", file, "--source", "SIDPOL", "--json"))
    assert document["accepted"] == 3
    assert document["edition"] == warehouse.current("denuncias").id
    (listed,) = json.loads(sinasec("list", "--json"))
    assert listed["current"] is True
    assert listed["originals"][0]["name"] == "denuncias.csv"


def test_a_rehearsal_says_what_it_would_do(sinasec, file):
    assert "Se guardarían 3 datos de 3 filas." in sinasec(
        "load", file, "--source", "x", "--dry-run"
    )
    assert "No hay datos cargados" in sinasec("list")


def test_simulated_data_say_so(sinasec, file):
    assert "Edición SIMULADO" in sinasec("load", file, "--source", "x", "--simulated")
    assert "SIMULADO" in sinasec("list")
    assert warehouse.current("denuncias") is None


def test_an_older_edition_can_be_used_again(sinasec, file):
    sinasec("load", file, "--source", "x")
    old = warehouse.current("denuncias")
    file.write_bytes(police("2023,1,A,B,C,10101,Robo,1"))
    sinasec("load", file, "--source", "x")
    assert warehouse.current("denuncias") != old
    assert "es ahora la vigente" in sinasec("activate", old.id, "--by", "Ana")
    assert warehouse.current("denuncias") == old


def test_the_template_is_written(sinasec, tmp_path):
    out = tmp_path / "plantilla.xlsx"
    assert "Plantilla guardada" in sinasec("template", "--out", out)
    assert out.stat().st_size > 10_000


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["load", "no-existe.csv", "--source", "x"], "No se puede leer «no-existe.csv»"),
        (["load", "x.csv"], "--source"),
        (["load", "x.csv", "--source", "x", "--layout", "raro"], "No hay un formato «raro»"),
        (["compare", "aaaa", "bbbb"], "Ninguna edición es «aaaa»"),
        (["activate", "aaaa"], "Ninguna edición es «aaaa»"),
        (["list", "cosas"], "No hay datos «cosas»"),
        (["quality", "aaaa"], "Ninguna edición es «aaaa»"),
        (["template", "--layout", "raro", "--out", "a.xlsx"], "No hay un formato «raro»"),
        (["template", "--out", "a.pdf"], "debe terminar en .xlsx"),
        (["template", "--out", "no/existe/a.xlsx"], "No existe la carpeta"),
    ],
)
def test_odd_requests_get_a_sentence(sinasec, arguments, says):
    assert says in " ".join(sinasec(*arguments, exits=2).split())
