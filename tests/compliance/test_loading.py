"""Files of acts as clerks send them: all that is wrong is said at once, or all is stored."""

import io
from datetime import date

import openpyxl
import pytest
from django.db import IntegrityError

from sinasec.compliance import storage
from sinasec.compliance.actions import correct_act, register_acts
from sinasec.compliance.entries import ActEntry
from sinasec.compliance.errors import InvalidAct
from sinasec.compliance.ingest import loading
from sinasec.compliance.ingest.loading import load_file
from sinasec.compliance.models import Act, Batch, Completeness, Review, Waiver
from sinasec.intake import headings
from sinasec.intake.rows import reading, tables
from sinasec.intake.rows.reading import MOST_UNREAD
from sinasec.spreadsheets.sheets import Sheet

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("committees")]

TODAY = date(2024, 12, 31)
HEADER = "Comité;Clase de acto;Fecha;Documento;Miembros asistentes;¿Fue descentralizada?"
TWO = f"""{HEADER}
CODISEC-150108;Sesión ordinaria;15/02/2024;Acta 2-2024;9;no
CORESEC Puno;sesion-ordinaria;15 de abril de 2024;Acta 4-2024;;
"""


def load(content, name="actos.csv", **options):
    raw = content.encode() if isinstance(content, str) else content
    return load_file(raw, **{"by": "ana", "name": name, "today": TODAY, **options})


