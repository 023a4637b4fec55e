"""How the wordings of a duty are said: what cannot be said of one period alone is left out."""

from dataclasses import replace
from datetime import date

import pytest

from sinasec import definitions
from sinasec.methods.law import Condition
from sinasec.web.semaforo.quorums import quorums
from sinasec.web.semaforo.rules import only_in, wordings

LAW = definitions.load()
DUTY = LAW.duty("sesion-ordinaria")


def test_the_newest_wording_comes_first_and_each_says_its_days():
    first = replace(DUTY.versions[0], start=date(2014, 12, 5), end=date(2025, 6, 10))
    last = replace(first, start=date(2025, 6, 11), end=None)
    found = wordings(LAW, replace(DUTY, versions=(first, last)))
    assert [one.since for one in found] == [
        "Desde el 11 de junio de 2025",
        "Del 5 de diciembre de 2014 al 10 de junio de 2025",
    ]


def test_only_conditions_that_say_something_of_every_period():
    conditions = (
        Condition("a", "x", None, "de tipo x"),
        Condition("b", "{period}", None, "sobre {period}"),
        Condition("c", "y", None, ""),
    )
    version = replace(DUTY.versions[0], conditions=conditions)
    (only,) = wordings(LAW, replace(DUTY, versions=(version,)))
    assert only.conditions == ("de tipo x",)


def test_without_its_own_words_a_wording_says_what_it_asks():
    version = replace(DUTY.versions[0], plain="", per="quarter", count=1, days=None)
    within = replace(version, per=None, days=10, day_kind="working")
    other = replace(within, day_kind="calendar")
    found = [
        wordings(LAW, replace(DUTY, versions=(one,)))[0].asks for one in (version, within, other)
    ]
    assert found == ["1 cada trimestre.", "En 10 días hábiles.", "En 10 días calendario."]


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("distritos-priorizados", ["2026"]),
        ("informe-provincial-anual", ["2026"]),
        ("evaluacion-desempeno", ["2025-T2", "2025-T1", "2025-T2"]),
        ("plan-vigente", [""]),
    ],
)
def test_a_wording_says_what_is_judged_first_with_it(code, first):
    """In force since February 2025, a yearly duty is not asked of that year."""
    newest = wordings(LAW, LAW.duty(code))[: len(first)]
    assert [wording.first_judged for wording in newest] == first


def test_a_wording_of_several_levels_says_it_of_each():
    """The province had the duty without a gap, the others again since February 2025."""
    own = LAW.duty("evaluacion-desempeno")
    last = [one for one in own.versions if one.start.year == 2025]
    all_three = replace(last[0], bearers=frozenset().union(*(one.bearers for one in last)))
    earlier = tuple(one for one in own.versions if one not in last)
    told = wordings(LAW, replace(own, versions=(*earlier, all_three)))[0].first_judged
    assert told == "2025-T1 (COPROSEC), 2025-T2 (CORESEC, CODISEC)"


@pytest.mark.django_db
def test_the_page_of_a_duty_says_it(client):
    text = client.get("/normas/distritos-priorizados/").content.decode()
    assert "Lo primero que se juzga con ella: 2026" in text


def test_a_duty_of_one_place_names_it():
    """Lima is two regions; a code that is no unit is said as it is written."""
    places = ("21", "1501", "15", "2101", "210102", "999999")
    assert only_in(replace(DUTY, only_in=places)) == (
        "región Puno, región Lima Metropolitana, región Lima Provincias, provincia Puno (Puno), "
        "distrito Acora (Puno, Puno), 999999"
    )
    assert only_in(DUTY) == ""


