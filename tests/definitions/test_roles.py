"""The table of roles that comes with the product, and what the loader refuses of a broken one."""

import shutil

import pytest
from jsonschema import Draft202012Validator

from sinasec.definitions import library
from sinasec.definitions.checking import check
from sinasec.definitions.documents import read_document
from sinasec.definitions.faults import DefinitionFaults
from sinasec.definitions.loading import texts_in
from sinasec.definitions.roles import access
from sinasec.definitions.roles.checking import check_roles
from sinasec.definitions.roles.loading import FILE, HERE, SCHEMA, document, places_of, read_access
from sinasec.definitions.roles.worked import differences
from sinasec.definitions.schema_faults import as_json, validator
from sinasec.methods.access import Place
from tests.definitions.small_set import small_set

SPEC = document().value
NORMS = library().norms
# Small, whole and sound: each test below breaks one thing of it.
SOUND = """\
reading: Es lectura nuestra.
roles:
  - code: comite
    name: Comité
    called: la secretaría
    plain: Lo lleva.
    scopes: [COPROSEC, CODISEC]
    second_factor: true
    norm: {id: DS 011-2014-IN, article: art. 30}
  - {code: barrio, name: Barrio, called: quien mira, plain: Mira., scopes: [CODISEC], reading: true}
  - code: oficina
    name: Oficina
    called: la oficina
    plain: Publica.
    scopes: [pais]
    second_factor: true
    reading: true
  - code: cuentas
    name: Cuentas
    called: quien da permisos
    plain: Los da.
    scopes: [pais]
    second_factor: true
    reading: true
  - {code: vigia, name: Vigía, called: quien vigila, plain: Lee., scopes: [pais], reading: true}
actions:
  - code: mirar
    name: Mirar
    plain: Se mira.
    kind: ver
    who: {barrio: propio, comite: propio-y-debajo, vigia: todo}
    reading: true
  - {code: vigilar, name: Vigilar, plain: Todo., kind: vigilar, who: {vigia: todo}, reading: true}
  - {code: decir, name: Decir, plain: Eso., kind: informar, who: {comite: propio}, reading: true}
  - code: revisar
    name: Revisar
    plain: Se revisa.
    kind: juzgar
    not_own: true
    who: {comite: debajo}
    reading: true
  - code: publicar
    name: Publicar
    plain: Sale.
    kind: publicar
    who: {oficina: todo}
    reading: true
  - {code: dar, name: Dar, plain: Se da., kind: administrar, who: {cuentas: todo}, reading: true}
places:
  - {code: COPROSEC-A, name: COPROSEC A}
  - {code: CODISEC-A, name: CODISEC A, under: COPROSEC-A}
cases:
  - {says: Revisa, role: comite, scope: COPROSEC-A, action: revisar, place: CODISEC-A, expect: true}
  - says: No publica
    role: comite
    scope: COPROSEC-A
    action: publicar
    place: pais
    expect: false
    refused: >-
      «Publicar», en el país, corresponde a la oficina. Usted entra como «Comité» de COPROSEC A:
      pídalo a quien corresponde o, si el cargo es suyo, a quien administra las cuentas.
"""
BARRIO = "  - {code: barrio, name: Barrio"
PROOFS = {
    # what is broken: (what is written, what instead, what is told)
    "a role that is not there": (
        "who: {oficina: todo}",
        "who: {oficinas: todo}",
        "el rol «oficinas» no está declarado. ¿Quiso decir «oficina»?",
    ),
    "a role that can do nothing": (
        "who: {barrio: propio, comite",
        "who: {comite",
        "el rol «barrio» no puede nada: quítelo.",
    ),
    "an action of nobody": ("who: {oficina: todo}", "who: {}", "está vacío o incompleto"),
    "the same role twice": (
        BARRIO,
        f"{BARRIO}, called: quien mira, plain: Mira., scopes: [CODISEC], reading: true}}\n{BARRIO}",
        "«barrio» ya está en la lista.",
    ),
    "the same action twice": (
        "  - {code: dar,",
        "  - {code: mirar,",
        "«mirar» ya está en la lista.",
    ),
    "a norm that is not there": (
        "norm: {id: DS 011-2014-IN",
        "norm: {id: DS 011-2014-MP",
        "la norma «DS 011-2014-MP» no está declarada",
    ),
    "neither norm nor reading": (
        "scopes: [CODISEC], reading: true}",
        "scopes: [CODISEC]}",
        "debe llevar al menos una de estas claves: norm; reading.",
    ),
    "a reach that is not one": (
        "who: {oficina: todo}",
        "who: {oficina: todos}",
        "«todos» no es uno de: propio, debajo, propio-y-debajo, todo.",
    ),
    "a level that is not one": (
        "scopes: [CODISEC], reading",
        "scopes: [CODISECO], reading",
        "«CODISECO» no es uno de:",
    ),
    "a name that no sentence can take": (
        "called: la oficina",
        "called: el despacho",
        "«el despacho» no tiene la forma debida: cómo se le llama dentro de una frase",
    ),
    "everything, of a role of a committee": (
        "who: {barrio: propio,",
        "who: {barrio: todo,",
        "«todo» es solo de un rol del país, y «barrio» es de un comité.",
    ),
    "below where nothing is": (
        "who: {barrio: propio,",
        "who: {barrio: propio-y-debajo,",
        "debajo de un CODISEC no hay nada: escriba «propio».",
    ),
    "who judges its own": (
        "who: {comite: debajo}",
        "who: {comite: propio-y-debajo}",
        "de un mismo comité puede «Decir» y «Revisar»: nadie juzga lo suyo.",
    ),
    "judging what one registered": (
        "    not_own: true\n",
        "",
        "juzga, y nadie juzga lo que registró: escriba «not_own: true».",
    ),
    "what only looks and needs two": (
        "who: {vigia: todo}, reading: true}",
        "who: {vigia: todo}, two_people: true, reading: true}",
        "solo mira: no lleva «not_own» ni «two_people».",
    ),
    "who gives permissions and uses them": (
        "who: {oficina: todo}",
        "who: {oficina: todo, cuentas: todo}",
        "tiene una acción de «administrar»: no puede además «Publicar».",
    ),
    "who watches and writes": (
        "who: {oficina: todo}",
        "who: {oficina: todo, vigia: todo}",
        "tiene una acción de «vigilar»: no puede además «Publicar».",
    ),
    "who publishes with a password alone": (
        "    plain: Publica.\n    scopes: [pais]\n    second_factor: true\n",
        "    plain: Publica.\n    scopes: [pais]\n",
        "puede «Publicar»: escriba «second_factor: true».",
    ),
    "who gives permissions with a password alone": (
        "    plain: Los da.\n    scopes: [pais]\n    second_factor: true\n",
        "    plain: Los da.\n    scopes: [pais]\n",
        "puede «Dar»: escriba «second_factor: true».",
    ),
    "who signs with a password alone": (
        "kind: vigilar, who: {vigia: todo}",
        "kind: firmar, who: {vigia: todo}",
        "puede «Vigilar»: escriba «second_factor: true».",
    ),
    "a committee under one told after it": (
        "name: COPROSEC A}",
        "name: COPROSEC A, under: CODISEC-A}",
        "el comité «CODISEC-A» no está declarado.",
    ),
    "a case that comes out otherwise": (
        "place: CODISEC-A, expect: true",
        "place: CODISEC-A, expect: false",
        "Revisa: puede, y el caso espera que no.",
    ),
    "a case that is refused": (
        "place: CODISEC-A, expect: true",
        "place: COPROSEC-A, expect: true",
        "Revisa: no puede, y el caso espera que sí.",
    ),
    "a refusal in other words": (
        "corresponde a la oficina.",
        "corresponde a otros.",
        "No publica: se negó con otras palabras: «Publicar», en el país, corresponde a la oficina.",
    ),
    "a case with an action that is not there": (
        "action: revisar, place",
        "action: mandar, place",
        "Revisa: nombra «mandar», que no está declarado.",
    ),
    "a case in a place that is not there": (
        "place: CODISEC-A, expect",
        "place: CODISEC-B, expect",
        "Revisa: nombra «CODISEC-B», que no está declarado.",
    ),
    "a case with a mandate that cannot be": (
        "role: comite, scope: COPROSEC-A, action: revisar",
        "role: oficina, scope: COPROSEC-A, action: revisar",
        "Revisa: No se designa «Oficina» en un COPROSEC, sino en el país",
    ),
}


