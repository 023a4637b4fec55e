"""What is installed with the product can be given with it, and the documents say so freshly."""

import json
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from tools.licences import reading
from tools.licences.pages import documents
from tools.licences.reading import Locked, combines, faults, locked, packages

from tests.conftest import ROOT

DOCUMENTS = documents()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch):
    """Install a package that says that of itself, and nothing else; gives its lock."""
    monkeypatch.syspath_prepend(tmp_path)
    reading._about.cache_clear()

    def put(
        said: str, version: str = "1.0", name: str = "ajeno", library: str = ""
    ) -> list[Locked]:
        folder = tmp_path / f"{name}-{version}.dist-info"
        folder.mkdir()
        text = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n{said}\n"
        (folder / "METADATA").write_text(text)
        (folder / "RECORD").write_text(f"{name}.libs/{library},,\n" if library else "")
        return [Locked(name, "1.0", ())]

    yield put
    reading._about.cache_clear()


def test_nothing_that_the_lock_installs_is_refused():
    assert faults(packages()) == []


def test_every_version_and_hash_of_the_lock_is_read():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert sum(len(each.hashes) for each in locked(text)) == text.count("--hash=sha256:")
    assert len(locked(text)) == text.count("==", 0) - sum(
        line.partition(";")[2].count("==") for line in text.splitlines()
    )


@pytest.mark.parametrize(
    "said",
    ["License-Expression: MIT", "License: BSD-3-Clause", "Classifier: License :: MIT License"],
)
def test_a_licence_that_combines_is_let_in(installed, said):
    assert faults(installed(said)) == []


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("License-Expression: AGPL-3.0-only", "su licencia (AGPL-3.0-only) no está entre las que"),
        ("License-Expression: MIT AND GPL-3.0-only", "no está entre las que se combinan"),
        ("License: Como me parezca", "no se sabe su licencia"),
        ("Classifier: License :: OSI Approved :: BSD License", "no se sabe su licencia"),
        ("Summary: nada", "no se sabe su licencia"),
    ],
)
def test_another_or_none_is_refused_in_a_sentence(installed, said, sentence):
    [fault] = faults(installed(said))
    assert fault.startswith("ajeno 1.0: ")
    assert sentence in fault
    assert "tools/licences/words.toml" in fault


def test_another_version_than_the_locked_one_says_nothing_of_it(installed):
    assert any("está instalado 2.0" in each for each in faults(installed("License: MIT", "2.0")))


def test_an_exception_holds_for_its_licence_alone(installed, monkeypatch):
    excepted = {"ajeno": {"licence": "LGPL-3.0-only", "why": "porque sí"}}
    monkeypatch.setitem(reading.WORDS, "exceptions", excepted)
    found = installed("License-Expression: LGPL-3.0-only")
    assert faults(found) == []
    excepted["ajeno"]["licence"] = "LGPL-2.1-only"
    assert len(faults(found)) == 1


def test_a_licence_that_was_read_is_read_again_for_a_new_version(installed, monkeypatch):
    read = {"ajeno": {"licence": "MIT", "versions": ["1.0"]}}
    monkeypatch.setitem(reading.WORDS, "read", read)
    assert faults(installed("")) == []
    read["ajeno"]["versions"] = ["0.9"]
    assert "no se sabe" in faults([Locked("ajeno", "1.0", ())])[0]


def test_what_a_package_carries_within_is_asked_too(installed):
    [fault] = faults(installed("License: MIT", library="libajena-0a1b2c3d.so.1"))
    assert fault.startswith("libajena, dentro de ajeno: no se sabe su licencia")


def test_a_dependency_says_what_it_is_for(installed, monkeypatch):
    monkeypatch.setitem(reading.PROJECT, "dependencies", ["ajeno>=1"])
    assert "diga para qué se usa" in faults(installed("License: MIT"))[0]


@pytest.mark.parametrize(
    ("expression", "can"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT", True),
        ("GPL-3.0-only AND MIT", False),
        ("MIT AND (GPL-2.0-only OR BSD-3-Clause)", True),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", True),
        ("GPL-3.0-or-later", False),
    ],
)
def test_an_expression_is_read_as_it_is_written(expression, can):
    assert combines(expression, reading.WORDS["allowed"]) is can


@pytest.mark.parametrize("path", sorted(DOCUMENTS))
def test_generated_document_is_fresh(path):
    written = (ROOT / path).read_text(encoding="utf-8")
    assert written == DOCUMENTS[path], "ejecute «python -m tools.licences --write»"


def test_the_bill_of_materials_is_what_its_schema_asks():
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(DOCUMENTS["docs/sbom.cdx.json"]) is None
    spoilt = DOCUMENTS["docs/sbom.cdx.json"].replace('"bom-ref"', '"ref-bom"', 1)
    assert validator.validate_str(spoilt) is not None


def test_whatever_the_bill_depends_on_is_in_it():
    bill = json.loads(DOCUMENTS["docs/sbom.cdx.json"])
    listed = {each["bom-ref"] for each in bill["components"]}
    needed = {ref for each in bill["dependencies"] for ref in each["dependsOn"]}
    assert needed == listed  # and nothing is there that nobody needs
