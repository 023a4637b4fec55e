"""What people register, and what they are told when it cannot be."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from sinasec.compliance.actions import (
    correct_act,
    declare_complete,
    register_acts,
    register_waiver,
    review_act,
)
from sinasec.compliance.entries import ActEntry
from sinasec.compliance.errors import (
    AlreadyCorrected,
    FactError,
    ForeignCorrection,
    InvalidAct,
    UnknownAct,
)
from sinasec.compliance.models import Act, Completeness, Review, Waiver

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("committees")]

SESSION = ActEntry(
    "CODISEC-150108",
    "sesion-ordinaria",
    date(2024, 2, 15),
    {"documento": "Acta 2-2024", "asistentes": 9, "descentralizada": False},
    evidence_url="https://ejemplo.pe/acta-2.pdf",
    evidence_sha256="ab" * 32,
)


def register(*entries):
    return register_acts(entries=entries, by="ana")


def test_an_act_keeps_all_that_was_said():
    before = timezone.now()
    registration = register(SESSION)
    act = Act.objects.get()
    assert registration.ids == (act.id,)
    assert registration.new == {act.id}
    assert act.attributes == SESSION.attributes
    assert (act.committee_id, act.kind, act.date) == ("CODISEC-150108", SESSION.kind, SESSION.date)
    assert (act.evidence_url, act.evidence_sha256) == (
        SESSION.evidence_url,
        SESSION.evidence_sha256,
    )
    assert act.registered_by == "ana"
    assert before <= act.registered_at <= timezone.now()
    assert not act.simulated


def test_the_same_act_is_registered_once():
    register(SESSION)
    again = register(
        ActEntry(SESSION.committee, SESSION.kind, SESSION.date, dict(SESSION.attributes))
    )
    assert again.new == frozenset()
    assert Act.objects.count() == 1


def test_a_simulated_act_is_never_taken_for_a_real_one():
    real = register(ActEntry("CORESEC-21", "instalacion", date(2023, 1, 10)))
    made_up = register(ActEntry("CORESEC-21", "instalacion", date(2023, 1, 10), simulated=True))
    assert real.ids != made_up.ids
    assert Act.objects.filter(simulated=True).count() == 1


def test_spelling_of_blanks_and_accents_does_not_make_another_act():
    one = ActEntry("CORESEC-21", "instalacion", date(2023, 1, 10), {"presidente": "José  Peña"})
    other = ActEntry(
        "CORESEC-21", "instalacion", date(2023, 1, 10), {"presidente": " José  Pen\u0303a\n"}
    )
    assert register(one).ids == register(other).ids


def test_a_correction_is_a_new_act_and_the_original_stays():
    (original,) = register(SESSION).ids
    corrected = correct_act(act=original, attributes={"documento": "Acta 3-2024"}, by="luis")
    rows = {act.id: act for act in Act.objects.all()}
    assert rows[original].attributes == SESSION.attributes
    assert rows[corrected].supersedes_id == original
    assert rows[corrected].attributes == {"documento": "Acta 3-2024"}
    assert rows[corrected].date == rows[original].date
    assert rows[corrected].evidence_url == SESSION.evidence_url


def test_an_act_and_its_correction_may_come_in_any_order():
    original = SESSION.id
    correction = ActEntry(SESSION.committee, "sesion-sin-quorum", SESSION.date, supersedes=original)
    again = ActEntry(
        SESSION.committee, "sesion-extraordinaria", SESSION.date, supersedes=correction.id
    )
    registration = register(again, correction, SESSION)
    assert registration.ids == (again.id, correction.id, original)
    assert Act.objects.get(pk=again.id).supersedes.supersedes_id == original


@pytest.mark.parametrize(
    ("entry", "error", "says"),
    [
        (ActEntry("CODISEC-150108", "sesion-ordinaria", date(2024, 2, 15), supersedes="nada"),
         UnknownAct, "«nada»: cópielo de la descarga de actos"),
        (ActEntry("CORESEC-21", "sesion-ordinaria", date(2024, 2, 15), supersedes=SESSION.id),
         ForeignCorrection, r"otro comité \(CODISEC-150108\): ponga ese comité, o revise"),
        (ActEntry("CODISEC-150108", "plan-aprobado", date(2024, 2, 15), supersedes=SESSION.id),
         ForeignCorrection, "otra clase"),
        (ActEntry("CODISEC-150108", "instalacion", date(2024, 2, 15), evidence_sha256="abc"),
         InvalidAct, "64 cifras"),
        (ActEntry("CODISEC-150108", "instalacion", date(2024, 2, 15), {"presidente": "a\x00b"}),
         InvalidAct, "caracteres"),
        (ActEntry("CODISEC-150108", "instalacion", date(2024, 2, 15),
                  registered_at=datetime(2024, 2, 16, tzinfo=UTC)),
         InvalidAct, "simulado"),
    ],
)  # fmt: skip
def test_a_wrong_act_is_refused_with_all_that_came_with_it(entry, error, says):
    register(SESSION)
    fine = ActEntry("CORESEC-21", "instalacion", date(2023, 1, 10))
    with pytest.raises(error, match=says):
        register(fine, entry)
    assert Act.objects.count() == 1


def test_an_act_is_corrected_once():
    (original,) = register(SESSION).ids
    correct_act(act=original, kind="sesion-sin-quorum", by="ana")
    with pytest.raises(AlreadyCorrected, match="corrija su corrección"):
        correct_act(act=original, kind="sesion-extraordinaria", by="ana")


def test_two_corrections_of_one_act_at_once_are_refused():
    (original,) = register(SESSION).ids
    corrections = [
        ActEntry(SESSION.committee, kind, SESSION.date, supersedes=original)
        for kind in ("sesion-sin-quorum", "sesion-extraordinaria")
    ]
    with pytest.raises(AlreadyCorrected):
        register(*corrections)


def test_correcting_what_nobody_registered_is_refused():
    with pytest.raises(UnknownAct):
        correct_act(act="nada", by="ana")


def test_an_unknown_committee_is_refused_by_the_database():
    """The check comes at the end of the transaction, so it is asked for here."""
    with transaction.atomic():
        register(ActEntry("CODISEC-999999", "instalacion", date(2023, 1, 10)))
        with pytest.raises(IntegrityError):
            connection.check_constraints()
        transaction.set_rollback(True)


def test_only_the_simulation_says_when_it_was_registered():
    moment = datetime(2024, 3, 1, 15, tzinfo=UTC)
    register(
        ActEntry("CORESEC-21", "instalacion", date(2023, 1, 10), simulated=True,
                 registered_at=moment)
    )  # fmt: skip
    assert Act.objects.get().registered_at == moment


def test_a_review_is_added_to_the_act():
    (act,) = register(SESSION).ids
    review_act(act=act, outcome="observed", reason=" acta sin firmas ", by="luis")
    review_act(act=act, outcome="accepted", by="luis")
    assert list(Review.objects.order_by("id").values_list("outcome", "reason")) == [
        ("observed", "acta sin firmas"),
        ("accepted", ""),
    ]


@pytest.mark.parametrize(
    ("outcome", "reason"), [("observed", "  "), ("aprobado", "sí")], ids=["silent", "unknown"]
)
def test_a_wrong_review_is_refused(outcome, reason):
    (act,) = register(SESSION).ids
    with pytest.raises(FactError):
        review_act(act=act, outcome=outcome, reason=reason, by="luis")
    with pytest.raises(UnknownAct):
        review_act(act="nada", outcome="accepted", by="luis")
    assert not Review.objects.exists()


WAIVER = {
    "committee": "CORESEC-21",
    "duty": "consulta-publica",
    "day_from": date(2020, 3, 16),
    "day_to": date(2020, 12, 31),
    "norm": "DS 044-2020-PCM",
    "by": "luis",
}


def test_a_waiver_cites_its_norm_and_ends_after_it_begins():
    register_waiver(**WAIVER)
    for wrong in ({"norm": " "}, {"day_to": date(2020, 1, 1)}, {"kind": "perdón"}, {"by": ""}):
        with pytest.raises(FactError):
            register_waiver(**{**WAIVER, **wrong})
    assert Waiver.objects.get().day_to == date(2020, 12, 31)


def test_nobody_answers_for_days_to_come(monkeypatch):
    today = date(2026, 3, 14)  # not the clock's: midnight may fall within the test
    monkeypatch.setattr("sinasec.compliance.actions.timezone.localdate", lambda: today)
    declared = {
        "committee": "CORESEC-21",
        "kind": "*",
        "day_from": date(2024, 1, 1),
        "said_by": "Informe 3-2024 de la Secretaría Técnica",
        "by": "luis",
    }
    declare_complete(**declared, day_to=today)
    with pytest.raises(FactError, match="no han llegado"):
        declare_complete(**declared, day_to=today + timedelta(days=1))
    assert Completeness.objects.count() == 1


def test_nothing_is_registered_by_nobody():
    with pytest.raises(FactError, match="quién registra"):
        register_acts(entries=[SESSION], by=" ")


@pytest.mark.parametrize("nobody", ["", "  \n"])
def test_no_fact_of_any_kind_is_kept_without_its_author(nobody):
    act = register(SESSION).ids[0]
    committee, day = "CODISEC-150108", date(2024, 1, 1)
    writes = (
        lambda: register_acts(entries=[SESSION], by=nobody),
        lambda: review_act(act=act, outcome="accepted", by=nobody),
        lambda: register_waiver(
            committee=committee, duty="*", day_from=day, norm="DS 1", by=nobody
        ),
        lambda: declare_complete(
            committee=committee, kind="*", day_from=day, day_to=day, said_by="ST", by=nobody
        ),
    )
    for write in writes:
        with pytest.raises(FactError, match="quién registra"):
            write()
    assert not Review.objects.exists()
    assert not Waiver.objects.exists()
    assert not Completeness.objects.exists()
