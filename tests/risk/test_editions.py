"""Editions that users load: kept by version, never changed, compared in words."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from sinasec.cli.main import main
from sinasec.definitions.index import UnknownEdition, edition_text, load
from sinasec.definitions.index.loading import FILE
from sinasec.methods.risk.editions.comparison import differences
from sinasec.methods.risk.editions.edition import as_mapping, from_mapping
from sinasec.risk.editions import store as editions
from sinasec.risk.editions.workbook import edition_to_workbook

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("SINASEC_HOME", str(tmp_path))
    return tmp_path


def own(version="2026.1", **change):
    return from_mapping(as_mapping(load()) | {"code": "irs-ucayali", "version": version} | change)


def run(*arguments):
    return CliRunner().invoke(main, ["index", *map(str, arguments)])


def test_what_is_kept_is_found():
    assert editions.keep(edition=own(), by="Ana Quispe", at=NOW)
    assert editions.find("irs-ucayali") == own()
    assert editions.find("irs-ejemplo") == load()
    kept = editions.kept()[-1]
    assert (kept.code, kept.by, kept.at) == (
        "irs-ucayali",
        "Ana Quispe",
        "2026-11-20T15:00:00+00:00",
    )


def test_the_same_again_adds_nothing():
    editions.keep(edition=own(), by="Ana", at=NOW)
    assert not editions.keep(edition=own(), by="Luis", at=NOW)
    assert editions.kept()[-1].by == "Ana"


def test_another_text_needs_another_version():
    editions.keep(edition=own(), by="Ana", at=NOW)
    with pytest.raises(editions.CannotKeep, match="cámbiele la versión"):
        editions.keep(edition=own(top=40), by="Ana", at=NOW)
    assert editions.find("irs-ucayali").top == 36


def test_the_last_version_is_found_when_none_is_said():
    for version in ("2026.2", "2026.10", "2025"):
        editions.keep(edition=own(version), by="Ana", at=NOW)
    assert editions.find("irs-ucayali").version == "2026.10"
    assert editions.find("irs-ucayali", "2025").version == "2025"
    assert editions.find("irs-ucayali@2026.2").version == "2026.2"


def test_the_products_own_code_cannot_be_taken():
    with pytest.raises(editions.CannotKeep, match="otro código"):
        editions.keep(edition=load(), by="Ana", at=NOW)


@pytest.mark.parametrize("code", ["irs-nada", "../irs-ejemplo", "", "irs-ejemplo@1999"])
def test_what_is_not_there_says_what_is(code):
    with pytest.raises(UnknownEdition, match=r"irs-ejemplo \(2026.1\)"):
        editions.find(code)


def test_a_write_that_fails_leaves_nothing(home, monkeypatch):
    def broken(*paths):
        raise OSError(28, "No queda espacio")

    monkeypatch.setattr(editions.os, "rename", broken)
    with pytest.raises(editions.CannotKeep, match="No se pudo guardar"):
        editions.keep(edition=own(), by="Ana", at=NOW)
    assert list((home / "index-editions" / "irs-ucayali").iterdir()) == []


def test_differences_are_told_in_words():
    assert differences(load(), load()) == []
    spec = as_mapping(load())
    spec["elements"] = [
        {**each, "weight": 0.9} if each["code"] == "ROBO" else each
        for each in spec["elements"]
        if each["code"] != "ESTAFA"
    ]
    steps = spec["recipe"]["steps"]
    spec["recipe"]["steps"] = [
        {**each, "method": "geometric"} if each["step"] == "aggregate" else each for each in steps
    ]
    said = differences(load(), from_mapping(spec | {"window": 3}))
    assert "Sale Estafa (ESTAFA)." in said
    assert "El peso de Robo (ROBO) entre sus hermanos pasa de 50,0 % a 75,0 %." in said
    assert "En «agregar», «método» pasa de «aritmética» a «geométrica»." in said
    assert "Cambia los años que se juntan: de «1» a «3»." in said


def test_weights_in_other_numbers_are_no_difference():
    spec = as_mapping(load())
    spec["elements"] = [
        {**each, "weight": each["weight"] * 10} if "weight" in each else each
        for each in spec["elements"]
    ]
    assert differences(load(), from_mapping(spec)) == []


def test_the_commands_take_a_workbook_from_template_to_comparison(tmp_path):
    book = tmp_path / "edicion.xlsx"
    assert run("template", book).exit_code == 0
    book.write_bytes(edition_to_workbook(own(top=40)))
    loaded = run("load-edition", book, "--by", "Ana Quispe")
    assert loaded.exit_code == 0, loaded.output
    assert "cargada" in loaded.output
    assert "ya estaba cargada" in run("load-edition", book, "--by", "Ana Quispe").output
    assert "irs-ucayali 2026.1 · ejemplo · cargada por Ana Quispe" in run("editions").output
    compared = run("compare-editions", "irs-ejemplo", "irs-ucayali")
    assert "Cambia los primeros k: de «36» a «40»." in compared.output


def test_a_yaml_is_loaded_too_and_its_faults_are_told(tmp_path):
    file = tmp_path / FILE
    file.write_text(edition_text(own()), encoding="utf-8")
    assert run("load-edition", file, "--by", "Ana").exit_code == 0
    file.write_text(edition_text(own("2026.2")).replace("base: 128", "base: 129"), encoding="utf-8")
    refused = run("load-edition", file, "--by", "Ana")
    assert refused.exit_code == 1
    assert "potencia de dos" in refused.output
    assert "1 falta: la edición no se guardó." in refused.output


def test_an_unknown_edition_is_told_without_a_trace():
    result = run("compare-editions", "irs-ejemplo", "irs-nada")
    assert result.exit_code == 2
    assert "No hay una edición" in result.output


def test_a_variant_of_the_aggregation_rules_over_the_methods_of_the_levels():
    spec = as_mapping(load())
    steps = spec["recipe"]["steps"]
    levels = {"step": "aggregate", "by_level": ["arithmetic", "geometric"]}
    spec["recipe"]["steps"] = [levels if step["step"] == "aggregate" else step for step in steps]
    changed = from_mapping(spec).changing({"recipe.aggregate.method": "harmonic"})
    assert (
        changed.recipe.steps.aggregate.at(1) == changed.recipe.steps.aggregate.at(2) == "harmonic"
    )


def test_a_changed_edition_is_of_no_file():
    assert load().files
    assert not load().changing({"window": 2}).files


def test_files_that_are_no_edition_are_refused_with_a_sentence(tmp_path):
    file = tmp_path / "edicion.xlsx"
    file.write_bytes(b"%PDF-1.7")
    refused = run("load-edition", file, "--by", "Ana")
    assert refused.exit_code == 1
    assert "no una hoja de cálculo" in refused.output
    nowhere = run("template", tmp_path / "no-existe" / "edicion.xlsx")
    assert nowhere.exit_code == 2
    assert "No existe la carpeta" in nowhere.output


@pytest.mark.parametrize("spoil", ["changed", "unknown", "nameless"])
def test_an_edition_that_is_not_what_was_loaded_is_listed_and_not_used(home, spoil):
    """It may be of another version of the system, or somebody wrote in it."""
    editions.keep(edition=own(), by="Ana", at=NOW)
    editions.keep(edition=own("2026.2"), by="Ana", at=NOW)
    folder = home / "index-editions" / "irs-ucayali" / "2026.2"
    spoiled = {
        "changed": (FILE, (folder / FILE).read_text().replace("window: 1", "window: 2", 1)),
        "unknown": (FILE, "code: irs-ucayali\n"),
        "nameless": (editions.LOADED, "{}"),
    }
    name, text = spoiled[spoil]
    (folder / name).write_text(text)
    last = editions.kept()[-1]
    assert (last.version, last.by) == ("2026.2", "")
    assert "irs-ucayali 2026.2" in last.fault
    assert last not in editions.usable()
    with pytest.raises(UnknownEdition, match="otra versión"):
        editions.find("irs-ucayali")
    assert editions.find("irs-ucayali@2026.1") == own()
    listed = run("editions")
    assert listed.exit_code == 0
    assert last.fault in listed.output
