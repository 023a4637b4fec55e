"""Files that want to do harm, or that only look right, are refused with their line."""

from datetime import date

import pytest

from sinasec.definitions.documents import MAX_CHARACTERS, read_document
from sinasec.definitions.faults import DefinitionFaults


def refused(text: str) -> list[tuple[int, str]]:
    with pytest.raises(DefinitionFaults) as caught:
        read_document(text, "borrador.yaml")
    return [(fault.line, fault.message) for fault in caught.value.faults]


def test_values_keep_their_kind_and_their_line():
    document = read_document(
        'code: uno\nfrom: 2021-02-28\ncount: 2\nshare: 0.5\nquoted: "2021"\nempty:\nyes: no\n'
        "range: 2024-2027\nlist:\n  - true\n  - {a: b}\n",
        "borrador.yaml",
    )
    assert document.value == {
        "code": "uno",
        "from": date(2021, 2, 28),
        "count": 2,
        "share": 0.5,
        "quoted": "2021",
        "empty": None,
        "yes": "no",
        "range": "2024-2027",
        "list": [True, {"a": "b"}],
    }
    assert document.line(("from",)) == 2
    assert document.line(("list", 1, "a")) == 11
    assert document.line(("list", 1, "missing")) == 11


def test_a_bomb_of_anchors_is_refused_before_it_grows():
    bomb = "a: &a [x, x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}, *{old}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    faults = refused(bomb)
    assert faults[0] == (1, "no se admiten anclas ni alias (& y *): escriba el valor.")
    assert len(faults) == 1 + 8 * 4


def test_dates_that_do_not_exist_are_named():
    assert refused("from: 2014-12-05\nto: 2021-02-30\n") == [
        (2, "la fecha 2021-02-30 no existe (se escribe AAAA-MM-DD).")
    ]
    assert refused("on: 2023-02-29") == [
        (1, "la fecha 2023-02-29 no existe (se escribe AAAA-MM-DD).")
    ]


def test_a_date_without_its_zeros_is_not_guessed():
    assert refused("on: 2023-2-9") == [(1, "la fecha 2023-2-9 no existe (se escribe AAAA-MM-DD).")]


def test_repeated_keys_are_refused_at_the_second():
    assert refused("breach: legal\ncount: 1\nbreach: gestion\n") == [
        (3, "la clave «breach» ya está en la línea 1.")
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: !!python/object/apply:os.system [echo]", "no se admiten etiquetas"),
        ("a: !include /etc/passwd", "no se admiten etiquetas"),
        ("a: 1\n---\nb: 2\n", "un solo documento"),
        ("base: {x: 1}\nother:\n  <<: {x: 2}\n", "una clave es una palabra"),
        ("? [a, b]\n: 1\n", "una clave es una palabra"),
        ("[" * 30 + "]" * 30, "demasiados niveles"),
        ("a: [1, 2\n", "no se puede leer como YAML"),
        ("a: 'sin cerrar\n", "no se puede leer como YAML"),
        ("\ttab: 1\n", "no se puede leer como YAML"),
        ("x" * (MAX_CHARACTERS + 1), "demasiado grande"),
    ],
)
def test_what_is_not_a_plain_definition_is_refused(text, words):
    assert any(words in message for _, message in refused(text))


def test_an_empty_file_has_no_value():
    assert read_document("", "borrador.yaml").value is None
