"""What a finding says of the law it rests on: what answers the omission, and what is a reading."""

import json
from datetime import date, timedelta

import pytest

from sinasec import definitions
from sinasec.methods.compliance.explanation.explain import Finding, explain
from tests.methods.laws import LATER, act, committees, complete, duty, edition, facts, version

CODE = "CODISEC-150102"
REGION = "CORESEC-21"


def whole(committee: str = CODE) -> list[dict[str, object]]:
    return [complete(date(2014, 1, 1), date(2025, 12, 31), committee=committee)]


def found(duty: str, as_of: date, declared: bool = True, of: str = CODE) -> Finding:
    """Of a committee that registered nothing."""
    given = facts([], completeness=whole(of) if declared else [])
    frames = (given.acts, given.reviews, given.waivers, given.completeness)
    row = committees(of).row(0, named=True)
    law = definitions.load()
    (one,) = explain(law, row, *frames, as_of=as_of, known_at=LATER, duty=duty)
    return one


def test_before_the_law_of_2022_a_red_says_what_the_norm_answers_it_with():
    one = found("convocatoria", date(2021, 3, 1))
    assert "La norma ata a esta falta la suspensión en el cargo" in one.sentence
    assert "duda" not in one.sentence


@pytest.mark.parametrize(
    ("duty", "says"),
    [
        ("convocatoria", "quien preside el comité debía convocarlo a sesión"),
        ("instalacion", "quien preside el comité debía instalarlo"),
        ("sesion-ordinaria", "el comité debía celebrar una sesión ordinaria"),
        ("plan-vigente", "la municipalidad debe tener aprobado y vigente"),
    ],
)
def test_the_sentence_names_who_must_do_it(duty, says):
    one = found(duty, date(2024, 3, 1))
    assert says in one.sentence
    assert f"{says.partition(' deb')[0]} debe " in one.turns_green.lower()


def test_until_2019_the_report_is_not_said_to_go_to_the_instance_above():
    """Article 28.g named the Dirección General and the councils."""
    one = found("informe-trimestral", date(2016, 4, 1))
    assert "debía remitir el informe trimestral (DS 011-2014-IN, art. 28.g)" in one.sentence
    assert "instancia superior" not in one.sentence + one.name + one.turns_green


def test_until_2019_the_technical_secretariat_reports_the_performance():
    one = found("evaluacion-desempeno", date(2015, 4, 1))
    assert "la secretaría técnica del comité debía remitir" in one.sentence
    assert "2015 el comité debía" not in one.sentence


def test_a_committee_is_not_said_to_approve_what_it_proposes():
    """It proposes (arts. 17.a, 23.a, 28.a and 47 since 2019); a council or a municipality approves,
    and is no member of the committee, whose members alone article 83 reaches."""
    law = definitions.load()
    for code in ("plan-aprobacion", "plan-vigente"):
        duty = law.duty(code)
        assert "el comité" not in duty.subject
        assert "propone" in duty.remedy
        for wording in duty.versions:
            (denounced,) = [one for one in wording.consequences if one.kind == "ministerio_publico"]
            assert "no es miembro: la denuncia alcanzaría a los miembros solo por lo suyo" in (
                denounced.says
            )
    late = found("plan-aprobacion", date(2024, 3, 1), of=REGION)
    assert "el consejo regional (el concejo, en Lima Metropolitana) debía aprobar" in late.sentence
    assert "el comité debía" not in late.sentence


@pytest.mark.parametrize(
    ("duty", "subject"),
    [
        ("sesion-conasec", "el CONASEC"),
        ("distritos-priorizados", "la Secretaría Técnica del CONASEC"),
    ],
)
def test_the_council_is_not_called_a_committee(duty, subject):
    one = found(duty, date(2026, 3, 1), of="CONASEC")
    assert f" {subject} deb" in one.sentence  # debe, debía
    assert one.turns_green.startswith(f"{subject} debe ")
    assert "el comité" not in one.sentence


