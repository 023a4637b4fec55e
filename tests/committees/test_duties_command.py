"""`sinasec duties`: on both sides of a reform the right duties apply."""

import json

import pytest
from click.testing import CliRunner

from sinasec.cli.main import main


def run(*arguments: str):
    return CliRunner().invoke(main, ["duties", *arguments])


def duties(committee: str, day: str) -> dict[str, dict]:
    result = run("--committee", committee, "--as-of", day, "--json")
    assert result.exit_code == 0, result.stderr
    return {row["code"]: row for row in json.loads(result.stdout)}


@pytest.mark.parametrize(
    ("committee", "day", "code", "count", "per", "breach"),
    [
        ("CONASEC", "2019-05-09", "sesion-conasec", 1, "month", "gestion"),
        ("CONASEC", "2025-06-10", "sesion-conasec", 4, "year", "gestion"),
        ("CONASEC", "2025-06-11", "sesion-conasec", 6, "year", "gestion"),
        ("CORESEC Puno", "2019-05-09", "sesion-ordinaria", 1, "month", "gestion"),
        ("CORESEC Puno", "2019-05-09", "convocatoria", 1, "two_months", "legal"),
        ("CORESEC-21", "2019-05-10", "sesion-ordinaria", 1, "two_months", "gestion"),
        ("CORESEC-21", "2019-05-10", "convocatoria", 1, "two_months", "legal"),
        ("codisec chorrillos", "2024-05-24", "consulta-publica", 1, "quarter", "gestion"),
    ],
)
def test_count_and_period_on_a_day(committee, day, code, count, per, breach):
    row = duties(committee, day)[code]
    assert (row["count"], row["per"], row["breach"]) == (count, per, breach)


def test_two_of_the_sessions_of_conasec_are_decentralised():
    (condition,) = duties("CONASEC", "2024-05-24")["sesion-conasec"]["conditions"]
    assert (condition["attribute"], condition["equals"], condition["count"]) == (
        "descentralizada",
        True,
        2,
    )


def test_the_region_consults_until_9_may_2019():
    assert "consulta-publica" in duties("CORESEC-21", "2019-05-09")
    assert "consulta-publica" not in duties("CORESEC-21", "2019-05-10")
    assert "consulta-publica" in duties("COPROSEC-2101", "2019-05-10")


def test_the_district_of_a_provincial_capital_has_duties_until_9_may_2019():
    assert duties("CODISEC-210101", "2019-05-09")
    assert duties("CODISEC-210101", "2019-05-10") == {}
    result = run("--committee", "CODISEC-210101", "--as-of", "2019-05-10", "--json")
    assert "solo existe desde el 2014-12-05 hasta el 2019-05-09" in result.stderr


def test_every_row_has_its_article_norm_and_text():
    for row in duties("COPROSEC-2101", "2026-10-31").values():
        assert row["article"]
        assert row["norm"]
        assert row["url"].startswith("http")


def test_in_words_for_people():
    result = run("--committee", "CORESEC Puno", "--as-of", "2024-05-24")
    assert "Al menos una sesión ordinaria cada dos meses. DS 010-2019-IN, art. 32.1.a" in (
        result.stdout
    )


@pytest.mark.parametrize("committee", ["San Miguel", "CORESEC Atlántida"])
def test_a_committee_that_cannot_be_meant_is_a_usage_error(committee):
    result = run("--committee", committee, "--json")
    assert result.exit_code == 2
    assert committee in result.stderr