def broken(old: str, new: str) -> str:
    assert SOUND.count(old) == 1, old
    return SOUND.replace(old, new)


def faults_of(folder, text: str) -> list[str]:
    draft = folder / "tabla.yaml"
    draft.write_text(text, encoding="utf-8")
    return [str(fault) for fault in check(draft).faults]


def test_a_sound_one_has_no_fault_and_its_cases_are_counted(tmp_path):
    draft = tmp_path / "tabla.yaml"
    draft.write_text(SOUND, encoding="utf-8")
    report = check(draft)
    assert report.faults == ()
    assert report.cases == 2
    assert set(read_access(read_document(SOUND, "tabla.yaml"), NORMS).actions) == {
        "mirar", "vigilar", "decir", "revisar", "publicar", "dar",
    }  # fmt: skip


@pytest.mark.parametrize("what", PROOFS)
def test_a_broken_one_is_refused_with_file_line_and_sentence(tmp_path, what):
    old, new, says = PROOFS[what]
    found = faults_of(tmp_path, broken(old, new))
    told = [fault for fault in found if says in fault]
    assert told, found
    assert all(fault.startswith("tabla.yaml:") for fault in found), found
    assert 0 < int(told[0].split(":")[1]) <= len(SOUND.splitlines()) + 2


def test_all_its_faults_are_told_at_once(tmp_path):
    text = broken("who: {oficina: todo}", "who: {oficina: todo, vigia: todo, cuentas: todo}")
    assert len(faults_of(tmp_path, text)) == 3  # the two powers, and the password of who watches


