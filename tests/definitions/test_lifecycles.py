"""The life-cycles that come with the product, and what the loader refuses of a broken one."""

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sinasec.definitions import library
from sinasec.definitions.checking import check
from sinasec.definitions.documents import read_document
from sinasec.definitions.faults import DefinitionFaults
from sinasec.definitions.lifecycles import lifecycle, lifecycles
from sinasec.definitions.lifecycles.checking import check_lifecycles
from sinasec.definitions.lifecycles.loading import HERE, SCHEMA, documents_in, read_lifecycle
from sinasec.definitions.lifecycles.worked import differences
from sinasec.definitions.loading import texts_in
from sinasec.definitions.schema_faults import as_json
from tests.definitions.small_set import small_set

DOCUMENTS = documents_in(HERE)
CASES = [
    pytest.param(document.value["code"], case, id=f"{document.value['code']}: {case['says']}")
    for document in DOCUMENTS
    for case in document.value["cases"]
]
# Small, whole and sound: each test below breaks one thing of it.
SOUND = """\
code: pedido
name: Un pedido
thing: el pedido
plain: Se pide algo y se atiende.
words: [{code: number, name: su número}]
roles:
  - {code: quien-pide, name: quien pide}
  - {code: oficina, name: la oficina}
states:
  - {code: pedido, name: Pedido, owner: oficina, plain: Falta atenderlo.}
  - {code: observado, name: Observado, owner: quien-pide, plain: Le falta algo.}
  - {code: atendido, name: Atendido, owner: oficina, plain: Se atendió., end: true}
guards:
  - {code: completo, plain: Trae todo., refusal: "A {number} le falta algo."}
  - {code: a-tiempo, plain: En plazo., refusal: "Venció el {last_day}.", clock: plazo, over: false}
documents:
  - {code: hoja, name: la hoja}
audiences:
  - {code: pidio, name: quien lo pidió}
clocks:
  - {code: plazo, name: Plazo, days: 5, count: habiles, source: Un reglamento.}
moves:
  - {code: pedir, name: Pedir, to: pedido, who: [quien-pide], document: hoja, starts: [plazo]}
  - {code: observar, name: Mirar, from: [pedido], to: observado, who: [oficina], stops: [plazo]}
  - {code: volver, name: Volver, from: [observado], to: pedido, who: [quien-pide], starts: [plazo]}
  - code: atender
    name: Atender
    from: [pedido]
    to: atendido
    who: [oficina]
    guards: [completo, a-tiempo]
    stops: [plazo]
    act: sesion-ordinaria
    tells: [pidio]
    refused_in:
      - {state: observado, says: "{thing} está observado."}
cases:
  - says: Se atiende
    events:
      - {move: pedir, on: 2026-05-04, by: quien-pide, document: hoja}
    on: 2026-05-11
    expect: {state: pedido, running: {plazo: 2026-05-11}, can: {oficina: [observar, atender]}}
  - says: Se observa y vuelve a correr
    events:
      - {move: pedir, on: 2026-05-04, by: quien-pide, document: hoja}
      - {move: observar, on: 2026-05-05, by: oficina}
      - {move: volver, on: 2026-05-06, by: quien-pide}
    on: 2026-05-14
    guards: {completo: true}
    words: {number: el 5}
    expect:
      running: {plazo: 2026-05-13}
      refused: {move: atender, by: oficina, says: Venció el 13 de mayo de 2026.}
"""


def faults_of(tmp_path: Path, text: str) -> list[str]:
    draft = tmp_path / "pedido.yaml"
    draft.write_text(text, encoding="utf-8")
    return [str(fault) for fault in check(draft).faults]


def broken(old: str, new: str) -> str:
    assert SOUND.count(old) == 1, old
    return SOUND.replace(old, new)


def test_the_sound_one_has_no_fault(tmp_path):
    assert faults_of(tmp_path, SOUND) == []


