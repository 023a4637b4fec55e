"""The registers of letters: nobody edits a row, and what may happen to a letter is its life."""

import csv
import hashlib
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from sinasec.definitions.letters import letter as definition
from sinasec.letters import told
from sinasec.letters.actions import annul, issue
from sinasec.letters.finding import letter_with, received, sent
from sinasec.letters.kept import copy_of
from sinasec.letters.models import Annulment, Copy, EntryAnnulment, Letter, Received
from sinasec.letters.paper.paper import paper_of
from sinasec.letters.receiving import Scan, annul_entry, receive
from sinasec.letters.said import CannotWrite
from sinasec.operation.health.bad_values import bad_values
from sinasec.records.asked import ask
from sinasec.records.chain import broken, length
from tests.letters.made_up import BY_ITS_COMMAND, OFFICE, fields
from tests.lifting import lifted

pytestmark = [pytest.mark.database, pytest.mark.django_db]
OFFICE_CODE = "SINASEC_OFFICE_CODE"
NOW = datetime(2026, 6, 1, 15, tzinfo=UTC)


@pytest.fixture
def letter() -> Letter:
    return written()


def written(**other) -> Letter:
    given = BY_ITS_COMMAND | {"fields": fields(), "addressee": "María", "by": "Ana"}
    return issue(**{"now": NOW} | given | other)


def came_in(**other) -> Received:
    given = {"sender": "Comisaría de Juli", "subject": "Respuesta", "by": "Ana"}
    return receive(**{"received_on": date(2026, 5, 30), "now": NOW} | given | other)


@pytest.mark.parametrize("model", [Letter, Copy, Annulment, Received, EntryAnnulment])
def test_no_row_is_changed_or_removed(letter, model):
    annul(letter=letter, reason="otro destinatario", by="Ana", now=NOW)
    annul_entry(entry=came_in(), reason="era de otra oficina", by="Ana", now=NOW)
    for statement in ("UPDATE {} SET id = 7", "DELETE FROM {}"):
        with pytest.raises(DatabaseError, match="no se cambia"), transaction.atomic():
            run(statement.format(model._meta.db_table))


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_letter_and_its_copy_are_what_was_registered(letter):
    assert hashlib.sha256(copy_of(letter)).hexdigest() == letter.pdf_sha256
    assert json.loads(letter.fields)["publication"] == "semaforo-2026-04-30-0a1b2c3d"
    assert letter.registered_at == NOW


def test_a_copy_that_was_changed_underneath_is_not_given(letter):
    with lifted(connection):
        Copy.objects.filter(letter=letter).update(pdf=b"otra")
    with pytest.raises(CannotWrite, match="no es la que se registró"):
        copy_of(letter)


def test_what_is_registered_is_in_the_chain(letter):
    before = length()
    annul(letter=letter, reason="error", by="Ana", now=NOW)
    came_in()
    assert length() == before + 2
    assert list(broken()) == []


def test_a_letter_is_annulled_once_and_keeps_its_number(letter):
    annul(letter=letter, reason="otro destinatario", by="Ana", now=NOW)
    with pytest.raises(CannotWrite, match="ya fue anulada el 1 de junio de 2026"):
        annul(letter=letter, reason="otra vez", by="Ana", now=NOW)
    assert written().number == 2
    assert told.as_document(sent()[1])["state"] == "anulada"


def test_a_letter_is_superseded_once(letter):
    later = written(supersedes=letter)
    with pytest.raises(CannotWrite, match=f"ya fue reemplazada por {later}"):
        written(supersedes=letter)
    with pytest.raises(CannotWrite, match="si está mal, anule esa"):
        annul(letter=letter, reason="error", by="Ana", now=NOW)
    assert Letter.objects.count() == 2
    assert told.as_document(letter_with(str(letter)))["superseded_by"] == str(later)


