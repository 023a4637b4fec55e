"""The published schema and the files say the same, in both directions."""

import json

import pytest
import yaml
from jsonschema import Draft202012Validator

from sinasec.definitions import library
from sinasec.definitions.documents import read_document
from sinasec.definitions.duty_files import read_duty
from sinasec.definitions.schema_faults import as_json, schema_faults, validator

FILES = [file.document for file in library().duty_files]


@pytest.mark.parametrize("document", FILES, ids=lambda document: document.name)
def test_every_duty_keeps_the_schema(document):
    assert schema_faults(document) == []


@pytest.mark.parametrize("document", FILES, ids=lambda document: document.name)
def test_a_duty_written_as_json_and_read_again_is_the_same_duty(document):
    text = yaml.safe_dump(json.loads(json.dumps(as_json(document.value))), allow_unicode=True)
    again = read_document(text.replace("'", '"'), document.name)
    dated = read_document(_dates_bare(text), document.name)
    assert as_json(again.value) == as_json(document.value)
    assert read_duty(dated, library().norms).duty == read_duty(document, library().norms).duty


def _dates_bare(text: str) -> str:
    """YAML writes a date held as text between quotes; a definition writes it bare."""
    import re

    return re.sub(r"'(\d{4}-\d{2}-\d{2})'", r"\1", text)


def test_the_schema_is_a_2020_12_schema_described_in_spanish():
    schema = validator().schema
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)
    undescribed = [key for key, value in schema["properties"].items() if "description" not in value]
    assert undescribed == []


def test_the_schema_published_is_part_of_the_edition():
    assert "schema/obligation.schema.json" in library().edition.files
