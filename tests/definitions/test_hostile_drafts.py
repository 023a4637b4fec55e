"""Drafts written to stop whoever judges them: refused by what they say, never by trying."""

from datetime import date, timedelta

import pytest

from sinasec.definitions.checking import check
from sinasec.definitions.loading import HERE

GOOD = (HERE / "obligations" / "sesion-ordinaria.yaml").read_text(encoding="utf-8")
HEAD = """code: sesion-ordinaria
name: Sesión
plain: Una sesión.
rule: {rule}
remedy: celebrar una sesión
versions:
"""
WORDING = (
    "  - {{from: {day}, bearers: [CODISEC], norm: {{id: DS 011-2014-IN, article: '1', "
    "url: 'https://norma.pe/1'}}, breach: gestion, acts: [sesion-ordinaria], plain: x, {rest}}}\n"
)
CASE = (
    "  - {says: x, committee_level: CODISEC, acts: [], as_of: 2026-05-05, "
    "expect: {period: '2024', absent: true}}\n"
)


def draft(rest: str, *, rule: str = "at_least", day: str = "2020-01-01", times: int = 1) -> str:
    first = date.fromisoformat(day)
    days = (first + timedelta(days=30 * number) for number in range(times))
    return HEAD.format(rule=rule) + "".join(WORDING.format(day=one, rest=rest) for one in days)


def told(tmp_path, text: str) -> str:
    file = tmp_path / "sesion-ordinaria.yaml"
    file.write_text(text, encoding="utf-8")
    return "\n".join(fault.message for fault in check(file).faults)


DUES = ", ".join(f"{{on: {{month: {n}, day: 20}}, label: L{n}}}" for n in range(1, 13))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param(draft("per: month, count: 1000000000"), "a lo más 366", id="actos"),
        pytest.param(draft(f"per: month, count: {'9' * 6000}"), "15 cifras", id="cifras"),
        pytest.param(
            draft("per: month, conditions: [{attribute: sobre, equals: x, count: 1000000000}]"),
            "a lo más 366",
            id="condicion",
        ),
        pytest.param(
            draft("trigger: sesion-ordinaria, days: 1000000000", rule="within"),
            "a lo más 1000",
            id="dias",
        ),
        pytest.param(draft("per: month, due_soon_days: 1000000"), "a lo más 366", id="aviso"),
        pytest.param(draft("per: month", times=21), "se admiten 20", id="redacciones"),
        pytest.param(
            draft(f"per: month, dues: [{DUES}]", rule="by_date", times=3) + "cases:\n" + CASE * 30,
            "432 vencimientos al año",
            id="vencimientos",
        ),
        pytest.param(draft("per: month") + "cases:\n" + CASE * 31, "se admiten 30", id="casos"),
        pytest.param(draft("per: month", day="2020-01-01").replace("2020", "0001"), "el año 1 "),
        pytest.param(draft("per: month").replace("2020", "9999"), "el año 9999 "),
        pytest.param(draft("per: month").replace("2020-01-01", "'2020-99-99'"), "sin comillas"),
        pytest.param(
            draft("per: month") + "cases:\n" + CASE.replace("2026-05-05", "0003-05-05"), "el año 3 "
        ),
        pytest.param(draft(f"per: {'month' * 9000}"), "no es uno de", id="palabra"),
        pytest.param(
            draft("per: month").replace("[sesion-ordinaria]", f"[{'sesion-' * 8000}]"),
            "se admiten 2000",
            id="nombre",
        ),
    ],
)
def test_a_draft_that_asks_for_the_impossible_is_told_so(text, says, tmp_path):
    assert says in told(tmp_path, text)


def test_what_is_said_of_a_file_full_of_faults_stays_readable(tmp_path):
    said = told(tmp_path, "".join(f"{'clave' * 100}{n}: 1\n" for n in range(900)))
    assert said.count("\n") < 250
    assert max(map(len, said.splitlines())) < 300