PROOFS = {
    "a state that nothing reaches": (
        "  - {code: atendido, name: Atendido",
        "  - {code: perdido, name: Perdido, owner: oficina, plain: Nadie sabe., end: true}\n"
        "  - {code: atendido, name: Atendido",
        "a «perdido» no se llega por ningún paso.",
    ),
    "no end": (
        "plain: Se atendió., end: true",
        "plain: Se atendió.",
        "ningún estado es un final: marque al menos uno con «end: true».",
    ),
    "a state without a way out": (
        "from: [observado], to: pedido, who: [quien-pide], starts: [plazo]",
        "from: [observado], to: observado, who: [quien-pide]",
        "desde «observado» no se llega a ningún final.",
    ),
    "an end that is left": (
        "from: [observado], to: pedido",
        "from: [observado, atendido], to: pedido",
        "sale de «atendido», que es un final: quítele «end» o quite el paso.",
    ),
    "nothing begins": (
        "name: Pedir, to: pedido",
        "name: Pedir, from: [observado], to: pedido",
        "ningún paso empieza la vida: al menos uno va sin «from».",
    ),
    "a beginning without a state": (
        "name: Pedir, to: pedido,",
        "name: Pedir,",
        "un paso con que empieza la vida dice en qué estado la deja («to»).",
    ),
    "a clock left running": (
        "    stops: [plazo]\n    act",
        "    act",
        "se llega a «atendido» con el plazo «plazo» corriendo (pedir → atender): falta «stops».",
    ),
    "a clock started twice": (
        "to: observado, who: [oficina], stops: [plazo]",
        "to: observado, who: [oficina]",
        "inicia «plazo», que ya puede estar corriendo: deténgalo con «stops».",
    ),
    "a clock stopped where it never runs": (
        "who: [quien-pide], starts: [plazo]}\n  - code: atender",
        "who: [quien-pide], starts: [plazo], stops: [plazo]}\n  - code: atender",
        "detiene «plazo», que ahí nunca corre.",
    ),
    "a state without an owner": (
        "{code: observado, name: Observado, owner: quien-pide,",
        "{code: observado, name: Observado,",
        "falta la clave «owner».",
    ),
    "an owner that nobody declared": (
        "owner: quien-pide",
        "owner: quien-pida",
        "el rol «quien-pida» no está declarado. ¿Quiso decir «quien-pide»?",
    ),
    "a move that is nobody's": (
        "to: observado, who: [oficina], stops",
        "to: observado, stops",
        "falta la clave «who».",
    ),
    "a move of nobody known": (
        "to: observado, who: [oficina]",
        "to: observado, who: [ofisina]",
        "el rol «ofisina» no está declarado. ¿Quiso decir «oficina»?",
    ),
    "a guard that nobody declared": (
        "guards: [completo, a-tiempo]",
        "guards: [completo, a-tiempo, firmado]",
        "la condición «firmado» no está declarada. Declárela antes de usarla.",
    ),
    "a document that nobody declared": (
        "document: hoja, starts",
        "document: hojas, starts",
        "el documento «hojas» no está declarado. ¿Quiso decir «hoja»?",
    ),
    "an act that is of no kind": (
        "act: sesion-ordinaria",
        "act: sesion-ordinarias",
        "la clase de acto «sesion-ordinarias» no está declarada. ¿Quiso decir «sesion-ordinaria»?",
    ),
    "an audience that nobody declared": (
        "tells: [pidio]",
        "tells: [pidio, prensa]",
        "el destinatario «prensa» no está declarado. Declárelo antes de usarlo.",
    ),
    "a state that nobody declared": (
        "from: [pedido]\n    to: atendido",
        "from: [pedidos]\n    to: atendido",
        "el estado «pedidos» no está declarado. ¿Quiso decir «pedido»?",
    ),
    "what nobody uses": (
        "  - {code: hoja, name: la hoja}",
        "  - {code: hoja, name: la hoja}\n  - {code: sello, name: el sello}",
        "el documento «sello» no se usa en ningún paso.",
    ),
    "the same code twice": (
        "  - {code: oficina, name: la oficina}",
        "  - {code: oficina, name: la oficina}\n  - {code: oficina, name: la otra}",
        "«oficina» ya está en la lista.",
    ),
    "a word that nobody says": (
        '"A {number} le falta algo."',
        '"A {numero} le falta algo."',
        "«{numero}» no es de las palabras que se pueden decir: «{thing}» y «{number}».",
    ),
    "a word that is asked for more than it is": (
        '"A {number} le falta algo."',
        '"A {number.__class__} le falta algo."',
        "«{number.__class__}» no es de las palabras que se pueden decir",
    ),
    "a loose brace": (
        '"A {number} le falta algo."',
        '"A {number le falta algo."',
        "tiene una llave suelta",
    ),
    "a day of no clock": (
        '"A {number} le falta algo."',
        '"A {last_day} le falta algo."',
        "«{last_day}» no es de las palabras que se pueden decir",
    ),
    "a refusal where it is not refused": (
        "{state: observado, says:",
        "{state: pedido, says:",
        "el paso se puede dar en «pedido»: ahí no se niega.",
    ),
    "a clock that may not have run": (
        "  - {code: observar, name: Mirar, from: [pedido], to: observado, who: [oficina], ",
        "  - {code: anotar, name: Anotar, to: observado, who: [oficina], guards: [a-tiempo]}\n"
        "  - {code: observar, name: Mirar, from: [pedido], to: observado, who: [oficina], ",
        "«a-tiempo» pregunta por un plazo que puede no haber corrido todavía.",
    ),
    "a case that comes out otherwise": (
        "expect: {state: pedido,",
        "expect: {state: observado,",
        "Se atiende: estado: se esperaba «observado» y resultó «pedido».",
    ),
    "a day that comes out otherwise": (
        "expect: {state: pedido, running: {plazo: 2026-05-11}",
        "expect: {state: pedido, running: {plazo: 2026-05-12}",
        "plazos: se esperaba «plazo» hasta el 12 de mayo de 2026 y resultó «plazo» hasta el 11 de",
    ),
    "a permission that comes out otherwise": (
        "can: {oficina: [observar, atender]}",
        "can: {oficina: [observar]}",
        "oficina puede: se esperaba «observar» y resultó «observar» y «atender».",
    ),
    "a refusal in other words": (
        "says: Venció el 13 de mayo de 2026.",
        "says: Venció ayer.",
        "«atender» se negó con otras palabras: Venció el 13 de mayo de 2026.",
    ),
    "a case with a move that is not there": (
        "{move: observar, on: 2026-05-05",
        "{move: mirar, on: 2026-05-05",
        "los sucesos no son posibles: La vida «pedido» no tiene el paso «mirar».",
    ),
    "a case with a role that is not there": (
        "can: {oficina: [observar, atender]}",
        "can: {prensa: []}",
        "Se atiende: nombra «prensa», que no está declarado.",
    ),
    "a key that is not of the schema": (
        "plain: Se atendió., end: true",
        "plain: Se atendió., ends: true",
        "la clave «ends» no existe. ¿Quiso decir «end»?",
    ),
    "a term and where it is said": (
        "days: 5, count: habiles, source",
        "days: 5, count: habiles, said_by: La hoja., source",
        "una sola de estas claves",
    ),
}


