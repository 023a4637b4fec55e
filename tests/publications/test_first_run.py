"""From nothing to the first page, once; run again, it does only what is missing."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from sinasec.committees.models import Committee
from sinasec.committees.reference import prepare
from sinasec.compliance.actions import register_acts
from sinasec.compliance.entries import ActEntry
from sinasec.compliance.models import Act
from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.demonstration.first_run import first_run
from sinasec.not_prepared import NotPrepared
from sinasec.publications import catalogue
from sinasec.publications.models import Publication
from tests.publications.conftest import CODES

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def run():
    return first_run(seed=7, codes=CODES)


def test_it_publishes_once(small):
    done = run()
    assert done["publication"].startswith("semaforo-2026-10-31-")
    acts, publications = Act.objects.count(), Publication.objects.count()
    assert run() == done
    assert (Act.objects.count(), Publication.objects.count()) == (acts, publications)


def test_its_past_answers_what_was_published_on_the_24th_of_may(small):
    run()
    found = catalogue.published_on(date(2026, 5, 24))
    assert [publication.stage for publication in found.that_day] == ["definitiva"]
    final = found.that_day[0]
    assert final.replaces.as_of == final.as_of == date(2026, 4, 30)
    lights = reading.shown(final.replaces, final.as_of, "legal")
    assert {lights[each.committee] for each in catalogue.replies(final)} == {"rojo"}
    assert catalogue.published_on(date(2026, 5, 20)).in_force == {SEMAFORO: final.replaces}


def register_a_real_act():
    entry = ActEntry(committee="CORESEC-21", kind="sesion-ordinaria", date=date(2026, 5, 5))
    register_acts(entries=[entry], by="prueba")


def test_real_acts_are_never_published_by_itself(small):
    before = run()
    register_a_real_act()
    assert run() == before
    assert not Publication.objects.filter(simulated=False).exists()


def test_nothing_is_made_up_where_real_acts_are(small):
    prepare()
    register_a_real_act()
    assert run() == {"publication": None}
    assert Act.objects.count() == 1
    assert not Publication.objects.exists()


def test_without_demonstration_there_are_committees_and_no_fact(small):
    assert first_run(demonstrated=False) == {"publication": None}
    assert Committee.objects.exists()
    assert not Act.objects.exists()
    assert not Publication.objects.exists()


def test_a_newer_program_publishes_nothing(small, monkeypatch):
    before = run()
    monkeypatch.setattr("sinasec.compliance.semaforo.publish.code_version", lambda of: "9.9+x")
    count = Publication.objects.count()
    assert run() == before
    assert Publication.objects.count() == count


def test_what_a_newer_program_left_is_not_touched(small):
    MigrationRecorder(connection).record_applied("risk", "0999_of_tomorrow")
    with pytest.raises(NotPrepared, match="más nueva"):
        run()
    assert not Act.objects.exists()
