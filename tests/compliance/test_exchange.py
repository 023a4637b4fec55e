"""What goes out comes back: import(export(x)) = x, in both formats."""

from datetime import date, timedelta

import openpyxl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import column_index_from_string

from sinasec.committees.registry import by_code
from sinasec.compliance.actions import register_acts
from sinasec.compliance.entries import ActEntry
from sinasec.compliance.export import write_acts
from sinasec.compliance.frames import facts
from sinasec.compliance.ingest.acts import acts_layout
from sinasec.compliance.ingest.loading import load_file
from sinasec.compliance.models import Act
from sinasec.compliance.template import write_template
from sinasec.definitions import library
from sinasec.methods.compliance.facts import WRONG_DATE
from tests.compliance.conftest import CODES

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("committees")]

FIRST, LAST = date(2015, 1, 1), date(2024, 12, 31)
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t")
TEXTS = st.one_of(
    st.text(LETTERS, max_size=30),
    st.sampled_from(
        ["=1+1", "'=1+1", "+51 1 234", "-5", "@a", '"', ";", "a;b,c", "_x0041_", "007", "sí", "'",
         "2024", "2024 - 2027", "línea 1\nlínea 2", "45337", "15/02/2024", "N/A", "TRUE", "''=a"]
    ),
)  # fmt: skip
VALUES = {
    "text": TEXTS,
    "date": st.dates(FIRST, date(2030, 1, 1)).map(date.isoformat),
    "whole": st.integers(0, 10**6),
    "number": st.floats(-1e6, 1e6, allow_nan=False),
    "yes_no": st.booleans(),
}


@st.composite
def entries(draw):
    """An act that could be: of a kind of its level, on a day on which the committee existed."""
    committee = by_code()[draw(st.sampled_from(CODES))]
    day = draw(st.dates(FIRST, min(LAST, committee.valid_to or LAST)))
    kinds = [kind for kind in library().act_kinds.values() if committee.level in kind.levels]
    kind = draw(st.sampled_from(kinds))
    attributes = {}
    for attribute in kind.attributes:
        if attribute.name == "sobre":  # about another act, which must exist
            continue
        if attribute.name == WRONG_DATE:  # only of a correction; that it was not, any may say
            attributes |= draw(st.sampled_from([{}, {WRONG_DATE: False}]))
        elif attribute.required or draw(st.booleans()):
            some = st.sampled_from(attribute.enum) if attribute.enum else VALUES[attribute.type]
            attributes[attribute.name] = draw(some)
            if attribute.not_after_act:
                attributes[attribute.name] = min(attributes[attribute.name], day.isoformat())
    if {"valid_from", "valid_to"} <= attributes.keys():
        period = sorted([attributes["valid_from"], attributes["valid_to"]])
        attributes["valid_from"], attributes["valid_to"] = period
    if draw(st.integers(0, 9)) == 0:
        attributes["dato libre"] = draw(st.one_of(TEXTS, st.floats(-10, 10), st.booleans()))
    return ActEntry(
        committee.code,
        kind.kind,
        day,
        attributes,
        evidence_url=draw(st.sampled_from(["", "https://a.pe/x?y=1;2#z", "http://b.gob.pe/ñ"])),
        evidence_sha256=draw(st.sampled_from(["", "0123456789abcdef" * 4])),
        simulated=draw(st.booleans()),
    )


def whole(entry):
    """A required text may have been drawn blank: then the act says less than it must."""
    needed = [a for a in library().act_kinds[entry.kind].attributes if a.required]
    return all(a.name in entry.clean().attributes for a in needed if a.name != "sobre") and not any(
        a.name == "sobre" for a in needed
    )


def content():
    """The acts of the database but for who registered them and when."""
    told = Act.objects.order_by("id").values_list(
        "id", "committee", "kind", "date", "attributes", "evidence_url", "evidence_sha256",
        "supersedes", "simulated",
    )  # fmt: skip
    return list(told)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=st.lists(entries().filter(whole), min_size=1, max_size=6), corrected=st.booleans())
def test_import_of_export_is_the_same(tmp_path, suffix, acts, corrected):
    path = tmp_path / f"actos{suffix}"
    with transaction.atomic():
        ids = register_acts(entries=acts, by="ana").ids
        if corrected:
            register_acts(entries=[correction(acts[0], ids[0])], by="ana")
        before = content()
        assert write_acts(path) == len(before)
        transaction.set_rollback(True)
    with transaction.atomic():
        report = load_file(path, by="otra persona", today=LAST + timedelta(days=1))
        assert report.faults == ()
        assert report.accepted == len(before)
        assert content() == before
        transaction.set_rollback(True)


