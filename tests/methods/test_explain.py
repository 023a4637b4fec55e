"""What a citizen reads: the norm, the count, what was not counted and why, and what turns it."""

import json
from dataclasses import replace
from datetime import date, datetime

import polars as pl
import pytest

from sinasec.definitions import load
from sinasec.methods.compliance.explanation.explain import explain
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
    waiver,
)

CODE = "CODISEC-150102"
TWO_SESSIONS = duty(
    "sesion",
    "at_least",
    version(date(2019, 5, 10), per="two_months", count=2),
    remedy="celebrar una sesión ordinaria",
)
ALL = [complete(date(2018, 1, 1), date(2025, 12, 31))]


def finding(law, given, as_of, known_at=LATER, code=CODE):
    row = committees(code).row(0, named=True)
    frames = (given.acts, given.reviews, given.waivers, given.completeness)
    return explain(law, row, *frames, as_of=as_of, known_at=known_at)[0]


def test_an_observed_session_leaves_the_light_red_and_says_why():
    given = facts(
        [act("a1", date(2024, 2, 15))],
        [review("a1", "observed", datetime.fromisoformat("2024-02-20T12:00"), "acta sin firmas")],
        completeness=ALL,
    )
    found = finding(edition(SESSIONS), given, date(2024, 3, 10))
    assert (found.light, found.period) == ("rojo", "2024-B1")
    assert found.sentence.endswith(
        "Entre enero y febrero de 2024 el comité debía celebrar una sesión ordinaria "
        "(DS 000-0000-XX, art. 32.1); se contaron 0 de 1. Que el registro está completo lo declara "
        "«prueba» (constancia registrada el 1 de enero de 2014). No se contó el acto del 15 de "
        "febrero de 2024: fue observado el 20 de febrero de 2024 por «acta sin firmas». Si el acto "
        "observado del 15 de febrero de 2024 («a1») se hizo, corríjalo: la corrección conserva su "
        "fecha y, si no se observa, cuenta desde ella; si no, el comité "
        "debe celebrar una sesión ordinaria a más tardar el 30 de abril de 2024: con eso la luz "
        "pasa a verde."
    )
    assert found.turns_green_by == date(2024, 4, 30)
    assert found.advice_on(date(2024, 4, 30)) == found.sentence.removeprefix(found.told).strip()
    assert found.advice_on(date(2024, 5, 1)) == (
        "Si el acto observado del 15 de febrero de 2024 («a1») se hizo, corríjalo: la corrección "
        "conserva su fecha y, si no se observa, cuenta desde ella. El comité debía celebrar una "
        "sesión ordinaria a más tardar el 30 de abril de 2024, que ya pasó. Si se hizo en plazo, "
        "regístrelo; si no, lo que se haga ahora cuenta en el periodo siguiente."
    )
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
    assert found.advice_on(date(2024, 4, 20)) == (
        "La luz debía pasar a verde por sí sola el 19 de abril de 2024 (plazo de ejemplo), que ya "
        "pasó. Cómo quedó se ve en la publicación que juzgue ese día."
    )
    after = finding(edition(plan), given, found.turns_green_by)
    assert (after.state, after.light, after.turns_green) == ("subsanado", "verde", "")
    for told in (found, after):
        assert told.as_dict()["late_days"] == 5
        assert "Se cumplió el 20 de enero de 2024, 5 días después del último en plazo." in (
            told.sentence
        )
    in_time = finding(edition(plan), facts([act("p", date(2024, 1, 15), "plan")]), date(2024, 3, 1))
    assert (in_time.state, in_time.late_days) == ("cumplido", None)


def test_a_waiver_that_hides_the_first_late_days_does_not_make_it_later():
    """The act came five days late, while the duty was suspended: it is five days, not ninety."""
    plan = duty(
        "plan",
        "by_date",
        version(date(2019, 5, 10), per="year", acts=("plan",), dues=(Due(on=DayOfYear(1, 15)),)),
    )
    given = facts(
        [act("p", date(2024, 1, 20), "plan")],
        waivers=[waiver(date(2024, 1, 16), date(2024, 3, 31))],
        completeness=ALL,
    )
    found = finding(edition(plan), given, date(2024, 4, 2))
    assert (found.state, found.late_days) == ("tardio", 5)
    assert found.turns_green_by == date(2024, 4, 19)


