"""A committee is named by its code or by a name that can mean no other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinasec.committees.naming import (
    AmbiguousCommittee,
    UnknownCommittee,
    UnresolvedCommittee,
    resolve,
)
from sinasec.committees.registry import by_code, committees, label


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CORESEC Puno", "CORESEC-21"),
        ("codisec chorrillos", "CODISEC-150108"),
        ("CODISEC-150108", "CODISEC-150108"),
        (" codisec 150108 ", "CODISEC-150108"),
        ("coprosec_2101", "COPROSEC-2101"),
        ("conasec", "CONASEC"),
        ("Consejo Nacional de Seguridad Ciudadana", "CONASEC"),
        ("Comité Distrital de Seguridad Ciudadana de Chorrillos", "CODISEC-150108"),
        ("COMITE DISTRITAL DE SEGURIDAD CIUDADANA DEL RIMAC", "CODISEC-150128"),
        ("comité regional de Loreto", "CORESEC-16"),
        ("CORESEC Lima Metropolitana", "CORESEC-1501"),
        ("CORESEC Lima Provincias", "CORESEC-15"),
        ("CORESEC Callao", "CORESEC-07"),
        ("CODISEC Santa Rosa (Chiclayo, Lambayeque)", "CODISEC-140114"),
        ("CODISEC Santa Rosa, Chiclayo", "CODISEC-140114"),
        ("CODISEC 26 de Octubre", "CODISEC-200115"),
        ("coprosec nazca", "COPROSEC-1103"),
        ("Chorrillos", "CODISEC-150108"),
        ("codisec chorillos", "CODISEC-150108"),
    ],
)
def test_as_people_write_them(text, code):
    assert resolve(text).code == code


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("CODISEC Santa Rosa", r"puede ser 10 comités: .*CODISEC Santa Rosa \(Chiclayo, Lambayequ"),
        ("CORESEC Lima", "CORESEC Lima Provincias, CORESEC-15; CORESEC Lima Metropolitana"),
        ("Puno", "CORESEC Puno, CORESEC-21; COPROSEC Puno"),
    ],
)
def test_a_name_of_many_lists_them(text, said):
    with pytest.raises(AmbiguousCommittee, match=said):
        resolve(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no dice qué comité"),
        ("CODISEC", "no dice qué comité"),
        ("CODISEC-999999", "No hay un comité"),
        ("codisec-15010", r"«codisec-15010»\. Los más parecidos son: CODISEC .*, CODISEC-15010\d;"),
        ("CODISEC-150180", "parecidos son: .*CODISEC-150108"),
        ("coresec-21x", "parecidos son: CORESEC Puno, CORESEC-21;"),
        ("CORESEC Chorrillos", "No hay un comité"),
        ("CODISEC Chorrillos (Puno)", "Los más parecidos son: CODISEC Chorrillos"),
        ("codisec qwkjxyzzy", "No hay un comité «codisec qwkjxyzzy». Escriba su código [^.]*[.]$"),
    ],
)
def test_a_name_of_none_says_so(text, said):
    with pytest.raises(UnknownCommittee, match=said):
        resolve(text)


def test_every_committee_is_found_by_its_code_and_by_its_label():
    for committee in committees():
        assert resolve(committee.code) == committee
        assert resolve(label(committee)) == committee


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=30) | st.text("codise nprsaul(),-0123456789", max_size=20))
def test_any_text_is_a_committee_or_a_refusal(text):
    try:
        named = {resolve(text).code}
    except UnresolvedCommittee as refusal:
        named = set(refusal.candidates)
    assert named <= by_code().keys()
