"""The threat model names what holds each of its claims, and all of it exists."""

import re

import pytest

from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "amenazas.md").read_text(encoding="utf-8")
SECTIONS = re.findall(r"^### (.+)\n((?:(?!^##).*\n)+)", TEXT, re.M)
TESTS = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^ *def (test_\w+)", path.read_text(encoding="utf-8"), re.M)
}
RECORDS = {path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md")}


def rows(section: str) -> list[list[str]]:
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def test_it_is_a_page():
    assert len(TEXT.splitlines()) <= 120
    assert len(SECTIONS) >= 5
    assert sum(len(rows(text)) for _, text in SECTIONS) > 20


@pytest.mark.parametrize(("door", "text"), SECTIONS, ids=[door for door, _ in SECTIONS])
def test_each_claim_names_a_test_or_a_record_that_is_there(door, text):
    for threat, _, holds in rows(text):
        tests, records = re.findall(r"`(test_\w+)`", holds), re.findall(r"\b(\d{4})\b", holds)
        assert tests or records, threat
        assert set(tests) <= TESTS, threat
        assert set(records) <= RECORDS, threat


def test_what_it_names_elsewhere_is_there_too():
    assert set(re.findall(r"\((0\d{3})\)", TEXT)) - {"0000"} <= RECORDS
    for file in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", TEXT):
        assert (ROOT / "docs" / file).exists(), file
