"""What is told to who changes the product is true of it: its examples, its targets, its links."""

import re
import textwrap

import pytest
from tools.licences.reading import PROJECT

from tests.conftest import ROOT

TEXTS = {
    name: (ROOT / name).read_text(encoding="utf-8") for name in ("CONTRIBUTING.md", "CHANGELOG.md")
}
EXAMPLES = re.findall(r"```python\n(.*?)```", TEXTS["CONTRIBUTING.md"], re.S)
SOURCES = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_style_is_code_of_the_product(example):
    assert any(example in source for source in SOURCES), textwrap.shorten(example, 80)


def test_there_are_examples():
    assert len(EXAMPLES) >= 4


def test_every_target_that_it_names_is_in_the_makefile():
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    asked = set(re.findall(r"\bmake ([a-z-]+)", TEXTS["CONTRIBUTING.md"]))
    assert {"check", "run", "test", "lock"} <= asked
    assert asked <= set(targets)


def test_the_example_of_a_message_keeps_its_own_rule():
    [subject] = re.findall(r"```\n([A-Z].*)\n\n", TEXTS["CONTRIBUTING.md"])
    assert len(subject) <= 60
    assert not subject.endswith(".")


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_link_leads_to_a_file(name):
    links = re.findall(r"\]\(([^)#:]+)\)", TEXTS[name])
    assert links
    assert not [each for each in links if not (ROOT / each).exists()]


def test_the_version_of_the_product_is_in_its_changes():
    headings = re.findall(r"^## (\S+) · (.+)$", TEXTS["CHANGELOG.md"], re.M)
    versions = [version for version, _ in headings]
    assert versions[0] == PROJECT["version"]
    assert len(versions) == len(set(versions))
    assert [when for _, when in headings].count("Sin publicar") <= 1  # and it is the first
    assert "Sin publicar" not in [when for _, when in headings][1:]


def test_every_decision_that_the_changes_name_exists():
    named = set(re.findall(r"\b(0\d{3})\b", TEXTS["CHANGELOG.md"]))
    written = {path.name[:4] for path in (ROOT / "docs" / "decisions").glob("0*.md")}
    assert named
    assert named <= written
