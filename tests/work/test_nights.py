"""What is asked each night: once, in the hour of Lima, and once for the nights that were missed."""

from datetime import UTC, datetime, timedelta

import pytest

from sinasec.work import held, nights
from sinasec.work.held import Held
from sinasec.work.kinds import WORK
from sinasec.work.models import DONE, WAITS, Job
from sinasec.work.turn import Outcome, Turn
from tests.work import made_up

pytestmark = [pytest.mark.database, pytest.mark.django_db]
EVENING = datetime(2026, 5, 6, 1, tzinfo=UTC)  # at 20:00 of the 5th, in Lima
NIGHT = datetime(2026, 5, 6, 7, 15, tzinfo=UTC)
DAY = timedelta(days=1)


def planted() -> list[tuple[str, datetime, str]]:
    return list(Job.objects.order_by("due").values_list("key", "due", "state"))


def work(now: datetime) -> None:
    job = held.take("w", now, ["nocturno"])
    with Turn(job, lambda: now).finishing(Outcome("ya")):
        pass


def test_the_next_one_waits_with_its_hour():
    nights.plant(EVENING)
    nights.plant(EVENING + timedelta(hours=6))
    assert planted() == [("2026-05-06", NIGHT, WAITS)]


def test_once_done_the_following_one_waits():
    nights.plant(EVENING)
    work(NIGHT)
    nights.plant(NIGHT + timedelta(minutes=1))
    assert planted() == [("2026-05-06", NIGHT, DONE), ("2026-05-07", NIGHT + DAY, WAITS)]


def test_nights_on_which_nobody_worked_are_done_once():
    nights.plant(EVENING)
    late = NIGHT + 3 * DAY + timedelta(hours=5)
    nights.plant(late)
    work(late)
    nights.plant(late)
    assert held.take("w", late, ["nocturno"]) is None
    assert planted() == [("2026-05-06", NIGHT, DONE), ("2026-05-10", NIGHT + 4 * DAY, WAITS)]


def test_done_before_its_hour_it_is_not_done_again_that_night():
    nights.plant(EVENING)
    Job.objects.update(due=EVENING)  # «outbox retry»: without waiting
    work(EVENING)
    nights.plant(EVENING)
    assert [key for key, *_ in planted()] == ["2026-05-06", "2026-05-07"]


def test_what_is_not_wanted_goes_unless_it_runs():
    nights.plant(EVENING)
    made_up.wanted[0] = False
    nights.plant(EVENING)
    assert planted() == []
    made_up.wanted[0] = True
    nights.plant(EVENING)
    job = held.take("w", NIGHT, ["nocturno"])
    made_up.wanted[0] = False
    nights.plant(NIGHT)
    assert Held(job.pk, job.fence).rows().exists()


def test_at_its_very_hour_it_is_that_of_the_next_day():
    found = nights.following(WORK["nocturno"].night, NIGHT)
    assert found == (datetime(2026, 5, 7).date(), NIGHT + DAY)
