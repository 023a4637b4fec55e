"""An edition goes to a workbook and comes back the same; what is wrong is told by its cell."""

from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinasec.definitions.index import load, load_from
from sinasec.definitions.index.loading import told_of
from sinasec.methods.risk.editions.edition import as_mapping, from_mapping
from sinasec.risk.editions.reading import WorkbookFaults, edition_from_workbook
from sinasec.risk.editions.workbook import edition_to_workbook
from tests.examples import examples

ORIGINAL = edition_to_workbook(load())


def edited(*cells):
    """The workbook of the example with (sheet, cell, value) written in it."""
    book = openpyxl.load_workbook(BytesIO(ORIGINAL))
    for sheet, cell, value in cells:
        book[sheet][cell] = value
    return saved(book)


def saved(book):
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def faults_of(content):
    with pytest.raises(WorkbookFaults) as refused:
        edition_from_workbook(content)
    return refused.value.faults


def field(label):
    """Cell of the value of a field of the first sheet."""
    sheet = openpyxl.load_workbook(BytesIO(ORIGINAL))["Edición"]
    rows = {str(row[0].value).replace("*", "").strip(): row[0].row for row in sheet.iter_rows()}
    return f"B{rows[label]}"


def row_of(sheet, code):
    found = openpyxl.load_workbook(BytesIO(ORIGINAL))[sheet]
    return next(row[0].row for row in found.iter_rows() if row[0].value == code)


def test_the_example_comes_back_the_same():
    again = edition_from_workbook(ORIGINAL)
    assert again == load()
    assert load_from(again.files) == load()


def test_the_workbook_saved_by_another_program_is_the_same_edition():
    assert edition_from_workbook(edited()) == load()


words = st.text(
    st.characters(whitelist_categories=["L", "N", "P"], blacklist_characters="\u2028"), min_size=1,
    max_size=30,
).map(str.strip).filter(bool)  # fmt: skip
shares = st.floats(0.01, 100).map(lambda x: round(x, 3))


@st.composite
def made(draw):
    """The example with other words, weights, switches, recipe and bounds."""
    spec = as_mapping(load())
    spec |= {
        "code": draw(st.from_regex(r"\A[a-z][a-z0-9-]{1,20}\Z")),
        "title": draw(words),
        "about": draw(words),
        "window": draw(st.integers(1, 10)),
        "minimum_months": draw(st.integers(0, 12)),
        "smoothing": draw(st.sampled_from(["eb", "eb_spatial", "none"])),
        "missing_months": draw(st.sampled_from(["zero", "uncovered", "likely"])),
        "reporting_correction": draw(st.booleans()),
        "top": draw(st.integers(1, 400)),
    }
    spec["elements"] = [
        {**each, "name": draw(words), "note": draw(words)}
        | ({"weight": draw(shares)} if "parent" in each else {})
        for each in spec["elements"]
    ]
    spec["elements"] = [
        {**each, "direction": draw(st.sampled_from([1, -1])) if "input" in each else 1}
        for each in spec["elements"]
    ]
    spec["recipe"]["steps"] = _steps(draw)
    if spec["recipe"]["steps"][2]["fallback"] == "none":  # else a draw could bring the log back
        factors = spec["recipe"]["factors"]
        spec["recipe"]["factors"] = [each for each in factors if each["code"] != "tratamiento"]
    low = round(draw(st.floats(0, 0.4)), 4)
    spec["uncertainty"]["contested"] = [low, round(low + 0.3, 4)]
    spec["variants"] = spec["variants"][: draw(st.integers(0, len(spec["variants"])))]
    return spec