def workbook(*sheets):
    """An .xlsx with the given (name, rows) sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def places(report):
    return [(fault.row, fault.column, fault.code) for fault in report.faults]


def stored():
    return {
        (act.committee_id, act.kind, act.date, tuple(sorted(act.attributes.items())))
        for act in Act.objects.all()
    }


EXPECTED = {
    (
        "CODISEC-150108",
        "sesion-ordinaria",
        date(2024, 2, 15),
        (("asistentes", 9), ("descentralizada", False), ("documento", "Acta 2-2024")),
    ),
    ("CORESEC-21", "sesion-ordinaria", date(2024, 4, 15), (("documento", "Acta 4-2024"),)),
}


def test_a_good_file_is_stored_whole():
    report = load(TWO)
    assert (report.rows, report.accepted, report.faults) == (2, 2, ())
    assert stored() == EXPECTED
    batch = Batch.objects.get(pk=report.batch)
    assert (batch.file, batch.layout, batch.rows, batch.by) == ("actos.csv", "actos", 2, "ana")
    assert set(Act.objects.values_list("source", "registered_by")) == {(batch.pk, "ana")}


@pytest.mark.parametrize(
    "content",
    [
        TWO.encode("utf-8-sig"),
        TWO.encode("cp1252"),
        TWO.encode("latin-1"),
        TWO.encode("utf-16"),
        TWO.replace(";", ",").encode(),
        TWO.replace(";", "\t").encode("utf-16"),
        TWO.replace("\n", "\r\n").encode(),
        ("\n\n" + TWO + "\n;;;;;\n").encode(),
        TWO.replace(HEADER, HEADER.upper()).encode(),
        TWO.replace("Clase de acto", "Tipo de acto").encode(),
        ("Relación de actos del comité;;;;;\n" + TWO).encode(),
    ],
    ids=["BOM", "cp1252", "latin-1", "utf-16", "commas", "tabs", "crlf", "blank rows", "capitals",
         "alias", "title above"],
)  # fmt: skip
def test_the_same_acts_however_the_csv_was_saved(content):
    report = load(content)
    assert report.faults == ()
    assert stored() == EXPECTED


def as_rows(text):
    return [[cell or None for cell in line.split(";")] for line in text.strip().split("\n")]


def test_the_same_acts_from_a_workbook_with_other_sheets():
    rows = as_rows(TWO)
    rows[1][2] = date(2024, 2, 15)
    rows[1][4] = 9
    rows[2][2] = 45397  # a serial number without its format
    content = workbook(("Instrucciones", [["Lea esto"]]), ("Actos", rows))
    assert load(content, "actos.xlsx").faults == ()
    assert stored() == EXPECTED


def test_a_heading_in_two_rows_with_merged_cells():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["ACTOS DE 2024"])
    sheet.append(["Comité", "Clase de acto", "Fecha", "Prueba", None])
    sheet.append([None, None, None, "Documento", "Miembros asistentes"])
    sheet.append(["CODISEC-150108", "Sesión ordinaria", "15/02/2024", "Acta 2-2024", 9])
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("D2:E2")
    for column in "ABC":
        sheet.merge_cells(f"{column}2:{column}3")
    report = load(saved(book), "actos.xlsx")
    assert (report.rows, report.accepted, report.faults) == (1, 1, ())
    assert Act.objects.get().attributes == {"asistentes": 9, "documento": "Acta 2-2024"}


BAD = f"""{HEADER};Enlace a la evidencia;SHA-256 de la evidencia;Corrige a;Rige desde;Rige hasta
CODISEC-999999;Sesión ordinaria;15/02/2024;;;;;;;;
CODISEC Santa Rosa;Sesión ordinaria;15/02/2024;;;;;;;;
CORESEC-21;Secion ordinaria;15/02/2024;;;;;;;;
CORESEC-21;Sesión ordinaria;30/02/2024;;;;;;;;
CORESEC-21;Sesión ordinaria;01/01/2025;;;;;;;;
CORESEC-21;Sesión ordinaria;;;;;;;;;
CORESEC-21;Sesión ordinaria;15/02/2024;;muchos;quizá;gob.pe;abc;;;
CORESEC-21;Informe nacional anual sobre seguridad ciudadana;15/02/2024;;;;;;;;
CODISEC-210101;Sesión ordinaria;15/02/2024;;;;;;;;
CORESEC-21;Instalación y juramentación del comité;15/02/2024;;9;;;;;;
CORESEC-21;Plan de acción aprobado;15/02/2024;;;;;;;31/12/2024;01/01/2024
CORESEC-21;Sesión ordinaria;15/02/2024;Acta 1;;;;;aaaa;;
CORESEC-21;Sesión ordinaria;15/03/2024;Acta 2;;;;;;;
CORESEC-21;Sesión ordinaria;15/03/2024;Acta 2;;;;;;;
"""

FAULTS = [
    (2, "A", "comite-desconocido"),
    (3, "A", "comite-ambiguo"),
    (4, "B", "clase-desconocida"),
    (5, "C", "fecha-imposible"),
    (6, "C", "fecha-futura"),
    (7, "C", "dato-obligatorio"),
    (8, "G", "enlace-ilegible"),
    (8, "H", "huella-ilegible"),
    (8, "F", "si-o-no"),
    (8, "E", "numero-ilegible"),
    (9, "B", "clase-no-corresponde"),
    (10, "C", "comite-no-existia"),
    (11, "E", "dato-no-corresponde"),
    (12, "", "dato-obligatorio"),
    (12, "K", "fechas-al-reves"),
    (13, "I", "acto-desconocido"),
    (15, "B", "fila-repetida"),
]


def test_every_fault_is_shown_at_once_and_nothing_changes():
    report = load(BAD)
    assert sorted(places(report)) == sorted(FAULTS)
    assert (report.rows, report.accepted, report.batch) == (14, 0, None)
    assert not Act.objects.exists()
    assert not Batch.objects.exists()
    messages = {(fault.row, fault.code): fault.message for fault in report.faults}
    assert "¿Quiso decir «Sesión ordinaria»" in messages[4, "clase-desconocida"]
    assert "COPROSEC-2101" in messages[10, "comite-no-existia"]
    assert "CODISEC Santa Rosa" in messages[3, "comite-ambiguo"]
    assert all(fault.sheet == "actos.csv" and len(fault.message) > 15 for fault in report.faults)


ALL_SAID = "Comité;Clase de acto;Fecha;Documento;Miembros asistentes;Enlace;Corrige a"


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (
            "CODISEC-150108;Sesión ordinaria;ayer;Acta 2;muchos;nada;no-existe",
            {"C": "fecha-ilegible", "E": "numero-ilegible", "F": "enlace-ilegible"},
        ),
        (
            "CODISEC-999999;Sesión ordinaria;15/02/2030;Acta 2;muchos;;",
            {"A": "comite-desconocido", "C": "fecha-futura", "E": "numero-ilegible"},
        ),
        (
            "CODISEC-150108;Instalación;15/02/2024;;9;;no-existe",
            {"E": "dato-no-corresponde", "G": "acto-desconocido"},
        ),
        (
            "CORESEC Puno;Dormir;15/02/1999;Acta 2;9;;",
            {"B": "clase-desconocida", "C": "comite-no-existia"},
        ),
    ],
)
def test_a_cell_that_is_wrong_hides_no_other(row, codes):
    """Whoever mends a file must not send it once for each fault of a row."""
    report = load(f"{ALL_SAID}\n{row}\n")
    assert {fault.column: fault.code for fault in report.faults} == codes
    assert [fault.column for fault in report.faults] == sorted(codes)


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (
            "Comité;Deber;Desde;Hasta;Tipo;Norma\nnada;*;1/2/2024;1/1/2024;suspensión;DS 1\n",
            ["comite-desconocido", "fechas-al-reves"],
        ),
        (
            "Comité;Clase de acto;Desde;Hasta;Quién responde\nnada;*;1/2/2026;1/1/2026;yo\n",
            ["comite-desconocido", "fechas-al-reves", "fecha-futura"],
        ),
        (
            "Código del acto;Resultado;Motivo\nnada;observado;\n",
            ["acto-desconocido", "dato-obligatorio"],
        ),
        (
            "Código del acto;Resultado;Motivo\n#REF!;observado;\n",
            ["celda-con-error", "dato-obligatorio"],
        ),
    ],
)
def test_nor_does_it_in_the_other_layouts(content, codes):
    assert [fault.code for fault in load(content).faults] == codes


def test_a_row_with_a_fault_repeats_no_other_and_is_no_second_correction():
    first = f"{ALL_SAID}\nCODISEC-150108;Sesión ordinaria;15/02/2024;Acta 2;9;;\n"
    assert load(first).accepted == 1
    code = Act.objects.get().pk
    wrong = f"CODISEC-150108;Sesión ordinaria;15/02/2024;Acta 3;{{}};;{code}\n"
    assert load(f"{ALL_SAID}\n{wrong.format(8)}", name="otro.csv").accepted == 1
    again = load(f"{ALL_SAID}\n{wrong.format('ocho y')}{wrong.format('ocho o')}")
    assert [fault.code for fault in again.faults] == ["numero-ilegible"] * 2


def test_an_impossible_row_of_an_older_demonstration_says_what_to_do():
    """Older programs made up acts of committees not yet created; without its row the rest loads."""
    head = "Comité;Clase de acto;Fecha;Origen"
    good = "CORESEC-21;Sesión ordinaria;15/02/2024;SIMULADO"
    early = "CODISEC-120307;Sesión ordinaria;27/08/2024;SIMULADO"
    (fault,) = load("\n".join([head, good, early])).faults
    assert (fault.row, fault.column, fault.code) == (3, "C", "comite-no-existia")
    assert "borre esta fila y cargue las demás" in fault.message
    real = early.replace("SIMULADO", "real")
    (fault,) = load("\n".join([head, good, real])).faults
    assert "SIMULADO" not in fault.message
    assert load("\n".join([head, good])).accepted == 1


def test_faults_are_counted_as_excel_counts_rows_and_columns():
    rows = [[], ["Actos"], [], [None, "Comité", "Clase de acto", "Fecha"], [],
            [None, "CORESEC-21", "Sesión ordinaria", "nunca"]]  # fmt: skip
    report = load(workbook(("Hoja1", rows)), "actos.xlsx")
    assert [(f.sheet, f.row, f.column) for f in report.faults] == [("Hoja1", 6, "D")]


def test_a_line_break_inside_a_cell_does_not_shift_the_rows():
    report = load(
        "Comité;Clase de acto;Fecha;Documento\n"
        'CORESEC-21;Sesión ordinaria;15/02/2024;"Acta\n2"\nCORESEC-21;Sesión ordinaria;nunca;\n'
    )
    assert places(report) == [(3, "C", "fecha-ilegible")]


def test_the_same_file_twice_changes_nothing_and_says_so():
    first = load(TWO)
    again = load(TWO, "otro nombre.csv")
    assert again.already_loaded
    assert (again.rows, again.accepted, again.batch) == (2, 0, first.batch)
    assert "ya se cargó" in again.notes[0]
    assert (Act.objects.count(), Batch.objects.count()) == (2, 1)


def test_the_same_act_in_another_file_is_recognised():
    load(TWO)
    report = load(TWO + "CORESEC-21;Sesión extraordinaria;15/05/2024;;;\n")
    assert (report.rows, report.accepted, report.known) == (3, 1, 2)
    assert Act.objects.count() == 3


def test_another_evidence_for_a_registered_act_is_not_swallowed():
    load("Comité;Clase de acto;Fecha;Enlace a la evidencia\n"
         "CORESEC-21;Sesión ordinaria;15/02/2024;https://a.pe/1\n")  # fmt: skip
    report = load(
        "Comité;Clase de acto;Fecha;Enlace a la evidencia\n"
        "CORESEC-21;Sesión ordinaria;15/02/2024;https://a.pe/2\n"
    )
    assert places(report) == [(2, "D", "evidencia-distinta")]


def test_a_correction_in_a_file():
    original = ActEntry("CORESEC-21", "sesion-ordinaria", date(2024, 2, 15))
    register_acts(entries=[original], by="ana")
    text = f"Comité;Clase de acto;Fecha;Corrige a\nCORESEC-21;%s;15/02/2024;{original.id}\n"
    assert places(load(text % "Consulta pública")) == [(2, "D", "correccion-ajena")]
    assert load(text % "Sesión extraordinaria").accepted == 1
    assert Act.objects.get(supersedes=original.id).kind == "sesion-extraordinaria"
    again = load(text % "sesion-sin-quorum")
    assert places(again) == [(2, "D", "acto-ya-corregido")]


def test_only_a_correction_says_that_a_date_was_wrong():
    original = ActEntry("CORESEC-21", "sesion-ordinaria", date(2024, 2, 15))
    register_acts(entries=[original], by="ana")
    wrong = "¿La fecha del acto que corrige era errada?"
    text = f"Comité;Clase de acto;Fecha;{wrong};Corrige a\nCORESEC-21;Sesión ordinaria;%s;sí;%s\n"
    assert places(load(text % ("05/03/2024", ""))) == [(2, "D", "dato-no-corresponde")]
    assert load(text % ("05/03/2024", original.id)).accepted == 1
    assert Act.objects.get(supersedes=original.id).attributes == {"fecha_errada": True}
    alone = ActEntry("CORESEC-21", "sesion-ordinaria", date(2024, 3, 5), {"fecha_errada": True})
    with pytest.raises(InvalidAct, match="Solo un acto que corrige a otro"):
        register_acts(entries=[alone], by="ana")


def test_a_session_is_not_called_after_it_was_held():
    text = (
        "Comité;Clase de acto;Fecha;Fecha de la convocatoria\n"
        "CORESEC-21;Sesión ordinaria;04/03/2024;%s\n"
    )
    (fault,) = load(text % "05/03/2024").faults
    assert (fault.row, fault.column, fault.code) == (2, "D", "fecha-posterior-al-acto")
    assert "05/03/2024 es posterior a la del acto (04/03/2024)" in fault.message
    assert load(text % "04/03/2024").accepted == 1
    assert Act.objects.get().attributes == {"fecha_convocatoria": "2024-03-04"}


def test_an_exported_row_that_was_edited_is_not_a_new_act():
    original = ActEntry("CORESEC-21", "sesion-ordinaria", date(2024, 2, 15))
    register_acts(entries=[original], by="ana")
    text = "Comité;Clase de acto;Fecha;Código del acto\nCORESEC-21;Sesión ordinaria;%s;%s\n"
    assert load(text % ("15/02/2024", original.id)).known == 1
    report = load(text % ("16/02/2024", original.id))
    assert places(report) == [(2, "D", "acto-editado")]
    assert "Corrige a" in report.faults[0].message


def test_an_act_about_another_act_must_name_one():
    plan = ActEntry("CORESEC-21", "plan-recibido", date(2024, 2, 1))
    register_acts(entries=[plan], by="ana")
    text = (
        "Comité;Clase de acto;Fecha;Acto al que responde\n"
        "CORESEC-21;evaluacion-formulacion;15/02/2024;%s\n"
    )
    assert places(load(text % "nada")) == [(2, "D", "acto-desconocido")]
    assert load(text % plan.id).accepted == 1


def test_progress_tells_the_steps_and_the_end(monkeypatch):
    monkeypatch.setattr(reading, "STEP", 2)
    told = []
    load(TWO + "CORESEC-21;Sesión extraordinaria;15/05/2024;;;\n", progress=told.append)
    assert told == [2, 3]


def test_a_column_that_begins_far_below_in_longer_rows_is_read(monkeypatch):
    monkeypatch.setattr(tables, "ROWS_AT_ONCE", 2)
    plain = ["CORESEC-21", "Sesión ordinaria", "15/02/2024"]
    heading = ["Comité", "Clase de acto", "Fecha", "Documento", "Modalidad"]
    sheet = Sheet("Actos", [heading, plain, plain, plain, plain, [*plain, "Acta 1", ""]])
    table = tables.find_table(sheet, loading.layouts())
    assert table is not None
    said = [row.values.get("dato.documento") for row in tables.read_rows(table)]
    assert said == [None] * 4 + ["Acta 1"]


def test_rehearsing_changes_nothing():
    report = load(TWO, dry_run=True)
    assert (report.rows, report.accepted, report.batch, report.dry_run) == (2, 2, None, True)
    assert not Batch.objects.exists()


def test_rows_prepared_by_the_template_and_left_empty_are_no_acts():
    report = load(TWO + "CODISEC-150108;;;;;\n" * 50)
    assert (report.rows, report.accepted) == (2, 2)


def test_what_the_system_writes_in_a_row_makes_no_act_of_it():
    heading = "Comité;Clase de acto;Fecha;Código del acto;Origen\n"
    report = load(
        heading + "CORESEC-21;Sesión ordinaria;15/02/2024;;\nCODISEC-150108;;;;SIMULADO\n"
    )
    assert (report.rows, report.accepted, report.faults) == (1, 1, ())


def test_a_column_nobody_knows_is_mentioned():
    report = load(TWO.replace("Documento", "Folio"))
    assert "no se leyó la columna «Folio»" in report.notes[0]


def test_columns_nobody_knows_are_named_up_to_some_and_counted():
    unknown = [f"{'folio ' * 100}{n}" for n in range(MOST_UNREAD + 3)]
    report = load(TWO.replace("Documento", ";".join(unknown)))
    assert len(report.notes) == MOST_UNREAD + 1
    assert max(map(len, report.notes)) < 150
    assert report.notes[-1].endswith("tampoco se leyeron 3 columnas más.")


def test_the_words_of_a_heading_are_sought_once_for_all_layouts(monkeypatch):
    sought = []
    monkeypatch.setattr(tables, "written", lambda cell: sought.append(cell) or cell)
    monkeypatch.setattr(headings, "bare", lambda text: sought.append(text) or text)
    wide = Sheet("x", [[f"c{row}x{column}" for column in range(500)] for row in range(30)])
    known = sum(len(each.columns) for each in loading.layouts())
    assert tables.find_table(wide, loading.layouts()) is None
    assert len(sought) < 2 * 30 * 500 + 10 * known


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("Comité;Fecha\nCORESEC-21;1/1/2024\n", "columnas-desconocidas"),
        ("Código del acto;Motivo\nnada;sin firmas\n", "columnas-desconocidas"),
        (HEADER + "\n", "sin-filas"),
        (HEADER + ";Fecha\nCORESEC-21;Sesión ordinaria;1/1/2024;;;;1/1/2024\n", "columna-repetida"),
        ("", "vacio"),
    ],
)
def test_a_file_without_acts_says_why(content, code):
    report = load(content)
    assert [fault.code for fault in report.faults] == [code]
    assert report.accepted == 0


def test_a_heading_that_is_half_ours_is_told_with_what_it_lacks():
    (fault,) = load("Comité;Fecha\nCORESEC-21;1/1/2024\n").faults
    assert "fila 1 de «actos.csv», que dice «Comité», «Fecha»: para actos" in fault.message
    assert fault.message.endswith(" le falta «Clase de acto».")


def test_a_file_that_is_not_ours_is_told_the_headings_in_spanish():
    (fault,) = load("Nombre;Cargo\nAna;Jefa\n").faults
    assert "para actos, «Comité», «Clase de acto», «Fecha»" in fault.message
    assert "«actos.csv», que dice «Nombre», «Cargo», y ninguno" in fault.message
    assert "region" not in fault.message
    assert "instrument" not in fault.message


def test_one_bad_table_keeps_out_the_good_one_beside_it():
    row = ["CORESEC-21", "Sesión ordinaria", "15/02/2024"]
    heading = ["Comité", "Clase de acto", "Fecha"]
    twice = [[*heading, "Fecha"], [*row, "15/02/2024"]]
    report = load(workbook(("Enero", [heading, row]), ("Febrero", twice)), "actos.xlsx")
    assert [(fault.sheet, fault.code) for fault in report.faults] == [
        ("Febrero", "columna-repetida")
    ]
    assert (report.accepted, report.batch) == (0, None)
    assert not Act.objects.exists()


def test_a_simulated_row_is_registered_as_such():
    load("Comité;Clase de acto;Fecha;Origen\nCORESEC-21;Sesión ordinaria;1/1/2024;SIMULADO\n")
    assert Act.objects.get().simulated
    assert Batch.objects.get().simulated


def test_one_simulated_row_makes_the_whole_file_simulated():
    load("Comité;Clase de acto;Fecha;Origen\nCORESEC-21;Sesión ordinaria;1/1/2024;SIMULADO\n"
         "CORESEC-21;Sesión ordinaria;2/1/2024;\n")  # fmt: skip
    assert sorted(Act.objects.values_list("date", "simulated")) == [
        (date(2024, 1, 1), True),
        (date(2024, 1, 2), False),
    ]
    assert Batch.objects.get().simulated


def test_reviews_waivers_and_completeness_come_in_files_too():
    (act,) = register_acts(
        entries=[ActEntry("CORESEC-21", "sesion-ordinaria", date(2024, 2, 15))], by="ana"
    ).ids
    load(f"Código del acto;Resultado;Motivo\n{act};Observado;acta sin firmas\n{act};aceptado;\n")
    load("Comité;Deber;Desde;Hasta;Tipo;Norma;Motivo\n"
         "CORESEC Puno;todos;16/03/2020;31/12/2020;Suspensión;DS 044-2020-PCM;\n"
         "CORESEC Puno;consulta-publica;16/03/2020;;No aplica;DS 044-2020-PCM;x\n")  # fmt: skip
    load("Comité;Clase de acto;Desde;Hasta;Quién responde\n"
         "CORESEC Puno;todas;01/01/2024;30/06/2024;Informe 3-2024\n")  # fmt: skip
    assert list(Review.objects.order_by("id").values_list("outcome", "reason")) == [
        ("observed", "acta sin firmas"),
        ("accepted", ""),
    ]
    assert list(Waiver.objects.order_by("id").values_list("duty", "day_to", "kind")) == [
        ("*", date(2020, 12, 31), "suspension"),
        ("consulta-publica", None, "no_aplica"),
    ]
    assert Completeness.objects.get().said_by == "Informe 3-2024"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("Código del acto;Resultado;Motivo\nnada;aceptado;\n", (2, "A", "acto-desconocido")),
        ("Código del acto;Resultado;Motivo\nnada;visto;\n", (2, "B", "opcion-desconocida")),
        ("Comité;Deber;Desde;Tipo;Norma\nCORESEC-21;consulta;1/1/2020;suspensión;DS 1\n",
         (2, "B", "deber-desconocido")),
        ("Comité;Clase de acto;Desde;Hasta;Quién responde\nCORESEC-21;*;1/1/2024;1/1/2025;yo\n",
         (2, "D", "fecha-futura")),
        ("Comité;Clase de acto;Desde;Hasta;Quién responde\nCORESEC-21;*;1/1/2024;1/1/2023;yo\n",
         (2, "D", "fechas-al-reves")),
    ],
)  # fmt: skip
def test_faults_of_the_other_layouts(content, place):
    assert places(load(content)) == [place]


def meanwhile(monkeypatch, act):
    """Let another desk `act` once, after this file was read and before it is stored."""
    reading = loading.read_by
    pending = [act]

    def read_and_wait(*arguments, **named):
        read = reading(*arguments, **named)
        if pending:
            pending.pop()()
        return read

    monkeypatch.setattr(loading, "read_by", read_and_wait)


def test_two_desks_load_the_same_file_at_once(monkeypatch):
    meanwhile(monkeypatch, lambda: load(TWO, by="otra"))
    report = load(TWO)
    assert (report.already_loaded, report.accepted) == (True, 0)
    assert (Batch.objects.get().by, Act.objects.count()) == ("otra", 2)


def test_another_desk_registers_one_of_the_acts_meanwhile(monkeypatch):
    act = ActEntry(
        "CORESEC-21", "sesion-ordinaria", date(2024, 4, 15), {"documento": "Acta 4-2024"}
    )
    meanwhile(monkeypatch, lambda: register_acts(entries=[act], by="otra"))
    report = load(TWO)
    assert (report.accepted, report.known) == (1, 1)
    assert Act.objects.count() == 2


def test_an_act_that_another_desk_stores_while_this_one_writes(monkeypatch):
    """This desk looks before the other's act is there to be seen, and finds it when it inserts."""
    act = ActEntry(
        "CORESEC-21", "sesion-ordinaria", date(2024, 4, 15), {"documento": "Acta 4-2024"}
    )
    register_acts(entries=[act], by="otra")
    looking, inserting, refused = storage.registered, storage.insert_acts, []

    def look(ids):
        return looking(ids) if refused else {}

    def insert(*acts, **said):
        try:
            inserting(*acts, **said)
        except IntegrityError:
            refused.append(acts)
            raise

    monkeypatch.setattr(storage, "registered", look)
    monkeypatch.setattr(storage, "insert_acts", insert)
    report = load(TWO)
    assert len(refused) == 1
    assert (report.accepted, report.known, report.faults) == (1, 1, ())
    assert stored() == EXPECTED
    assert (Batch.objects.get().by, Batch.objects.get().rows) == ("ana", 2)


def test_another_desk_corrects_the_same_act_meanwhile(monkeypatch):
    original = ActEntry("CORESEC-21", "sesion-ordinaria", date(2024, 2, 15))
    register_acts(entries=[original], by="ana")
    meanwhile(
        monkeypatch, lambda: correct_act(act=original.id, kind="sesion-sin-quorum", by="otra")
    )
    report = load(
        "Comité;Clase de acto;Fecha;Corrige a\n"
        f"CORESEC-21;Sesión extraordinaria;15/02/2024;{original.id}\n"
    )
    assert [fault.code for fault in report.faults] == ["acto-ya-corregido"]
    assert (Act.objects.count(), Batch.objects.count()) == (2, 0)
