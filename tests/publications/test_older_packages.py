"""A package made before duties, constancias and evidence were published: it opens, it verifies, it
is made again to the byte, and gives the same lights."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sinasec import definitions
from sinasec.compliance.semaforo.former_words import FORMER
from sinasec.compliance.semaforo.inputs import read_inputs
from sinasec.compliance.semaforo.learnt import learnt
from sinasec.compliance.semaforo.packaging import package
from sinasec.compliance.semaforo.resources import FIRST_SHAPE, SHAPE, shape_of
from sinasec.compliance.semaforo.snapshot import BREACHES, Snapshot
from sinasec.publications.trust.reproduce import reproduce
from sinasec.publications.trust.seal import sealed
from sinasec.publications.trust.verify import verify
from sinasec.warehouse.place import place

WORDS_THEN = json.loads((Path(__file__).parent / "words_0_1.json").read_text(encoding="utf-8"))
CAME_LATER = {"deberes", "constancias", "entradas/evidencias"}


@pytest.fixture(scope="module")
def older(statement, inputs, result, replies, key, tmp_path_factory) -> Path:
    made = package(statement, definitions.load(), inputs, result, replies, shape=FIRST_SHAPE)
    return place(sealed(made, key), tmp_path_factory.mktemp("older"), made.id)


def test_it_has_the_tables_and_columns_of_then(older):
    described = json.loads((older / "datapackage.json").read_bytes())
    tables = {path.relative_to(older).with_suffix("").as_posix() for path in older.rglob("*.csv")}
    assert not tables & CAME_LATER
    assert tables == {table.path for table in FIRST_SHAPE.tables}
    assert "light_from" not in (older / "comites.csv").read_text().split("\n", 1)[0]
    assert "deberes" not in (older / "README.md").read_text()
    assert shape_of(described) is FIRST_SHAPE


def test_it_verifies_and_is_made_again_as_it_was(older):
    assert verify(older, None).ok
    assert reproduce(older).differences == ()


def test_one_of_now_has_them_all_and_loses_none_unnoticed(published):
    described = json.loads((published / "datapackage.json").read_bytes())
    assert shape_of(described) is SHAPE
    described["resources"] = [
        one for one in described["resources"] if not one["name"].startswith("deberes")
    ]
    assert shape_of(described) is SHAPE  # and making it again finds them missing


def test_it_shows_the_same_lights_since_the_same_days(older, published, units):
    then, now = Snapshot(older), Snapshot(published)
    assert (then.has_duties, now.has_duties) == (False, True)
    for code in units["committee"]:
        for breach in BREACHES:
            assert then.history(code, breach) == now.history(code, breach)


@pytest.mark.parametrize("shape", [FIRST_SHAPE, SHAPE])
def test_one_with_the_dictionary_of_then_is_made_again_with_it(
    shape, statement, inputs, result, replies, key, tmp_path
):
    tables = tuple(
        replace(each, describes=each.describes | WORDS_THEN[each.name]) for each in shape.tables
    )
    then = replace(shape, tables=tables)
    made = package(statement, definitions.load(), inputs, result, replies, shape=then)
    folder = place(sealed(made, key), tmp_path, made.id)
    assert verify(folder, None).ok
    assert reproduce(folder).differences == ()
    described = made.descriptor
    described["resources"][0]["schema"]["fields"][0]["description"] = "Otra cosa"
    assert (
        shape_of(described).tables[0].describes["committee"] == WORDS_THEN["semaforo"]["committee"]
    )


def test_every_description_that_was_signed_is_still_known():
    """Whoever changes one writes it in `former_words.py`."""
    for table in SHAPE.tables:
        for column, words in WORDS_THEN[table.name].items():
            known = {table.describes.get(column), *FORMER.get(table.name, {}).get(column, ())}
            assert words in known, (table.name, column)


def test_the_dictionary_says_which_grey():
    for table in SHAPE.tables[:2]:
        assert "sin_informacion, y «no exigible»" in table.describes["light"]


def test_a_final_one_with_the_sentence_of_then_is_made_again_with_it(
    statement, inputs, result, replies, key, tmp_path
):
    since = inputs.acts["registered_at"].sort()[-3]
    then = learnt(inputs, since).former_words()
    final = replace(statement, stage="definitiva", replaces="una")
    made = package(final, definitions.load(), inputs, result, replies, since=since, before=then)
    folder = place(sealed(made, key), tmp_path, made.id)
    assert then in (folder / "datapackage.json").read_text(encoding="utf-8")
    assert reproduce(folder).differences == ()


def test_it_has_no_evidence_to_read(older):
    assert read_inputs(older).evidence.is_empty()
