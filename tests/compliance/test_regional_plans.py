"""The real acts by which regions approved their plans: read as they are, nothing guessed."""

from datetime import date

import pytest

from sinasec.committees.registry import committees
from sinasec.compliance.ingest.loading import load_file
from sinasec.compliance.ingest.ordinances_read import ordinances_read
from sinasec.compliance.ingest.plan_periods import plan_period
from sinasec.compliance.models import Act
from tests.compliance.conftest import store

pytestmark = [pytest.mark.database, pytest.mark.django_db]

HEADER = (
    "region,instrument,publication_date,plan_period_found_in_text,technical_opinion_wording,"
    "source_url,legalize_pe_path\n"
)


@pytest.fixture(autouse=True)
def regions(db):
    store([row.code for row in committees() if row.level == "CORESEC"])


def load(rows):
    return load_file((HEADER + rows).encode(), by="ana", name="r.csv", today=date(2026, 11, 1))


def test_the_real_table_loads_whole(shared):
    report = load_file(shared / "data" / "regional_plan_acts.csv", by="ana")
    assert (report.rows, report.accepted, report.faults) == (33, 33, ())
    assert report.layout == "planes-regionales"
    kinds = list(Act.objects.values_list("kind", flat=True))
    # Apart: four acuerdos, and two ordinances of which no period is known. The list has none for
    # that of Tumbes, whose text says it.
    assert (kinds.count("plan-aprobado"), kinds.count("plan-otro-acto")) == (27, 6)
    assert all(act.evidence_url.startswith("https://www.gob.pe/") for act in Act.objects.all())


def test_an_ordinance_with_its_period_is_an_approved_plan():
    load("San Martín,Ordenanza Regional N.° 7,2021-12-28,2022,apto,https://www.gob.pe/7,x\n")
    act = Act.objects.get()
    assert (act.committee_id, act.kind, act.date) == (
        "CORESEC-22",
        "plan-aprobado",
        date(2021, 12, 28),
    )
    assert act.attributes == {
        "instrumento": "Ordenanza Regional N.° 7",
        "fecha_es": "publicación",
        "opinion": "apto",
        "plan": "2022",
        "valid_from": "2022-01-01",
        "valid_to": "2022-12-31",
    }
    assert act.evidence_url == "https://www.gob.pe/7"


def test_a_plan_published_late_rules_from_the_day_after():
    load("Pasco,Ordenanza Regional N.° 5,2025-04-28,2024 -2027|2024,,https://www.gob.pe/5,x\n")
    attributes = Act.objects.get().attributes
    assert attributes["plan"] == "2024-2027"
    assert attributes["valid_from"] == "2025-04-29"  # the day after, by Ley 27867, art. 42
    assert attributes["valid_to"] == "2027-12-31"
    assert "opinion" not in attributes


def test_the_day_of_approval_is_that_of_the_text_where_it_was_read():
    """The council voted on 26 March what the list dates by its publication, on 10 April."""
    address = next(url for url in ordinances_read() if "apurimac" in url)
    load(f"Apurímac,Ordenanza Regional N.° 003-2024,2024-04-10,2024-2027,,{address},x\n")
    act = Act.objects.get()
    assert (act.date, act.attributes["fecha_es"]) == (date(2024, 3, 26), "aprobación")
    assert act.attributes["publicado"] == "2024-04-10"
    assert act.attributes["valid_from"] == "2024-04-04"  # its article six: after it is promulgated
    assert act.attributes["validado"] == "2023-12-18"
    assert "020-2023" in act.attributes["deja_sin_efecto"]
    assert "eficacia_anticipada" not in act.attributes


def test_the_day_to_which_its_effect_goes_back_is_kept_beside_its_own():
    """Its article one: «con Eficacia Anticipada al 29 de diciembre de 2023»."""
    address = next(url for url in ordinances_read() if "callao" in url)
    load(f"Callao,Ordenanza Regional N.° 002-2024,2024-02-19,2024-2027,,{address},x\n")
    act = Act.objects.get()
    assert (act.date, act.attributes["eficacia_anticipada"]) == (date(2024, 2, 19), "2023-12-29")
    assert act.attributes["valid_from"] == "2024-02-20"


def test_the_period_is_that_of_the_text_where_the_list_has_none():
    address = next(url for url in ordinances_read() if "tumbes" in url)
    load(f"Tumbes,Ordenanza Regional N.° 001-2024,2024-04-11,,,{address},x\n")
    act = Act.objects.get()
    assert (act.kind, act.date, act.attributes["plan"]) == (
        "plan-aprobado",
        date(2024, 1, 5),
        "2024-2027",
    )


def test_each_reading_says_where_it_was_read_and_fits_together():
    for one in ordinances_read().values():
        assert one.source_url.startswith("https://www.gob.pe/")
        assert "legalize-pe" in one.read_in
        assert plan_period(one.plan) == one.plan
        assert one.validated_on is None or one.validated_on <= one.approved_on <= one.read_on


@pytest.mark.parametrize(
    "row",
    [
        "Tumbes,Acuerdo de Consejo Regional N.° 2,2026-02-26,,,https://www.gob.pe/2,x\n",
        "Loreto,Acuerdo de Concejo N.° 3,2022-03-04,2022,,https://www.gob.pe/3,x\n",
        "Tumbes,Ordenanza Regional N.° 1,2024-04-11,,,https://www.gob.pe/1,x\n",
        "Tumbes,Ordenanza Regional N.° 1,2024-04-11,2022|2023,,https://www.gob.pe/1,x\n",
    ],
    ids=["acuerdo without period", "acuerdo with period", "no period", "two periods"],
)
def test_what_does_not_say_which_plan_it_approves_is_kept_apart(row):
    load(row)
    act = Act.objects.get()
    assert act.kind == "plan-otro-acto"
    assert not {"valid_from", "valid_to"} & act.attributes.keys()


def test_lima_is_two_regions():
    load(
        "Lima Provincias,Ordenanza Regional N.° 1,2023-12-29,2024-2027,,https://www.gob.pe/1,x\n"
        "Lima Metropolitana,Ordenanza N.° 2,2023-12-29,2024-2027,,https://www.gob.pe/2,x\n"
        "Callao,Ordenanza Regional N.° 3,2023-12-29,2024-2027,,https://www.gob.pe/3,x\n"
    )
    assert set(Act.objects.values_list("committee", flat=True)) == {
        "CORESEC-15",
        "CORESEC-1501",
        "CORESEC-07",
    }


def test_faults_of_the_table_belong_to_cells():
    report = load(
        "Narnia,Ordenanza 1,2023-12-29,2024-2027,,https://www.gob.pe/1,x\n"
        "Puno,Ordenanza 2,2027-01-01,2024-2027,inapto,gob.pe,x\n"
    )
    assert [(f.row, f.column, f.code) for f in report.faults] == [
        (2, "A", "comite-desconocido"),
        (3, "C", "fecha-futura"),
        (3, "E", "opcion-desconocida"),
        (3, "F", "enlace-ilegible"),
    ]