def test_without_a_complete_register_no_omission_is_affirmed():
    found = finding(edition(SESSIONS), facts(), date(2024, 3, 10))
    assert (found.state, found.light) == ("sin_informacion", "gris")
    assert "no se puede afirmar una omisión" in found.sentence


def test_what_was_registered_later_is_named_and_not_counted():
    late = act("a1", date(2024, 2, 15), registered=datetime.fromisoformat("2024-06-01T12:00"))
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
    assert [(one.act_id, one.why) for one in found.not_counted] == [
        ("a1", "fue corregido el 5 de marzo de 2024")
    ]


def test_a_date_that_was_wrong_can_be_annulled_and_both_are_shown():
    """Registered early with a false day and corrected later, it does not stay green."""
    late = {"supersedes": "a1", "attributes": {"fecha_errada": True}}
    acts = [act("a1", date(2024, 2, 15)), act("a2", date(2024, 3, 5), **late)]
    found = finding(edition(SESSIONS), facts(acts, completeness=ALL), date(2024, 3, 10))
    assert [(one.act_id, one.date) for one in found.counted_acts] == [("a2", date(2024, 3, 5))]
    assert [(one.act_id, one.date, one.why) for one in found.not_counted] == [
        (
            "a1",
            date(2024, 2, 15),
            "fue corregido el 5 de marzo de 2024, y su fecha se anuló por errada",
        )
    ]
    kept = facts([*acts[:1], act("a2", date(2024, 3, 5), supersedes="a1")], completeness=ALL)
    lights = [
        finding(edition(SESSIONS), given, date(2024, 3, 1)).light
        for given in (kept, facts(acts, completeness=ALL))
    ]
    assert lights == ["verde", "rojo"]


def test_what_was_annulled_stays_so_in_later_corrections():
    acts = [
        act("a1", date(2024, 2, 15)),
        act("a2", date(2024, 3, 5), supersedes="a1", attributes={"fecha_errada": True}),
        act("a3", date(2024, 3, 9), supersedes="a2"),
    ]
    found = finding(edition(SESSIONS), facts(acts, completeness=ALL), date(2024, 3, 10))
    assert [(one.act_id, one.date) for one in found.counted_acts] == [("a3", date(2024, 3, 5))]


def test_corrections_that_go_round_are_read_to_an_end():
    """No register takes them; a package made by hand could have them."""
    acts = [
        act("a1", date(2024, 2, 15), supersedes="a2"),
        act("a2", date(2024, 2, 16), supersedes="a1"),
        act("a3", date(2024, 2, 20), supersedes="a2"),
    ]
    found = finding(edition(SESSIONS), facts(acts, completeness=ALL), date(2024, 3, 10))
    assert [(one.act_id, one.date) for one in found.counted_acts] == [("a3", date(2024, 2, 15))]


def test_what_is_green_and_whole_reads_in_two_sentences():
    acts = [
        act("viejo", date(2023, 12, 20)),
        act("a1", date(2024, 2, 15)),
        act("a2", date(2024, 2, 16), supersedes="a1"),
    ]
    found = finding(edition(SESSIONS), facts(acts, completeness=ALL), date(2024, 3, 10))
    assert found.sentence == (
        "VERDE desde el 15 de febrero de 2024 · cumplido en plazo. Entre enero y febrero de 2024 "
        "el comité debía celebrar una sesión ordinaria (DS 000-0000-XX, art. 32.1); se contó 1 de "
        "1."
    )
    assert [one.act_id for one in found.not_counted] == ["viejo", "a1"]


def test_more_than_what_is_asked_is_not_counted_out_of_it():
    acts = [act("a1", date(2024, 1, 15)), act("a2", date(2024, 2, 16))]
    found = finding(edition(SESSIONS), facts(acts, completeness=ALL), date(2024, 3, 10))
    assert found.sentence.endswith("; se contaron 2 y se pide 1.")
    acts = [act(f"a{day}", date(2024, 2, day)) for day in (1, 2, 3)]
    found = finding(edition(TWO_SESSIONS), facts(acts, completeness=ALL), date(2024, 3, 10))
    assert "debía celebrar una sesión ordinaria 2 veces" in found.sentence
    assert found.sentence.endswith("; se contaron 3 y se piden 2.")


def test_acts_of_other_periods_are_left_to_the_trace():
    acts = [act("antes", date(2023, 12, 20)), act("despues", date(2024, 3, 5))]
    found = finding(edition(TWO_SESSIONS), facts(acts, completeness=ALL), date(2024, 3, 10))
    assert [one.act_id for one in found.not_counted] == ["antes", "despues"]
    assert "No se contó" not in found.sentence


