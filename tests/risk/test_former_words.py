"""A package of the index made before is made again as it was: its columns, its words."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Final

import polars as pl
import pytest

from sinasec import definitions
from sinasec.publications.packages.statement import Statement
from sinasec.publications.replies import REPLIES
from sinasec.publications.reply_period import FILE as TERMS
from sinasec.publications.trust.keys import signing_key
from sinasec.publications.trust.reproduce import reproduce
from sinasec.publications.trust.seal import sealed
from sinasec.publications.trust.verify import verify
from sinasec.risk.published.computed import computed
from sinasec.risk.published.former_words import FORMER, PHRASES, former_text, tables_of
from sinasec.risk.published.kind import INDEX
from sinasec.risk.published.package import (
    Asked,
    edition_id,
    first_year,
    horizon,
    known_at,
    package,
    used,
)
from sinasec.risk.published.result_tables import RESULTS
from sinasec.warehouse.place import place
from tests.risk.conftest import quick_edition
from tests.risk.made_result import YEAR, made_inputs

WORDS_THEN: Final = json.loads(
    (Path(__file__).parent / "words_0_1.json").read_text(encoding="utf-8")
)
TOWARDS: Final = {"hacia la media de las tasas de los distritos": "hacia la del país"}
TEXTS_THEN: Final = {("elementos", "treatment"): TOWARDS}  # table and column: now -> then


def as_then(table):
    """The table with the columns and the words of 0.1."""
    words = WORDS_THEN[table.name]
    schema = pl.Schema({name: kind for name, kind in table.schema.items() if name in words})
    return replace(table, schema=schema, describes=words)


def with_texts_of_then(tables):
    made = dict(tables)
    for (name, column), phrases in TEXTS_THEN.items():
        text = pl.col(column)
        for now, then in phrases.items():
            assert made[name].filter(text.str.contains(now, literal=True)).height, now
            text = text.str.replace_all(now, then, literal=True)
        made[name] = made[name].with_columns(text)
    return made


@pytest.fixture(scope="module")
def then(tmp_path_factory) -> Path:
    """What 0.1 would have published of the same data."""
    edition = quick_edition()
    first, last = horizon(edition, YEAR)
    inputs = used(made_inputs(), first_year(edition, YEAR), YEAR)
    asked = Asked(YEAR, 40, 2024)
    statement = Statement(
        as_of=last,
        known_at=known_at(last),
        horizon_from=first,
        stage="preliminar",
        simulated=True,
        edition_id=edition_id(edition),
        edition_version=edition.version,
        code_version="0.1.0+entonces",
        kind=INDEX,
    )
    result = computed(edition, inputs, asked)
    result = replace(result, tables=with_texts_of_then(result.tables))
    replies, terms = pl.DataFrame([], schema=REPLIES), definitions.load().files[TERMS]
    shape = [as_then(table) for table in RESULTS]
    made = package(statement, edition, asked, inputs, result, replies, terms, shape=shape)
    home = tmp_path_factory.mktemp("entonces")
    return place(sealed(made, signing_key(home / "keys")), home, made.id)


def test_it_verifies_and_is_made_again_to_the_byte(then):
    assert verify(then, None).ok
    assert reproduce(then).differences == ()


def test_a_word_nobody_wrote_is_not_taken(then):
    described = json.loads((then / "datapackage.json").read_text(encoding="utf-8"))
    ours = tables_of(described)
    described["resources"][0]["schema"]["fields"][0]["description"] = "Otra cosa"
    assert tables_of(described) == ours


def test_every_description_that_was_signed_is_still_known():
    """Whoever changes one writes it in `risk/published/former_words.py`."""
    for table in RESULTS:
        for column, words in WORDS_THEN[table.name].items():
            known = {table.describes.get(column), *FORMER.get(table.name, {}).get(column, ())}
            assert words in known, (table.name, column)


@pytest.mark.parametrize(
    ("table", "column", "now", "then"),
    [
        ("elementos", "period", "2024 (enero a mayo)", "2024"),
        ("elementos", "period", "2024 (enero)", "2024"),
        ("elementos", "period", "2022-2024 (hasta mayo)", "2022-2024"),
        (
            "elementos",
            "treatment",
            "tasa sin suavizar; lo que registra la fuente, sin corregir por lo que no registra",
            "tasa sin suavizar; hechos denunciados, sin corregir por lo que no se denuncia",
        ),
        (
            "variantes",
            "changes",
            "De tasa suavizada hacia la media de las tasas de los distritos.",
            "De tasa suavizada hacia la del país.",
        ),
        ("variantes", "changes", "De 1 a 6. De cada doce: en los 5 que llegaron, 3.", "De 1 a 6."),
    ],
)
def test_a_text_is_known_by_how_it_was_said(table, column, now, then):
    assert former_text(now, PHRASES[table, column]) == then
