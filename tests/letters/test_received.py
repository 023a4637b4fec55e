"""What came in: what is noted of it, its receipt, and an entry that was registered wrongly."""

import io
import json
from datetime import UTC, date, datetime

import pypdf
import pytest
from click.testing import CliRunner
from docx import Document

from sinasec.cli.main import main
from sinasec.letters import told
from sinasec.letters.finding import entry_with, received
from sinasec.letters.models import EntryAnnulment, Received
from sinasec.letters.paper.paper import pdf
from sinasec.letters.receipt import receipt
from sinasec.letters.receiving import Noted, Scan, annul_entry, receive
from sinasec.letters.said import CannotWrite
from sinasec.records.chain import broken, length

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NOW = datetime(2026, 6, 1, 15, tzinfo=UTC)  # ten in the morning in Lima
NOTED = Noted("09:30", "Secretaría Técnica", 12, "un disco")


def came_in(**other) -> Received:
    given = {"sender": "Comisaría de Juli", "subject": "Plan de mayo", "by": "Ana Díaz"}
    return receive(**{"received_on": date(2026, 6, 1), "now": NOW} | given | other)


def asked(*words: str):
    return CliRunner().invoke(main, ["letter", *words])


def said_on(content: bytes) -> str:
    [page] = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(page.extract_text().split())


def test_what_is_noted_is_kept_and_what_is_not_is_not_known():
    whole = told.received_document(came_in(noted=NOTED))
    names = ("received_time", "addressee", "sheets", "enclosures")
    assert [whole[name] for name in names] == ["09:30", "Secretaría Técnica", 12, "un disco"]
    assert [told.received_document(came_in())[name] for name in names] == [None] * 4
    assert list(broken()) == []


@pytest.mark.parametrize(
    ("noted", "says"),
    [
        (Noted(time="9:30"), "La hora se escribe con dos cifras"),
        (Noted(time="24:00"), "La hora se escribe con dos cifras"),
        (Noted(time="10:01"), "La hora en que se recibió todavía no llega"),
        (Noted(sheets=100_001), "Los folios van de 1 a 100000"),
        (Noted(sheets=-1), "Los folios van de 1 a 100000"),
        (Noted(addressee="x" * 501), "A quién viene dirigida pasa de 500 letras"),
        (Noted(enclosures="a\u202eb"), "Lo que la acompaña tiene caracteres que no se ven"),
    ],
)
def test_what_cannot_be_noted_is_told_and_leaves_nothing(noted, says):
    with pytest.raises(CannotWrite, match=says):
        came_in(noted=noted)
    assert not Received.objects.exists()
    assert came_in(noted=Noted(time="10:00")).number == 1


def test_an_entry_is_annulled_once_and_its_number_stays_its_own():
    wrong = came_in(simulated=True)
    before = length()
    real = came_in()
    annul_entry(entry=real, reason="era de otra oficina", by="Ana", now=NOW)
    assert length() == before + 2
    with pytest.raises(CannotWrite, match=r"^Ingreso 0001-2026 ya fue anulado el 1 de junio"):
        annul_entry(entry=real, reason="otra vez", by="Ana", now=NOW)
    assert came_in().number == 2
    [second, first, _simulated] = received()
    assert (told.entry_state(first).name, told.entry_state(second).name) == (
        "Anulado",
        "Registrado",
    )
    assert told.received_line(first).startswith("0001-2026 [anulado]  01/06/2026")
    assert told.received_document(first)["annulled_because"] == "era de otra oficina"
    annul_entry(entry=wrong, reason="prueba", by="Ana", now=NOW)
    assert list(broken()) == []


@pytest.mark.parametrize(("reason", "by"), [(" ", "Ana"), ("error", " ")])
def test_an_annulment_says_why_and_who(reason, by):
    with pytest.raises(CannotWrite):
        annul_entry(entry=came_in(), reason=reason, by=by, now=NOW)
    assert not EntryAnnulment.objects.exists()