def test_an_act_of_the_period_that_became_another_kind_is_named_without_its_code():
    acts = [
        act("a1", date(2024, 2, 15)),
        act("a2", date(2024, 2, 15), "sesion-sin-quorum", supersedes="a1"),
    ]
    found = finding(edition(SESSIONS), facts(acts, completeness=ALL), date(2024, 3, 10))
    assert "No se contó el acto del 15 de febrero de 2024: fue corregido el 15" in found.sentence
    assert not any(code in found.sentence for code in ("a1", "a2"))


PLAN = duty(
    "plan",
    "by_date",
    version(
        date(2019, 5, 10),
        per="year",
        acts=("plan",),
        conditions=(Condition("plan", "{period}", says="del año"),),
        dues=(Due(on=DayOfYear(1, 15)),),
    ),
    remedy="remitir el plan del año",
)


def test_late_is_late_as_far_as_the_register_tells():
    """An ordinance of April may replace one of December that nobody registered."""
    ordinance = act("p", date(2024, 4, 10), "plan", attributes={"plan": "2024"})
    doubt = (
        "Es tarde según lo registrado: no hay constancia de que el registro esté completo hasta "
        "el 15 de enero de 2024 y puede faltar un acto anterior."
    )
    almost = [complete(date(2024, 1, 1), date(2024, 1, 14))]
    whole = [complete(date(2024, 1, 1), date(2024, 1, 15), "plan")]
    for day, state in ((date(2024, 5, 1), "tardio"), (date(2024, 12, 1), "subsanado")):
        told = [
            finding(edition(PLAN), facts([ordinance], completeness=records), day)
            for records in (almost, whole)
        ]
        assert [one.state for one in told] == [state, state]
        assert [doubt in one.sentence for one in told] == [True, False]
        assert "remitir el plan del año, a más tardar" in told[0].sentence


def test_a_date_of_publication_may_hide_an_earlier_act():
    said = {"plan": "2024", "fecha_es": "publicación"}
    published = act("p", date(2024, 2, 9), "plan", attributes=said)
    approved = act("p", date(2024, 2, 9), "plan", attributes={"plan": "2024"})
    told = [
        finding(edition(PLAN), facts([one], completeness=ALL), date(2024, 5, 1)).sentence
        for one in (published, approved)
    ]
    assert ["La fecha es la de publicación" in one for one in told] == [True, False]


def test_days_late_are_affirmed_only_of_the_day_of_the_act():
    """The norm dates the approval: of what was only published, no number of days is known."""
    said = {"plan": "2024", "fecha_es": "publicación"}
    published, approved = [
        finding(edition(PLAN), facts([one], completeness=ALL), date(2024, 5, 1))
        for one in (
            act("p", date(2024, 2, 9), "plan", attributes=said),
            act("p", date(2024, 2, 9), "plan", attributes=said | {"fecha_es": "aprobación"}),
        )
    ]
    assert (approved.late_days, approved.late_at_most) == (25, None)
    assert (published.late_days, published.late_at_most) == (None, 25)
    assert "25 días después del último en plazo" in approved.sentence
    assert (
        "La fecha es la de publicación, el 9 de febrero de 2024: no consta qué día se hizo, que es "
        "el que cuenta, y no se afirma cuántos días de retraso; a lo más 25 días, contados hasta "
        "la publicación."
    ) in published.sentence
    assert "Se cumplió" not in published.sentence


def test_a_plan_for_another_year_is_not_a_plan_refused_for_this_one():
    other = act("o", date(2024, 1, 10), "plan", attributes={"plan": "2023"})
    silent = act("s", date(2024, 1, 11), "plan")
    found = finding(edition(PLAN), facts([other, silent], completeness=ALL), date(2024, 2, 1))
    assert [(one.act_id, one.kind) for one in found.not_counted] == [("o", "plan"), ("s", "plan")]
    assert "10 de enero" not in found.sentence
    assert "No se contó el acto del 11 de enero de 2024: no cumple" in found.sentence


def test_what_excuses_is_told_with_its_norm():
    excuse = [waiver(date(2024, 1, 10), date(2024, 1, 20))]
    for day in (date(2024, 1, 12), date(2024, 6, 1)):
        found = finding(edition(PLAN), facts(waivers=excuse, completeness=ALL), day)
        assert (found.state, found.turns_green) == ("no_exigible", "")
        assert found.sentence.endswith(
            "(DS 000-0000-XX, art. 32.1). Del 10 de enero de 2024 al 20 de enero de 2024 el deber "
            "está suspendido: emergencia (DS 001)."
        )
    after = finding(edition(PLAN), facts(waivers=excuse, completeness=ALL), date(2025, 2, 1))
    assert "suspendido" not in after.sentence


