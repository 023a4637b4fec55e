"""What the API says of a wrong parameter: in Spanish, whatever the parameter and the mistake."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from sinasec.web.api.v1 import api
from sinasec.web.api.wrong import sentence
from tests.web.addresses import PLACES

WRONG = ("azul", "-1", "999999999999", "1.5", "x" * 500, "2024-02-31", "2024-13-01", "9" * 5000)
ENGLISH = re.compile(
    r"\b(input|should|string|value|error|valid|integer|greater|less|than|equal|match|pattern|date|"
    r"characters?|field|required|or|unable|parse|invalid|most|at)\b",
    re.IGNORECASE,
)


def asked() -> Iterator[tuple[str, str]]:
    for path, operations in api.get_openapi_schema()["paths"].items():
        address = re.sub(r"{(\w+)}", lambda found: PLACES[found[1]], path)
        for parameter in operations["get"].get("parameters", []):
            if parameter["in"] == "query":
                yield address, parameter["name"]
            else:
                yield re.sub(rf"{{{parameter['name']}}}", "{}", path), ""


def said(client: Any, address: str, name: str, wrong: str) -> str:
    if name:
        answer = client.get(address, {name: wrong})
    else:
        filled = re.sub(r"{(\w+)}", lambda found: PLACES[found[1]], address.replace("{}", wrong))
        answer = client.get(filled)
    return answer.json()["detail"] if answer.status_code == 422 else ""


def test_no_wrong_value_of_any_parameter_is_answered_in_english(published, index, client):
    told = [said(client, *place, wrong) for place in asked() for wrong in WRONG]
    refused = [one for one in told if one]
    assert len(refused) > 100
    assert [one for one in refused if ENGLISH.search(re.sub(r"«\w+»", "", one))] == []
    assert any("puede ser verde, ambar, rojo" in one for one in refused)
    assert any("«limite»: debe ser 500 o menos" in one for one in refused)
    assert any("«desde»: debe ser 0 o más" in one for one in refused)
    assert any("escriba 2 cifras" in one for one in refused)


@pytest.mark.parametrize("kind", ["missing", "a_type_of_another_day"])
def test_a_type_of_error_without_a_sentence_of_its_own_has_one(kind):
    assert not ENGLISH.search(sentence({"type": kind}))
