"""Each action that people have leaves one event, of its name and of what it was done to."""

import ast
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import sinasec
from sinasec import warehouse
from sinasec.accounts import actions as people
from sinasec.accounts.actions import Post
from sinasec.accounts.models import Person
from sinasec.audit.events import CHAIN
from sinasec.audit.models import Event
from sinasec.audit.verified import altered
from sinasec.compliance.actions import (
    correct_act,
    declare_complete,
    register_acts,
    register_waiver,
    review_act,
)
from sinasec.compliance.entries import ActEntry
from sinasec.compliance.ingest.loading import load_file
from sinasec.compliance.semaforo.publish import publish
from sinasec.intake.bulk.load import load as load_data
from sinasec.intake.bulk.noted import note_activation, note_load
from sinasec.letters.actions import annul, issue
from sinasec.letters.receiving import annul_entry, receive
from sinasec.publications.actions import reply
from sinasec.publications.afterwards.actions import answer, register_erratum, withdraw
from sinasec.publications.models import Reply
from sinasec.publications.trust.keys import PRIVATE, fingerprint, read_private
from sinasec.records.clock import NotNoted
from sinasec.risk.editions import store
from sinasec.risk.editions.noted import note_edition
from sinasec.territories import boundaries
from sinasec.territories.loading import load_reference
from sinasec.territories.models import Boundary, Edition, Unit
from sinasec.work import outbox
from tests.letters.made_up import BY_ITS_COMMAND, OFFICE, fields
from tests.risk.ingest.made import police
from tests.risk.test_editions import own
from tests.risk.test_priority import published as indexed
from tests.risk.test_priority import registered as prioritised
from tests.web.made_boundaries import puno_boundaries

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PACKAGE = Path(sinasec.__file__).parent
NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
CODE = "CORESEC-21"
WHO = "Ana Quispe"
SAID = {"committee": CODE, "by": WHO}
DAYS = {"day_from": date(2026, 1, 1), "day_to": date(2026, 3, 31)}


def act(day: int = 5) -> str:
    entry = ActEntry(committee=CODE, kind="sesion-ordinaria", date=date(2026, 5, day))
    return register_acts(entries=[entry], by=WHO).ids[0]


@pytest.fixture
def place(small, monkeypatch) -> Path:
    """An installation with every committee, at an hour of its own."""
    for name, value in OFFICE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return small


def published(hours: int = 1) -> str:
    now = NOW + timedelta(hours=hours)
    day = date(2026, 6, 30)
    done = publish(as_of=day, now=now, data="reales", horizon_from=date(2026, 1, 1))
    return done.publication.pk


def replied(hours: int = 2) -> Reply:
    now = NOW + timedelta(hours=hours)
    return reply(publication=published(), text="Va el acta.", now=now, **SAID)


def letter(**other):
    given = BY_ITS_COMMAND | {"fields": fields(), "addressee": "María", "by": WHO, "now": NOW}
    return issue(**given | other)


def a_file(folder: Path) -> Path:
    path = folder / "actos.csv"
    path.write_text(
        "Comité;Clase de acto;Fecha;Documento\nCORESEC Puno;sesion-ordinaria;15/04/2024;Acta 4\n",
        encoding="utf-8",
    )
    return path


def some_data(folder: Path) -> warehouse.Edition:
    report = load_data(police(), name="d.csv", cited="SIDPOL", by=WHO, at=NOW, announced=note_load)
    assert report.edition
    return report.edition


def activated(folder: Path) -> str:
    first = some_data(folder)
    again = police("2023,1,AMAZONAS,CHACHAPOYAS,CHACHAPOYAS,10101,Robo,9")
    load_data(again, name="e.csv", cited="SIDPOL", by=WHO, at=NOW, announced=note_load)
    warehouse.activate(first, by=WHO, at=NOW, announced=note_activation(first, WHO))
    return first.id


def asked() -> object:
    return outbox.ask("respaldo", "2026-11-20", {}, by=WHO, now=NOW)


def cancelled() -> object:
    job = asked()
    return outbox.cancel(job.pk, by=WHO, now=NOW)


def retried() -> object:
    return outbox.retry(cancelled().pk, now=NOW)


def drawn(folder: Path) -> Edition:
    return puno_boundaries(folder)


def completed(folder: Path) -> str:
    edition = drawn(folder)
    Boundary.objects.filter(edition=edition).update(shape=None)
    again = boundaries.load(folder / "puno.geojson", source="la prueba", at=NOW)[0]
    return str(again.pk)


# Action -> what does it, given a folder and the monkeypatch, and the name of what it was done to.
Done = Callable[[Path, pytest.MonkeyPatch], str]


