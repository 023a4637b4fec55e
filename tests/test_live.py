"""What was made is good while what it asked has the same answer."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from django.utils import timezone

from sinasec import live
from sinasec.definitions import library
from sinasec.live import asked_once, is_learning, learning, live_by
from sinasec.publications.models import Publication
from tests.learning import NotLearnt, remembering, watch_files


@dataclass(frozen=True)
class Said:
    what: str
    aside: object = field(default=None, compare=False)


@pytest.fixture
def world() -> dict[str, object]:
    """What the live functions of these tests read."""
    return {"a": 1, "b": 2}


def reading(world: dict):
    def read(name: str) -> object:
        return world[name]

    return live.live(read)


def test_what_asked_nothing_holds():
    with learning() as learnt:
        pass
    assert learnt.holds()


def test_what_was_asked_is_asked_again_and_nothing_else(world):
    read = reading(world)
    with learning() as learnt:
        assert read("a") == 1
    world["b"] = 3
    assert learnt.holds()
    world["a"] = 3
    assert not learnt.holds()
    world["a"] = 1
    assert learnt.holds()


def test_that_there_is_none_is_an_answer(world):
    read = reading(world)
    with learning() as learnt, pytest.raises(KeyError):
        read("c")
    assert learnt.holds()
    world["c"] = 1
    assert not learnt.holds()


def test_what_could_not_be_answered_never_holds(world):
    failing = iter([True])

    def read() -> int:
        if next(failing, False):
            raise OSError("el disco")
        return 1

    asked = live.live(read)
    with learning() as learnt, pytest.raises(OSError, match="disco"):
        asked()
    assert not learnt.holds()


def test_of_questions_inside_another_only_the_other_is_asked_again(world):
    read = reading(world)

    def either() -> bool:
        return bool(read("a") or read("b"))

    asked = live.live(either)
    with learning() as learnt:
        assert asked()
    world["a"] = 0
    assert learnt.holds()
    world["b"] = 0
    assert not learnt.holds()


def test_while_a_live_function_answers_what_it_reads_is_learnt_by_it(world):
    def read() -> bool:
        return is_learning()

    asked = live.live(read)
    assert not is_learning()
    with learning():
        assert is_learning()
        assert asked() is False
        assert is_learning()


def test_what_is_dear_is_told_by_a_cheap_question(world):
    read, times = reading(world), count()

    @live_by(lambda: read("a"))
    def drawn(names: list[str]) -> int:
        assert not is_learning()
        return next(times)

    with learning() as learnt:
        drawn(["x"])
    assert learnt.holds()
    assert next(times) == 1
    world["a"] = 5
    assert not learnt.holds()


@pytest.mark.parametrize(("only_reads", "said"), [(True, [1, 1]), (False, [1, 2])])
def test_a_question_has_one_answer_only_where_nothing_is_written(only_reads, said, world):
    """Who publishes asks which is last under its own lock, whatever was asked before."""
    answers = count(1)
    asked = live.live(lambda: next(answers))
    with asked_once(only_reads=only_reads):
        assert [asked(), asked()] == said
    assert asked() == said[-1] + 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Said("x"), Said("y")),
        ([date(2026, 1, 1)], [date(2026, 1, 2)]),
        ({"x": (1, 2)}, {"x": (2, 1)}),
        ({1, 2}, {1}),
        (None, ""),
        (True, False),
    ],
)
def test_answers_are_compared_by_what_they_say(before, after, world):
    read = reading(world)
    world["a"] = before
    with learning() as learnt:
        read("a")
    assert learnt.holds()
    world["a"] = after
    assert not learnt.holds()


def test_what_does_not_tell_one_answer_from_another_is_not_compared(world):
    read = reading(world)
    world["a"] = Said("x", aside=object())
    with learning() as learnt:
        read("a")
    world["a"] = Said("x", aside=object())
    assert learnt.holds()


def test_an_answer_that_cannot_be_compared_is_no_answer(world):
    read = reading(world)
    world["a"] = object()
    with learning(), pytest.raises(TypeError, match="not by object"):
        read("a")


# -- what every test refuses (tests/learning.py)


@pytest.mark.django_db
def test_what_reads_a_table_and_does_not_learn_it_is_refused(world):
    there = live.live(Publication.objects.exists)
    with learning():
        assert there() is False
        with pytest.raises(NotLearnt, match="publications_publication"):
            Publication.objects.exists()
    assert not Publication.objects.exists()


def test_what_reads_the_clock_and_does_not_learn_it_is_refused(world):
    today = live.live(lambda: timezone.localdate())
    with learning():
        assert today()
        with pytest.raises(NotLearnt, match="clock"):
            timezone.localdate()


def test_what_remembers_may_not_ask_what_may_change(world, monkeypatch):
    read = reading(world)

    @cache
    def remembered() -> object:
        return read("a")

    first = remembered.__wrapped__.__code__.co_firstlineno
    monkeypatch.setattr("tests.learning.remembering", lambda: {(__file__, first)})
    with pytest.raises(NotLearnt, match="remembered remembers"):
        remembered()


def test_the_functions_that_remember_are_found():
    found = {(Path(file).name, line) for file, line in remembering()}
    code = library.__wrapped__.__code__
    assert (Path(code.co_filename).name, code.co_firstlineno) in found
    assert len(found) > 40


def test_a_file_of_the_installation_is_refused_and_one_of_a_publication_is_not(settings):
    watch_files()
    for folder, refused in ((settings.HOME, True), (settings.PUBLICATIONS, False)):
        with learning(), pytest.raises(NotLearnt if refused else FileNotFoundError):
            (folder / "no-existe").read_bytes()


def test_asked_twice_it_learns_nothing_of_what_it_reads(world):
    """The question is known by then, and what it reads is not of whoever asks."""
    told: list[bool] = []

    @live.live
    def read() -> int:
        told.append(live.is_learning())
        return 1

    with learning():
        assert (read(), read()) == (1, 1)
    assert told == [False, False]