def _steps(draw):
    """Every step of the example stays: its variants and factors change them."""
    method = draw(st.sampled_from(["minmax", "zscore", "percentile"]))
    fallback = draw(st.sampled_from(["log", "box_cox", "none"]))
    own = {"method": "goalposts", "posts": [0.1, 0.9]} if fallback == "none" else {"method": "rank"}
    by = {"IDH": {"low": 1, "high": 100} | own}
    aggregate = draw(st.sampled_from([
        {"method": "arithmetic"}, {"by_level": ["arithmetic", "geometric"]},
        {"method": "power", "p": 2.5},
    ]))  # fmt: skip
    return [
        {"step": "screen", "min_data": round(draw(st.floats(0, 1)), 3)},
        {"step": "impute", "method": "group_median", "group": "uGroup_par", "seed": 0},
        {"step": "treat", "max_winsorise": draw(st.integers(0, 50)), "skew": 2.0,
         "kurtosis": 3.5, "fallback": fallback},
        {"step": "normalise", "method": method, "low": 1, "high": 100, "by": by},
        {"step": "weight", "method": draw(st.sampled_from(["given", "equal", "pca"]))},
        {"step": "aggregate", **aggregate},
        {"step": "rank", "descending": draw(st.booleans())},
    ]  # fmt: skip


@settings(max_examples=examples(40), deadline=None)
@given(made())
def test_any_edition_comes_back_the_same(spec):
    assert told_of(spec) == []
    edition = from_mapping(spec)
    again = edition_from_workbook(edition_to_workbook(edition))
    assert again == edition
    assert load_from(again.files) == edition


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "column", "says"),
    [
        ("Edición", field("Años de denuncias que se juntan"), "muchos",
         "Años de denuncias que se juntan", "no es un número"),
        ("Edición", field("Suavizado de las tasas"), "un poco", "Suavizado de las tasas",
         "no está en la lista"),
        ("Edición", field("Es de ejemplo"), "quizá", "Es de ejemplo", "no es «sí» ni «no»"),
        ("Edición", field("Versión"), None, "Versión", "falta este campo"),
        ("Elementos", f"D{row_of('Elementos', 'ROBO')}", "mucho", "Peso", "no es un número"),
        ("Elementos", f"C{row_of('Elementos', 'ROBO')}", "PATRIMONI", "Parte de", "Quiso decir"),
        ("Elementos", f"D{row_of('Elementos', 'ROBO')}", 0, "Peso", "mayor que 0"),
        ("Elementos", f"M{row_of('Elementos', 'ROBO')}", "valor", "Forma", "se admite: rate"),
        ("Receta", "A2", "colar", "Paso", "no es un paso"),
        ("Receta", "C2", 7, "Valor", "un número entre 0 y 1"),
        ("Incertidumbre", "C2", "suerte", "Clase", "no está en la lista"),
        ("Variantes", "D2", "mucho", "Qué cambia", "no vale"),
        ("Pares", "E3", 90000, "", "clase"),
        ("Normas", "A2", "DS 1", "Norma", "La norma «DS 001-2025-IN» no está declarada."),
    ],
)  # fmt: skip
def test_a_fault_is_told_by_sheet_row_and_column(sheet, cell, value, column, says):
    faults = faults_of(edited((sheet, cell, value)))
    told = [fault for fault in faults if says in fault.message]
    assert told, [str(fault) for fault in faults]
    if sheet != "Normas":
        assert sheet in {fault.sheet for fault in told}
    if column:
        assert column in {fault.column for fault in told}
    if sheet in ("Elementos", "Receta"):
        assert int(cell[1:]) in {fault.row for fault in told}


def test_all_faults_are_told_at_once():
    faults = faults_of(
        edited(
            ("Elementos", "D3", "mucho"),
            ("Elementos", "E8", "para arriba"),
            ("Edición", field("Réplicas"), "mil"),
        )
    )
    assert len(faults) == 3


def test_a_sheet_that_is_missing_is_named():
    book = openpyxl.load_workbook(BytesIO(ORIGINAL))
    del book["Receta"]
    faults = faults_of(saved(book))
    assert [fault.sheet for fault in faults] == ["Receta"]


@pytest.mark.parametrize("content", [b"", b"nada", b"PK\x03\x04roto", b"%PDF-1.7"])
def test_what_is_no_workbook_is_refused_with_a_sentence(content):
    assert all(fault.message for fault in faults_of(content))


def test_codes_are_taken_too_where_a_list_is_expected():
    cell = field("Suavizado de las tasas")
    assert edition_from_workbook(edited(("Edición", cell, "eb_spatial"))).smoothing == "eb_spatial"


def test_numbers_may_have_a_decimal_comma():
    cell = f"D{row_of('Elementos', 'ROBO')}"
    edition = edition_from_workbook(edited(("Elementos", cell, "0,5")))
    assert edition == load()
