"""Messages through a pipe: eight bytes that say how many follow, and those."""

from typing import BinaryIO, Final

_LENGTH: Final = 8

# How an answer begins: what it is, and whether its child should not be asked again.
RESULT, REFUSED, MEMORY, OUTPUT = b"R", b"N", b"M", b"O"
GOOD, SPENT = b"+", b"-"


class Closed(EOFError):
    """The other end is gone, or said too much."""


def send(pipe: BinaryIO, *parts: bytes) -> None:
    """Send each part as a message of its own. Raises OSError when nobody is there."""
    for part in parts:
        pipe.write(len(part).to_bytes(_LENGTH, "big"))
        pipe.write(part)
    pipe.flush()


def receive(pipe: BinaryIO, most: int) -> bytes:
    """The next message. Raises `Closed` when there is none, or it is longer than `most` bytes."""
    length = int.from_bytes(_exactly(pipe, _LENGTH), "big")
    if length > most:
        raise Closed(f"{length} bytes")
    return _exactly(pipe, length)


def _exactly(pipe: BinaryIO, count: int) -> bytes:
    data = pipe.read(count)
    if len(data) < count:
        raise Closed("cut")
    return data