def test_a_letter_takes_the_place_of_one_of_its_office_and_series_alone(letter, monkeypatch):
    for name, value in ((OFFICE_CODE, "ST-PUNO"), ("series", "OFICIO")):
        with monkeypatch.context() as other:
            if name == OFFICE_CODE:
                other.setenv(name, value)
            else:
                changed = replace(definition("constancia-publicacion"), series=value)
                other.setattr("sinasec.letters.written.letter", lambda code, it=changed: it)
            says = r"CONSTANCIA N.° 0001-2026-ST-JULI es de otra serie o de otra oficina \(ST-JULI"
            with pytest.raises(CannotWrite, match=says):
                written(supersedes=letter)
    assert Letter.objects.count() == 1


def test_one_that_was_annulled_is_not_superseded(letter):
    annul(letter=letter, reason="error", by="Ana", now=NOW)
    with pytest.raises(CannotWrite, match="emita otra sin decir que la reemplaza"):
        written(supersedes=letter)


def test_what_is_made_up_and_what_is_real_do_not_touch(letter):
    with pytest.raises(CannotWrite, match="no se reemplazan uno a otro"):
        written(supersedes=letter, simulated=True)
    with pytest.raises(CannotWrite, match="no se contestan uno a otro"):
        came_in(answers=letter, simulated=True)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"by": " "}, "Diga quién registra"),
        ({"addressee": " "}, "Falta a quién se escribe"),
        ({"addressee": "Ana\u202e"}, "caracteres que no se ven"),
        ({"addressee": "x" * 501}, "pasa de 500 letras"),
        ({"definition": "constancia-publicasion"}, "¿Quiso decir «constancia-publicacion»?"),
        ({"fields": {}}, "Falta «publication»"),
        ({"number_given": "x" * 121}, "pasa de 120 letras"),
    ],
)
def test_what_cannot_be_written_is_told_and_leaves_nothing(wrong, says):
    with pytest.raises(CannotWrite, match=says):
        written(**wrong)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("missing", OFFICE)
def test_of_no_office_nothing_real_is_registered(monkeypatch, missing):
    monkeypatch.setenv(missing, " ")
    says = "Diga cuál es la oficina: SINASEC_OFFICE, SINASEC_OFFICE_CODE y SINASEC_PLACE."
    for registering in (written, came_in):
        with pytest.raises(CannotWrite, match=says):
            registering()
        assert registering(simulated=True).pk


def test_what_a_program_writes_is_sent_by_it_alone():
    with pytest.raises(CannotWrite, match="use «sinasec publication certificate»"):
        written(written_by="")
    assert not Letter.objects.exists()


def test_letters_that_came_in_have_their_own_count(letter):
    first, second = came_in(answers=letter), came_in(sender_number="OFICIO 7", now=NOW)
    assert [one.reference for one in (first, second)] == ["0001-2026", "0002-2026"]
    assert told.received_document(first)["sender_number"] is None
    assert told.received_document(first)["answers"] == str(letter)


def test_a_scanned_file_is_told_apart_by_its_hash():
    one = came_in(scan=Scan("oficio.pdf", "a" * 64, 12))
    assert told.received_document(one)["file_sha256"] == "a" * 64


def test_nothing_is_received_tomorrow():
    with pytest.raises(CannotWrite, match="todavía no llega"):
        came_in(received_on=date(2026, 6, 2))


def test_letters_are_found_by_their_number(letter, monkeypatch):
    same = [str(letter), letter.reference, f"constancia {letter.reference}"]
    assert {letter_with(text).pk for text in same} == {letter.pk}
    with pytest.raises(CannotWrite, match="No hay ninguna carta con el número «0009-2026»"):
        letter_with("0009-2026")


def test_a_number_that_several_have_is_asked_again(letter, monkeypatch):
    written(number_given="7")
    monkeypatch.setenv("SINASEC_OFFICE_CODE", "OTRA")
    written(number_given="7")
    with pytest.raises(CannotWrite, match="Varias cartas tienen ese número"):
        letter_with("7")


