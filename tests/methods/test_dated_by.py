"""An act that counts by a day that it says: the call to a session, and what is unknown without."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sinasec import definitions
from sinasec.methods.compliance.explanation.explain import explain
from sinasec.methods.compliance.explanation.finding import Finding
from sinasec.methods.law import Edition
from tests.methods.laws import LATER, act, committees, complete, facts

CODE = "CODISEC-150102"
EVE = date(2025, 3, 2)  # of the session, in the bimester after the one that is asked
SESSION = date(2025, 3, 3)
KNOWN = [complete(date(2014, 1, 1), date(2025, 12, 31))]


def found(
    as_of: date,
    *acts: dict[str, Any],
    declared: Sequence[dict[str, Any]] = KNOWN,
    law: Edition | None = None,
) -> Finding:
    given = facts(acts, completeness=declared)
    frames = (given.acts, given.reviews, given.waivers, given.completeness)
    row = committees(CODE).row(0, named=True)
    asked = {"as_of": as_of, "known_at": LATER, "duty": "convocatoria"}
    (one,) = explain(law or definitions.load(), row, *frames, **asked)
    return one


def session(on: date = SESSION, called: str | None = None, **more: Any) -> dict[str, Any]:
    said = {"fecha_convocatoria": called} if called else {}
    return act("a", on, attributes=said, **more)


def test_a_session_soon_after_leaves_in_doubt_whether_it_was_called_before():
    one = found(EVE, session())
    assert (one.light, one.state, one.counted) == ("gris", "sin_informacion", 0)
    assert (
        "Falta la fecha de la convocatoria de la sesión del 3 de marzo de 2025, que puede ser de "
        "este periodo: no se puede afirmar una omisión."
    ) in one.sentence
    assert "constancia" not in one.sentence
    assert [each.why for each in one.not_counted] == [
        "falta la fecha de la convocatoria de la sesión: cuenta aquí si fue a más tardar el 28 de "
        "febrero de 2025"
    ]
    assert one.turns_green.startswith(
        "registre la fecha de la convocatoria de la sesión del 3 de marzo de 2025 en un acto que "
        "corrija a «a»: si fue a más tardar el 28 de febrero de 2025, el periodo está cumplido; "
        "si no, quien preside el comité debe convocarlo"
    )


def test_both_things_that_are_not_known_are_said():
    one = found(EVE, session(), declared=())
    assert "que puede ser de este periodo y no hay constancia de que el registro" in one.sentence


def test_it_counts_on_the_day_of_the_call_and_on_its_own():
    one = found(EVE, session(called="2025-02-25"))
    assert (one.light, one.state, one.counted) == ("verde", "cumplido", 1)
    assert [act.counts_on for act in one.counted_acts] == [date(2025, 2, 25)]
    later = found(date(2025, 5, 2), session(called="2025-02-25"))
    assert (later.light, later.period, later.counted) == ("verde", "2025-B2", 1)
    assert [act.counts_on for act in later.counted_acts] == [None]
    third = found(date(2025, 7, 2), session(called="2025-02-25"))
    assert (third.light, third.period) == ("rojo", "2025-B3")


def test_why_it_counts_on_neither_says_both_days():
    one = found(date(2025, 7, 2), session(date(2025, 4, 20), called="2025-04-14"))
    assert [each.why for each in one.not_counted] == [
        "es anterior al 1 de mayo de 2025, primer día en que cuenta, lo mismo que la fecha de la "
        "convocatoria de la sesión, que es el 14 de abril de 2025"
    ]


def test_until_the_days_after_are_declared_no_omission_is_affirmed():
    """What proves a call may be a session of the days that nobody has answered for yet."""
    whole, short = (
        [complete(date(2014, 1, 1), day)] for day in (date(2025, 3, 15), date(2025, 3, 14))
    )
    assert found(EVE, declared=whole).light == "rojo"
    assert (found(EVE, declared=short).light, found(EVE, declared=short).state) == (
        "gris",
        "sin_informacion",
    )


def test_a_call_known_to_be_of_the_next_period_leaves_the_omission_affirmed():
    one = found(EVE, session(called="2025-03-03"))
    assert (one.light, one.state) == ("rojo", "vencido")
    assert "omisión legal" in one.sentence


def test_without_it_the_session_counts_on_its_own_day():
    one = found(date(2025, 3, 10), session())
    assert (one.light, one.period) == ("verde", "2025-B2")
    assert "lo mismo el día en que se convocó que el de la sesión" in one.sentence


def test_an_observed_session_leaves_no_doubt():
    """It does not count for anything until it is corrected."""
    given = session()
    review = {"act_id": "a", "outcome": "observed", "reason": "sin firmas", "registered_at": LATER}
    frames = facts([given], [review], completeness=KNOWN)
    (one,) = explain(
        definitions.load(),
        committees(CODE).row(0, named=True),
        frames.acts,
        frames.reviews,
        frames.waivers,
        frames.completeness,
        as_of=EVE,
        known_at=LATER,
        duty="convocatoria",
    )
    assert one.light == "rojo"


def test_definitions_of_before_count_by_the_session_as_they_did():
    """A publication is made again with the definitions that it holds inside."""
    law = definitions.load()
    duty = law.duty("convocatoria")
    former = replace(duty, versions=tuple(replace(v, dated_by=None) for v in duty.versions))
    law = replace(law, duties=tuple(former if one is duty else one for one in law.duties))
    one = found(EVE, session(called="2025-02-25"), law=law)
    assert (one.light, one.counted) == ("rojo", 0)
    assert one.not_counted[0].why.startswith("es posterior al 28 de febrero de 2025")