def test_no_next_period_is_promised_of_a_duty_that_ends():
    """The report of 2024 closed, and its duty ended before that of 2025 fell due."""
    one = found("conasec-informe-nacional", date(2025, 1, 2), of="CONASEC")
    assert one.turns_green == (
        "el periodo cerró y el deber rige hasta el 12 de febrero de 2025: la luz cambia si antes "
        "empieza otro periodo y se cumple"
    )
    assert "hasta el" not in found("sesion-conasec", date(2025, 1, 2), of="CONASEC").turns_green


def test_since_then_it_says_that_it_is_in_doubt():
    one = found("convocatoria", date(2024, 3, 1))
    assert "Está en duda, desde el 8 de abril de 2022, que la norma ate todavía" in one.sentence
    assert "La norma ata" not in one.sentence


@pytest.mark.parametrize("duty", ["convocatoria", "plan-vigente"])
def test_who_is_denounced_is_no_part_of_a_sentence_until_it_is_decided(duty):
    one = found(duty, date(2024, 3, 1))
    assert one.light == "rojo"
    assert "Ministerio" not in one.sentence
    assert "ministerio_publico" in {each.kind for each in one.consequences}


def test_a_light_that_rests_on_a_reading_says_so_and_by_whom_the_norm_is_known():
    one = found("plan-aprobacion", date(2024, 3, 1), of=REGION)
    assert one.confidence == "probable"
    assert "Es probable: " in one.sentence
    assert ", y la norma se conoce solo por quien la cita (" in one.sentence
    seen = found("consulta-publica", date(2024, 4, 1))
    assert "probable" not in seen.sentence


def test_what_a_norm_asks_without_a_date_is_no_date_of_the_norm():
    """The directive asks for approval before the year of its formulation ends."""
    one = found("plan-aprobacion", date(2024, 3, 1), of=REGION)
    ((day, why),) = one.due_steps
    assert day == date(2023, 12, 31)
    assert "que leemos como 2023" in why
    assert "fecha fijada" not in why


def test_what_an_ordinance_of_a_region_quotes_binds_no_province_and_no_district():
    """Ordinances quote the numerals of the regional plan: they are no source for the others."""
    for judged in definitions.load().duties:
        for wording in judged.versions:
            if "Ordenanza" in (wording.norm.quoted_by or ""):
                assert wording.bearers <= {"CORESEC", "CONASEC"}, (judged.code, wording.id)


@pytest.mark.parametrize("day", [date(2024, 3, 1), date(2025, 3, 1)])
def test_of_the_plan_of_a_district_only_its_state_is_judged(day):
    """No norm that was read has a last day for it: nothing of it is late."""
    row = committees(CODE).row(0, named=True)
    given = facts([], completeness=whole())
    frames = (given.acts, given.reviews, given.waivers, given.completeness)
    told = explain(definitions.load(), row, *frames, as_of=day, known_at=LATER)
    plans = [one for one in told if one.duty in ("plan-aprobacion", "plan-vigente")]
    assert [(one.duty, one.due, one.confidence) for one in plans] == [
        ("plan-vigente", None, "probable")
    ]
    assert "a más tardar" not in plans[0].sentence
    assert "Ordenanza" not in plans[0].sentence


@pytest.mark.parametrize("duty", ["convocatoria", "sesion-ordinaria"])
def test_the_same_reading_has_the_same_mark_and_says_which_it_is(duty):
    """«Once every two months» is the same words in both, counted by the calendar in both."""
    one = found(duty, date(2024, 3, 1))
    assert one.confidence == "probable"
    assert "Es probable: los dos meses se leen por bimestres del calendario" in one.sentence
    assert "descansa en una lectura nuestra" not in one.sentence


def test_what_is_probable_says_why():
    lacking = {
        duty.code
        for duty in definitions.load().duties
        for version in duty.versions
        if version.norm.confidence == "probable" and not version.norm.reading
    }
    assert not lacking


