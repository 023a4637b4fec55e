"""The commands others build on: one JSON document on standard output, and honest exit codes."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import polars as pl
import pytest
from click.testing import CliRunner

from sinasec.cli.main import main
from sinasec.compliance.semaforo.in_words import status_in_words
from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.compliance.semaforo.publish import publish
from sinasec.compliance.semaforo.status import status
from sinasec.compliance.semaforo.whatif import DRAFTS
from sinasec.definitions import library, load
from sinasec.demonstration.country.simulate import FIRST, LAST
from sinasec.publications.trust.code_version import code_version
from sinasec.publications.trust.reproduce import reproduce
from tests.altering import painted_green, writable
from tests.publications.conftest import CODES

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def run(*arguments: str):
    return CliRunner().invoke(main, list(arguments))


def answer(*arguments: str, code: int = 0):
    result = run(*arguments, "--json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


@pytest.fixture
def published(simulated):
    return publish(as_of=LAST, now=datetime.now(UTC), horizon_from=FIRST)


def test_publish_says_id_path_and_hash(simulated):
    said = answer("publish", "semaforo", "--as-of", "2026-10-31", "--desde", "2024-11-01")
    assert said["id"].startswith("semaforo-2026-10-31-")
    assert said["path"].endswith(said["id"])
    assert said["sha256"][:8] == said["id"][-8:]
    assert said["new"]
    again = answer("publish", "semaforo", "--as-of", "2026-10-31", "--desde", "2024-11-01")
    assert again == {**said, "new": False}
    assert (
        "no cambió nada"
        in run("publish", "semaforo", "--as-of", "2026-10-31", "--desde", "2024-11-01").stdout
    )


def test_publish_final_too_early_is_a_sentence_and_code_one(published):
    result = run("publish", "semaforo", "--as-of", "2026-10-31", "--final")
    assert result.exit_code == 1
    assert "Los comités pueden responder" in result.stderr


def test_verify_and_reproduce_by_id_and_by_path(published):
    for name in (published.publication.pk, str(published.path)):
        assert answer("verify", name)["ok"]
        assert answer("reproduce", name)["equal"]


@pytest.mark.parametrize("command", ["verify", "reproduce"])
def test_a_publication_that_is_not_there_is_told_with_those_there_are(published, command):
    for more in ([], ["--json"]):
        said = run(command, "semaforo-2020-01-01-00000000", *more)
        assert said.exit_code == 2
        assert "No se encontró la publicación" in said.stderr
        assert published.publication.pk in said.stderr
        assert "No es igual" not in said.output
    assert json.loads(said.stdout)["error"]["code"] == "publicacion-desconocida"


def test_a_file_that_is_no_publication_is_not_said_to_differ(published, tmp_path):
    (tmp_path / "nota.txt").write_text("hola")
    assert "No se pudo recalcular:" in run("reproduce", str(tmp_path / "nota.txt")).stdout
    said = run("verify", str(tmp_path / "nota.txt")).stdout
    assert "No se puede leer como una publicación:" in said


def test_verify_and_reproduce_end_in_one_when_something_changed(published):
    path = published.path / "README.md"
    path.chmod(0o644)
    path.write_text("otro")
    assert answer("verify", str(published.path), code=1)["faults"][0]["file"] == "README.md"
    found = answer("reproduce", str(published.path), code=1)["differences"]
    assert found[0]["file"] == "README.md"


def test_a_difference_that_may_be_of_the_program_is_not_said_to_be_of_the_data(
    published, monkeypatch
):
    """The whole thing as published; and this program, a newer one that writes another README."""
    name = str(published.path)
    mine = code_version(SEMAFORO)
    monkeypatch.setattr(
        "sinasec.publications.trust.reproduce.code_version", lambda of: "0.2.0+otro"
    )
    monkeypatch.setattr("sinasec.compliance.semaforo.packaging.readme", lambda said: "otro")
    monkeypatch.setattr("sinasec.publications.trust.apart.reproduce_apart", lambda p: reproduce(p))
    said = run("reproduce", name)
    assert said.exit_code == 4
    assert said.stdout.startswith(f"Lo publicó el programa {mine} y este es 0.2.0+otro")
    assert "versiones.md" in said.stdout
    document = answer("reproduce", name, code=4)
    assert (document["equal"], document["by_another_program"]) == (False, True)
    assert document["as_signed"]
    painted_green(writable(published.path))
    altered = run("reproduce", name)
    assert altered.exit_code == 1
    assert altered.stdout.startswith("Sus archivos no son los que se firmaron")


def test_verify_with_the_wrong_key_ends_in_one(published, tmp_path):
    from sinasec.publications.trust.keys import PUBLIC, signing_key

    signing_key(tmp_path / "otra")
    key = str(tmp_path / "otra" / PUBLIC)
    assert not answer("verify", str(published.path), "--key", key, code=1)["ok"]


def test_status_gives_both_lights_and_the_trace(simulated):
    said = answer("status", "--committee", "coresec puno", "--as-of", "2026-10-31")
    assert said["committee"] == "CORESEC-21"
    assert said["simulated"]
    assert set(said["lights"]) == {"legal", "gestion"}
    for finding in said["findings"]:
        assert {"duty", "article", "light", "due_steps", "counted_acts", "turns_green"} <= set(
            finding
        )


def test_status_agrees_with_what_is_published(published):
    from sinasec.compliance.semaforo import reading

    for code in CODES:
        said = answer("status", "--committee", code, "--as-of", "2026-10-31")
        for breach in ("legal", "gestion"):
            light = said["lights"][breach]
            shown = reading.shown(published.publication, LAST, breach).get(code)
            said_light = light["gris_because"] or light["light"] or "no_exigible"
            assert said_light == shown, (code, breach)


def test_status_with_real_facts_alone_knows_nothing(simulated):
    said = answer(
        "status", "--committee", "CORESEC-21", "--as-of", "2026-10-31", "--datos", "reales"
    )
    assert not said["simulated"]
    assert said["lights"]["legal"] == {
        "light": "gris",
        "gris_because": "sin_informacion",
        "confidence": "confirmado",
    }


def test_a_committee_that_is_not_loaded_is_a_sentence_and_code_two(small):
    result = run("status", "--committee", "CODISEC-210102", "--as-of", "2024-05-09")
    assert result.exit_code == 2
    assert "sinasec setup" in result.stderr


def test_a_committee_that_ended_owes_nothing_and_says_so(inputs):
    """Since 10 May 2019 the provincial committee answers for the capital district."""
    ended = inputs.committees.with_columns(valid_to=pl.lit(date(2019, 5, 9)))
    known = replace(inputs, committees=ended)
    said = {
        day: status(load(), known, "CODISEC-150102", as_of=day, known_at=datetime(2026, 1, 1))
        for day in (date(2014, 12, 4), date(2019, 5, 9), date(2019, 5, 10))
    }
    assert [len(one.findings) > 0 for one in said.values()] == [False, True, False]
    words = {day: status_in_words(one, today=day, at_length=False) for day, one in said.items()}
    assert "se juzga desde el 5 de diciembre de 2014" in words[date(2014, 12, 4)]
    assert "existió hasta el 9 de mayo de 2019" in words[date(2019, 5, 10)]
    assert set(said[date(2019, 5, 10)].lights.values()) == {""}


def test_explain_opens_one_duty(simulated):
    result = run(
        "explain", "--committee", "CORESEC-21", "--duty", "instalacion", "--as-of", "2026-10-31"
    )
    assert result.exit_code == 0
    assert "Cómo se contó el plazo:" in result.stdout
    assert "16/01/2023" in result.stdout


def test_explain_says_the_kinds_as_the_pages_do_and_what_to_do_once(simulated):
    """Every committee: an act of each kind of duty, counted or not."""
    words = "\n".join(run("explain", "-c", code, "--as-of", "2026-10-31").stdout for code in CODES)
    named = re.findall(r"^  (?:Cuenta|No cuenta): (.*?) del \d\d/", words, re.M)
    kinds = library().act_kinds
    assert set(named) <= {kind.name for kind in kinds.values()}
    assert len(set(named)) > 5
    for finding in answer("explain", "-c", "CODISEC-150103", "--as-of", "2026-10-31")["findings"]:
        if finding["turns_green"]:
            told = run("explain", "-c", "CODISEC-150103", "--as-of", "2026-10-31").stdout
            assert told.count(finding["turns_green"][1:]) == told.count(finding["sentence"])


def test_explain_an_unknown_duty_says_how_to_find_it(simulated):
    result = run("explain", "--committee", "CORESEC-21", "--duty", "nada")
    assert result.exit_code == 2
    assert "sinasec duties" in result.stderr


def test_a_committee_that_is_not_there_is_a_usage_error(small):
    assert run("status", "--committee", "CORESEC Atlántida").exit_code == 2


def test_simulate_law_says_who_changes(simulated):
    draft = str(DRAFTS / "sesion-mensual.yaml")
    said = answer("simulate-law", draft, "--as-of", "2026-10-31")
    assert said["replaces"]
    assert said["changed"] == len(said["changes"])
    assert not said["same"]
    done = run("simulate-law", draft, "--as-of", "2026-10-31")
    assert f"cambian de luz {said['changed']} de {said['judged']}" in done.stdout
    assert "ya está así" not in done.stderr


def test_simulate_law_says_that_a_definition_in_force_is_compared_with_itself(simulated, tmp_path):
    text = load().files["obligations/sesion-ordinaria.yaml"]
    draft = tmp_path / "sesion-ordinaria.yaml"
    draft.write_text(f"# una nota\n{text}", encoding="utf-8")
    said = answer("simulate-law", str(draft), "--as-of", "2026-10-31")
    assert (said["same"], said["changed"]) == (True, 0)
    done = run("simulate-law", str(draft), "--as-of", "2026-10-31")
    assert "Atención: el deber «sesion-ordinaria» ya está así" in done.stderr


def test_simulate_law_tells_a_jurist_what_is_wrong_by_line(tmp_path):
    draft = tmp_path / "mal.yaml"
    text = (DRAFTS / "sesion-mensual.yaml").read_text(encoding="utf-8")
    draft.write_text(text.replace("per: month", "per: mes"), encoding="utf-8")
    (fault,) = answer("simulate-law", str(draft), code=1)["faults"]
    assert fault["line"] == 1 + text[: text.index("per: month")].count("\n")


def test_reply_is_recorded(published, tmp_path):
    file = tmp_path / "respuesta.txt"
    file.write_text("\ufeffEl acta está en la web.\r\n", encoding="utf-8")
    arguments = ["--committee", "CORESEC Puno", "--file", str(file), "--by", "ST"]
    said = answer("reply", "--publication", published.publication.pk, *arguments)
    assert said["committee"] == "CORESEC-21"
    missing = run("reply", "--publication", "semaforo-x", *arguments)
    assert missing.exit_code == 2
    assert "No hay ninguna publicación" in missing.stderr


UNKNOWN = {
    "boundaries activate 99": "sinasec boundaries list",
    "check nada.yaml": "indique un archivo",
    "data activate x": "sinasec data list",
    "data compare x y": "sinasec data list",
    "data list x": "Hay: denuncias",
    "data load {file} --layout x --source y": "Los hay: denuncias",
    "data quality x": "sinasec data list",
    "data template --layout x --out nada.xlsx": "Los hay: denuncias",
    "declare-complete -c CORESEC-21 --kind x --from 2026-01-01 --to 2026-01-02 --said-by y": (
        "sinasec template"
    ),
    "explain -c CORESEC-21 --duty x": "sinasec duties --committee COMITÉ",
    "index compare-editions irs-ejemplo x": "Hay: irs-ejemplo",
    "index prioritise x --year 2026 --resolution y --on 2026-01-02 --by z": "/publicaciones/",
    "index publish x --year 2024": "Hay: irs-ejemplo",
    "index template x.xlsx --edition x": "Hay: irs-ejemplo",
    "itca nada.xlsx": "revise el nombre",
    "load nada.xlsx": "revise el nombre",
    "load {file} --layout x": "Los hay: ",
    "reply --publication x -c CORESEC-21 --file {file} --by z": "/publicaciones/",
    "reproduce x": "SINASEC_HOME",
    "review x --accept": "sinasec export-acts",
    "status -c CODISEC-999999": "Escriba su código (CODISEC-150108)",
    "verify x": "SINASEC_HOME",
    "waive -c CORESEC-21 --duty x --from 2026-01-01 --norm y": "sinasec duties --committee COMITÉ",
}


@pytest.mark.parametrize("line", UNKNOWN)
def test_what_is_not_there_is_said_with_where_to_look_and_code_two(small, tmp_path, line):
    (tmp_path / "algo.csv").write_text("a,b\n1,2\n")
    result = run(*(each.format(file=tmp_path / "algo.csv") for each in line.split()))
    assert result.exit_code == 2, result.output
    assert UNKNOWN[line] in result.stderr


def test_simulate_some_committees(small):
    said = answer("simulate", "--seed", "7", "--committees", "CORESEC Puno,CODISEC-150103")
    assert said["committees"] == 2
    assert said["simulated"]


@pytest.mark.parametrize("day", ["31/10/2026", "ayer"])
def test_a_date_that_is_not_one_says_how_to_write_it(day):
    result = run("publish", "semaforo", "--as-of", day)
    assert result.exit_code == 2
    assert "2026-05-24" in result.stderr


def test_verify_without_a_key_to_trust_names_the_one_that_signed(published, tmp_path, monkeypatch):
    name = str(published.path)
    own = answer("verify", name)
    assert own["key"] not in run("verify", name).stdout
    monkeypatch.setenv("SINASEC_HOME", str(tmp_path / "otra"))
    other = answer("verify", name)
    assert other["ok"]
    assert f"Firmó la clave {own['key']}" in run("verify", name).stdout
