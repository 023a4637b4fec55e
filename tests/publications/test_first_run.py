"""From nothing to the first page, once; run again, it does only what is missing."""

from datetime import date

import pytest

from sinasec.compliance.actions import register_acts
from sinasec.compliance.entries import ActEntry
from sinasec.compliance.models import Act
from sinasec.publications import first_run as module
from sinasec.publications import reading
from sinasec.publications.first_run import first_run
from sinasec.publications.models import Publication
from tests.publications.conftest import CODES

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def run():
    return first_run(seed=7, codes=CODES)


def test_it_publishes_once(small):
    done = run()
    assert done["publication"].startswith("semaforo-2026-10-31-")
    assert done["real"] is None
    acts, publications = Act.objects.count(), Publication.objects.count()
    assert run() == done
    assert (Act.objects.count(), Publication.objects.count()) == (acts, publications)


def test_its_past_answers_what_was_published_on_the_24th_of_may(small):
    run()
    found = reading.published_on(date(2026, 5, 24))
    assert [publication.stage for publication in found.that_day] == ["definitiva"]
    final = found.that_day[0]
    assert final.replaces.as_of == final.as_of == date(2026, 4, 30)
    assert reading.replies(final)
    assert reading.published_on(date(2026, 5, 20)).in_force == final.replaces


def test_real_acts_have_a_publication_of_their_own(small, monkeypatch):
    monkeypatch.setattr(module, "SINCE_REAL", date(2025, 1, 1))
    entry = ActEntry(committee="CORESEC-21", kind="sesion-ordinaria", date=date(2026, 5, 5))
    register_acts(entries=[entry], by="prueba")
    done = run()
    real = reading.get(done["real"])
    assert not real.simulated
    assert reading.inputs(real).acts.height == 1
    assert run() == done


def test_another_version_of_the_code_is_published_anew(small, monkeypatch):
    before = run()["publication"]
    for place in ("first_run", "publish"):
        monkeypatch.setattr(f"sinasec.publications.{place}.code_version", lambda: "9.9+x")
    after = run()["publication"]
    assert after != before
    assert Publication.objects.filter(pk=before).exists()
