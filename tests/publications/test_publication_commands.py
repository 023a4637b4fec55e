"""What happens after publishing, by the commands: to withdraw, to mend, to answer, to look."""

from datetime import date

import pytest

from sinasec.compliance.semaforo.quotes import quoted
from sinasec.demonstration.country.simulate import LAST
from tests.publications.test_commands import answer, published, run  # noqa: F401

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DISTRICT, DUTY = "CODISEC-150102", "sesion-ordinaria"


@pytest.fixture
def code(published) -> str:  # noqa: F811
    return published.publication.pk


@pytest.fixture
def should(published) -> str:  # noqa: F811
    said = quoted(published.publication, DISTRICT, DUTY, LAST, LAST).said
    return "verde" if said != "verde" else "rojo"


def test_withdraw_tells_what_is_shown_instead(code):
    said = answer(
        "publication", "withdraw", code, "--motivo", "Error.", "--documento", "R1", "--por", "Ana"
    )
    assert (said["publication"], said["reason"], said["document"]) == (code, "Error.", "R1")
    assert said["shown_instead"] is None
    again = run("publication", "withdraw", code, "--reason", "Otra.", "--by", "Ana")
    assert again.exit_code == 1
    assert f"{code} ya fue retirada el" in again.stderr


def test_withdraw_of_what_is_not_there_is_told():
    asked = ("publication", "withdraw", "nada", "--reason", "Error.", "--by", "Ana")
    assert answer(*asked, code=2)["error"]["code"] == "publicacion-desconocida"


def test_an_erratum_tells_whom_to_tell(code, should):
    asked = [
        *("publication", "erratum", code, "-c", DISTRICT, "--deber", DUTY),
        *("--debio-decir", should, "--motivo", "Otra fecha.", "--por", "Ana"),
    ]
    words = run(*asked)
    assert words.exit_code == 0, words.output
    assert f"debió decir «{should}»" in words.stdout
    assert "Ninguna publicación lo dice bien todavía: publique otra." in words.stdout
    assert "el comité cuya luz estaba mal: CODISEC" in words.stdout
    assert "quienes respondieron por él: nadie" in words.stdout
    said = answer(*asked)
    assert [one["audience"] for one in said["tell"]] == ["comite", "superiores", "respondieron"]
    assert said["from"] == said["to"] == LAST.isoformat()
    wrong = run(*[each.replace(DUTY, "nada") for each in asked])
    assert wrong.exit_code == 1
    assert "no juzga ningún deber «nada»" in wrong.stderr


def test_an_erratum_of_a_period_says_both_days(code, should):
    asked = [
        *("publication", "erratum", code, "-c", DISTRICT, "--duty", DUTY, "--should-say", should),
        *("--from", "2026-10-30", "--to", "2026-10-31", "--reason", "Otra.", "--by", "Ana"),
    ]
    assert "30/10/2026 al 31/10/2026" in run(*asked).stdout


def test_a_reply_has_a_number_by_which_it_is_answered(code, tmp_path):
    file = tmp_path / "respuesta.txt"
    file.write_text("El acta está en la web.", encoding="utf-8")
    given = ["--committee", DISTRICT, "--file", str(file), "--by", "Luis"]
    number = answer("reply", "--publication", code, *given)["number"]
    asked = ["publication", "answer", str(number), "--texto", "Se registró.", "--por", "Ana"]
    words = run(*asked)
    assert words.exit_code == 0, words.output
    assert words.stdout == f"Contestada la respuesta {number}, de {DISTRICT}: avise a Luis.\n"
    assert answer(*asked, code=1)["error"]["code"] == "no-se-registra"


def test_the_history_tells_what_happened_and_what_may_be_done(code, should, tmp_path):
    file = tmp_path / "respuesta.txt"
    file.write_text("El acta está en la web.", encoding="utf-8")
    run("reply", "--publication", code, "-c", DISTRICT, "--file", str(file), "--by", "Luis")
    said = answer("publication", "history", code)
    assert said["state"] == "preliminar"
    assert [one["move"] for one in said["events"]] == ["publicar", "responder"]
    assert [one["clock"] for one in said["clocks"]] == ["respuesta"]
    assert [one["state"] for one in said["replies"]] == ["recibida"]
    moves = {one["move"]: one["why_not"] for one in said["moves"]}
    assert moves["responder"] == moves["retirar"] == moves["errata"] == ""
    assert moves["hacer-definitiva"].startswith(f"Los comités pueden responder a {code} hasta el")
    words = run("publication", "history", code).stdout
    due = date.fromisoformat(said["clocks"][0]["due"])
    assert f"Plazo para responder: hasta el {due:%d/%m/%Y}" in words
    assert f"\n  Publicar otra después de retirarla, la Secretaría Técnica: {code} está en" in words
    run("publication", "withdraw", code, "--reason", "Error.", "--by", "Ana")
    words = run("publication", "history", code).stdout
    assert f"{code}: Retirada" in words
    assert "Retirar, por la Secretaría Técnica" in words
    assert f"Retirar, la Secretaría Técnica: {code} ya fue retirada el" in words
    assert "Publicar otra después de retirarla, la Secretaría Técnica: se puede" in words
