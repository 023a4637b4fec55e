"""No obligation known to us is dropped in silence: it is a duty here, or out with a reason."""

import csv
import os
from pathlib import Path

import pytest

from sinasec.definitions import library
from sinasec.definitions.documents import read_document
from sinasec.definitions.loading import OUT_OF_SCOPE

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("SINASEC_SHARED", ROOT.parent / "shared"))
TABLE = SHARED / "domain" / "obligations.csv"


def out_of_scope() -> list[dict]:
    text = library().edition.files[OUT_OF_SCOPE]
    return read_document(text, OUT_OF_SCOPE).value["out_of_scope"]


def test_all_that_is_left_out_is_read_for_the_pages():
    written = [(item["what"], item["norm"]) for item in out_of_scope()]
    assert [(left.what, left.norm) for left in library().out_of_scope] == written


def test_each_thing_left_out_says_why():
    for item in out_of_scope():
        assert item["what"], item
        assert item["norm"], item
        assert item["why"].endswith("."), item


def test_what_binds_who_is_judged_is_left_out_for_another_reason():
    """The Dirección General is the Secretaría Técnica of the CONASEC: duties of it are judged."""
    for item in out_of_scope():
        if "Dirección General" in item["why"] or "Secretaría Técnica del CONASEC" in item["why"]:
            assert not item["why"].startswith("Obliga a"), item
            assert "no a un comité" not in item["why"], item


def test_nothing_is_both_judged_and_left_out():
    judged = {fact for duty in library().edition.duties for fact in duty.facts}
    left_out = {fact for item in out_of_scope() for fact in item["facts"]}
    assert judged & left_out == set()


@pytest.mark.skipif(not TABLE.is_file(), reason="no está la relación de obligaciones compartida")
def test_every_row_of_the_list_of_obligations_is_accounted_for():
    judged = {fact for duty in library().edition.duties for fact in duty.facts}
    left_out = {fact for item in out_of_scope() for fact in item["facts"]}
    with TABLE.open(encoding="utf-8") as file:
        known = {row["id"] for row in csv.DictReader(file)}
    assert known - judged - left_out == set()
    assert judged | left_out <= known