def test_the_receipt_says_what_the_entry_does_on_one_page():
    entry = came_in(
        noted=NOTED, sender_number="OFICIO 77-2026", scan=Scan("oficio.pdf", "ab" * 32, 9)
    )
    said = said_on(pdf(receipt(entry), made_at=NOW))
    for text in (
        "Cargo de recepción · ingreso 0001-2026",
        "Juli, 1 de junio de 2026",
        "Recibida el 1 de junio de 2026.",
        "Hora: 09:30.",
        "De: Comisaría de Juli.",
        "Su número: OFICIO 77-2026.",
        "Asunto: Plan de mayo.",
        "Dirigida a: Secretaría Técnica.",
        "Folios: 12.",
        "Anexos: un disco.",
        f"oficio.pdf, con huella SHA-256 {'ab' * 32}",
        "Se registró el 1 de junio de 2026, a las 10:00, por Ana Díaz.",
        "Ingreso 0001-2026 · ST-JULI",
    ):
        assert text in said, text
    assert "ANULADO" not in said
    few = said_on(pdf(receipt(came_in()), made_at=NOW))
    assert not [one for one in ("Hora", "Folios", "Anexos", "Su número") if f"{one}:" in few]


def test_the_receipt_of_an_entry_that_was_annulled_says_so():
    entry = came_in()
    annul_entry(entry=entry, reason="era de otra\noficina", by="Ana", now=NOW)
    said = said_on(pdf(receipt(entry_with("0001-2026")), made_at=NOW))
    assert "ANULADO el 1 de junio de 2026 · no lo use" in said
    assert "Este ingreso fue anulado el 1 de junio de 2026: era de otra" in said


def test_what_the_paper_has_no_letter_for_makes_no_hole():
    entry = came_in(sender="漢字 \u3164 Ana", subject="x" * 1_000)
    assert "Ana." in said_on(pdf(receipt(entry), made_at=NOW, registered=True))


def test_by_commands_it_is_received_annulled_and_its_receipt_given(tmp_path):
    words = ("--sender", "MINSA", "--subject", "Plan", "--received-on", "2026-05-04", "--by", "Ana")
    noted = ("--time", "08:15", "--sheets", "3", "--enclosures", "un plano", "--addressee", "ST")
    done = asked("receive", *words, *noted, "--json")
    assert done.exit_code == 0, done.output
    entry = json.loads(done.stdout)["entry"]
    pdf_, docx = tmp_path / "cargo.pdf", tmp_path / "cargo.docx"
    given = asked("receipt", entry, "--pdf", str(pdf_), "--docx", str(docx), "--json")
    assert given.exit_code == 0, given.output
    assert "Hora: 08:15." in said_on(pdf_.read_bytes())
    assert "Folios: 3." in [one.text for one in Document(io.BytesIO(docx.read_bytes())).paragraphs]
    assert asked("receipt", entry).exit_code == 2
    annulled = asked("annul-entry", entry, "--reason", "otra oficina", "--by", "Ana")
    assert annulled.stdout == f"Ingreso {entry}: anulado. Avise a MINSA.\n"
    again = asked("annul-entry", entry, "--reason", "otra vez", "--by", "Ana")
    assert again.exit_code == 1
    assert f"Ingreso {entry} ya fue anulado el" in again.stderr
    assert f"{entry} [anulado]" in asked("in").stdout


@pytest.mark.parametrize("number", ["0009-2026", "nada", "1", "²-2026", "1-99999999999"])
def test_an_entry_that_is_not_there_is_told(number):
    came_in()
    with pytest.raises(CannotWrite, match="No hay ningún ingreso"):
        entry_with(number)


def test_an_entry_that_several_offices_have_is_asked_again(monkeypatch):
    came_in()
    monkeypatch.setenv("SINASEC_OFFICE_CODE", "OTRA")
    came_in()
    came_in(simulated=True)
    with pytest.raises(CannotWrite, match="Varias oficinas tienen el ingreso 0001-2026: ST-JULI"):
        entry_with("1-2026")
    assert entry_with("0001-2026-simulado").office == "OTRA"
