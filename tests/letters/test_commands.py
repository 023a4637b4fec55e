"""What `sinasec letter` answers where something must be told apart."""

import io
import json
import os

import click
import pypdf
import pytest
from click.testing import CliRunner
from docx import Document

from sinasec.cli.main import main
from sinasec.definitions.letters import letters
from sinasec.letters.actions import annul, issue
from sinasec.letters.finding import letter_with
from sinasec.letters.kept import copy_of
from sinasec.letters.models import Letter
from sinasec.letters.saving import say_issued
from tests.letters.made_up import BY_ITS_COMMAND, CODE, fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(tmp_path) -> list[str]:
    file = tmp_path / "inventada.json"
    file.write_text(json.dumps(fields(verified="palabra " * 1_000)), encoding="utf-8")
    return [CODE, "--fields", str(file)]


def asked(*words: str):
    return CliRunner().invoke(main, ["letter", *words])


def test_an_invented_certificate_gets_no_number(given):
    done = asked("issue", *given, "--addressee", "María", "--by", "Ana")
    assert done.exit_code != 0
    assert "use «sinasec publication certificate»" in done.stderr
    assert not Letter.objects.exists()


def test_who_writes_a_letter_is_a_command():
    named = [one.written_by for one in letters().values() if one.written_by]
    assert named
    for name in named:
        found: click.Command | None = main
        for word in name.split():
            assert isinstance(found, click.Group)
            found = found.get_command(click.Context(found), word)
        assert found is not None


def test_a_preview_says_on_every_page_that_it_is_a_draft(given, tmp_path):
    pdf, docx = tmp_path / "b.pdf", tmp_path / "b.docx"
    done = asked("preview", *given, "--pdf", str(pdf), "--docx", str(docx))
    assert done.exit_code == 0, done.output
    pages = pypdf.PdfReader(io.BytesIO(pdf.read_bytes())).pages
    assert len(pages) > 1
    for page in pages:
        assert "BORRADOR · sin número ni registro" in page.extract_text()
    head = Document(io.BytesIO(docx.read_bytes())).sections[0].header.paragraphs[0].text
    assert head.startswith("BORRADOR · sin número ni registro")
    assert asked("preview", *given).stdout.startswith("BORRADOR ·")


def test_whoever_saves_one_that_was_annulled_is_told(tmp_path):
    done = issue(**BY_ITS_COMMAND, fields=fields(), addressee="María", by="Ana")
    pdf, docx = tmp_path / "c.pdf", tmp_path / "c.docx"
    save = ["save", str(done), "--pdf", str(pdf), "--docx", str(docx)]
    assert asked(*save).stderr == ""
    annul(letter=done, reason="otro destinatario", by="Ana")
    said = asked(*save, "--replace", "--json")
    assert "otro destinatario. No la use." in said.stderr
    answer = json.loads(said.stdout)
    assert answer["state"] == "anulada"
    assert "No la use." in answer["not_in_force"]
    [page] = pypdf.PdfReader(pdf).pages
    assert "ANULADA el " in page.extract_text()
    assert "no la use" in page.extract_text()
    assert "no lo dice" not in said.stderr
    as_registered = asked(*save, "--replace", "--registered")
    assert "El PDF es el que se registró, y no lo dice." in as_registered.stderr
    assert pdf.read_bytes() == copy_of(done)
    head = Document(io.BytesIO(docx.read_bytes())).sections[0].header.paragraphs[0].text
    assert head.startswith("ANULADA el ")


def test_a_file_that_is_there_stops_it_before_a_number_is_taken(tmp_path, given):
    there = tmp_path / "c.pdf"
    there.write_text("el trabajo de un día", encoding="utf-8")
    for command in (["out", "--csv"], ["in", "--csv"], ["preview", *given, "--pdf"]):
        done = asked(*command, str(there))
        assert done.exit_code == 1, command
        assert "--replace" in done.stderr
    assert there.read_text(encoding="utf-8") == "el trabajo de un día"
    assert asked("out", "--csv", str(there), "--replace").exit_code == 0
    both = asked("preview", *given, "--pdf", str(tmp_path / "x"), "--docx", str(tmp_path / "x"))
    assert both.exit_code == 2
    assert "no pueden ir al mismo archivo" in both.stderr


def test_a_copy_that_cannot_be_kept_does_not_ask_for_another_letter(tmp_path, monkeypatch):
    """It is in the register: whoever is told to repeat sends two."""
    done = issue(**BY_ITS_COMMAND, fields=fields(), addressee="María", by="Ana")

    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sinasec.letters.saving.write_whole", full)
    with pytest.raises(click.ClickException) as refused:
        say_issued(done, tmp_path / "c.pdf", None, as_json=False)
    assert f"Se emitió {done}" in str(refused.value)
    assert "No la emita otra vez" in str(refused.value)


def test_a_number_given_by_hand_does_not_stop_the_count():
    first = issue(**BY_ITS_COMMAND, fields=fields(), addressee="María", by="Ana")
    taken = first.reference.replace("0001", "0002").lower()
    given = issue(
        **BY_ITS_COMMAND, fields=fields(), addressee="María", by="Ana", number_given=taken
    )
    assert given.number is None
    third = issue(**BY_ITS_COMMAND, fields=fields(), addressee="María", by="Ana")
    assert third.number == 3
    assert letter_with(taken) == given
    assert letter_with(first.reference) == first


def test_a_pipe_is_not_waited_for(tmp_path):
    pipe = tmp_path / "tubo"
    os.mkfifo(pipe)
    done = asked("preview", CODE, "--fields", str(pipe))
    assert done.exit_code == 2
    assert "no es un archivo" in done.stderr
    received = ("--sender", "MINSA", "--subject", "Plan", "--received-on", "2026-05-04")
    done = asked("receive", *received, "--file", str(pipe), "--by", "Ana")
    assert done.exit_code == 2
    assert "no es un archivo" in done.stderr
