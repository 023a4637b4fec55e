"""A publication says the head of the chain of what was registered, and the base is held to it."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from sinasec.compliance.actions import register_acts
from sinasec.compliance.entries import ActEntry
from sinasec.compliance.models import Act
from sinasec.compliance.semaforo.publish import CannotPublish, publish
from sinasec.publications.actions import reply
from sinasec.publications.models import Publication, Reply
from sinasec.publications.trust.chain_said import chain_altered, published_chain
from sinasec.publications.trust.reproduce import reproduce
from sinasec.publications.trust.verify import verify
from sinasec.records.chain import begin, broken, head
from sinasec.records.models import Link
from tests.lifting import lifted

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
DAY = date(2026, 6, 30)


@pytest.fixture
def registered(small, monkeypatch):
    """One real act."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    register(5)
    return small


def register(day):
    entry = ActEntry(committee="CORESEC-21", kind="sesion-ordinaria", date=date(2026, 5, day))
    register_acts(entries=[entry], by="prueba")


def published(hours=1, day=DAY):
    moment = NOW + timedelta(hours=hours)
    return publish(as_of=day, now=moment, data="reales", horizon_from=date(2026, 1, 1))


def told():
    return [one.message for one in chain_altered()]


def test_it_is_said_signed_and_computed_again(registered):
    now = head()
    done = published()
    described = json.loads((done.path / "datapackage.json").read_bytes())
    assert described["cadena"] == {"eslabones": 1, "cabeza": now.sha256}
    assert f"1 eslabón, y la cabeza es `{now.sha256}`" in (done.path / "README.md").read_text()
    assert published_chain(done.publication) == now
    assert verify(done.path).ok
    assert reproduce(done.path).differences == ()


def test_a_publication_and_a_reply_are_links_too(registered):
    done = published()
    reply(
        publication=done.publication.pk,
        committee="CORESEC-21",
        text="Va el acta.",
        by="ST",
        now=NOW + timedelta(hours=2),
    )
    assert [one.app for one in Link.objects.all()] == ["compliance"] + ["publications"] * 2
    with lifted(connection):
        Reply.objects.update(text="Nada que decir.")
    [says] = told()
    assert says.endswith("no dice lo que decía (1 fila).")


def test_the_chain_is_no_part_of_what_a_publication_is(registered):
    """Nothing that it says changes when something is registered that it does not know."""
    first = published()
    again = published(hours=2)
    assert (again.publication, again.fresh) == (first.publication, False)
    assert head().links == 2  # the act, and the publication


def test_what_is_made_up_says_none_while_nothing_real_is_registered(simulated):
    done = publish(as_of=DAY, now=NOW, horizon_from=date(2026, 1, 1))
    assert "cadena" not in json.loads((done.path / "datapackage.json").read_bytes())
    assert "Cadena" not in (done.path / "README.md").read_text()
    assert head() is None


def test_what_changed_since_the_last_publication_is_not_signed(registered):
    """The facts that it published are as they were: only the chain tells."""
    published()
    register(20)
    with lifted(connection):
        Act.objects.filter(date=date(2026, 5, 20)).update(registered_by="otra")
    with pytest.raises(CannotPublish, match="no dice lo que decía"):
        published(hours=2, day=DAY + timedelta(days=1))
    assert Publication.objects.count() == 1


def test_a_history_told_again_is_not_the_one_that_was_signed(registered):
    done = published()
    with lifted(connection):
        Act.objects.update(registered_by="otra")
        Link.objects.all().delete()
    begin("compliance")
    begin("publications")
    assert list(broken()) == []
    assert told() == [
        "La cadena de lo registrado no pasa por la que firmó "
        f"{done.publication.pk}: es otra historia."
    ]
    with pytest.raises(CannotPublish, match="es otra historia"):
        published(hours=2, day=DAY + timedelta(days=1))


def test_every_head_is_compared_and_not_only_that_of_the_newest(registered):
    """When each was published is not signed: nobody can hide one behind another."""
    done = published()
    made_up = Publication.objects.create(
        id="semaforo-2030-01-01-00000000",
        kind=done.publication.kind,
        as_of=date(2030, 1, 1),
        known_at=NOW,
        stage="preliminar",
        created_at=NOW + timedelta(days=900),
        edition_id="e",
        edition_version="1",
        code_version="0",
        sha256="0" * 64,
        folder="semaforo-2030-01-01-00000000",
        horizon_from=date(2030, 1, 1),
        horizon_to=date(2030, 1, 1),
        simulated=True,
    )
    assert made_up.created_at > done.publication.created_at
    with lifted(connection):
        Act.objects.update(registered_by="otra")
        Link.objects.all().delete()
    begin("compliance")
    begin("publications")
    assert list(broken()) == []
    with pytest.raises(CannotPublish, match=f"no pasa por la que firmó {done.publication.pk}"):
        published(hours=2, day=DAY + timedelta(days=1))


def test_a_chain_that_is_shorter_than_what_was_signed_is_said_so(registered):
    register(20)
    done = published()
    with lifted(connection):
        Link.objects.all().delete()
        Act.objects.filter(date=date(2026, 5, 20)).delete()
    begin("compliance")
    assert told()[-1].startswith(
        f"La cadena tiene 1 eslabón, y {done.publication.pk} se firmó con 2"
    )
