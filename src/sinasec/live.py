"""What may change while a server runs, and what was learnt of it while something was made.

A function that reads such a thing says so with `@live`. What is made within `learning` is good
while every question that was asked there, asked again, has the same answer; so nobody lists by
hand what a page depends on. Within `asked_once` each question is answered once.
"""

import dataclasses
import datetime
import hashlib
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Final, NamedTuple, ParamSpec, TypeVar

from django.db.models import Model

P = ParamSpec("P")
R = TypeVar("R")
UNANSWERED: Final = b""  # asked, and what it raised is no answer: it never says the same again
PLAIN: Final = (str, bytes, int, float, datetime.date, datetime.time, type(None))


class Question(NamedTuple):
    """A live function and what it was given."""

    ask: Callable[..., Any]
    given: tuple[Any, ...]
    named: tuple[tuple[str, Any], ...]


class Learnt:
    """The questions asked, in order, each with the digest of its answer."""

    def __init__(self) -> None:
        self.answers: dict[Question, bytes] = {}

    def holds(self) -> bool:
        """Whether every question has the same answer now. Raises what asking raises."""
        return all(_asked_again(one) == said for one, said in self.answers.items())


_learning: Final[ContextVar[Learnt | None]] = ContextVar("learning", default=None)
_once: Final[ContextVar[dict[Question, Any] | None]] = ContextVar("once", default=None)


def live(function: Callable[P, R]) -> Callable[P, R]:
    """Declare that the answer of a function may be another the next time.

    Its arguments can be hashed. Its answer is made of rows of tables, dataclasses (by the fields
    that compare them), collections and plain values; a LookupError is one too: there is none.
    """

    @wraps(function)
    def ask(*given: P.args, **named: P.kwargs) -> R:
        question = Question(ask, given, tuple(sorted(named.items())))
        learnt = _learning.get()
        if learnt is None:
            return _answered(question, function)
        if question in learnt.answers:
            with _not_learning():
                return _answered(question, function)
        learnt.answers[question] = UNANSWERED
        with _not_learning():
            try:
                found = _answered(question, function)
            except LookupError as none:
                learnt.answers[question] = _digest(_none(none))
                raise
        learnt.answers[question] = _digest(found)
        return found

    return ask


def live_by(question: Callable[[], object]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """For what is dear to read and changes only when the answer of that live question does."""

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def ask(*given: P.args, **named: P.kwargs) -> R:
            question()
            with _not_learning():
                return function(*given, **named)

        return ask

    return declare


@contextmanager
def learning() -> Iterator[Learnt]:
    """What is asked within it, by whoever makes something to be shown again."""
    learnt = Learnt()
    token = _learning.set(learnt)
    try:
        yield learnt
    finally:
        _learning.reset(token)


def is_learning() -> bool:
    """Whether something is being made and no live function is answering: what is read now of what
    may change is not learnt."""
    return _learning.get() is not None


@contextmanager
def asked_once(*, only_reads: bool) -> Iterator[None]:
    """Within it a question has one answer, where nothing is written meanwhile."""
    token = _once.set({} if only_reads else None)
    try:
        yield
    finally:
        _once.reset(token)


@contextmanager
def _not_learning() -> Iterator[None]:
    token = _learning.set(None)
    try:
        yield
    finally:
        _learning.reset(token)


def _answered(question: Question, function: Callable[..., R]) -> R:
    known = _once.get()
    if known is None:
        return function(*question.given, **dict(question.named))
    if question not in known:
        known[question] = function(*question.given, **dict(question.named))
    return known[question]


def _asked_again(question: Question) -> bytes:
    try:
        found = question.ask(*question.given, **dict(question.named))
    except LookupError as none:
        return _digest(_none(none))
    return _digest(found)


def _none(error: LookupError) -> tuple[str, str]:
    return type(error).__qualname__, str(error)


def _digest(answer: Any) -> bytes:
    return hashlib.sha256(repr(_plain(answer)).encode("utf-8", "backslashreplace")).digest()


def _plain(value: Any) -> Any:
    """The same for equal answers. Raises TypeError for what cannot be told to be equal."""
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, Model):
        columns = value._meta.concrete_fields
        return value._meta.label, [_plain(getattr(value, each.attname)) for each in columns]
    if dataclasses.is_dataclass(value):
        compared = (each.name for each in dataclasses.fields(value) if each.compare)
        return [_plain(getattr(value, name)) for name in compared]
    if isinstance(value, Mapping):
        return sorted((_plain(key), _plain(each)) for key, each in value.items())
    if isinstance(value, Set):
        return sorted(map(_plain, value))
    if isinstance(value, list | tuple):
        return list(map(_plain, value))
    raise TypeError(f"A live answer is compared by plain values, not by {type(value).__name__}.")