def test_nobody_reads_a_broken_one():
    text = broken("who: {oficina: todo}", "who: {oficina: todo, cuentas: todo}")
    with pytest.raises(DefinitionFaults, match="no puede además"):
        read_access(read_document(text, "tabla.yaml"), NORMS)


@pytest.mark.parametrize("case", SPEC["cases"], ids=[case["says"] for case in SPEC["cases"]])
def test_the_case_holds(case):
    names = {one["code"]: one["name"] for one in SPEC["places"]}
    assert list(differences(access(), case, places_of(SPEC), names)) == []


def test_the_committees_of_the_cases_are_under_those_told_before():
    assert places_of(SPEC)["CODISEC-N11"] == Place(
        "CODISEC-N11", ("COPROSEC-N1", "CORESEC-N", "CONASEC")
    )


def test_every_role_is_in_some_case():
    assert {case["role"] for case in SPEC["cases"]} == set(access().roles)


def test_what_no_norm_says_is_told_to_be_ours():
    for one in (*access().roles.values(), *access().actions.values()):
        assert one.source.reading or one.source.norm, one.code
    assert "sin revisión de una persona de leyes" in SPEC["reading"]
    ours = {role.code for role in access().roles.values() if role.source.reading}
    assert ours == {
        *("secretaria-distrital", "secretaria-provincial", "secretaria-regional"),
        *("secretaria-conasec", "asistente", "analista-dgsc", "auditoria", "administracion"),
    }


def test_a_whole_set_tells_the_faults_of_its_table(tmp_path):
    whole = small_set(tmp_path)
    file = whole / "roles" / FILE
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("second_factor: true", "", 1), encoding="utf-8")
    [fault] = check(whole).faults
    assert str(fault).startswith("roles/roles.yaml:")
    assert "puede «Revisar un acto»: escriba «second_factor: true»." in str(fault)
    shutil.rmtree(whole / "roles")
    assert check(whole).faults == (), "what was published has none"


def test_a_file_that_is_no_yaml_is_told_too(tmp_path):
    (tmp_path / FILE).write_text("roles: [", encoding="utf-8")
    files, cases, [fault] = check_roles(tmp_path, NORMS)
    assert (files, cases) == (1, 0)
    assert "no se puede leer como YAML" in str(fault)


def test_it_is_no_part_of_the_edition():
    """What was published does not change because others may do something."""
    assert [name for name in texts_in(HERE.parent) if "roles" in name] == []


def test_the_schema_is_described_in_spanish_and_the_file_keeps_it():
    schema = validator(SCHEMA).schema
    Draft202012Validator.check_schema(schema)
    assert not list(Draft202012Validator(schema).iter_errors(as_json(SPEC)))
    undescribed = [
        key
        for part in ("roles", "actions", "places", "cases")
        for key, one in schema["properties"][part]["items"]["properties"].items()
        if "description" not in one
    ]
    assert undescribed == []
