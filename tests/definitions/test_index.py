"""The editions of the risk index: all load, the schema is published, every fault has its line."""

import json
from contextlib import suppress

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sinasec.cli.main import main
from sinasec.definitions import library
from sinasec.definitions.faults import DefinitionFaults
from sinasec.definitions.index import UnknownEdition, edition_text, editions, load, load_from
from sinasec.definitions.index.loading import FILE, HERE, SCHEMA
from sinasec.definitions.index.priority_rule import SCHEMA as RULE_SCHEMA
from sinasec.definitions.index.priority_rule import priority_rule, rule_from, rule_text

TEXT = (HERE / "irs-ejemplo" / FILE).read_text(encoding="utf-8")
HINTED = "¿Quiso decir"


def faults_of(text):
    with pytest.raises(DefinitionFaults) as refused:
        load_from({FILE: text})
    return refused.value.faults


def changed(*pairs):
    text = TEXT
    for old, new in pairs:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize("code", editions())
def test_every_edition_loads_and_reads_back_as_it_is_written(code):
    edition = load(code)
    assert edition.code == code
    again = load_from({FILE: edition_text(edition)})
    assert again == edition
    assert edition_text(again) == edition_text(edition)


def test_the_example_says_that_it_is_one_and_what_is_not_known():
    edition = load()
    assert edition.ejemplo
    assert "no son públicos" in edition.about
    assert all(element.why for element in edition.elements if element.parent)
    cited = {element.norm[0] for element in edition.elements}
    assert cited <= {norm.id for norm in edition.norms}


def test_every_criterion_of_the_norms_has_its_indicator():
    said = {each.code for each in load().indicators}
    assert said >= {"ROBO", "HURTO", "HOMICIDIO", "VIOLENCIA_FAMILIAR", "POBLACION", "POBREZA",
                    "IDH", "COMISARIAS", "GASTO"}  # fmt: skip


@pytest.mark.parametrize("path", [SCHEMA, RULE_SCHEMA], ids=lambda path: path.name)
def test_the_schemas_are_published_and_described_in_spanish(path):
    schema = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert [key for key, held in schema["properties"].items() if not held.get("description")] == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("code: irs-ejemplo", 'code: "irs-otra\\n"', "code"),
        ('version: "2026.1"', 'version: "2026.1\\n"', "version"),
        ("title: Índice", 'title: "Uno\\nOtro" # Índice', "title"),
        ("url: https://", "url: javascript:alert(1)//https://", "url"),
        ("url: https://", "url: /etc/", "url"),
    ],
)
def test_what_names_files_and_links_is_one_line_of_its_own_kind(old, new, where):
    faults = faults_of(changed((old, new)))
    assert any(fault.where.endswith(where) and "debida" in fault.message for fault in faults)


def test_no_duty_is_judged_by_an_edition_of_the_index():
    assert not [name for name in library().edition.files if name.startswith("index/")]


def test_an_edition_that_is_not_there_says_which_are():
    with pytest.raises(UnknownEdition, match="irs-ejemplo"):
        load("irs-oficial")


