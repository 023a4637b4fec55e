"""The list of work: what is asked once is done once, by who has it, whoever dies meanwhile."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from sinasec.work import held, outbox
from sinasec.work.held import LEASE, Held, LostLease
from sinasec.work.kinds import LONGEST_PAUSE, WORK, UnknownWork
from sinasec.work.models import CANCELLED, DONE, FAILED, REFUSED, RUNS, WAITS, Job
from sinasec.work.run import NOT_FORESEEN, run
from sinasec.work.turn import Outcome, Turn
from tests.work.made_up import NOW, TABLE

pytestmark = [pytest.mark.database, pytest.mark.django_db]
SECOND = timedelta(seconds=1)


def ask(kind="carta", key="una", now=NOW, **more) -> Job:
    return outbox.ask(kind, key, {"key": key}, by="ana", now=now, **more)


def take(now=NOW, worker="w1", kinds=None) -> Job | None:
    return held.take(worker, now, kinds or list(WORK))


def taken(job: Job) -> Held:
    return Held(job.pk, job.fence)


def state(job: Job) -> str:
    job.refresh_from_db()
    return job.state


@pytest.fixture
def letters():
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        yield written
        cursor.execute("DROP TABLE letter")


def written() -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, key FROM letter ORDER BY 1")
        return cursor.fetchall()


def write_and_lose(job: Job) -> None:
    """Within the block, what another would do once the lease ran out."""
    with Turn(job).finishing(Outcome("hecho")), connection.cursor() as cursor:
        cursor.execute("INSERT INTO letter VALUES (1, 'una', 0)")
        Job.objects.filter(pk=job.pk).update(fence=9)


def end(job: Job) -> None:
    with Turn(job).finishing(Outcome("ya")):
        pass


def test_the_same_key_is_the_same_work():
    first = ask()
    again = outbox.ask("carta", "una", {"key": "otra"}, by="luis", now=NOW + SECOND)
    assert (again.pk, again.arguments, again.created_by) == (first.pk, {"key": "una"}, "ana")
    assert ask(kind="espera").pk != first.pk


def test_asked_again_it_is_new_once_it_ended():
    job = ask()
    assert ask(again=True, now=NOW + SECOND).created_at == NOW
    mine = take()
    Turn(mine).note({"noted": 1})
    held.refused(taken(mine), "no", NOW)
    job = ask(again=True, now=NOW + SECOND)
    assert (job.state, job.created_at, job.result, job.attempts) == (WAITS, NOW + SECOND, {}, 0)


def test_what_this_program_does_not_do_is_not_asked():
    with pytest.raises(UnknownWork, match="«nada»"):
        ask("nada")
    with pytest.raises(ValueError, match="120"):
        ask(key="x" * 121)


def test_nothing_is_taken_before_its_hour_and_the_first_due_goes_first():
    ask(key="después", due=NOW + SECOND)
    ask(key="antes", due=NOW)
    assert take(NOW - SECOND) is None
    assert not held.waits(NOW - SECOND, WORK)
    assert held.waits(NOW, WORK)
    assert [take(NOW + SECOND).key for _ in range(2)] == ["antes", "después"]
    assert take(NOW + SECOND) is None


def test_each_kind_has_its_own_limit_whoever_takes():
    for key in ("a", "b", "c"):
        ask(key=key)
    ask("rechaza")
    assert [take(worker=name).kind for name in "xyz"] == ["carta", "carta", "rechaza"]
    assert take() is None
    outbox.cancel(Job.objects.get(key="a").pk, by="ana", now=NOW)
    assert take().key == "c"


def test_who_has_it_keeps_it_while_it_says_so():
    ask()
    mine = taken(take())
    held.keep([mine], NOW + LEASE - SECOND)
    assert held.take_back(NOW + LEASE, ()) == 0
    assert held.take_back(NOW + 2 * LEASE, ()) == 1
    assert take(NOW + 2 * LEASE, "w2").attempts == 2


def test_what_a_dead_worker_had_is_taken_at_once():
    job = ask()
    take(worker="muerto")
    assert held.take_back(NOW + SECOND, ["otro"]) == 0
    assert held.take_back(NOW + SECOND, ["muerto"]) == 1
    assert (state(job), job.said) == (WAITS, held.CUT)


def test_who_lost_it_changes_nothing(letters):
    ask()
    old = take()
    held.take_back(NOW + LEASE, ())
    new = take(NOW + LEASE, "w2")
    assert new.fence == old.fence + 1
    turn = Turn(old)
    for lost in (
        lambda: turn.progress("sigue"),
        lambda: turn.note({"x": 1}),
        turn.noted,
        lambda: end(old),
        lambda: held.refused(taken(old), "no", NOW),
    ):
        with pytest.raises(LostLease):
            lost()
    begun = []
    with pytest.raises(LostLease), turn.finishing(Outcome("hecho")):
        begun.append("se empezó a escribir")
    assert not begun
    held.ended_badly(taken(old), "mal", NOW)
    held.let_go(taken(old), NOW)
    run(taken(old))
    new.refresh_from_db()
    assert (new.state, new.said, new.worker, letters()) == (RUNS, "", "w2", [])
    assert held.lost([taken(old), taken(new)]) == {taken(old)}


def test_the_effect_and_the_end_are_one(letters):
    """Whoever lost the work inside the block undoes what it wrote there."""
    job = ask()
    mine = take()
    with pytest.raises(LostLease):
        write_and_lose(mine)
    assert letters() == []
    Job.objects.filter(pk=job.pk).update(fence=mine.fence)
    run(taken(mine))
    assert (state(job), job.said, job.result) == (DONE, "Carta escrita.", {"key": "una"})
    run(taken(mine))
    assert letters() == [(1, "una")]


def test_what_is_refused_is_not_tried_again():
    job = ask("rechaza")
    run(taken(take()), lambda: NOW)
    assert (state(job), job.said) == (REFUSED, "No hay nada que publicar: cargue datos.")
    assert take(NOW + LEASE) is None


def test_what_ends_badly_waits_longer_each_time_and_is_then_given_up(caplog):
    job = ask("falla")
    run(taken(take()), lambda: NOW)
    assert (state(job), job.due, job.said) == (WAITS, NOW + 10 * SECOND, NOT_FORESEEN)
    assert take(NOW + 9 * SECOND) is None
    run(taken(take(NOW + 10 * SECOND)), lambda: NOW)
    assert (state(job), job.finished_at) == (FAILED, NOW)
    assert "ZeroDivisionError" in caplog.text


def test_the_pause_has_an_end():
    kind = WORK["falla"]
    assert [kind.pause_after(n) for n in (1, 2, 3, 7, 500)] == [10, 20, 40, 600, LONGEST_PAUSE]


def test_who_is_told_to_stop_gives_the_attempt_back():
    job = ask("falla")
    for _ in range(5):
        held.let_go(taken(take()), NOW)
    assert (state(job), job.attempts, job.due) == (WAITS, 0, NOW)


def test_progress_is_told_and_not_at_every_word():
    job = ask()
    clock = [NOW]
    turn = Turn(take(), lambda: clock[0])
    turn.progress("lee", 1, 9)
    turn.progress("lee", 2, 9)
    job.refresh_from_db()
    assert (job.words, job.done, job.total) == ("lee", 1, 9)
    clock[0] += SECOND
    turn.progress("lee", 3, 9)
    job.refresh_from_db()
    assert job.done == 3
    turn.progress("lee", 9, 9)
    job.refresh_from_db()
    assert job.done == 9
    turn.progress("escribe")
    job.refresh_from_db()
    assert (job.words, job.total) == ("escribe", 0)


def test_what_was_noted_is_there_for_the_next_attempt():
    ask()
    Turn(take()).note({"publication": "p1"})
    held.take_back(NOW + LEASE, ())
    assert Turn(take(NOW + LEASE)).noted() == {"publication": "p1"}


def test_somebody_cancels_or_asks_again():
    job = ask("rechaza")
    outbox.cancel(job.pk, by="ana", now=NOW)
    assert (state(job), job.said) == (CANCELLED, "Lo anuló ana.")
    assert take() is None
    with pytest.raises(outbox.CannotChange, match="ya está anulado"):
        outbox.cancel(job.pk, by="ana", now=NOW)
    outbox.retry(job.pk, now=NOW)
    assert state(job) == WAITS
    mine = take()
    with pytest.raises(outbox.CannotChange, match="en curso"):
        outbox.retry(job.pk, now=NOW)
    run(taken(mine))
    outbox.retry(job.pk, now=NOW)
    with pytest.raises(outbox.CannotChange, match="No hay ningún trabajo 99"):
        outbox.retry(99, now=NOW)


def test_what_is_done_is_not_asked_again():
    job = ask()
    end(take())
    assert state(job) == DONE
    with pytest.raises(outbox.CannotChange, match="ya está hecho"):
        outbox.retry(job.pk, now=NOW)
    with pytest.raises(outbox.CannotChange, match="ya está hecho"):
        outbox.cancel(job.pk, by="ana", now=NOW)


def test_what_waits_its_turn_is_tried_at_once():
    job = ask("falla")
    run(taken(take()), lambda: NOW)
    outbox.retry(job.pk, now=NOW)
    assert take(NOW).pk == job.pk


def test_the_old_is_forgotten_but_for_the_last_of_each_kind():
    for key in ("a", "b", "c", "d", "e"):
        ask(key=key)
    for state_, age, key in (
        (DONE, outbox.KEPT, "a"),
        (DONE, outbox.KEPT - SECOND, "b"),
        (FAILED, outbox.KEPT + SECOND, "c"),
        (FAILED, outbox.KEPT_FAILED + SECOND, "d"),
        (DONE, 2 * outbox.KEPT, "e"),
    ):
        Job.objects.filter(key=key).update(state=state_, finished_at=NOW - age)
    ask(key="f")
    assert outbox.forget(NOW + SECOND) == 2
    assert sorted(Job.objects.values_list("key", flat=True)) == ["b", "c", "e", "f"]


def test_what_a_backup_had_unfinished_is_let_go():
    for key in ("a", "b"):
        ask(key=key)
    take()
    assert outbox.let_go(NOW) == 2
    assert {(job.state, job.said) for job in Job.objects.all()} == {(CANCELLED, outbox.RESTORED)}


def test_the_database_keeps_the_states_straight():
    job = ask()
    for wrong in ({"state": RUNS}, {"state": DONE}, {"state": "otro"}, {"finished_at": NOW}):
        with pytest.raises(IntegrityError), held.transaction.atomic():
            Job.objects.filter(pk=job.pk).update(**wrong)
