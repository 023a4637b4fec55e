"""The letters that come with the product, and what the loader refuses of a broken one."""

import json

import pytest
from jsonschema import Draft202012Validator

from sinasec.definitions.checking import check
from sinasec.definitions.documents import read_document
from sinasec.definitions.faults import DefinitionFaults
from sinasec.definitions.letters import fingerprint_of, letter, letters
from sinasec.definitions.letters.checking import check_letters, differences
from sinasec.definitions.letters.loading import HERE, SCHEMA, read_letter

DOCUMENTS = {
    path.stem: read_document(path.read_text("utf-8"), path.name) for path in HERE.glob("*.yaml")
}
CASES = [
    pytest.param(code, case, id=f"{code}: {case['says']}")
    for code, document in DOCUMENTS.items()
    for case in document.value["cases"]
]
SOUND = """\
code: aviso
title: Aviso
kind: carta
series: AVISO
plain: Se avisa de algo.
subject: "Aviso a {who}"
fields:
  - {code: who, name: a quién, type: text, required: true}
  - {code: things, name: cosas, type: list, required: false}
  - {code: rows, name: filas, type: table, required: false, columns: [Una]}
body:
  - paragraph: "Señor {who}: {{sic}}."
  - list: things
  - table: rows
cases:
  - {says: Solo el nombre, fields: {who: Ana}, subject: Aviso a Ana, says_it: ["Señor Ana: {sic}."]}
"""


@pytest.mark.parametrize(("code", "case"), CASES)
def test_each_case_comes_out(code, case):
    assert list(differences(letter(code), case)) == []


def test_the_schema_is_one_and_each_is_named_as_its_file():
    Draft202012Validator.check_schema(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert set(letters()) == set(DOCUMENTS)
    assert len({fingerprint_of(code) for code in letters()}) == len(letters())


def test_a_sound_one_has_no_fault(tmp_path):
    assert faults_of(tmp_path, SOUND) == []


def faults_of(tmp_path, text: str) -> list[str]:
    draft = tmp_path / "aviso.yaml"
    draft.write_text(text, encoding="utf-8")
    return [each.message for each in check(draft).faults]


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ('"Aviso a {who}"', '"Aviso a {whom}"', "el campo «whom» no está declarado"),
        ("- list: things", "- paragraph: Nada.", "el campo «things» no se usa: quítelo."),
        ("- list: things", "- list: who", "el campo «who» es «text», y aquí va list."),
        ("{who}: {{sic}}", "{things}: {{sic}}", "el campo «things» es «list», y aquí va text"),
        ("{{sic}}", "{sic", "un campo se escribe {campo}, sin nada más"),
        ("{{sic}}", "{who.upper}", "un campo se escribe {campo}, sin nada más"),
        ("{{sic}}", "{who!r}", "un campo se escribe {campo}, sin nada más"),
        ("{code: things, name", "{code: who, name", "«who» ya está en la lista."),
        (", columns: [Una]", "", "lleva «columns» una tabla, y solo una tabla."),
        ("series: AVISO\n", "", "falta la clave «series»"),
        ("kind: carta", "kind: hoja", "una hoja no lleva número"),
        ('subject: "Aviso a {who}"\n', "", "falta la clave «subject»"),
        ("- list: things", "- lista: things", "la clave «lista» no existe. ¿Quiso decir «list»?"),
        ("says_it: [", "says_it: [Hola, ", "la línea 1 dice «Señor Ana: {sic}.», y el caso «Hola»"),
        ("subject: Aviso a Ana", "subject: Otro", "el asunto dice «Aviso a Ana»"),
        ("{who: Ana}, subject: Aviso a Ana, says_it", "{}, subject: x, says_it", "se niega con"),
        ('says_it: ["Señor Ana: {sic}."]', "refused: [No.]", "no se niega"),
        (SOUND.partition("cases:")[2], " []\n", "está vacío o incompleto"),
    ],
)
def test_what_is_broken_is_told(tmp_path, was, now, says):
    assert SOUND.count(was) >= 1
    found = faults_of(tmp_path, SOUND.replace(was, now, 1))
    assert any(says in each for each in found), found


def test_a_file_that_is_called_otherwise_is_told(tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "otra.yaml").write_text(SOUND, encoding="utf-8")
    number, cases, faults = check_letters(folder)
    assert (number, cases) == (1, 1)
    assert "deben llamarse igual" in faults[0].message


def test_one_with_faults_is_not_read():
    with pytest.raises(DefinitionFaults, match="no se usa"):
        read_letter(read_document(SOUND.replace("- list: things", "- note: Nada."), "aviso.yaml"))