def correction(act, code):
    return ActEntry(
        act.committee, act.kind, act.date, {**act.attributes, "documento": "corregido"},
        supersedes=code, simulated=act.simulated,
    )  # fmt: skip


def test_importing_an_export_where_the_acts_are_changes_nothing(tmp_path):
    act = ActEntry("CORESEC-21", "sesion-ordinaria", date(2024, 2, 15), {"asistentes": 9})
    register_acts(entries=[act], by="ana")
    before = facts().acts
    write_acts(tmp_path / "actos.xlsx")
    report = load_file(tmp_path / "actos.xlsx", by="ana")
    assert (report.faults, report.accepted, report.known) == ((), 0, 1)
    assert facts().acts.equals(before)


@pytest.mark.parametrize(("origin", "count"), [("all", 2), ("real", 1), ("simulated", 1)])
def test_only_the_real_acts_or_those_of_a_committee(tmp_path, origin, count):
    for simulated in (False, True):
        entry = ActEntry("CORESEC-21", "instalacion", date(2023, 1, 10), simulated=simulated)
        register_acts(entries=[entry], by="ana")
    path = tmp_path / "actos.csv"
    assert write_acts(path, origin=origin) == count
    assert ("SIMULADO" in path.read_text("utf-8")) == (origin != "real")
    assert write_acts(path, committee="CORESEC-03") == 0


def test_no_text_leaves_as_a_formula(tmp_path):
    bad = ["=HYPERLINK(A1)", "+1", "-1", "@SUM(A1)", "\t=1"]
    register_acts(
        entries=[
            ActEntry("CORESEC-21", "instalacion", date(2023, 1, day), {"presidente": text})
            for day, text in enumerate(bad, start=1)
        ],
        by="ana",
    )
    write_acts(tmp_path / "a.csv")
    write_acts(tmp_path / "a.xlsx")
    assert ";=" not in (tmp_path / "a.csv").read_text("utf-8")
    assert ";'=HYPERLINK(A1)" in (tmp_path / "a.csv").read_text("utf-8")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "d", "inlineStr"}


def test_a_failed_export_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "actos.csv"
    path.write_text("lo de antes")
    act = ActEntry("CORESEC-21", "instalacion", date(2023, 1, 10))
    register_acts(entries=[act], by="ana")
    monkeypatch.setattr("sinasec.compliance.export.headers", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_acts(path)
    assert path.read_text() == "lo de antes"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("writer", [write_acts, write_template])
def test_an_unknown_format_is_refused(tmp_path, writer):
    with pytest.raises(ValueError, match=r"debe terminar en"):
        writer(tmp_path / "actos.pdf")


def test_the_template_of_a_committee_locks_its_code_and_lists_its_acts(tmp_path):
    path = tmp_path / "plantilla.xlsx"
    write_template(path, committee=by_code()["CODISEC-150108"], rows=20)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Actos", "Instrucciones", "Listas"]
    sheet = book["Actos"]
    assert sheet.protection.sheet
    assert [sheet.cell(row, 1).value for row in (2, 21, 22)] == ["CODISEC-150108"] * 2 + [None]
    assert sheet["A2"].protection.locked
    # What is left to write is unlocked by its column.
    assert not sheet.column_dimensions["C"].protection.locked
    kinds = [row[0].value for row in book["Listas"].iter_rows(min_row=2, max_col=1)]
    named = {name for name in kinds if name}
    levels = {kind.name: kind.levels for kind in library().act_kinds.values()}
    assert named == {name for name, bound in levels.items() if "CODISEC" in bound}
    rules = {
        str(rule.sqref).partition(":")[0]: rule for rule in sheet.data_validations.dataValidation
    }
    assert rules["C2"].type == "list"
    assert rules["D2"].type == "date"


def opened(tmp_path, **asked):
    path = tmp_path / "plantilla.xlsx"
    write_template(path, **asked)
    return openpyxl.load_workbook(path)


def look_of(sheet, letter):
    """How the cells of a column are, written or not; equal neighbours are said together."""
    place = column_index_from_string(letter)
    every = sheet.column_dimensions.values()
    return next(each for each in every if each.min <= place <= each.max)


def test_each_column_of_the_template_takes_only_what_the_reader_takes(tmp_path):
    """From the second row on: dates where a date goes, the words of a list, codes as text."""
    sheet = opened(tmp_path, committee=by_code()["CODISEC-150108"], rows=20)["Actos"]
    headings = {cell.value: cell.column_letter for cell in sheet[1]}
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}

    def column(name):
        letter = headings[name]
        return look_of(sheet, letter), rules.get(f"{letter}2:{letter}1001")

    for name in ("Fecha *", "Rige desde", "Rige hasta"):
        look, rule = column(name)
        assert (look.number_format, rule.type, rule.operator) == (
            "dd/mm/yyyy", "date", "greaterThanOrEqual"
        ), name  # fmt: skip
    days = [column(name)[1].formula1 for name in ("Fecha *", "Rige desde")]
    assert days == ["41978", "36526"]  # the Reglamento of 2014, and the century
    for name in ("Corrige a", "SHA-256 de la evidencia", "Enlace a la evidencia"):
        look, rule = column(name)
        assert (look.number_format, rule) == ("@", None), name
    assert column("Miembros asistentes")[1].type == "whole"
    assert column("¿Fue descentralizada?")[1].formula1 == '"sí,no"'
    assert column("Clase de acto *")[1].errorStyle is None  # the strictest, which is the default
    assert sheet.freeze_panes == "E2"