def test_grey_asks_first_to_register_what_may_have_been_done():
    grey = found("plan-aprobacion", date(2024, 3, 1), declared=False, of=REGION)
    assert grey.light == "gris"
    assert grey.turns_green.startswith(
        "si el acto ya se hizo, basta registrarlo; si no, el consejo"
    )
    assert "(plazo de ejemplo)" in grey.turns_green
    red = found("plan-aprobacion", date(2024, 3, 1), of=REGION)
    assert "basta registrarlo" not in red.turns_green


def installation(as_of: date, *declared: tuple[date, date]) -> Finding:
    """Of a committee that registered no installation, with what was declared complete."""
    given = facts([], completeness=[complete(*days) for days in declared])
    frames = (given.acts, given.reviews, given.waivers, given.completeness)
    row = committees(CODE).row(0, named=True)
    asked = {"as_of": as_of, "known_at": LATER, "duty": "instalacion"}
    (one,) = explain(definitions.load(), row, *frames, **asked)
    return one


TERM = (date(2023, 1, 1), date(2023, 1, 16))


@pytest.mark.parametrize("later", [(), ((date(2024, 1, 1), date(2026, 12, 31)),)])
def test_a_red_says_until_which_day_it_is_known_that_it_was_not_done(later):
    """Who installed on the 17th and did not register it is shown in red: it is not affirmed that
    nobody installed until today, and it is said what registering it would do."""
    one = installation(date(2026, 10, 31), TERM, *later)
    assert one.light == "rojo"
    assert (one.absent_until, one.unknown_from) == (date(2023, 1, 16), date(2023, 1, 17))
    known = (
        "Consta que hasta el 16 de enero de 2023 no se cumplió; de lo posterior falta constancia."
    )
    assert known in one.sentence
    assert one.turns_green.startswith(
        "si se hizo después del 16 de enero de 2023, basta registrarlo: la luz pasa a ámbar, o a "
        "verde si ya pasaron 365 días desde que se hizo (plazo de ejemplo); si no, quien preside"
    )
    soon = installation(date(2023, 3, 1), TERM)
    assert "basta registrarlo: la luz pasa a ámbar; si no," in soon.turns_green


def test_a_red_declared_to_the_day_judged_doubts_nothing():
    one = installation(date(2023, 6, 30), (date(2023, 1, 1), date(2023, 6, 30)))
    assert (one.absent_until, one.unknown_from) == (date(2023, 6, 30), None)
    assert "falta constancia" not in one.sentence
    assert "basta registrarlo" not in one.turns_green


def test_a_closed_count_is_known_whole_with_its_term():
    """No later session counts for two months that ended: there is nothing more to declare."""
    days = (date(2024, 1, 1), date(2024, 2, 29))
    given = facts([], completeness=[complete(*days)])
    frames = (given.acts, given.reviews, given.waivers, given.completeness)
    row = committees(CODE).row(0, named=True)
    asked = {"as_of": date(2024, 3, 31), "known_at": LATER, "duty": "sesion-ordinaria"}
    (one,) = explain(definitions.load(), row, *frames, **asked)
    assert (one.light, one.absent_until, one.unknown_from) == ("rojo", days[1], None)


def test_no_green_is_promised_after_the_period_stops_deciding():
    """The installation of 2027 falls due on 15 January: nothing of 2023 shows after that day."""
    late = installation(date(2026, 10, 31), (date(2023, 1, 1), date(2026, 10, 31)))
    assert late.turns_green == (
        "quien preside el comité debe instalarlo, con juramento de sus miembros: "
        "desde ese día la luz es ámbar, y a lo más hasta el 15 de enero de 2027: lo que sigue se "
        "juzga aparte"
    )
    early = installation(date(2025, 10, 31), (date(2023, 1, 1), date(2025, 10, 31)))
    assert early.turns_green.endswith("la luz es ámbar, y verde a los 365 días (plazo de ejemplo)")


def test_a_late_act_does_not_turn_green_by_itself_after_its_period():
    given = facts([act("a", date(2026, 9, 1), kind="instalacion")], completeness=whole())
    frames = (given.acts, given.reviews, given.waivers, given.completeness)
    row, law = committees(CODE).row(0, named=True), definitions.load()
    asked = {"as_of": date(2026, 10, 31), "known_at": LATER, "duty": "instalacion"}
    (one,) = explain(law, row, *frames, **asked)
    assert (one.state, one.turns_green_by) == ("tardio", None)
    assert "por sí sola" not in one.turns_green


