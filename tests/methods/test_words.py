"""Lists in Spanish words."""

import pytest

from sinasec.methods.words import either, listed


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([], ""),
        (["uno"], "uno"),
        (["uno", "dos"], "uno o dos"),
        (["uno", "dos", "tres"], "uno, dos o tres"),
        (["siete", "ocho"], "siete u ocho"),
        (["ayer", "«hoy»"], "ayer u «hoy»"),
        (["la oficina", "a otra"], "la oficina o a otra"),
    ],
)
def test_one_of_several(parts, said):
    assert either(parts) == said


@pytest.mark.parametrize(
    ("parts", "said"),
    [(["uno", "dos"], "uno y dos"), (["forma", "imputación"], "forma e imputación")],
)
def test_all_of_several(parts, said):
    assert listed(parts) == said
