"""While something is made to be shown again, all that may change is read by a live function."""

import ast
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.utils import timezone

import sinasec
from sinasec import live
from sinasec.live import is_learning

SOURCE: Final = Path(sinasec.__path__[0]).parent
LOOKS: Final = ("open", "os.listdir", "os.scandir")


class NotLearnt(AssertionError):
    """What was read may change, and what is made of it would be shown again all the same."""


def check(what: str) -> None:
    if is_learning():
        raise NotLearnt(f"{what}: read it in a function declared @live (sinasec.live)")


@contextmanager
def only_what_is_learnt(monkeypatch) -> Iterator[None]:
    """Neither the database nor the clock is read otherwise, and nothing that remembers what it
    computed asks a live function: whoever asked it again would not learn that."""
    now, answered = timezone.now, live._answered

    def told_now():
        check("the clock")
        return now()

    def asked(question, function):
        _check_callers(sys._getframe(2), function)
        return answered(question, function)

    def executed(execute, sql, params, many, context) -> Any:
        check(sql)
        return execute(sql, params, many, context)

    monkeypatch.setattr(timezone, "now", told_now)
    monkeypatch.setattr(live, "_answered", asked)
    with connection.execute_wrapper(executed):
        yield


def _check_callers(frame: FrameType | None, function: Any) -> None:
    while frame is not None:
        code = frame.f_code
        if (code.co_filename, code.co_firstlineno) in remembering():
            raise NotLearnt(f"{code.co_qualname} remembers, and asks {function.__qualname__}")
        frame = frame.f_back


@cache
def remembering() -> frozenset[tuple[str, int]]:
    """File and first line of the functions of the program that remember what they computed. What
    `remembered` makes is checked by itself."""
    return frozenset(
        (str(file), min(each.lineno for each in found.decorator_list))
        for file, found in _decorated("cache", "lru_cache", "cached_property")
        if file != SOURCE / "sinasec" / "publications" / "trust" / "remembered.py"
    )


def live_functions() -> list[str]:
    """The whole names of the functions declared @live."""
    found = ((file.relative_to(SOURCE), each.name) for file, each in _decorated("live"))
    return sorted(".".join((*file.with_suffix("").parts, name)) for file, name in found)


def _decorated(*names: str) -> Iterator[tuple[Path, ast.FunctionDef]]:
    for file in (SOURCE / "sinasec").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if not any(name in text for name in names):
            continue  # nine of ten, and to parse them all takes seconds
        for found in ast.walk(ast.parse(text)):
            if isinstance(found, ast.FunctionDef) and names_of(found).intersection(names):
                yield file, found


def names_of(function: ast.FunctionDef) -> set[str]:
    """Those of its decorators, without their module."""
    called = (one.func if isinstance(one, ast.Call) else one for one in function.decorator_list)
    return {ast.unparse(one).rpartition(".")[2] for one in called}


def _opened(event: str, given: tuple[Any, ...]) -> None:
    if event in LOOKS and is_learning() and isinstance(given[0], str | Path):
        path = Path(given[0])
        if path.is_relative_to(settings.HOME) and not path.is_relative_to(settings.PUBLICATIONS):
            check(str(path))


@cache
def watch_files() -> None:
    """From now on, and for good: no file of the installation is read but those of publications,
    which do not change while they stand."""
    sys.addaudithook(_opened)
