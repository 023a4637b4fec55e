"""What a norm attaches to an omission: in which light it counts, and on which day it held."""

import re
from datetime import date

import pytest

from sinasec import definitions
from sinasec.definitions import library
from sinasec.definitions.documents import read_document
from sinasec.definitions.duty_files import read_duty

LEGAL = {"convocatoria", "instalacion", "conasec-informe-nacional"}


def test_what_counts_in_the_legal_light_says_what_answers_it():
    for duty in definitions.load().duties:
        for version in duty.versions:
            kinds = {one.kind for one in version.consequences}
            legal = bool(kinds & {"suspension", "control"})
            assert (version.breach == "legal") == legal == (duty.code in LEGAL), version.id


@pytest.mark.parametrize(
    ("code", "day", "suspension"),
    [
        ("convocatoria", date(2016, 3, 1), "confirmado"),
        ("convocatoria", date(2022, 4, 7), "confirmado"),
        ("convocatoria", date(2022, 4, 8), "en_duda"),
        ("instalacion", date(2023, 1, 16), "en_duda"),
        ("instalacion", date(2015, 1, 16), "en_duda"),
        ("instalacion", date(2017, 1, 13), "en_duda"),
        ("instalacion", date(2019, 1, 15), "en_duda"),
        ("instalacion", date(2021, 1, 15), "en_duda"),
        ("sesion-ordinaria", date(2024, 3, 1), None),
        ("plan-vigente", date(2024, 3, 1), None),
    ],
)
def test_since_the_law_of_april_2022_the_suspension_is_in_doubt(code, day, suspension):
    duty = definitions.load().duty(code)
    version = next(one for one in duty.versions if one.in_force(day) and "CORESEC" in one.bearers)
    found = [one for one in version.consequences_on(day) if one.kind == "suspension"]
    assert [one.confidence for one in found] == ([suspension] if suspension else [])


@pytest.mark.parametrize("code", ["convocatoria", "instalacion"])
def test_the_doubt_says_what_was_read_and_what_remains_open(code):
    duty = definitions.load().duty(code)
    doubt = [
        one
        for version in duty.versions
        for one in version.consequences
        if one.confidence == "en_duda"
    ][-1]
    assert (doubt.start, doubt.end) == (date(2022, 4, 8), None)
    assert "ese párrafo ya no está: se ha leído" in doubt.says
    assert "No se ha encontrado cómo resuelve el JNE" in doubt.says
    assert "La denuncia del artículo 83 no depende de esto" in doubt.says
    others = [one for one in doubt.norm.read_with if one.article != "82"]
    assert [(one.id, one.article) for one in others] == [
        ("Ley 27972", "20.35 y 25"),
        ("Ley 27867", "31"),
        ("DS 004-2019-JUS", "248.1 y 248.4"),
    ]


def test_no_organic_law_names_the_days_of_the_installation():
    """They answered for not convening in two months: the ten days are in a decree only."""
    told = [
        one.says
        for version in definitions.load().duty("instalacion").versions
        for one in version.consequences
        if one.kind == "suspension"
    ]
    assert len(told) == 5  # three levels have the wording of 2015, and that of 2019 has two
    for says in told:
        assert "por lo menos una vez cada dos meses" in says
        assert "diez días" in says
        assert "suspendían por ella" not in says
        assert "suspendían por esta falta" not in says


def test_which_duties_are_denounced_is_an_example_until_somebody_decides():
    """And so it never makes a light legal by itself."""
    found = {
        duty.code: one.confidence
        for duty in definitions.load().duties
        for version in duty.versions
        for one in version.consequences
        if one.kind == "ministerio_publico"
    }
    assert set(found) == {"convocatoria", "instalacion", "plan-aprobacion", "plan-vigente"}
    assert set(found.values()) == {"ejemplo"}


def test_a_definition_made_before_says_the_light_itself():
    """Publications hold the definitions they were judged with."""
    known = library()
    text = known.edition.files["obligations/sesion-ordinaria.yaml"]
    old = text.replace("consequences: []", "breach: legal")
    duty = read_duty(read_document(old, "obligations/sesion-ordinaria.yaml"), known.norms).duty
    assert {version.breach for version in duty.versions} == {"legal"}
    assert {version.consequences for version in duty.versions} == {()}


def test_a_decree_is_cited_only_for_the_articles_that_it_changed():
    """Articles 80, 82 and 83 are those of 2014: no decree has changed them."""
    for duty in definitions.load().duties:
        for version in duty.versions:
            for norm in (version.norm, *(one.norm for one in version.consequences)):
                if norm.id in ("DS 010-2019-IN", "DS 001-2025-IN"):
                    cited = set(re.findall(r"\b\d+", norm.article))
                    assert not cited & {"80", "82", "83"}, (duty.code, version.id)