@pytest.mark.parametrize(
    ("old", "new", "where", "says"),
    [
        ("parent: PATRIMONIO", "parent: PATRIMONI", "parent", HINTED),
        ("norm: {id: DS 008-2017-IN, article: \"anexo, 6\"}", "norm: {id: DS 9, article: \"1\"}",
         "norm.id", "la norma «DS 9» no está declarada. Declárela antes de usarla."),
        ("form: rate}", "form: value}", "input.form", "se admite: rate"),
        ("from: indicators, indicator: homicidios, form: rate", "from: indicators, form: rate",
         "input", "falta la clave «indicator»"),
        ("weight: 0.30", "weight: 0", "weight", "mayor que 0"),
        ("smoothing: eb ", "smoothing: ebb ", "smoothing", "no es uno de"),
        ("step: treat, max_winsorise: 5", "step: treat, max_winsorise: -1", "max_winsorise",
         "debe ser un número entero"),
        ("contested: [0.05, 0.95]", "contested: [0.95, 0.05]", "contested", "menor que la segunda"),
        ("base: 128", "base: 129", "base", "potencia de dos"),
        ("below: 20000}", "below: 19000}", "peers", "no es de ninguna clase"),
        ("change: {without: POBREZA}", "change: {without: POBRES}", "change", "no está en la edi"),
        ("change: {smoothing: none}", "change: {suavizado: none}", "change", "no se puede cambiar"),
        ("change: {smoothing: none}", "change: {smoothing: mucho}", "change", "no vale"),
        ("recipe.weight.method: equal", "recipe.weight.method: igual", "change", "no vale"),
        ("elements: [IRS, ROBO,", "elements: [IRS, ROBOS,", "spatial.elements[2]", HINTED),
        ("ejemplo: true", "ejemplo: false", "ejemplo", "approved_by"),
        ("window: 1 ", "ventana: 1 ", "ventana", "no existe"),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_line(old, new, where, says):
    text = changed((old, new))
    faults = faults_of(text)
    told = [fault for fault in faults if says in fault.message and where in fault.where]
    assert told, faults
    line = text[: text.index(new)].count("\n") + 1
    assert any(fault.line in (line, line - 1, line + 1) or where == "peers" for fault in told)


def test_all_faults_are_told_at_once():
    text = changed(
        ("parent: PATRIMONIO", "parent: NADA"),
        ("base: 128", "base: 129"),
        ("indicator: idh, form: value", "form: value"),
    )
    assert len({fault.line for fault in faults_of(text)}) >= 3


def test_a_circle_of_elements_is_no_tree():
    text = changed(("    parent: IRS\n    weight: 0.30", "    parent: ROBO\n    weight: 0.30"))
    assert any("de sí mismos" in fault.message or "distinto nivel" in fault.message
               for fault in faults_of(text))  # fmt: skip


def test_two_roots_are_no_index():
    text = changed(("    parent: IRS\n    weight: 0.30\n", ""))
    assert any("un solo elemento va sin" in fault.message for fault in faults_of(text))


def test_check_reads_the_editions_too(tmp_path):
    bad = tmp_path / FILE
    bad.write_text(changed(("base: 128", "base: 129")), encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(bad)])
    assert result.exit_code == 1
    assert "edicion.yaml:" in result.output
    assert "potencia de dos" in result.output
    assert CliRunner().invoke(main, ["check", str(HERE / "irs-ejemplo")]).exit_code == 0


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(TEXT.splitlines()) - 1), st.sampled_from(["", "  x: 1", "- ", "{", "a"]))
def test_no_broken_line_breaks_the_reader(number, written):
    lines = TEXT.splitlines()
    lines[number] = written
    with suppress(DefinitionFaults):  # nothing else may come out
        load_from({FILE: "\n".join(lines)})


def test_the_rule_of_the_list_cites_its_article_and_says_what_is_ours():
    rule = priority_rule()
    assert rule.norm == "DS 001-2025-IN, art. 14"
    assert rule.ejemplo
    assert rule.start.isoformat() == "2025-02-13"
    assert rule.bonus_points == 3
    assert f"{rule.reason_letters} letras" in rule.reasons
    assert rule.index_years == 2
    assert "por dos como mucho" in rule.index_age


def test_a_rule_whose_border_is_upside_down_is_refused():
    with pytest.raises(DefinitionFaults, match="por debajo"):
        rule_from(rule_text().replace("border_from: 0.05", "border_from: 0.99"))


def test_every_edition_and_version_is_in_the_change_log():
    told = (HERE / "CHANGELOG.md").read_text(encoding="utf-8")
    for code in editions():
        assert f"## {code} {load(code).version}" in told
    assert "## priorizados" in told
