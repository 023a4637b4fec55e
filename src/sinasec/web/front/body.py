"""Read the body of a request without a thread, within limits of size and time."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from time import monotonic
from typing import Final

from sinasec.web.front.limits import GRACE, IDLE, IN_MEMORY, PACE
from sinasec.web.front.open_bodies import WAIT_ALL, Weighed
from sinasec.web.front.verdict import Refused

LOGGER: Final = logging.getLogger(__name__)
MOST_DIGITS: Final = 18


def declared_size(text: str, largest: int) -> int | None:
    """Bytes announced; None when they are not. Raises Refused for more than `largest`."""
    if not text:
        return None
    digits = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    if not digits or int(text) > largest:
        raise Refused("large")
    return int(text)


async def read_body(
    chunks: AsyncIterator[bytes], declared: int | None, largest: int, weighed: Weighed
) -> SpooledTemporaryFile[bytes]:
    """The whole body, at its beginning. Raises Refused; then `chunks` must not be read again."""
    with ExitStack() as unless_whole:
        kept = unless_whole.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY))
        try:
            await _fill(kept, chunks, declared, largest, weighed)
        except OSError as error:  # no room for the temporary file
            LOGGER.error("no se pudo guardar lo que llegaba: %s", error)
            raise Refused("busy", WAIT_ALL) from error
        kept.seek(0)
        unless_whole.pop_all()
        return kept


async def _fill(
    kept: SpooledTemporaryFile[bytes],
    chunks: AsyncIterator[bytes],
    declared: int | None,
    largest: int,
    weighed: Weighed,
) -> None:
    begun = monotonic()
    while (size := kept.tell()) != declared:
        chunk = await _next(chunks, begun, size)
        if not chunk:
            break
        if size + len(chunk) > largest:
            raise Refused("large")
        weighed.add(len(chunk))
        kept.write(chunk)
    if declared is not None and size != declared:
        raise Refused("cut")


async def _next(chunks: AsyncIterator[bytes], begun: float, size: int) -> bytes:
    """The next piece; empty at the end. It must come soon, and the whole at a decent pace."""
    late = GRACE + size / PACE - (monotonic() - begun)
    try:
        return await asyncio.wait_for(anext(chunks), min(IDLE, late))
    except StopAsyncIteration:
        return b""
    except TimeoutError:
        raise Refused("slow") from None