def test_the_day_on_which_a_late_act_stops_showing_is_an_example():
    given = facts([act("a", date(2023, 1, 20), kind="instalacion")], completeness=whole())
    frames = (given.acts, given.reviews, given.waivers, given.completeness)
    row, law = committees(CODE).row(0, named=True), definitions.load()
    asked = {"as_of": date(2023, 3, 1), "known_at": LATER, "duty": "instalacion"}
    (one,) = explain(law, row, *frames, **asked)
    assert (one.state, one.turns_green_by) == ("tardio", date(2024, 1, 20))
    assert one.turns_green == (
        "la luz pasa a verde por sí sola el 20 de enero de 2024 (plazo de ejemplo)"
    )


def test_all_of_it_can_be_written_as_json():
    told = json.loads(json.dumps(found("convocatoria", date(2024, 3, 1)).as_dict()))
    assert [one["confidence"] for one in told["consequences"]] == ["en_duda", "ejemplo"]


def approved(on: date, **said: str) -> Finding:
    """Of a region that approved its plan 2024-2027."""
    code, given = "CORESEC-21", {"plan": "2024-2027", "valid_from": "2024-01-01", **said}
    one = act("a1", on, "plan-aprobado", code, attributes=given)
    frames = facts([one], completeness=[complete(date(2014, 1, 1), date(2025, 12, 31), "*", code)])
    row = committees(code).row(0, named=True)
    given = (frames.acts, frames.reviews, frames.waivers, frames.completeness)
    (told,) = explain(
        definitions.load(), row, *given, as_of=date(2024, 3, 1), known_at=LATER,
        duty="plan-aprobacion",
    )  # fmt: skip
    return told


def test_an_ordinance_with_earlier_effect_is_late_and_says_both_days():
    told = approved(date(2024, 2, 1), eficacia_anticipada="2023-12-20")
    assert told.state == "tardio"
    assert (
        "El acto del 1 de febrero de 2024 dice que rige con eficacia anticipada al 20 de diciembre "
        "de 2023 (Ley 27444): si por ello fue en plazo, no lo decide este semáforo."
    ) in told.sentence
    assert "anticipada" not in approved(date(2024, 2, 1)).sentence


def test_a_late_ordinance_tells_what_may_excuse_and_who_was_in_time():
    told = approved(
        date(2024, 2, 1),
        deja_sin_efecto="Ordenanza 9, aprobada el 26 de diciembre de 2023",
        validado="2023-12-18",
    )
    assert told.late_days == 32
    assert (
        "El acto del 1 de febrero de 2024 deja sin efecto otro (Ordenanza 9, aprobada el 26 de "
        "diciembre de 2023): si aprobaba lo mismo, se hizo antes. El comité había validado la "
        "propuesta el 18 de diciembre de 2023."
    ) in told.sentence
    assert "había validado" not in approved(date(2024, 2, 1)).sentence


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("sesion-sin-quorum", "no tuvo quórum: prueba la convocatoria, y no que se sesionó"),
        ("sesion-extraordinaria", "fue extraordinaria, y el deber es el de la ordinaria"),
    ],
)
def test_an_act_that_is_near_and_does_not_count_is_told_with_its_reason(kind, why):
    """Who convened and had no quorum reads why the session is missing."""
    given = facts([act("a1", date(2024, 2, 20), kind)], completeness=whole())
    frames = (given.acts, given.reviews, given.waivers, given.completeness)
    row = committees(CODE).row(0, named=True)
    asked = {"as_of": date(2024, 3, 15), "known_at": LATER, "duty": "sesion-ordinaria"}
    (told,) = explain(definitions.load(), row, *frames, **asked)
    assert told.light == "rojo"
    assert [(one.act_id, one.why) for one in told.not_counted] == [("a1", why)]
    assert f"No se contó el acto del 20 de febrero de 2024: {why}." in told.sentence
    far = facts([act("a1", date(2023, 5, 20), kind)], completeness=whole())
    frames = (far.acts, far.reviews, far.waivers, far.completeness)
    (told,) = explain(definitions.load(), row, *frames, **asked)
    assert told.not_counted == ()


