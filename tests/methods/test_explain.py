"""What a citizen reads: the norm, the count, what was not counted and why, and what turns it."""

import json
from datetime import date, datetime

from sinasec.methods.explain import explain
from sinasec.methods.law import Condition, DayOfYear, Due
from tests.methods.laws import (
    LATER,
    SESSIONS,
    act,
    committees,
    complete,
    duty,
    edition,
    facts,
    review,
    version,
)

CODE = "CODISEC-150102"
ALL = [complete(date(2018, 1, 1), date(2025, 12, 31))]


def finding(law, given, as_of, known_at=LATER, code=CODE):
    row = committees(code).row(0, named=True)
    frames = (given.acts, given.reviews, given.waivers, given.completeness)
    return explain(law, row, *frames, as_of=as_of, known_at=known_at)[0]


def test_an_observed_session_leaves_the_light_red_and_says_why():
    given = facts(
        [act("a1", date(2024, 2, 15))],
        [review("a1", "observed", datetime.fromisoformat("2024-02-20"), "acta sin firmas")],
        completeness=ALL,
    )
    found = finding(edition(SESSIONS), given, date(2024, 3, 10))
    assert (found.light, found.period) == ("rojo", "2024-B1")
    assert found.sentence.endswith(
        "Entre enero y febrero de 2024 el comité debía celebrar una sesión ordinaria "
        "(DS 000-0000-XX, art. 32.1). Se contaron 0 de 1. No se contó el acto del 15 de febrero "
        "de 2024: fue observado el 20 de febrero de 2024 (acta sin firmas). Pasa a verde si el "
        "comité logra celebrar una sesión ordinaria a más tardar el 30 de abril de 2024."
    )
    assert found.turns_green_by == date(2024, 4, 30)
    assert [one.act_id for one in found.not_counted] == ["a1"]
    assert json.loads(json.dumps(found.as_dict()))["due"] == "2024-02-29"


def test_a_late_plan_turns_green_by_itself_on_the_day_it_says():
    plan = duty(
        "plan",
        "by_date",
        version(date(2019, 5, 10), per="year", acts=("plan",), dues=(Due(on=DayOfYear(1, 15)),)),
        remedy="aprobar el plan",
    )
    given = facts([act("p", date(2024, 1, 20), "plan")], completeness=ALL)
    found = finding(edition(plan), given, date(2024, 3, 1))
    assert (found.state, found.light, found.since) == ("tardio", "ambar", date(2024, 1, 20))
    assert found.turns_green_by == date(2024, 4, 19)
    after = finding(edition(plan), given, found.turns_green_by)
    assert (after.state, after.light, after.turns_green) == ("subsanado", "verde", "")


def test_without_a_complete_register_no_omission_is_affirmed():
    found = finding(edition(SESSIONS), facts(), date(2024, 3, 10))
    assert (found.state, found.light) == ("sin_informacion", "gris")
    assert "no se puede afirmar una omisión" in found.sentence


def test_what_was_registered_later_is_named_and_not_counted():
    late = act("a1", date(2024, 2, 15), registered=datetime.fromisoformat("2024-06-01"))
    given = facts([late], completeness=ALL)
    known_at = datetime.fromisoformat("2024-03-01")
    before = finding(edition(SESSIONS), given, date(2024, 3, 10), known_at)
    assert before.counted == 0
    assert "se registró el 1 de junio de 2024" in before.not_counted[0].why
    assert finding(edition(SESSIONS), given, date(2024, 3, 10)).light == "verde"


def test_a_correction_keeps_the_date_and_names_what_it_corrects():
    given = facts(
        [act("a1", date(2024, 2, 15)), act("a2", date(2024, 3, 5), supersedes="a1")],
        completeness=ALL,
    )
    found = finding(edition(SESSIONS), given, date(2024, 3, 10))
    assert [(one.act_id, one.date) for one in found.counted_acts] == [("a2", date(2024, 2, 15))]
    assert [(one.act_id, one.why) for one in found.not_counted] == [("a1", "fue corregido por a2")]


def test_conasec_in_2025_is_read_both_ways():
    national = frozenset({"CONASEC"})
    two = (Condition("descentralizada", True, 2, "dos de ellas descentralizadas"),)
    law = edition(
        duty(
            "sesion-conasec",
            "at_least",
            version(
                date(2019, 5, 10),
                date(2025, 6, 10),
                per="year",
                count=4,
                bearers=national,
                conditions=two,
            ),
            version(
                date(2025, 6, 11),
                per="year",
                count=6,
                bearers=national,
                conditions=two,
                transition="both",
            ),
            remedy="celebrar una sesión ordinaria",
        )
    )
    sessions = [
        act(f"s{month}", date(2025, month, 3), committee="CONASEC", attributes=said)
        for month, said in [(1, {"descentralizada": True}), (3, {"descentralizada": True})]
        + [(month, {}) for month in (5, 6, 9)]
    ]
    given = facts(
        sessions, completeness=[complete(date(2019, 1, 1), date(2026, 12, 31), "*", "CONASEC")]
    )
    told = {
        day: finding(law, given, day, code="CONASEC")
        for day in (date(2025, 6, 10), date(2026, 1, 1))
    }
    eve = told[date(2025, 6, 10)]
    assert (eve.state, eve.required, eve.version) == ("cumplido", 4, "2019-05-10")
    last = told[date(2026, 1, 1)]
    assert "4 con la vigente desde el 10 de mayo de 2019" in last.sentence
    assert "dos de ellas descentralizadas" in last.sentence
    assert (last.state, last.light, last.required, last.counted) == ("en_transicion", "ambar", 6, 5)


def test_only_the_duty_asked_for_is_explained():
    law = edition(SESSIONS, duty("otra", "at_least", version(date(2019, 5, 10), per="year")))
    row = committees(CODE).row(0, named=True)
    given = facts()
    frames = (given.acts, given.reviews, given.waivers, given.completeness)
    found = explain(law, row, *frames, as_of=date(2024, 3, 10), known_at=LATER, duty="otra")
    assert [one.duty for one in found] == ["otra"]
