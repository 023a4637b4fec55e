"""Nothing real is published or answered before what was registered; what is made up may be."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sinasec.compliance.actions import register_acts
from sinasec.compliance.entries import ActEntry
from sinasec.compliance.semaforo.publish import CannotPublish, publish
from sinasec.publications.actions import CannotReply, reply
from sinasec.publications.models import Publication, Reply
from sinasec.records.clock import last_registered
from sinasec.records.clock_checked import clock_checked

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
DAY = date(2026, 6, 30)


@pytest.fixture
def registered(small, monkeypatch):
    """The moment by which one real act is known."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    entry = ActEntry(committee="CORESEC-21", kind="sesion-ordinaria", date=date(2026, 5, 5))
    register_acts(entries=[entry], by="prueba")
    return NOW


def publish_at(moment, day=DAY):
    return publish(as_of=day, now=moment, data="reales", horizon_from=date(2026, 1, 1)).publication


def test_publishing_before_the_last_fact_is_refused(registered):
    with pytest.raises(CannotPublish, match="El reloj de esta máquina"):
        publish_at(registered - timedelta(hours=1))
    assert not Publication.objects.exists()


def test_publishing_and_answering_before_the_last_publication_is_refused(registered):
    first = publish_at(registered + timedelta(hours=3))
    with pytest.raises(CannotPublish, match="El reloj de esta máquina"):
        publish_at(registered + timedelta(hours=2), date(2026, 7, 1))
    said = {"publication": first.pk, "committee": "CORESEC-21", "text": "Va el acta.", "by": "ST"}
    with pytest.raises(CannotReply, match="El reloj de esta máquina"):
        reply(**said, now=registered + timedelta(hours=2))
    assert not Reply.objects.exists()
    with clock_checked("se adelantó ayer"):
        found = reply(**said, now=registered + timedelta(hours=2))
    assert found.by == "ST (reloj comprobado: se adelantó ayer)"
    assert last_registered() == registered + timedelta(hours=3)


def test_publishing_the_same_again_needs_no_clock(registered):
    first = publish_at(registered + timedelta(hours=3))
    assert publish_at(registered + timedelta(hours=2)) == first


def test_what_is_made_up_is_published_on_any_clock(simulated):
    moment = datetime(2026, 5, 11, 15, tzinfo=UTC)
    done = publish(as_of=date(2026, 4, 30), now=moment, known_at=moment.replace(tzinfo=None))
    assert done.publication.created_at == moment