@pytest.mark.parametrize("what", PROOFS)
def test_a_broken_one_is_refused_with_file_line_and_sentence(tmp_path, what):
    old, new, says = PROOFS[what]
    found = faults_of(tmp_path, broken(old, new))
    told = [fault for fault in found if says in fault]
    assert told, found
    assert all(fault.startswith("pedido.yaml:") for fault in found), found
    assert 0 < int(told[0].split(":")[1]) <= len(SOUND.splitlines()) + 2


def test_all_its_faults_are_told_at_once(tmp_path):
    text = broken("owner: quien-pide", "owner: nadie").replace("tells: [pidio]", "tells: [todos]")
    found = faults_of(tmp_path, text)
    assert ["«nadie»" in found[0], "«pidio» no se usa" in found[1], "«todos»" in found[2]] == [
        True
    ] * 3, found


def test_nobody_reads_a_broken_one():
    text = broken("    stops: [plazo]\n    act", "    act")
    with pytest.raises(DefinitionFaults, match="corriendo"):
        read_lifecycle(read_document(text, "pedido.yaml"), library().act_kinds)


@pytest.mark.parametrize(("code", "case"), CASES)
def test_the_case_holds(code, case):
    assert list(differences(lifecycle(code), case, library().edition.calendar)) == []


def test_the_lives_of_the_product_are_named_as_their_files():
    assert sorted(lifecycles()) == sorted(path.stem for path in HERE.glob("*.yaml"))
    assert {"publicacion", "respuesta"} <= set(lifecycles())


def test_a_whole_set_tells_the_faults_of_its_lives(tmp_path):
    whole = small_set(tmp_path)
    file = whole / "lifecycles" / "respuesta.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("code: respuesta\n", "code: contesta\n"),
        encoding="utf-8",
    )
    [fault] = check(whole).faults
    assert str(fault).startswith("lifecycles/respuesta.yaml:2: code: el código «contesta» y el")
    shutil.rmtree(whole / "lifecycles")
    assert check(whole).faults == (), "what was published has none"


def test_they_are_no_part_of_the_edition():
    """What was published does not change because the office works otherwise."""
    assert [name for name in texts_in(HERE.parent) if "lifecycle" in name] == []
    assert check_lifecycles(HERE, library().act_kinds)[0] == len(DOCUMENTS)


def test_the_schema_is_described_in_spanish_and_every_file_keeps_it():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert [key for key, one in schema["properties"].items() if "description" not in one] == []
    validator = Draft202012Validator(schema)
    assert [list(validator.iter_errors(as_json(one.value))) for one in DOCUMENTS] == [[]] * len(
        DOCUMENTS
    )
