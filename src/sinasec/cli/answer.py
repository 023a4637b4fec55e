"""How a command ends: one answer, or one failure. The sentence goes to standard error; with
`--json`, standard output carries one document and nothing else."""

import contextlib
import json
import os
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any

import click

from sinasec.cli.failures import UNFORESEEN, Failure, failure_of

ASKED = "--json"
Document = Mapping[str, Any] | Sequence[Any]


def asks_json(arguments: Sequence[str]) -> bool:
    """Whether a document is wanted, known even when the rest cannot be understood."""
    arguments = list(arguments)
    own = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return ASKED in own


class Boundary:
    """Around a command: no error leaves it but as a failure told and an exit code."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None or isinstance(error, SystemExit):
            return
        failure = failure_of(error)
        if failure is UNFORESEEN:
            traceback.print_exception(error, file=sys.stderr)
        tell(failure, error, as_json=self.as_json)
        raise SystemExit(failure.exit) from None


def tell(failure: Failure, error: BaseException, *, as_json: bool) -> None:
    """Say it. What cannot be written to is left alone: the exit code still tells."""
    with contextlib.suppress(OSError):
        if isinstance(error, click.UsageError) and failure.code == "uso":
            error.show()  # with how the command is written
        else:
            click.echo(failure.message, err=True)
    if not as_json:
        return
    try:
        say_document(failure.document())
    except OSError:
        let_go()


def say(as_json: bool, document: Document, words: str, attention: Iterable[str] = ()) -> None:
    """The answer on standard output; on standard error, also beside a document, what asks for
    attention: it is what a nightly task sends to somebody."""
    if as_json:
        say_document(document)
    else:
        click.echo(words)
    for sentence in attention:
        click.echo(f"Atención: {sentence}", err=True)


def say_document(document: Document) -> None:
    """The one document of a command that answered."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


@contextlib.contextmanager
def sentences(*kinds: type[Exception]) -> Iterator[None]:
    """What was refused goes out as its sentence, with exit code 1."""
    try:
        yield
    except kinds as error:
        raise click.ClickException(str(error)) from error


def let_go() -> None:
    """Standard output cannot be written: nothing is left in it for Python to try when it ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
