"""The certificate of a publication says what its package and the rows beside it say, that day."""

import hashlib
import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from sinasec.cli.main import main
from sinasec.committees.certificate import CannotCertify, certificate_fields, certify
from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.doubted import in_doubt
from sinasec.compliance.semaforo.publish import publish
from sinasec.letters.models import Letter
from sinasec.letters.paper.paper import blocks_in, paper_of
from sinasec.methods.letters.filling import lines_of
from sinasec.methods.words import day_words
from sinasec.publications import catalogue
from sinasec.publications.actions import reply
from sinasec.publications.afterwards.actions import register_erratum, withdraw
from sinasec.publications.catalogue import folder
from sinasec.publications.models import Publication
from sinasec.publications.trust.keys import PUBLIC, fingerprint, read_public
from sinasec.time_zone import LIMA
from tests.package_rows import on, shown_by, table

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 30)
NOW = datetime(2026, 5, 11, 15, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
COMMITTEE = "CODISEC-150102"
WORDS = {"sin_informacion": "sin información", "no_exigible": "no exigible", "ambar": "ámbar"}


@pytest.fixture
def published(simulated) -> Publication:
    return publish(as_of=DAY, now=NOW, known_at=NOW.replace(tzinfo=None)).publication


def given(publication, committee="", **other) -> dict:
    asked = {"addressee": "María", "signer": "Ana Díaz", "by": "Ana", "now": LATER} | other
    done = certify(publication=publication.pk, committee=committee, **asked)
    return json.loads(done.fields) | {"lines": lines_of(blocks_in(done.blocks)), "letter": done}


def test_it_says_what_the_package_says_of_itself(published):
    said = given(published)
    package = folder(published)
    descriptor = json.loads((package / "datapackage.json").read_bytes())
    key = fingerprint(read_public((package / PUBLIC).read_bytes(), PUBLIC))
    rows = dict(said["details"])
    assert said["publication"] == descriptor["id"] == published.pk
    assert said["as_of"] == "2026-04-30"
    assert said["published"] == "2026-05-11"
    assert said["today"] == "2026-05-12"
    assert rows["Huella del contenido"] == descriptor["huella"]
    manifest = (package / "huellas.sha256").read_bytes()
    assert rows["Huella del manifiesto"] == hashlib.sha256(manifest).hexdigest()
    assert rows["Clave que la firmó"] == key
    assert rows["Etapa"] == "preliminar"
    assert rows["Publicada"] == f"{NOW.astimezone(LIMA):%d/%m/%Y %H:%M} (hora de Lima)"
    assert rows["Programa"] == published.code_version
    assert rows["Datos"].startswith("SIMULADOS")
    files = sum(1 for each in package.rglob("*") if each.is_file())
    assert f"Sus {files} archivos son" in said["verified"]
    assert key[:16] in said["verified"]


@pytest.mark.parametrize("committee", [COMMITTEE, "CORESEC-21", "COPROSEC-2101"])
def test_the_lights_of_a_committee_are_those_of_the_package(published, committee):
    said = given(published, committee)
    mine = [row for row in table(folder(published), "comites") if row["committee"] == committee]
    lights = {row["breach"]: word_of(row) for row in on(DAY.isoformat(), mine)}
    assert [word for _, word, _ in said["lights"]] == [lights["legal"], lights["gestion"]]
    duties = table(folder(published), "deberes")
    rows = on(DAY.isoformat(), [row for row in duties if row["committee"] == committee])
    assert len(rows) > 5
    assert sorted(word for _, _, word, _ in said["duties"]) == sorted(map(word_of, rows))
    assert committee in said["committee"]


def word_of(row) -> str:
    shown = shown_by(row)
    return WORDS.get(shown, shown)


def test_what_rests_on_a_reading_says_so(published):
    said = given(published, COMMITTEE)
    read = {name: how for name, _, _, how in said["duties"]}
    rests = {name for name, how in read.items() if how == "nuestra (probable)"}
    [line] = [one for one in said["limits"] if one.startswith("Descansa")]
    named = set(re.findall("«(.+?)»", line))
    assert rests
    assert rests == named
    assert set(read.values()) <= {"literal", "nuestra (probable)", ""}
    for _, _, word, how in said["duties"]:
        assert (how == "") == (word in ("sin información", "no exigible"))
    assert "confirmado" not in " ".join(said["lines"])
    doubt = in_doubt(reading.edition(published), DAY)
    assert doubt
    assert f"De la omisión legal, {doubt}." in said["limits"]
    assert any("Ningún abogado" in line for line in said["lines"])


def test_what_came_after_is_as_of_the_day_of_the_certificate(published):
    nothing = given(published)["after"]
    assert nothing == [
        "Ninguna otra de ese día ha tomado su lugar, y no hay una posterior.",
        "No ha sido retirada.",
        "No tiene ninguna fe de erratas.",
    ]
    row = next(
        row
        for row in on(DAY.isoformat(), table(folder(published), "deberes"))
        if row["committee"] == COMMITTEE and row["light"] != "verde"
    )
    register_erratum(
        publication=published.pk,
        committee=COMMITTEE,
        duty=row["duty"],
        should_say="verde",
        why="Se leyó mal el acta.",
        by="Ana",
        now=LATER,
    )
    reply(publication=published.pk, committee=COMMITTEE, text="Fue así.", by="ST", now=LATER)
    withdraw(publication=published.pk, reason="Estaba mal.", by="Ana", now=LATER)
    said = given(published, COMMITTEE)
    assert said["after"][1] == "Fue retirada el 12 de mayo de 2026 por Ana: Estaba mal."
    assert said["after"][2] == "Fe de erratas de este comité: 1. De otros: ninguna."
    assert said["after"][3] == "Un comité respondió a ella."
    name = next(one.name for one in reading.edition(published).duties if one.code == row["duty"])
    assert f"{name}, el 30 de abril de 2026" in said["errata"][0]
    assert "Se leyó mal el acta." in said["errata"][0]
    other = given(published, "CORESEC-21")
    assert other["after"][2] == "Fe de erratas de este comité: ninguna. De otros: 1."
    assert other["errata"] == ["No hay fe de erratas de este comité."]
    whole = given(published)["after"][2]
    assert whole.startswith(
        f"CODISEC Ancón (Lima, Lima Metropolitana) ({COMMITTEE}): Fe de erratas"
    )
    assert f"{name}, el 30 de abril de 2026" in whole


def test_one_that_another_replaced_says_which(published):
    final = publish(as_of=DAY, now=NOW + timedelta(days=60), final=True).publication
    said = given(published, now=NOW + timedelta(days=61))
    assert said["after"][0] == (f"La reemplazó {final.pk}, definitiva, publicada el 10/07/2026.")


def test_one_of_an_earlier_day_says_which_is_the_last(published):
    later = publish(as_of=DAY + timedelta(days=1), now=NOW).publication
    assert given(published)["after"][0] == (
        f"Ninguna otra de ese día ha tomado su lugar; la última publicada es {later.pk}, "
        "preliminar, del 01/05/2026."
    )


def test_a_preliminary_one_says_until_when_it_can_be_answered(published):
    until = catalogue.reply_by(published)
    day = day_words(until)
    assert given(published)["limits"][0] == (
        f"Es preliminar: puede cambiar. Cada comité puede responderla hasta el {day}."
    )
    after = datetime(until.year, until.month, until.day, 15, tzinfo=UTC) + timedelta(days=1)
    assert given(published, now=after)["limits"][0] == (
        f"Es preliminar: puede cambiar. El plazo para responderla venció el {day}."
    )


def test_what_came_out_by_itself_says_that_nobody_reviewed_it(published):
    made = publish(as_of=DAY + timedelta(days=1), now=NOW, nightly=True).publication
    said = given(made)["limits"][0]
    assert said.startswith("Es un avance: salió solo de noche, nadie lo revisó")
    assert said.endswith(f"La última preliminar es {published.pk}, del 30 de abril de 2026.")


def test_of_what_came_out_by_itself_it_says_what_was_decided_of_its_day(published):
    day = DAY + timedelta(days=1)
    made = publish(as_of=day, now=NOW, nightly=True).publication
    assert not [line for line in given(made)["after"] if "se publicó además" in line]
    decided = publish(as_of=day, now=NOW + timedelta(hours=1)).publication
    said = f"De ese día se publicó además {decided.pk}, preliminar, que alguien decidió."
    assert given(made, now=LATER)["after"][1] == said
    withdraw(publication=decided.pk, reason="Estaba mal.", by="Ana", now=LATER)
    assert said not in given(made, now=LATER + timedelta(hours=1))["after"]


def test_one_may_replace_another_and_its_paper_says_so(published):
    first = given(published)["letter"]
    asked = ["publication", "certificate", published.pk, "--addressee", "María", "--by", "Ana"]
    done = CliRunner().invoke(main, [*asked, "--supersedes", str(first), "--json"])
    assert done.exit_code == 0, done.output
    later = Letter.objects.get(supersedes=first)
    assert json.loads(done.stdout)["supersedes"] == str(first)
    assert paper_of(later).replaces.startswith(f"Reemplaza a la N.° {first.reference}, del ")


def test_what_was_altered_is_not_certified(published):
    file = folder(published) / "comites.csv"
    file.chmod(0o644)
    file.write_bytes(file.read_bytes().replace(b"rojo", b"verd", 1))
    with pytest.raises(CannotCertify, match="su contenido no es el que se firmó"):
        given(published)
    assert not Letter.objects.exists()


def test_what_another_key_signed_is_not_certified(published, simulated):
    for each in (simulated / "keys").iterdir():
        each.unlink()
    with pytest.raises(CannotCertify, match="No se certifica"):
        given(published)


def test_a_row_that_does_not_say_what_was_signed_is_not_certified(published):
    from django.db import connection

    from tests.lifting import lifted

    with lifted(connection):
        Publication.objects.update(edition_version="1900.1")
    with pytest.raises(CannotCertify, match=r"No se certifica .* no es lo que se firmó"):
        given(Publication.objects.get())


def test_a_chain_that_does_not_pass_through_it_is_not_certified(published, monkeypatch):
    from sinasec.records.chain import Head

    monkeypatch.setattr("sinasec.committees.certificate.published_chain", lambda one: Head(9, "a"))
    with pytest.raises(CannotCertify, match="la cadena de lo registrado no pasa"):
        certificate_fields(published, "", signer="Ana", now=LATER)


def test_a_committee_that_is_not_in_it_is_told(published):
    with pytest.raises(CannotCertify, match="no tiene ningún comité «CODISEC-010108»"):
        given(published, "CODISEC-010108")


def test_the_order_gives_the_paper_and_the_document(published, tmp_path):
    out = tmp_path / "constancia.pdf"
    asked = ["publication", "certificate", published.pk, "-c", COMMITTEE, "--addressee", "María"]
    done = CliRunner().invoke(main, [*asked, "--by", "Ana", "--pdf", str(out), "--json"])
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert said["number"] == "CONSTANCIA N.° 0001-2026-SIN-SIGLAS-SIMULADO".replace(
        "2026", str(datetime.now(LIMA).year)
    )
    assert hashlib.sha256(Path(said["saved"]["pdf"]).read_bytes()).hexdigest() == said["pdf_sha256"]


@pytest.mark.parametrize(
    "reason", ["Los datos de 漢字 😀", "El padrón. " * 1_800, "Los datos de ayer\u200b\u202e\u3164"]
)
def test_what_was_registered_at_length_or_in_other_letters_is_certified(published, reason):
    """Nobody can write it otherwise any more."""
    withdraw(publication=published.pk, reason=reason, by="Ana", now=LATER)
    said = given(published, now=LATER + timedelta(days=1))
    [told] = [line for line in said["after"] if line.startswith("Fue retirada")]
    assert reason[:8] in told
    assert ("漢" in told, "\N{REPLACEMENT CHARACTER}" in told) == (False, "漢" in reason)
    assert len(told) <= 1_100
    assert said["letter"].pdf_sha256


def test_what_happens_while_it_waits_for_its_turn_is_told(published, monkeypatch):
    """Else it would say, dated after a withdrawal, that there is none."""

    def meanwhile():
        withdraw(publication=published.pk, reason="Otro padrón.", by="Ana", now=LATER)

    monkeypatch.setattr("sinasec.committees.certificate.in_turn", meanwhile)
    said = given(published, now=LATER + timedelta(days=1))
    assert any(line.startswith("Fue retirada") for line in said["after"])
