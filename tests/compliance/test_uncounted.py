"""What is loaded and will count for nothing is told when it is loaded, with its row and why."""

from datetime import date

import pytest

from sinasec.committees.registry import committees
from sinasec.compliance.entries import ActEntry
from sinasec.compliance.ingest.loading import load_file
from sinasec.compliance.ingest.uncounted import why_uncounted
from tests.compliance.conftest import store

ACTS = "Comité;Clase de acto;Fecha;Período del plan;Rige desde\n"
PLANS = (
    "region,instrument,publication_date,plan_period_found_in_text,technical_opinion_wording,"
    "source_url,legalize_pe_path\n"
)


def why(committee: str, kind: str, day: date, **attributes: str) -> str | None:
    return why_uncounted(ActEntry(committee=committee, kind=kind, date=day, attributes=attributes))


@pytest.mark.parametrize(
    ("committee", "kind", "day", "said"),
    [
        ("CODISEC-210102", "consulta-publica", date(2024, 2, 1), {}),
        ("CODISEC-210102", "sesion-extraordinaria", date(2024, 2, 1), {}),  # of convening
        ("CODISEC-210102", "plan-remitido", date(2017, 1, 16), {"plan": "2017"}),
        ("CODISEC-210102", "plan-remitido", date(2017, 1, 16), {"plan": "2016;2017"}),
        ("COPROSEC-2101", "plan-recibido", date(2017, 1, 16), {}),  # sets days running
        ("CORESEC-21", "plan-aprobado", date(2024, 2, 1), {"plan": "2023;2024-2027"}),
        ("CORESEC-21", "plan-aprobado", date(2021, 12, 1), {"plan": "2022"}),  # sets days running
        ("CORESEC-21", "plan-remitido", date(2020, 3, 1), {"plan": "2019"}),  # late, and counts
        # Approved before anybody asked for a plan in force, and in force when it was asked.
        ("CODISEC-210102", "plan-aprobado", date(2022, 12, 10), {"plan": "2023;2024-2027"}),
        (
            "CODISEC-210102", "plan-aprobado", date(2022, 12, 10),
            {"plan": "2024-2027", "valid_from": "2023-01-01", "valid_to": "2024-01-01"},
        ),
    ],
)  # fmt: skip
def test_what_may_count_is_not_told(committee, kind, day, said):
    assert why(committee, kind, day, **said) is None


@pytest.mark.parametrize(
    ("committee", "kind", "day", "said", "words"),
    [
        (
            "CORESEC-21", "consulta-publica", date(2024, 2, 1), {},
            "es posterior al 9 de mayo de 2019",
        ),
        (
            "CODISEC-210102", "plan-aprobado", date(2021, 12, 1),
            {"plan": "2022", "valid_to": "2022-12-31"},
            "es anterior al 1 de enero de 2024",
        ),
        # Of years that were over when a plan in force was first asked for.
        (
            "CODISEC-210102", "plan-aprobado", date(2022, 12, 10), {"plan": "2023"},
            "es anterior al 1 de enero de 2024",
        ),
        (
            "CODISEC-210102", "plan-aprobado", date(2022, 12, 10),
            {"plan": "2024-2027", "valid_from": "2023-01-01", "valid_to": "2023-12-31"},
            "es anterior al 1 de enero de 2024",
        ),
        (
            "CORESEC-21", "plan-aprobado", date(2024, 2, 1), {"plan": "2024"},
            "en «Período del plan» dice «2024» y lo que se juzga es 2024-2027",
        ),
        (
            "CODISEC-210102", "plan-remitido", date(2017, 1, 16), {"plan": "2017|2018"},
            "dice «2017|2018» y lo que se juzga es 2015, 2016, 2017, 2018 y 2019",
        ),
        (
            "CORESEC-21", "plan-otro-acto", date(2024, 2, 1), {},
            "ningún deber del CORESEC cuenta «Otro acto sobre el plan de acción» (un acuerdo,",
        ),
    ],
)  # fmt: skip
def test_what_will_not_count_says_why(committee, kind, day, said, words):
    assert words in (why(committee, kind, day, **said) or "")


@pytest.mark.database
@pytest.mark.django_db
def test_a_load_names_the_rows_that_will_not_count():
    store([row.code for row in committees() if row.level == "CORESEC"])
    rows = (
        "CORESEC Puno;plan-aprobado;01/02/2024;2023 y 2024-2027;01/02/2024\n"
        "CORESEC Puno;consulta-publica;01/02/2024;;\n"
        "CORESEC Cusco;consulta-publica;03/02/2024;;\n"
        "CORESEC Cusco;plan-otro-acto;03/02/2024;;\n"
    )
    for dry_run in (True, False):
        report = load_file(
            (ACTS + rows).encode(), by="ana", name="a.csv", today=date(2026, 1, 1), dry_run=dry_run
        )
        assert (report.accepted, report.faults) == (4, ())
        several, one = report.notes
        assert several.startswith("Filas 3 y 4: estos actos se registran y no contarán para ningún")
        assert one.startswith(
            "Fila 5: este acto se registra y no contará para ningún deber, porque"
        )


@pytest.mark.database
@pytest.mark.django_db
def test_the_table_of_ordinances_names_those_that_approve_no_plan():
    store(["CORESEC-24", "CORESEC-22"])
    rows = (
        "Tumbes,Ordenanza Regional N.° 1,2024-04-11,2022|2023,,https://www.gob.pe/1,x\n"
        "San Martín,Ordenanza Regional N.° 7,2023-12-28,2024-2027,apto,https://www.gob.pe/7,x\n"
    )
    report = load_file((PLANS + rows).encode(), by="ana", name="r.csv", today=date(2026, 11, 1))
    assert report.accepted == 2
    (note,) = report.notes
    assert note.startswith("Fila 2: este acto")
    assert "constan varios sin que se sepa cuál" in note
