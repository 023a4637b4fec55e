"""The elements of an index: what each weighs in the whole, and which have data."""

import pytest

from sinasec.web.risk import elements
from sinasec.web.risk.elements import _share as share_of


def row(code, parent, level, weight, available=True):
    return {
        "element": code, "parent": parent, "level": level, "weight": weight, "available": available
    }  # fmt: skip


ROWS = {
    one["element"]: one
    for one in (
        row("indice", "", 3, 1.0), row("pilar-a", "indice", 2, 0.75),
        row("pilar-b", "indice", 2, 0.25), row("a1", "pilar-a", 1, 0.5),
        row("a2", "pilar-a", 1, 0.5), row("b1", "pilar-b", 1, 1.0),
        row("b2", "pilar-b", 1, 0.5, available=False),
    )
}  # fmt: skip


@pytest.fixture(autouse=True)
def _made(monkeypatch):
    rows = {code: one | {"share": share_of(code, ROWS)} for code, one in ROWS.items()}
    monkeypatch.setattr(elements, "elements", lambda publication: rows)


def test_the_weight_in_the_whole_index_is_the_product_of_the_weights_above():
    shares = {code: share_of(code, ROWS) for code in ROWS}
    assert shares == {"indice": 1.0, "pilar-a": 0.75, "pilar-b": 0.25, "a1": 0.375, "a2": 0.375,
                      "b1": 0.25, "b2": 0.0}  # fmt: skip


def test_the_available_of_a_level_the_heaviest_first():
    assert [one["element"] for one in elements.available(None, 1)] == ["a1", "a2", "b1"]
    assert [one["element"] for one in elements.available(None, 2)] == ["pilar-a", "pilar-b"]
    assert elements.index_of(None)["element"] == "indice"
