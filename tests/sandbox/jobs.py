"""Jobs for the tests of the sandbox: each does one thing that a file could make a reader do."""

import ctypes
import mmap
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Thing:
    name: str
    inside: tuple[Any, ...]


class Refusal(ValueError):
    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def echo(blob: bytes, value: Any) -> Any:
    return value


def put_aside(content: bytes) -> int:
    with tempfile.NamedTemporaryFile() as file:
        return file.write(content)


def size(blob: bytes) -> int:
    return len(blob)


def process(blob: bytes) -> int:
    return os.getpid()


def spent(blob: bytes) -> float:
    """Seconds of processor of this child so far."""
    return time.process_time()


def refuse(blob: bytes) -> None:
    raise Refusal("vacio", "El archivo está vacío.")


def fail(blob: bytes) -> None:
    raise KeyError("a fault of ours")


def abort(blob: bytes) -> None:
    os.abort()


def spin(blob: bytes) -> None:
    while True:
        pass


def sleep_natively(blob: bytes, seconds: int) -> None:
    """Held inside native code that keeps the interpreter's lock."""
    ctypes.PyDLL(None).sleep(seconds)


def fill(blob: bytes, megabytes: int) -> int:
    return len(bytearray(megabytes * 2**20))


KEPT: list[mmap.mmap] = []


def keep(blob: bytes, megabytes: int) -> int:
    """Memory that is not given back, and not touched either: it counts and costs nothing."""
    KEPT.append(mmap.mmap(-1, megabytes * 2**20, flags=mmap.MAP_PRIVATE))
    return megabytes


def answer(blob: bytes, megabytes: int) -> bytes:
    return b"\xff" * (megabytes * 2**20)


def write(blob: bytes, path: str, megabytes: int) -> None:
    Path(path).write_bytes(bytes(megabytes * 2**20))


def open_many(blob: bytes, count: int) -> int:
    held = [os.open(os.devnull, os.O_RDONLY) for _ in range(count)]
    return len(held)


def secrets(blob: bytes) -> list[str]:
    return sorted(os.environ)


def forged(blob: bytes) -> Thing:
    return Thing("x", ())


def start_and_spin(blob: bytes, path: str) -> None:
    Path(path).touch()
    spin(blob)


def wait(blob: bytes, path: str) -> str:
    """Until `path` is there."""
    while not Path(path).exists():
        time.sleep(0.01)
    return path
