"""A clock that is behind what was already registered: nothing is dated until a person looks at it.

No Django here: the commands offer the option before they start anything.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Final

import click

OPTION: Final = "--clock-checked"
LONGEST: Final = 60  # letters, beside the name of who registers

_reason: ContextVar[str] = ContextVar("clock_checked", default="")


class ClockBehind(ValueError):
    """The clock of this machine is before the last thing registered; the sentence says both."""


def reason() -> str:
    """Why the clock is right after all, in the words of whoever looked; "" when nobody did."""
    return _reason.get()


@contextmanager
def clock_checked(why: str) -> Iterator[None]:
    """Inside the block somebody answers for the clock, and says why."""
    token = _reason.set(" ".join(why.split()))
    try:
        yield
    finally:
        _reason.reset(token)


def asks_about_clock(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command that registers: refused by a clock that is behind, it asks the person who is there.

    Whatever it was doing was undone, so with an answer it is done again from the beginning.
    """

    @click.option(
        OPTION,
        "checked",
        metavar="MOTIVO",
        default="",
        help="Registrar aunque el reloj esté antes de lo último registrado: diga por qué la hora "
        "de ahora es la correcta. Consta junto a quien registra.",
    )
    @wraps(command)
    def asking(*arguments: Any, checked: str, **options: Any) -> Any:
        _check(checked)
        try:
            with clock_checked(checked):
                return command(*arguments, **options)
        except (ValueError, click.ClickException) as error:
            behind = _behind(error)
            if behind is None:
                raise
            if checked:
                raise click.ClickException(str(behind)) from behind
            why = _asked(behind)
        with clock_checked(why):
            return command(*arguments, **options)

    return asking


def _check(why: str) -> None:
    """Raise BadParameter unless it is words, few, that any terminal may show."""
    if not " ".join(why.split()).isprintable():
        raise click.BadParameter(
            "tiene caracteres que no se ven: escríbalo solo con letras, cifras y signos.",
            param_hint=OPTION,
        )
    if len(why) > LONGEST:
        raise click.BadParameter(f"son más de {LONGEST} letras: resúmalo.", param_hint=OPTION)


def _behind(error: BaseException | None) -> ClockBehind | None:
    """What a command refused in its own words may have been this."""
    while error is not None and not isinstance(error, ClockBehind):
        error = error.__cause__
    return error


def _asked(behind: ClockBehind) -> str:
    if not is_somebody_there():
        raise click.ClickException(
            f"{behind} Corrija la hora; si la correcta es la de ahora, repita con {OPTION} «por "
            "qué»."
        ) from behind
    click.echo(str(behind), err=True)
    why = click.prompt(
        "Si la hora correcta es la de ahora, escriba por qué (vacío: no registrar nada)",
        default="",
        show_default=False,
        err=True,
    ).strip()
    if not why:
        raise click.Abort
    _check(why)
    return why


def is_somebody_there() -> bool:
    """Whether a question would be read and answered."""
    return sys.stdin.isatty() and sys.stderr.isatty()