def test_each_quorum_says_of_how_many_it_is_and_by_which_article():
    told = {one.who: one for one in quorums(date(2024, 5, 24))}
    said = {who: (q.attending, q.base, q.norm.where, q.example) for who, q in told.items()}
    assert said == {
        "Nacional (CONASEC)": (11, 21, "arts. 10 y 11", True),
        "Regional (CORESEC)": (7, 12, "art. 16", False),
        "CORESEC Lima Metropolitana": (7, 12, "art. 20", False),
        "Provincial (COPROSEC)": (7, 13, "art. 22", True),
        "Distrital (CODISEC)": (5, 9, "art. 27", True),
    }
    assert "centros poblados" in told["Distrital (CODISEC)"].note
    assert told["Provincial (COPROSEC)"].varying == (
        "Representante de las rondas campesinas (donde haya)",
    )
    assert quorums(date(2014, 12, 4)) == []


@pytest.mark.django_db
def test_the_page_of_norms_says_the_base_of_each_quorum_and_what_is_not_read(client):
    text = client.get("/normas/").content.decode()
    assert "<strong>13</strong> de 25 miembros: la mitad más uno" in text
    for norm, said in (("RM 0970-2024-IN", "Sin leer todavía"), ("Ley 31439", "Leído")):
        assert said in text.partition(f">{norm}<")[2].partition("</tr>")[0]


@pytest.mark.django_db
def test_what_a_reform_not_read_reaches_is_told_as_it_is_marked(client):
    """RM 0970-2024-IN changed the directive after the plans were due: it reaches the plan in force,
    and not the approval. Both rest on a reading of ours."""
    text = client.get("/normas/").content.decode()
    region = text.partition("Deberes de CORESEC")[2].partition("</table>")[0]
    for duty in ("plan-aprobacion", "plan-vigente"):
        row = region.partition(f'href="/normas/{duty}/"')[2].partition("</tr>")[0]
        assert "probable" in row, duty
    told = text.partition(">RM 0970-2024-IN<")[2].partition("</tr>")[0]
    assert "Que se aprobara antes de terminar 2023" in " ".join(told.split())


@pytest.mark.django_db
def test_the_link_to_a_norm_that_nobody_read_is_not_called_its_text(client):
    page = client.get("/normas/plan-aprobacion/").content.decode()
    assert ">texto oficial<" not in page
    assert "dónde está publicada<" in page
    assert ">texto oficial<" in client.get("/normas/sesion-ordinaria/").content.decode()


@pytest.mark.django_db
def test_a_worked_case_shows_the_fact_that_decides_it(client):
    """Of two cases with the same session, only what was known by then tells them apart."""
    page = client.get("/normas/sesion-ordinaria/").content.decode()
    assert "(registrado el 5 de abril de 2024)" in page
    for day in ("15 de marzo", "6 de abril"):
        assert f"Con lo registrado hasta el {day} de 2024." in page
    assert "Hay constancia de que el registro está completo." in page
    assert "No hay constancia de que el registro esté completo." in page
    assert "No se exige del 1 de abril de 2020 al 31 de mayo de 2020: norma del ejemplo" in page
    assert "Ese periodo no se juzga." in client.get("/normas/consulta-publica/").content.decode()


@pytest.mark.django_db
def test_the_laws_a_sanction_rests_on_are_shown_with_it(client):
    text = client.get("/normas/convocatoria/").content.decode()
    laws = (
        "Ley 27972, arts. 20.35 y 25",
        "Ley 27867, art. 31",
        "Ley 27972, art. 25, último párrafo",
    )
    for law in laws:
        assert f"<summary>{law}<" in text
    assert "4. Por sanción impuesta por falta grave de acuerdo con el reglamento interno" in text
    assert "por no instalar ni convocar por lo menos una vez cada dos meses" in text


@pytest.mark.django_db
def test_a_wording_says_what_was_not_seen_of_its_norm(client):
    text = client.get("/normas/propuesta-plan-remitida/").content.decode()
    assert "es la fecha de la resolución; no se ha visto la de su publicación" in text


@pytest.mark.django_db
def test_only_duties_that_bind_nobody_that_day_are_told_as_of_before(client):
    past = client.get("/normas/").context["past"]
    assert past
    assert not {"sesion-ordinaria", "plan-vigente"} & {duty.code for duty in past}