def annulled_entry() -> str:
    entry = receive(sender="PNP", subject="Envío", received_on=date(2026, 5, 4), by=WHO, now=NOW)
    annul_entry(entry=entry, reason="estaba dos veces", by=WHO)
    return entry.reference


def somebody() -> Person:
    post = Post("secretaria-regional", CODE, date(2026, 1, 1), None, "RER 3-2026")
    return people.invite(email="ana@gore.pe", name=WHO, post=post, by=WHO)[0].person


def entered() -> Person:
    person = somebody()
    _, token = people.invite_again(person=person, by=WHO)
    return people.accept(token=token, password="cuatro palabras seguidas bastan")


def of_person(do: Callable[[Person], object]) -> str:
    """What is done to somebody who is in; by which number they are noted."""
    person = entered()
    do(person)
    return str(person.pk)


def assisting() -> Post:
    return Post("asistente", "CORESEC-01", date(2026, 2, 1), None, "RER 4-2026")


def frozen(person: Person) -> None:
    people.freeze(person=person, reason="licencia", by=WHO)


def thawed(person: Person) -> None:
    frozen(person)
    people.thaw(person=person, by=WHO)


def withdrawn_invitation(person: Person) -> None:
    invitation, _ = people.invite_again(person=person, by=WHO)
    people.withdraw(invitation=invitation, by=WHO)


CASES: dict[str, Done] = {
    "compliance.register_acts": lambda folder, patch: act(),
    "compliance.correct_act": lambda folder, patch: correct_act(
        act=act(), by=WHO, date=date(2026, 5, 4)
    ),
    "compliance.review_acts": lambda folder, patch: (
        review_act(act=act(), outcome="observed", reason="Sin firmas.", by=WHO).act_id
    ),
    "compliance.register_waivers": lambda folder, patch: (
        register_waiver(duty="*", norm="DS 1", reason="Emergencia", **DAYS, **SAID).committee_id
    ),
    "compliance.register_completeness": lambda folder, patch: (
        declare_complete(kind="*", said_by="Informe 12", **DAYS, **SAID).committee_id
    ),
    "compliance.load": lambda folder, patch: str(load_file(a_file(folder), by=WHO).batch),
    "letters.issue": lambda folder, patch: str(letter()),
    "letters.annul": lambda folder, patch: str(
        annul(letter=letter(), reason="Error", by=WHO, now=NOW).letter
    ),
    "letters.receive": lambda folder, patch: (
        receive(
            sender="PNP", subject="Envío", received_on=date(2026, 5, 4), by=WHO, now=NOW
        ).reference
    ),
    "letters.annul_entry": lambda folder, patch: annulled_entry(),
    "publications.publish": lambda folder, patch: act() and published(),
    "publications.reply": lambda folder, patch: act() and replied().publication.pk,
    "publications.withdraw": lambda folder, patch: (
        act()
        and withdraw(
            publication=published(), reason="Error", by=WHO, now=NOW + timedelta(hours=2)
        ).publication.pk
    ),
    "publications.register_erratum": lambda folder, patch: (
        act()
        and register_erratum(
            publication=published(),
            duty="instalacion",
            should_say="verde",
            why="Error",
            now=NOW + timedelta(hours=2),
            **SAID,
        ).publication.pk
    ),
    "publications.answer": lambda folder, patch: (
        act()
        and str(
            answer(
                reply=replied().pk, text="Anotado.", by=WHO, now=NOW + timedelta(hours=3)
            ).reply.pk
        )
    ),
    "keys.make": lambda folder, patch: act() and published() and made_key(folder),
    "risk.prioritise": lambda folder, patch: str(
        prioritised(
            indexed(patch, simulated=False, mark="b", stage="definitiva"),
            example_because="No hay edición aprobada y la norma pide la relación este año",
            now=NOW,
        )[0].year
    ),
    "accounts.invite": lambda folder, patch: str(somebody().pk),
    "accounts.invite_again": lambda folder, patch: str(entered().pk),
    "accounts.accept": lambda folder, patch: str(entered().pk),
    "accounts.withdraw": lambda folder, patch: of_person(withdrawn_invitation),
    "accounts.appoint": lambda folder, patch: of_person(
        lambda person: people.give(person=person, post=assisting(), by=WHO)
    ),
    "accounts.end": lambda folder, patch: of_person(
        lambda person: people.end(
            mandate=person.mandates.get(), last_day=date(2026, 12, 1), reason="renuncia", by=WHO
        )
    ),
    "accounts.freeze": lambda folder, patch: of_person(frozen),
    "accounts.thaw": lambda folder, patch: of_person(thawed),
    "risk.load_edition": lambda folder, patch: (
        store.keep(edition=own(), by=WHO, at=NOW, announced=note_edition(WHO))
        and "irs-ucayali 2026.1"
    ),
    "data.load": lambda folder, patch: some_data(folder).id,
    "data.activate": lambda folder, patch: activated(folder),
    "territories.load_boundaries": lambda folder, patch: str(drawn(folder).pk),
    "territories.activate_boundaries": lambda folder, patch: str(
        boundaries.activate(drawn(folder).pk, at=NOW).pk
    ),
    "territories.complete_boundaries": lambda folder, patch: completed(folder),
    "territories.load_reference": lambda folder, patch: renamed(),
    "work.ask": lambda folder, patch: f"{(job := asked()).pk} {job}",
    "work.cancel": lambda folder, patch: f"{(job := cancelled()).pk} {job}",
    "work.retry": lambda folder, patch: f"{(job := retried()).pk} {job}",
}