def test_a_committee_that_does_not_exist_owes_nothing():
    row = committees(CODE, valid_to=date(2019, 5, 9)).row(0, named=True)
    given = facts()
    frames = (given.acts, given.reviews, given.waivers, given.completeness)
    days = (date(2014, 12, 4), date(2019, 5, 9), date(2019, 5, 10))
    told = [
        explain(edition(SESSIONS), row, *frames, as_of=day, known_at=LATER) != [] for day in days
    ]
    assert told == [False, True, False]


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


def test_a_duty_of_one_place_is_not_asked_elsewhere():
    """An ordinance of the region of Lima binds nobody in Lima Metropolitana."""
    law = edition(replace(SESSIONS, only_in=("15",)))
    rows = committees("CODISEC-150102", "CODISEC-150201", "CORESEC-15", "CORESEC-1501")
    regions = {"CODISEC-150201": "15", "CORESEC-15": "15"}
    frames = (facts().acts, facts().reviews, facts().waivers, facts().completeness)
    asked = [
        row["committee"]
        for row in rows.iter_rows(named=True)
        if explain(
            law,
            {**row, "region": regions.get(row["committee"], "1501")},
            *frames,
            as_of=date(2024, 3, 1),
            known_at=LATER,
        )
    ]
    assert asked == ["CODISEC-150201", "CORESEC-15"]


def test_no_omission_is_affirmed_of_a_committee_that_may_not_have_to_exist():
    law = edition(SESSIONS, unverified={CODE: "Nadie ha leído que deba haberlo."})
    given = facts(completeness=ALL)
    found = finding(law, given, date(2024, 3, 10))
    assert (found.state, found.light, found.confidence) == ("sin_informacion", "gris", "probable")
    assert "No se ha verificado que este comité deba existir: no se puede afirmar" in found.sentence
    assert "de este comité es probable: nadie ha leído que deba haberlo." in found.sentence
    other = finding(edition(SESSIONS, unverified={"CODISEC-1": "x"}), given, date(2024, 3, 10))
    assert (other.state, other.confidence) == ("vencido", "confirmado")
    held = finding(law, facts([act("a", date(2024, 2, 1))]), date(2024, 3, 10))
    assert (held.state, held.confidence) == ("cumplido", "probable")


def test_a_last_day_counted_over_a_calendar_in_doubt_is_probable():
    """The installation of January 2027, before anybody knows the days that will be decreed."""
    law = load()
    law = replace(law, duties=(law.duty("instalacion"),))
    everything = facts(completeness=[complete(date(2015, 1, 1), date(2027, 1, 31))])
    row = {**committees("CODISEC-210102").row(0, named=True), "region": "21"}
    frames = (everything.acts, everything.reviews, everything.waivers)
    mine = everything.completeness.with_columns(committee=pl.lit("CODISEC-210102"))
    (found,) = explain(law, row, *frames, mine, as_of=date(2027, 1, 18), known_at=LATER)
    assert (found.state, found.due, found.confidence) == ("vencido", date(2027, 1, 15), "probable")
    assert "El último día es probable: de los días no laborables" in found.sentence
    (before,) = explain(law, row, *frames, mine, as_of=date(2023, 2, 1), known_at=LATER)
    assert (before.due, before.confidence) == (date(2023, 1, 16), "confirmado")


@pytest.mark.parametrize(
    ("year", "due", "sent", "confidence"),
    [
        (2020, date(2020, 5, 11), date(2020, 5, 12), "probable"),
        (2021, date(2021, 5, 10), date(2021, 5, 11), "confirmado"),
    ],
)
def test_a_fixed_date_within_days_of_suspended_terms_is_probable(year, due, sent, confidence):
    """The first ten days of May of 2020, after DU 029-2020 suspended terms, and of a year later."""
    law = load()
    law = replace(law, duties=(law.duty("propuesta-plan-enviada"),))
    given = facts([act("a", sent, kind="propuesta-plan-enviada")])
    row = {**committees("CORESEC-21").row(0, named=True), "region": "21"}
    acts = given.acts.with_columns(committee=pl.lit("CORESEC-21"))
    frames = (acts, given.reviews, given.waivers, given.completeness)
    (found,) = explain(law, row, *frames, as_of=date(year, 6, 1), known_at=LATER)
    assert (found.state, found.due, found.confidence) == ("tardio", due, confidence)
    said = "El último día es probable: del 16 de marzo al 10 de junio de 2020" in found.sentence
    assert said is (confidence == "probable")