def test_the_registers_are_filtered(letter):
    written(addressee="Comisaría", now=datetime(2027, 6, 1, tzinfo=UTC))
    came_in(now=datetime(2027, 6, 1, tzinfo=UTC))
    assert [one.year for one in sent(year=2027)] == [2027]
    assert [one.addressee for one in sent(text="maría")] == ["María"]
    assert sent(series="oficio").count() == 0
    assert received(text="comisaría de").count() == 1
    assert received(year=2025).count() == 0


def test_no_cell_of_the_csv_is_a_formula():
    written(addressee='=HYPERLINK("http://x";"clic")')
    came_in(sender="+1", subject="@x")
    [sent_row] = rows_of(told.sent_csv(sent()))
    [received_row] = rows_of(told.received_csv(received()))
    assert sent_row["destinatario"].startswith("'=")
    assert (received_row["remitente"], received_row["asunto"]) == ("'+1", "'@x")


def test_the_csv_is_parted_as_the_spreadsheets_of_offices_part_it():
    """Else what comes after a `;` would be a cell of its own, and what it holds a formula."""
    written(addressee="María;=1+1")
    [row] = rows_of(told.sent_csv(sent()))
    assert row["destinatario"] == "María;=1+1"
    lines = told.sent_csv(sent()).decode("utf-8-sig").splitlines()
    assert '"María;=1+1"' in lines[1]


def test_the_csv_of_those_sent_says_what_became_of_each(letter):
    later = written(supersedes=letter)
    annul(letter=later, reason="otro\ndestinatario", by="Ana", now=NOW)
    last, first = rows_of(told.sent_csv(sent()))
    assert (first["reemplazada_por"], last["reemplaza_a"]) == (str(later), str(letter))
    annulled = [last[name] for name in ("anulada_el", "anulada_por", "motivo_de_anulacion")]
    assert annulled == ["2026-06-01", "Ana", "otro destinatario"]
    assert first["anulada_el"] == ""


def test_the_csv_of_those_received_says_when_each_was_registered():
    annul_entry(entry=came_in(), reason="otra\noficina", by="Eva", now=NOW)
    [row] = rows_of(told.received_csv(received()))
    assert (row["recibida_el"], row["registrada_el"]) == ("2026-05-30", "2026-06-01")
    assert (row["estado"], row["anulada_por"]) == ("Anulado", "Eva")
    assert row["motivo_de_anulacion"] == "otra oficina"


def test_what_is_not_in_force_says_so_on_its_docx_and_its_copy_stays(letter):
    before = copy_of(letter)
    assert (told.ended_words(letter), told.paper_now(letter).mark) == ("", "")
    annul(letter=letter, reason="otro destinatario", by="Ana", now=NOW)
    gone = letter_with(str(letter))
    assert told.ended_words(gone) == (
        "Anulada el 1 de junio de 2026: otro destinatario. No la use."
    )
    assert told.paper_now(gone).mark == "ANULADA el 1 de junio de 2026 · no la use"
    assert copy_of(gone) == before


def test_one_that_replaces_another_says_which(letter):
    later = written(supersedes=letter)
    said = paper_of(later).replaces
    assert said == f"Reemplaza a la N.° {letter.reference}, del 1 de junio de 2026."
    old = letter_with(str(letter))
    assert told.ended_words(old) == f"La reemplaza {later}, del 1 de junio de 2026. Use esa."
    assert told.paper_now(old).mark.startswith("REEMPLAZADA por")


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_a_list_asks_the_database_once(letter, django_assert_num_queries):
    written(supersedes=letter)
    with django_assert_num_queries(1):
        assert [told.line(one)[-10:] for one in sent()]
    came_in()
    with django_assert_num_queries(1):
        assert [told.received_document(one) for one in received()]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite keeps any value anywhere")
def test_a_copy_is_of_its_kind_and_doctor_tells_one_that_is_not(letter):
    assert list(bad_values(ask, Copy)) == []
    with lifted(connection):
        run("UPDATE letters_copy SET pdf = 'texto'")
    assert list(bad_values(ask, Copy)) == ["1 valores de letters_copy.pdf no son de su clase"]
