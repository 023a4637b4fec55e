"""Say on standard error what is being done and how long it took, to whoever is looking.

Where it is no terminal nobody is: what is read there is what asks for attention.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def step(what: str) -> Iterator[None]:
    """`Juzgando … 1,4 s`. Standard output stays free for the answer."""
    if not sys.stderr.isatty():
        yield
        return
    begun = time.perf_counter()
    sys.stderr.write(f"{what} … ")
    sys.stderr.flush()
    try:
        yield
    finally:
        took = f"{time.perf_counter() - begun:.1f}".replace(".", ",")
        sys.stderr.write(f"{took} s\n")
