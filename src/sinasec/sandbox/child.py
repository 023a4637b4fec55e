"""The process that reads strangers' files: `python -m sinasec.sandbox.child PIPE MODULE…`.

It imports the modules named, so that the first job need not, and then answers one job after
another until its parent is gone. It holds no secret, and its only way out is the pipe. A job that
fails in a way that is no refusal ends it: what it says on dying is in the parent's log.
"""

import importlib
import os
import pickle
import sys
from typing import Any, BinaryIO, Final

from sinasec.sandbox import codec, limits
from sinasec.sandbox.parent import end_with_parent
from sinasec.sandbox.wire import (
    GOOD,
    MEMORY,
    OUTPUT,
    REFUSED,
    RESULT,
    SPENT,
    Closed,
    receive,
    send,
)

NICE: Final = 10  # the pages people are waiting for come first
MOST_ASKED: Final = 2**33
MOST_GROWN: Final = 250 * limits.MEGABYTE


def main(held: int, modules: list[str]) -> None:
    """`held`: the pipe that tells of our parent's end (see `parent`)."""
    end_with_parent(held)
    asked, answers = _pipes()
    os.nice(NICE)
    for module in modules:
        importlib.import_module(module)
    limits.confine()
    idle = limits.memory_used()
    while True:
        try:
            request, blob = receive(asked, MOST_ASKED), receive(asked, MOST_ASKED)
        except Closed:
            return
        kind, answer = _answer(request, blob)
        spent = limits.memory_used() - idle > MOST_GROWN
        send(answers, (SPENT if spent else GOOD) + kind, answer)


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Where jobs come from and answers go; what a library prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return sys.stdin.buffer, answers


def _answer(request: bytes, blob: bytes) -> tuple[bytes, bytes]:
    name, args, refusals, bounds = pickle.loads(request)  # our parent's own words
    function = _function(name)
    refused = tuple(_function(each) for each in refusals)
    limits.begin(bounds, limits.memory_used())
    try:
        kind, said = RESULT, codec.packed(function(blob, **args))
    except refused as refusal:
        kind, said = REFUSED, codec.packed(refusal)
    except MemoryError:
        return MEMORY, b""
    finally:
        limits.end()
    return (kind, said) if len(said) <= bounds.output else (OUTPUT, b"")


def _function(name: str) -> Any:
    module, _, attribute = name.partition(":")
    return getattr(importlib.import_module(module), attribute)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