def test_what_the_system_writes_is_locked_and_the_rest_is_not(tmp_path):
    code = "CODISEC-150108"
    for committee, closed in ((by_code()[code], ["A", "B"]), (None, [])):
        sheet = opened(tmp_path, committee=committee, rows=3)["Actos"]
        assert sheet.protection.sheet
        headings = {cell.value: cell.column_letter for cell in sheet[1]}
        locked = [
            letter for letter in headings.values() if look_of(sheet, letter).protection.locked
        ]
        left = [headings[name] for name in ("Otros datos", "Código del acto", "Origen")]
        assert locked == sorted([*closed, *left], key=lambda letter: (len(letter), letter))


def test_the_instructions_describe_every_column_and_kind_of_the_committee(tmp_path):
    book = opened(tmp_path, committee=by_code()["CODISEC-150108"], rows=3)
    said = dict(book["Instrucciones"].iter_rows(max_col=2, values_only=True))
    columns = [cell.value.rstrip(" *") for cell in book["Actos"][1]]
    explained = {column.header for column in acts_layout().columns if column.help}
    assert {name for name in columns if name in explained} <= said.keys()
    assert explained
    for kind in library().act_kinds.values():
        assert (kind.name in said) == ("CODISEC" in kind.levels)
        if kind.name in said:
            assert all(attribute.label in said[kind.name] for attribute in kind.attributes)


def test_the_csv_template_opens_in_a_spreadsheet_with_its_accents(tmp_path):
    path = tmp_path / "plantilla.csv"
    write_template(path, committee=by_code()["CODISEC-150108"])
    assert path.read_bytes().startswith(b"\xef\xbb\xbfComit\xc3\xa9;")
    heading, row = path.read_text(encoding="utf-8-sig").splitlines()
    assert row == "CODISEC-150108" + ";" * heading.count(";")


def test_a_filled_template_loads(tmp_path):
    path = tmp_path / "plantilla.xlsx"
    write_template(path, committee=by_code()["CODISEC-150108"], rows=20)
    book = openpyxl.load_workbook(path)
    sheet = book["Actos"]
    places = {cell.value.rstrip(" *"): cell.column for cell in sheet[1]}
    for row, (kind, day) in enumerate(
        [("Sesión ordinaria", date(2024, 2, 15)), ("Consulta pública", "15 de marzo de 2024")], 2
    ):
        sheet.cell(row, places["Clase de acto"]).value = kind
        sheet.cell(row, places["Fecha"]).value = day
        sheet.cell(row, places["Documento"]).value = f"Acta {row}"
    book.save(path)
    report = load_file(path, by="ana")
    assert (report.rows, report.accepted, report.faults, report.notes) == (2, 2, (), ())


def test_an_empty_template_says_that_nothing_is_filled(tmp_path):
    for suffix in (".xlsx", ".csv"):
        path = tmp_path / f"plantilla{suffix}"
        write_template(path, committee=by_code()["CODISEC-150108"])
        assert [fault.code for fault in load_file(path, by="ana").faults] == ["sin-filas"]


def test_the_instructions_say_the_names_of_the_list(tmp_path):
    write_template(tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Instrucciones"]
    said = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert "sesion-sin-quorum" not in said
    assert "use «Sesión ordinaria convocada y sin quórum»" in said