def made_key(folder: Path) -> str:
    key = read_private(folder / "keys" / PRIVATE)
    return fingerprint(key.public_key())


def renamed() -> str:
    Unit.objects.filter(pk="21").update(name="Otro nombre")
    load_reference()
    return Unit._meta.db_table


@pytest.mark.parametrize("action", CASES)
def test_it_leaves_one_event(place, monkeypatch, action):
    before = list(Event.objects.values_list("pk", flat=True))
    code = CASES[action](place, monkeypatch)
    left = Event.objects.exclude(pk__in=before)
    found = left.filter(action=action, code=code)
    assert found.count() == 1, [str(one) for one in left]
    [event] = found
    assert event.who
    assert not event.simulated
    assert altered() == []
    assert CHAIN.length() == Event.objects.filter(simulated=False).count()


def test_every_action_is_tried():
    """Those that any function of the program notes."""
    named = {
        node.args[0].value if isinstance(node.args[0], ast.Constant) else None
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name | ast.Attribute)
        and (getattr(node.func, "id", "") or getattr(node.func, "attr", "")) in RECORDS
        and node.args
    }
    told = {name for name in named if isinstance(name, str)}
    assert told - ELSEWHERE <= CASES.keys()
    assert {*CASES} - told == NAMED_APART


RECORDS = {"record", "record_event", "_note_person"}
ELSEWHERE = {"demonstration.simulate", "audit.erase"}
# Said by a constant, or by what a row is.
NAMED_APART = {
    "compliance.register_acts",
    "compliance.correct_act",
    "compliance.review_acts",
    "compliance.register_waivers",
    "compliance.register_completeness",
}


def test_the_same_again_leaves_none(place):
    code = act()
    load_file(a_file(place), by=WHO)
    edition = some_data(place)
    store.keep(edition=own(), by=WHO, at=NOW, announced=note_edition(WHO))
    done = replied()
    before = Event.objects.count()
    assert act() == code
    assert load_file(place / "actos.csv", by=WHO).already_loaded
    assert some_data(place) == edition
    assert not store.keep(edition=own(), by=WHO, at=NOW, announced=note_edition(WHO))
    assert replied(3) == done
    load_reference()
    assert Event.objects.count() == before


def test_what_is_made_up_is_noted_and_not_linked(place):
    head = CHAIN.head()
    letter(simulated=True)
    event = Event.objects.last()
    assert (event.action, event.simulated) == ("letters.issue", True)
    assert CHAIN.head() == head


def test_a_file_is_one_event_with_its_rows_and_its_digest(place):
    report = load_file(a_file(place), by=WHO)
    event = Event.objects.last()
    said = json.loads(event.after)
    assert (said["archivo"], said["filas"], said["registradas"]) == ("actos.csv", 1, 1)
    assert len(said["sha256"]) == 64
    assert (event.kind, event.code, event.who) == ("carga", str(report.batch), WHO)


def test_what_nobody_noted_is_not_registered(place, monkeypatch):
    """Whoever writes a registration and forgets the audit is told the first time it runs."""
    monkeypatch.setattr("sinasec.compliance.actions._note_acts", lambda *given: None)
    with pytest.raises(NotNoted):
        act()


def test_nor_what_was_noted_twice(place, monkeypatch):
    from sinasec.compliance import actions

    note = actions._note_acts
    monkeypatch.setattr(actions, "_note_acts", lambda *given: (note(*given), note(*given)))
    with pytest.raises(NotNoted):
        act()


def test_data_that_cannot_be_noted_are_not_current(place):
    def refuses(edition):
        raise RuntimeError("no hay auditoría")

    with pytest.raises(RuntimeError, match="auditoría"):
        load_data(police(), name="d.csv", cited="SIDPOL", by=WHO, at=NOW, announced=refuses)
    warehouse.heal()
    assert warehouse.current("denuncias") is None