@pytest.mark.parametrize(
    ("duty", "period_end", "confidence"),
    [
        ("sesion-conasec", date(2016, 12, 31), "confirmado"),
        ("sesion-conasec", date(2017, 1, 31), "probable"),
        ("sesion-conasec", date(2019, 4, 30), "probable"),
        ("conasec-informe-nacional", date(2022, 12, 31), "confirmado"),
        ("conasec-informe-nacional", date(2023, 12, 31), "probable"),
        ("conasec-informe-nacional", date(2024, 12, 31), "probable"),
    ],
)
def test_the_council_is_judged_as_probable_where_a_law_changed_unseen(duty, period_end, confidence):
    one = found(duty, period_end + timedelta(days=1), of="CONASEC")
    assert (one.light, one.confidence) == ("rojo", confidence)


def of_2016(kind: str) -> Finding:
    """The installation of 2016, when on 8 January there was an act of a kind."""
    given = facts([act("s", date(2016, 1, 8), kind)], completeness=whole())
    frames = (given.acts, given.reviews, given.waivers, given.completeness)
    row = committees(CODE).row(0, named=True)
    asked = {"as_of": date(2016, 2, 1), "known_at": LATER, "duty": "instalacion"}
    (one,) = explain(definitions.load(), row, *frames, **asked)
    return one


@pytest.mark.parametrize("kind", ["instalacion", "sesion-ordinaria", "sesion-extraordinaria"])
def test_until_2019_the_session_of_those_days_is_what_the_norm_asks(kind):
    one = of_2016(kind)
    assert (one.light, [each.kind for each in one.counted_acts]) == ("verde", [kind])


def test_a_session_without_quorum_was_called_and_not_installed():
    one = of_2016("sesion-sin-quorum")
    assert one.light == "rojo"
    assert "no tuvo quórum: se convocó, y no se instaló la sesión" in one.sentence


def test_what_was_never_certain_is_in_doubt_and_not_still():
    one = found("instalacion", date(2017, 2, 1))
    assert one.light == "rojo"
    assert "Está en duda que la norma ate a esta falta la suspensión en el cargo" in one.sentence
    assert "todavía" not in one.sentence
    assert "La norma ata" not in one.sentence


@pytest.mark.parametrize(
    ("day", "asked", "to_do"),
    [
        (date(2014, 12, 31), "debía convocarlo e instalarlo,", "debe convocarlo e instalarlo:"),
        (date(2017, 2, 1), "debía convocarlo e instalar su sesión,", "debe convocarlo e instalar"),
        (date(2019, 2, 1), "debía convocarlo e instalar su sesión,", "debe convocarlo e instalar"),
        (date(2023, 2, 1), "debía instalarlo, con juramento de sus miembros,", "con juramento"),
    ],
)
def test_each_wording_asks_what_its_norm_says(day, asked, to_do):
    one = found("instalacion", day)
    assert one.light == "rojo"
    assert asked in one.sentence
    assert to_do in one.turns_green
    assert ("juramento" in one.sentence) == (day.year == 2023)


def test_what_must_be_done_next_is_told_with_the_wording_of_that_period():
    law = edition(
        duty(
            "sesion",
            "at_least",
            version(date(2019, 1, 1), date(2024, 2, 29), per="month", remedy="reunirse"),
            version(date(2024, 3, 1), per="month", remedy="sesionar"),
        )
    )
    given = facts([], completeness=whole())
    frames = (given.acts, given.reviews, given.waivers, given.completeness)
    row = committees(CODE).row(0, named=True)
    (one,) = explain(law, row, *frames, as_of=date(2024, 3, 5), known_at=LATER)
    assert "debía reunirse" in one.sentence
    assert one.turns_green.startswith("el comité debe sesionar a más tardar")