def test_a_sentence_of_a_period_does_not_tell_since_when_another_was_green():
    """Green without a break for three periods: the day on which that began is not of the last."""
    acts = [act(f"a{month}", date(2024, month, 15)) for month in (1, 3, 5)]
    found = finding(edition(SESSIONS), facts(acts, completeness=ALL), date(2024, 5, 20))
    assert (found.period, found.since, found.since_at_least) == (
        "2024-B3",
        date(2024, 1, 15),
        False,
    )
    assert found.sentence.startswith("VERDE · cumplido en plazo. Entre mayo y junio de 2024 el")
    assert "enero" not in found.sentence
    first = finding(edition(SESSIONS), facts(acts, completeness=ALL), date(2024, 2, 1))
    assert first.sentence.startswith("VERDE desde el 15 de enero de 2024 · cumplido en plazo.")


def test_red_through_several_periods_says_since_the_first_and_speaks_of_the_last():
    found = finding(edition(SESSIONS), facts(completeness=ALL), date(2024, 5, 20))
    assert (found.light, found.period) == ("rojo", "2024-B2")
    assert found.since < date(2023, 1, 1)
    assert found.sentence.startswith("ROJO · omisión legal. Entre marzo y abril de 2024 el comité")


def test_a_red_says_who_declared_the_register_complete_and_when():
    declared = [
        complete(date(2024, 1, 1), date(2024, 1, 31), "sesion-ordinaria") | {"source": "Informe 1"},
        complete(date(2024, 2, 1), date(2024, 2, 29)) | {"source": "Informe 2"},
        complete(date(2024, 1, 1), date(2024, 12, 31), "otra") | {"source": "ajena"},
        complete(date(2023, 1, 1), date(2023, 12, 31)) | {"source": "vieja"},
    ]
    found = finding(edition(SESSIONS), facts(completeness=declared), date(2024, 3, 10))
    assert found.light == "rojo"
    assert [(one.source, one.kind, one.day_from) for one in found.constancias] == [
        ("Informe 1", "sesion-ordinaria", date(2024, 1, 1)),
        ("Informe 2", "*", date(2024, 2, 1)),
    ]
    said = "lo declara «Informe 1» e «Informe 2» (constancia registrada el 1"
    assert said in found.sentence
    assert json.loads(json.dumps(found.as_dict()))["constancias"][0] == {
        "kind": "sesion-ordinaria",
        "day_from": "2024-01-01",
        "day_to": "2024-01-31",
        "source": "Informe 1",
        "registered_at": "2014-01-01T12:00:00Z",
    }
    without = finding(edition(SESSIONS), facts(completeness=declared[:1]), date(2024, 3, 10))
    assert (without.light, without.constancias) == ("gris", ())


def test_many_sources_are_counted_and_the_last_day_told():
    days = [date(2024, month, 1) for month in (1, 2)]
    declared = [
        complete(day, date(2024, 2, 29))
        | {
            "source": f"Informe {number}",
            "registered_at": datetime.fromisoformat(f"2024-03-0{number}T02:00"),
        }
        for number, day in enumerate((*days, *days), start=1)
    ]
    found = finding(edition(SESSIONS), facts(completeness=declared), date(2024, 3, 10))
    assert (
        "lo declara «Informe 1» e «Informe 3» y 2 fuentes más (la última constancia registrada el 3"
        in found.sentence
    )


def test_a_plan_is_told_to_be_in_force_until_its_last_day():
    """On its last day the light is green, and «dejó de estar vigente el» that day denied it."""
    portal = duty("portal", "standing", version(date(2019, 5, 10), acts=("portal",)))
    said = {"valid_from": "2024-03-01", "valid_to": "2024-03-31"}
    given = facts([act("d", date(2024, 2, 1), "portal", attributes=said)], completeness=ALL)
    last, after = (
        finding(edition(portal), given, day) for day in (date(2024, 3, 31), date(2024, 4, 1))
    )
    assert (last.light, after.light) == ("verde", "rojo")
    assert [one.why for one in after.not_counted] == ["estuvo vigente hasta el 31 de marzo de 2024"]
