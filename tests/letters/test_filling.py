"""Fields in their places: what is refused, and what is left out."""

from datetime import date

import pytest

from sinasec.methods.letters import Block, CannotFill, Field, Letter, fill, text_of

LETTER = Letter(
    "aviso",
    "Aviso",
    "carta",
    "AVISO",
    "Se avisa.",
    "Del {day}",
    (
        Field("name", "nombre", "text", True),
        Field("day", "día", "date", True),
        Field("many", "cuántos", "number", False),
        Field("things", "cosas", "list", False),
        Field("rows", "filas", "table", False, ("A", "B")),
    ),
    (
        Block("paragraph", "Señor {name}: son {many}."),
        Block("list", items=("Del {day}.", "Son {many}.")),
        Block("list", field="things"),
        Block("table", field="rows"),
        Block("note", "{{llave}} {name}"),
    ),
)
GIVEN = {"name": "Ana", "day": "2026-05-04"}


def said(**other) -> list[str]:
    return text_of(fill(LETTER, GIVEN | other))


def refused(**other) -> str:
    with pytest.raises(CannotFill) as found:
        fill(LETTER, GIVEN | other)
    return str(found.value)


def test_what_names_a_field_that_was_not_given_is_left_out():
    assert said() == ["• Del 4 de mayo de 2026.", "{llave} Ana"]
    assert said(many=3)[:2] == ["Señor Ana: son 3.", "• Del 4 de mayo de 2026."]


def test_a_field_is_put_once_and_never_read_again():
    assert said(name="{day} {many}")[-1] == "{llave} {day} {many}"


def test_each_kind_of_field_is_written_as_people_write_it():
    assert fill(LETTER, GIVEN | {"day": date(2026, 9, 1)}).subject == "Del 1 de setiembre de 2026"
    assert "• Son 12\u00a0345,5." in said(many="12345.5")
    assert "• Son -7." in said(many=-7)
    assert said(things=["uno", "dos\ntres"])[1:3] == ["• uno", "• dos tres"]
    assert said(rows=[["1", ""], ["2\n3", "x"]])[1:4] == ["A · B", "1 · ", "2 3 · x"]


def test_lines_of_a_text_are_paragraphs():
    assert said(name="Ana\n\nDíaz")[-2:] == ["{llave} Ana", "Díaz"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"nmae": "x"}, "no tiene el campo «nmae». ¿Quiso decir «name»?"),
        ({"name": ""}, "Falta «name» (nombre)"),
        ({"name": 7}, "póngalo entre comillas"),
        ({"name": "x" * 20_001}, "pasa de 20000 letras"),
        ({"name": " \n "}, "no dice nada"),
        ({"name": "a\x07"}, "un carácter que no es texto (U+0007)"),
        ({"name": "a\ud800"}, "un carácter que no es texto (U+D800)"),
        ({"name": "a\u202eb"}, "cambia el orden de lo que se lee (U+202E)"),
        ({"name": "a\u2028b"}, "un carácter que no es texto (U+2028)"),
        ({"name": "a\u200bb"}, "un carácter que no es texto (U+200B)"),
        ({"name": "a\u3164b"}, "un carácter que no es texto (U+3164)"),
        ({"name": "a\U000e0041b"}, "un carácter que no es texto (U+E0041)"),
        ({"day": "ayer"}, "debe ser una fecha que exista"),
        ({"day": "2026-02-30"}, "debe ser una fecha que exista"),
        ({"day": 7}, "debe ser una fecha que exista"),
        ({"many": "tres"}, "debe ser un número"),
        ({"many": True}, "debe ser un número"),
        ({"many": "1."}, "debe ser un número"),
        ({"things": "uno"}, "debe ser una lista de textos"),
        ({"things": [7]}, "póngalo entre comillas"),
        ({"rows": [["1"]]}, "la fila 1 tiene 1 celdas, y son 2: A, B"),
        ({"rows": ["x"]}, "la fila 1 es una lista de celdas"),
        ({"things": ["x"] * 2_001}, "pasa de 2000 filas"),
        ({"things": ["x" * 20_000] * 11}, "pasan de 200000 letras en total"),
    ],
)
def test_what_is_wrong_is_said(wrong, says):
    assert says in refused(**wrong)


def test_all_that_is_wrong_is_said_at_once():
    assert len(refused(name="", day="x", many="y").splitlines()) == 3
