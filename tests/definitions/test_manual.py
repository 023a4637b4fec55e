"""The page that teaches how to write a duty is held to what the reader accepts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sinasec.definitions.checking import check
from sinasec.definitions.letters.loading import SCHEMA as LETTER
from sinasec.definitions.lifecycles.loading import SCHEMA as LIFECYCLE
from sinasec.definitions.roles.loading import SCHEMA as ROLES
from sinasec.definitions.schema_faults import validator

PAGE = (Path(__file__).parents[2] / "docs" / "definiciones.md").read_text(encoding="utf-8")


EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)


def test_the_page_has_an_example_for_the_country_and_one_for_a_region():
    assert ["only_in" in example for example in EXAMPLES] == [False, True]


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_the_page_have_no_fault(tmp_path, example):
    draft = tmp_path / "ejemplo.yaml"
    draft.write_text(example, encoding="utf-8")
    report = check(draft)
    assert report.faults == ()
    assert report.cases >= 1


def test_the_page_names_every_key_of_a_life_cycle():
    told = set(re.findall(r"`(\w+)[`:]", PAGE.partition("## La vida de cada cosa")[2]))
    assert set(_keys(validator(LIFECYCLE).schema)) <= told


def test_the_page_names_every_key_of_a_letter():
    told = set(re.findall(r"`(\w+)[`:]", PAGE.partition("## Las cartas")[2]))
    assert set(_keys(validator(LETTER).schema)) <= told


def test_the_page_names_every_key_of_the_table_of_roles():
    section = PAGE.partition("## Quién puede hacer qué")[2].partition("\n## ")[0]
    assert set(_keys(validator(ROLES).schema)) <= set(re.findall(r"`(\w+)[`:]", section))


def _keys(schema) -> Iterator[str]:
    """Of every level of the schema."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for each in schema.values():
            yield from _keys(each)


def test_the_page_names_every_key_of_a_duty():
    told = set(re.findall(r"`(\w+)`", PAGE))
    assert set(validator().schema["properties"]) <= told
