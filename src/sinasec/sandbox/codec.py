"""Values as bytes and back: msgpack, with the few kinds that our answers hold beside plain ones.

Reading never runs anything: a dataclass or a refusal is built only when its class is one of those
that the reader named, so a child that a file took over can say something false and build nothing
else. A table is read by Polars, which is the one part here that is native code.
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

import msgpack

_TUPLE, _DATE, _DATETIME, _TIME, _DELTA, _BIG, _FRAME, _OBJECT, _REFUSAL, _PATH, _SET = range(1, 12)


class Unreadable(ValueError):
    """The bytes are not an answer that was asked for."""


# What is written in Python of the library has no types, and one in C writes the same bytes.
_PACK: Final[Any] = msgpack.packb


def packed(value: Any) -> bytes:
    """`value` as bytes. Raises TypeError for what no answer holds."""
    return _PACK(value, default=_extended, strict_types=True, use_bin_type=True)


def unpacked(data: bytes, classes: Mapping[str, type]) -> Any:
    """The value in `data`. `classes`: those that may be built, by `name_of`."""

    def built(kind: int, inner: bytes) -> Any:
        return _BUILT[kind](inner, read, classes)

    def read(inner: bytes) -> Any:
        return msgpack.unpackb(
            inner,
            ext_hook=built,
            raw=False,
            strict_map_key=False,
            use_list=True,
        )

    try:
        return read(data)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise Unreadable(f"{type(error).__name__}: {error}"[:200]) from error


def named(classes: Iterable[type]) -> dict[str, type]:
    """The classes by the name under which they travel."""
    return {name_of(each): each for each in classes}


def name_of(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


def _extended(value: Any) -> msgpack.ExtType:
    kind, inner = _parts(value)
    return msgpack.ExtType(kind, inner)


def _parts(value: Any) -> tuple[int, bytes]:
    simple = _SIMPLE.get(type(value))
    if simple is not None:
        kind, text = simple
        return kind, text(value)
    if isinstance(value, int):
        return _BIG, str(value).encode()
    if isinstance(value, (str, float, bytes, dict)):  # a subclass: its plain value travels
        return _OBJECT, packed(["", _plain(value)])
    if isinstance(value, Path):
        return _PATH, str(value).encode()
    if isinstance(value, BaseException):
        return _REFUSAL, packed([name_of(type(value)), list(value.args), vars(value)])
    if is_dataclass(value):
        held = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
        return _OBJECT, packed([name_of(type(value)), held])
    if type(value).__module__.startswith("polars."):
        return _FRAME, _frame_bytes(value)
    raise TypeError(f"{type(value).__qualname__} is no part of an answer")


def _as(kind: type[Any], value: Any) -> Any:
    return kind(value)


def _plain(value: Any) -> Any:
    for kind in (str, float, bytes, dict):
        if isinstance(value, kind):
            return _as(kind, value)
    raise TypeError(type(value).__qualname__)


def _seconds(value: timedelta) -> bytes:
    return packed([value.days, value.seconds, value.microseconds])


_SIMPLE: Final[dict[type, tuple[int, Any]]] = {
    tuple: (_TUPLE, lambda value: packed(list(value))),
    date: (_DATE, lambda value: value.isoformat().encode()),
    datetime: (_DATETIME, lambda value: value.isoformat().encode()),
    time: (_TIME, lambda value: value.isoformat().encode()),
    timedelta: (_DELTA, _seconds),
    set: (_SET, lambda value: packed(list(value))),
    frozenset: (_SET, lambda value: packed(list(value))),
}


def _frame_bytes(frame: Any) -> bytes:
    stream = io.BytesIO()
    frame.write_ipc(stream)
    return stream.getvalue()


def _frame(inner: bytes, read: Any, classes: Any) -> Any:
    import polars as pl

    try:
        return pl.read_ipc(inner, use_pyarrow=False)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise Unreadable(str(error)) from error


def _object(inner: bytes, read: Any, classes: Mapping[str, type]) -> Any:
    name, held = read(inner)
    return held if name == "" else classes[name](**held)


def _bare(kind: Any) -> Any:
    """One that was never told what it is: what it holds is put in it afterwards."""
    return kind.__new__(kind)


def _refusal(inner: bytes, read: Any, classes: Mapping[str, type]) -> Any:
    name, args, state = read(inner)
    made = _bare(classes[name])
    made.args = tuple(args)
    vars(made).update(state)
    return made


_BUILT: Final[dict[int, Any]] = {
    _TUPLE: lambda inner, read, classes: tuple(read(inner)),
    _DATE: lambda inner, read, classes: date.fromisoformat(inner.decode()),
    _DATETIME: lambda inner, read, classes: datetime.fromisoformat(inner.decode()),
    _TIME: lambda inner, read, classes: time.fromisoformat(inner.decode()),
    _DELTA: lambda inner, read, classes: timedelta(*read(inner)),
    _BIG: lambda inner, read, classes: int(inner),
    _FRAME: _frame,
    _OBJECT: _object,
    _REFUSAL: _refusal,
    _PATH: lambda inner, read, classes: Path(inner.decode()),
    _SET: lambda inner, read, classes: frozenset(read(inner)),
}
