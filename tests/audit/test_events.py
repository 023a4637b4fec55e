"""What is noted is held to what was noted before, and says who, by which door, what and why."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, models, transaction

from sinasec.acting import COMMAND, acting, actor
from sinasec.audit.erasing import erase, to_erase
from sinasec.audit.events import CHAIN, NotWithin, Thing, record
from sinasec.audit.models import Event, EventLink, Personal
from sinasec.audit.verified import altered
from sinasec.definitions.audit.retention import Retention, retention
from sinasec.operation.health.look_at_audit import look
from sinasec.records import chain
from sinasec.records.chain import FACTS, Head
from sinasec.records.models import Link
from tests.lifting import lifted

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
LETTER = Thing("carta", "OFICIO N.° 0001-2026-ST")
KEPT = Retention(12, True, "Porque sí.")


@pytest.fixture
def noted():
    """Three events, the second with a personal value."""
    record("letters.issue", LETTER, by="Ana", after={"asunto": "Pedido"}, at=NOW)
    record(
        "letters.receive",
        Thing("ingreso", "0001-2026"),
        by="Ana",
        personal={"remitente": "Luis"},
        at=NOW + timedelta(hours=1),
    )
    record("letters.annul", LETTER, by="Eva", why="Error", at=NOW + timedelta(hours=2))


def told():
    return [one.says for one in altered()]


def test_an_event_says_who_by_which_door_what_and_why():
    with acting("cuenta", person=7, hat="st CODISEC-150108", origin=COMMAND, where="letter annul"):
        made = record(
            "letters.annul",
            LETTER,
            by="Ana",
            before={"estado": "emitida"},
            after={"estado": "anulada", "al": NOW},
            why="Error",
            at=NOW,
        )
    made.refresh_from_db()
    assert (made.at, made.who, made.account, made.person) == (NOW, "Ana", "cuenta", 7)
    assert (made.hat, made.origin, made.via) == ("st CODISEC-150108", "comando", "letter annul")
    assert (made.action, made.kind, made.code) == ("letters.annul", *LETTER)
    assert made.before == '{"estado":"emitida"}'
    assert made.after == '{"al":"2026-05-04T15:00:00+00:00","estado":"anulada"}'
    assert (made.why, made.personal, made.simulated) == ("Error", "", False)


def test_who_answers_is_the_actor_where_the_action_was_not_told():
    with acting("cuenta", origin=COMMAND):
        assert record("keys.make", Thing("clave", "x")).who == "cuenta"
    assert record("keys.make", Thing("clave", "x")).who == "programa"
    assert actor().origin == "programa"


def test_there_is_no_door_of_another_name():
    with pytest.raises(ValueError, match="is no door"), acting("Ana", origin="ventana"):
        pass


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_nothing_is_noted():
    with pytest.raises(NotWithin):
        record("letters.issue", LETTER, by="Ana")
    assert not Event.objects.exists()


def test_undone_with_what_it_tells_of():
    with transaction.atomic():
        record("letters.issue", LETTER, by="Ana")
        transaction.set_rollback(True)
    assert not Event.objects.exists()
    assert CHAIN.head() is None


def test_each_event_is_a_link_of_a_chain_that_is_not_that_of_facts(noted):
    assert [(one.app, one.rows) for one in EventLink.objects.all()] == [("audit", 1)] * 3
    assert CHAIN.head() == Head(3, EventLink.objects.last().sha256)
    assert FACTS.head() is None
    assert not Link.objects.exists()
    assert told() == []
    assert list(chain.broken()) == []


def test_a_link_is_word_for_word_the_row_and_the_link_before_it(noted):
    """The same words as those of the chain of facts (tests/records/test_chain.py)."""
    before = ""
    for event, link in zip(Event.objects.all(), EventLink.objects.all(), strict=True):
        columns = {
            name: value
            for name in sorted(field.attname for field in Event._meta.concrete_fields)
            if (value := getattr(event, name)) is not None
        }
        columns["at"] = event.at.astimezone(UTC).isoformat(timespec="microseconds")
        columns["simulated"] = 0
        text = json.dumps(["audit_event", columns], ensure_ascii=False)
        row = hashlib.sha256(text.encode()).digest()
        assert link.digest == hashlib.sha256(row).hexdigest()
        sealed = [before, "audit", columns["at"], 1, link.digest]
        assert link.sha256 == hashlib.sha256(json.dumps(sealed).encode()).hexdigest()
        before = link.sha256


def other(field):
    """A value that no row of these tests has."""
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, models.DateTimeField):
        return NOW - timedelta(days=900)
    if isinstance(field, models.BigIntegerField):
        return 99
    return "{}" if field.name == "personal" else "api"


COLUMNS = [field for field in Event._meta.concrete_fields if not field.primary_key]


@pytest.mark.parametrize("field", COLUMNS, ids=[field.name for field in COLUMNS])
def test_any_column_that_changes_is_noticed(noted, field):
    second = Event.objects.all()[1]
    with lifted(connection):
        Event.objects.filter(pk=second.pk).update(**{field.attname: other(field)})
    assert any("lo anotado" in says for says in told())


def test_a_link_taken_out_of_the_middle_is_named(noted):
    with lifted(connection):
        EventLink.objects.all()[1].delete()
    after = EventLink.objects.last()
    assert f"el eslabón {after.pk} no sigue al que está antes de él" in told()


def test_doctor_names_it_and_says_how_many_more(noted):
    assert list(look()) == []
    with lifted(connection):
        Event.objects.update(why="otra cosa")
    [found, *_others] = look()
    assert (found.about, found.level) == ("auditoría", "falla")
    assert found.message.startswith("Lo anotado el 04/05/2026 a las 10:00:00 no dice lo que decía")
    for number in range(9):
        record("letters.issue", LETTER, by="Ana", at=NOW + timedelta(days=1, hours=number))
    with lifted(connection):
        Event.objects.update(why="otra")
    assert [one.message for one in look()][5:] == ["Y 7 más: «sinasec audit verify»."]


def test_neither_an_event_nor_its_link_can_be_changed(noted):
    for change in (
        lambda: Event.objects.update(why="otra cosa"),
        lambda: Event.objects.first().delete(),
        lambda: EventLink.objects.update(rows=9),
    ):
        with pytest.raises(IntegrityError, match="auditoría no se cambia"), transaction.atomic():
            change()


def test_two_events_of_one_moment_are_two_links():
    for _each in range(3):
        record("letters.issue", LETTER, by="Ana", at=NOW)
    assert len({event.at for event in Event.objects.all()}) == 3
    assert told() == []


def test_what_is_made_up_is_noted_and_not_linked():
    made = record("letters.issue", LETTER, by="Ana", simulated=True, at=NOW)
    assert made.simulated
    assert CHAIN.head() is None
    assert told() == []


def test_a_long_text_is_kept_as_its_digest_and_too_much_is_refused():
    made = record("letters.issue", LETTER, by="Ana", after={"texto": "ñ" * 301, "asunto": "á"})
    assert json.loads(made.after) == {
        "asunto": "á",
        "texto": {"letras": 301, "sha256": hashlib.sha256(("ñ" * 301).encode()).hexdigest()},
    }
    with pytest.raises(ValueError, match="at most"):
        record("letters.issue", LETTER, by="Ana", after={str(n): "x" * 200 for n in range(200)})


def test_a_personal_value_is_apart_and_salted(noted):
    event, kept = Event.objects.all()[1], Personal.objects.get()
    assert (kept.event, kept.field, kept.value) == (event, "remitente", "Luis")
    said = hashlib.sha256(f"{kept.salt}Luis".encode()).hexdigest()
    assert json.loads(event.personal) == {"remitente": said}
    assert "Luis" not in "".join(str(value) for value in vars(event).values())
    again = record("letters.receive", LETTER, by="Ana", personal={"remitente": "Luis"})
    assert again.personal != event.personal


def test_a_personal_value_that_changes_or_goes_before_its_time_is_named(noted):
    number = Event.objects.all()[1].pk
    Personal.objects.update(value="Juan")
    assert told() == [f"el valor personal «remitente» del suceso {number} no es el que se anotó"]
    Personal.objects.all().delete()
    assert told() == [
        f"falta el valor personal «remitente» del suceso {number}, cuyo plazo no pasó"
    ]


def test_what_is_old_enough_is_erased_and_the_chain_holds(noted):
    before = CHAIN.head()
    late = NOW + timedelta(days=400)
    assert to_erase(KEPT, late).values == 1
    assert Personal.objects.exists()
    done = erase(KEPT, now=late, by="Eva")
    assert (done.values, done.until.isoformat()) == (1, "2026-06-01T00:00:00-05:00")
    assert not Personal.objects.exists()
    assert told() == []
    assert CHAIN.passes_through(before)
    last = Event.objects.last()
    assert (last.action, last.who, last.why) == ("audit.erase", "Eva", "Porque sí.")
    assert json.loads(last.after)["valores"] == 1
    assert erase(KEPT, now=late, by="Eva").values == 0
    assert Event.objects.last() == last


def test_what_is_not_old_enough_stays(noted):
    """Whole months: what is of this month last year has not had twelve."""
    for day in (datetime(2027, 5, 31, 12, tzinfo=UTC), NOW):
        assert erase(KEPT, now=day, by="Eva").values == 0
    assert erase(KEPT, now=datetime(2027, 6, 1, 12, tzinfo=UTC), by="Eva").values == 1


def test_how_long_says_why_and_that_it_is_an_example():
    kept = retention()
    assert kept.months == 60
    assert kept.example
    assert kept.reason.startswith("Elección de ejemplo")
