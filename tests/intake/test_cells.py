"""What clerks write in cells, and what is read from it."""

from datetime import date, datetime

import pytest

from sinasec.intake import cells
from sinasec.spreadsheets.faults import CellError, column_letters

FEBRUARY = date(2024, 2, 15)


@pytest.mark.parametrize(
    "written",
    [
        "15/02/2024", "15-2-2024", "15.02.2024", " 15/02/2024 ", "2024-02-15", "2024/02/15",
        "2024-02-15T00:00:00", "2024-02-15 10:30:00", "15 de febrero de 2024",
        "15 de Febrero del 2024", "15 febrero 2024", "15 feb. 2024", "jueves 15 de febrero de 2024",
        "Jueves, 15 de febrero de 2024", "15-feb-2024", "45337", "45337.0", 45337, 45337.75,
        datetime.fromisoformat("2024-02-15T08:30"), FEBRUARY, "15\u00a0de febrero de 2024",
    ],
)  # fmt: skip
def test_a_date_however_it_is_written(written):
    assert cells.date_of(written) == FEBRUARY


MONTHS = (
    "enero ene", "febrero feb", "marzo mar", "abril abr", "mayo may", "junio jun", "julio jul",
    "agosto ago", "septiembre setiembre sep set sept", "octubre oct", "noviembre nov",
    "diciembre dic",
)  # fmt: skip


@pytest.mark.parametrize("number", range(1, 13))
def test_every_month_by_each_of_its_names(number):
    assert cells.date_of(f"3/{number}/2024") == date(2024, number, 3)
    for name in MONTHS[number - 1].split():
        assert cells.date_of(f"3 de {name} de 2024") == date(2024, number, 3)


def test_serial_numbers_are_days_of_this_century():
    assert cells.date_of(36526) == date(2000, 1, 1)
    assert cells.date_of(73050.99) == date(2099, 12, 31)
    for written in (36525, 36525.99, 73051):
        with pytest.raises(CellError):
            cells.date_of(written)


@pytest.mark.parametrize("written", ["1 de setiembre de 2023", "1º de septiembre de 2023"])
def test_september_has_two_spellings(written):
    assert cells.date_of(written) == date(2023, 9, 1)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("30/02/2024", "fecha-imposible"),
        ("29/02/2023", "fecha-imposible"),
        ("02/15/2024", "fecha-imposible"),
        ("32 de enero de 2024", "fecha-imposible"),
        ("00/01/2024", "fecha-imposible"),
        ("15/02/24", "fecha-ambigua"),
        ("febrero", "fecha-ilegible"),
        ("15 de febrer de 2024", "fecha-ilegible"),
        ("2024", "fecha-ilegible"),
        (2024, "fecha-ilegible"),
        (True, "fecha-ilegible"),
        (1e12, "fecha-ilegible"),
        ("pendiente", "fecha-ilegible"),
    ],
)
def test_what_is_no_date_says_why(written, code):
    with pytest.raises(CellError) as refusal:
        cells.date_of(written)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12,5", 12.5), ("12.5", 12.5), ("1.234,5", 1234.5), ("1,234.5", 1234.5),
        ("1 234,5", 1234.5), ("1 234", 1234),
        ("0,125", 0.125), ("0.125", 0.125), ("-3,25", -3.25), ("1.234.567", 1234567), ("7", 7),
        ("12,50", 12.5), ("1234,567", 1234.567), (12.0, 12), (12.5, 12.5), ("1,25", 1.25),
        ("1,2345", 1.2345), ("+7", 7), ("-0,125", -0.125), ("1'234'567", 1234567), ("12.0", 12),
        (2**53, 2**53), (-(2**53), -(2**53)),
    ],
)  # fmt: skip
def test_a_number_with_comma_or_point(written, number):
    assert cells.number_of(written) == number


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1,234", "numero-ambiguo"),
        ("-1.234", "numero-ambiguo"),
        ("12.345", "numero-ambiguo"),
        ("doce", "numero-ilegible"),
        ("12%", "porcentaje"),
        ("1.2.3", "numero-ilegible"),
        (True, "numero-ilegible"),
        (2**53 + 2, "numero-ilegible"),
        (-(2**53) - 2, "numero-ilegible"),
        ("-9.007.199.254.740.994", "numero-ilegible"),
    ],
)
def test_what_is_no_number_says_why(written, code):
    with pytest.raises(CellError) as refusal:
        cells.number_of(written)
    assert refusal.value.code == code


@pytest.mark.parametrize(("written", "number"), [("1 234", 1234), ("1.234.567", 1234567), (9.0, 9)])
def test_a_whole_number_may_part_its_thousands(written, number):
    assert cells.whole_of(written) == number


@pytest.mark.parametrize(
    ("written", "says"),
    [(-3, "«-3» es menos que cero: escriba cero o más"), ("-3,5", "es menos que cero"),
     ("3,5", "«3,5» no es un número entero: escríbalo sin decimales")],
)  # fmt: skip
def test_one_below_zero_is_not_said_not_to_be_whole(written, says):
    with pytest.raises(CellError, match=says):
        cells.whole_of(written)


@pytest.mark.parametrize("written", ["9,5", 9.5, -1, "nueve", "1,234", "1.234"])
def test_what_is_no_whole_number_is_refused(written):
    with pytest.raises(CellError):
        cells.whole_of(written)


@pytest.mark.parametrize(
    ("written", "said"),
    [("Sí", True), ("si", True), ("X", True), (True, True), (1.0, True),
     ("No", False), (False, False), (0, False), ("VERDADERO", True)],
)  # fmt: skip
def test_yes_and_no(written, said):
    assert cells.yes_no_of(written) is said


def test_neither_yes_nor_no_is_refused():
    with pytest.raises(CellError, match="escriba «sí» o «no»"):
        cells.yes_no_of("tal vez")


def test_a_choice_is_known_without_its_accents_and_suggested_when_near():
    choices = {"aprobacion": "aprobación", "publicacion": "publicación"}
    assert cells.choice_of("PUBLICACIÓN", choices) == "publicación"
    with pytest.raises(CellError, match="¿Quiso decir «publicación»"):
        cells.choice_of("publicasion", choices)
    with pytest.raises(CellError, match="Elija una de estas"):
        cells.choice_of("xyz", choices)


@pytest.mark.parametrize(
    "written", ["www.gob.pe", "file:///etc/passwd", "javascript:alert(1)", "https://", "a b"]
)
def test_what_is_no_web_address_is_refused(written):
    with pytest.raises(CellError):
        cells.link_of(written)


@pytest.mark.parametrize("written", ["'{}'", '"{}"', "«{}»", "<{}>", " ' {} ' ", "{}"])
def test_the_quotes_around_an_address_are_taken_off(written):
    assert cells.link_of(written.format("https://www.gob.pe/1")) == "https://www.gob.pe/1"


def test_a_number_in_a_text_column_is_written_as_seen():
    assert cells.text_of(2024.0) == "2024"
    assert cells.text_of(datetime.fromisoformat("2024-02-15")) == "2024-02-15"
    assert cells.text_of("  Acta\u00a02 ") == "Acta\u00a02"


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_are_named_as_excel_names_them(index, letters):
    assert column_letters(index) == letters
