"""Which row of a duty decides its light on each day, on arrays.

Each row of days is cut to its decisive parts: while its period is the current one, the last closed
one, or one still remembered. A duty's days of change split those parts into spans, and on each span
the part that comes first decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from sinasec.methods.compliance.intervals.packed import DAYS, NEVER, Ints, Mask, begins, ends

CURRENT_AND_MET: Final = 0
ROWS: Final = 1 << 31
KINDS: Final = 4
NOBODY: Final = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class DutyRows:
    """Rows of INTERVALS as numbers, (n,) each, in any order.

    `key`: the duty of a committee; `committee`: that of each key, (K,). Days since 1970, the last
    cut to that on which the duty binds; `due` 0 for a standing duty. `rank`: the order in which
    rows decide while not met. `dated`, `standing`: the rule; else it is `within`.
    """

    key: Ints
    committee: Ints
    due: Ints
    first: Ints
    last: Ints
    rank: Ints
    met: Mask
    dated: Mask
    standing: Mask


class Chosen(NamedTuple):
    """The row that decides each span of days, in the order of key and day."""

    row: Ints
    key: Ints
    first: Ints
    last: Ints


class _Parts(NamedTuple):
    """`order`: what decides, the least: rank, kind of part, due day and row, in one number."""

    key: Ints
    first: Ints
    last: Ints
    order: Ints


def chosen_rows(rows: DutyRows, memory: int) -> Chosen:
    """The row that decides each day of each key. memory: days that a `within` is remembered."""
    return _touching(_first_of_each_span(_decisive_parts(rows, memory)))


def _decisive_parts(rows: DutyRows, memory: int) -> _Parts:
    """Of two parts of one rank the first to decide is the current one, then the first due."""
    dated, standing = np.flatnonzero(rows.dated), np.flatnonzero(rows.standing)
    within = np.flatnonzero(~(rows.dated | rows.standing))
    previous, following = _neighbours(rows, dated)
    due = rows.due[dated]
    now = np.where(rows.met, CURRENT_AND_MET, rows.rank)
    parts = (
        _part(rows, dated, now, previous + 1, due),
        _part(rows, standing, now, rows.first[standing], rows.last[standing]),
        _part(rows, dated, rows.rank, due + 1, following),
        _part(rows, within, rows.rank, rows.first[within], rows.due[within] + memory),
    )
    return _joined(_of_kind(kind, part) for kind, part in enumerate(parts))


def _part(rows: DutyRows, some: Ints, rank: Ints, first: Ints, last: Ints) -> _Parts:
    first = np.maximum(rows.first[some], first)
    last = np.minimum(rows.last[some], last)
    there = np.flatnonzero(first <= last)
    some = some[there]
    order = (rank[some] * KINDS * DAYS + rows.due[some]) * ROWS + some
    return _Parts(rows.key[some], first[there], last[there], order)


def _of_kind(kind: int, part: _Parts) -> _Parts:
    return part._replace(order=part.order + kind * DAYS * ROWS)


def _joined(parts: Iterable[_Parts]) -> _Parts:
    return _Parts(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _neighbours(rows: DutyRows, dated: Ints) -> tuple[Ints, Ints]:
    """For each of those rows, the due days before and after its own in the same duty.

    A period that a reform took over before its due day closes nothing: it is no neighbour. Where
    there is none before, -1; after, NEVER.
    """
    packed = rows.key[dated] * DAYS + rows.due[dated]
    runs = begins(packed)  # rows of one period come together
    order = np.argsort(packed[runs], kind="stable")
    ordered = packed[runs][order]
    dues = begins(ordered)
    number = np.empty(runs.size, np.int64)  # which of the due days each run has
    number[order] = np.repeat(np.arange(dues.size), np.diff(dues, append=runs.size))
    last = _most(rows.last[dated], runs)
    key, due = np.divmod(ordered[dues], DAYS)
    previous, following = _closing(rows, key, due, _most(last[order], dues))
    own = np.repeat(number, np.diff(runs, append=packed.size))
    return previous[own], following[own]


def _most(values: Ints, starts: Ints) -> Ints:
    """The largest of each run."""
    return np.maximum.reduceat(values, starts) if starts.size else values


def _closing(rows: DutyRows, key: Ints, due: Ints, last: Ints) -> tuple[Ints, Ints]:
    """The due days of `_neighbours`, for each due day of each key, in order. last: with a row."""
    committee = rows.committee[key]
    mine = begins(committee)
    seen_to = np.repeat(_most(last, mine), np.diff(mine, append=key.size))
    closes = last >= np.minimum(due, seen_to)
    place, count = np.arange(key.size), key.size
    before = np.maximum.accumulate(np.where(closes, place, -1))
    before = np.concatenate([[-1], before])[:count]
    after = np.minimum.accumulate(np.where(closes, place, count)[::-1])[::-1]
    after = np.concatenate([after, [count]])[1:]
    return (
        np.where((before >= 0) & (key[before] == key), due[before], -1),
        np.where(
            (after < count) & (key[np.minimum(after, count - 1)] == key),
            due[np.minimum(after, count - 1)],
            NEVER,
        ),
    )


def _first_of_each_span(parts: _Parts) -> Chosen:
    first = parts.key * DAYS + parts.first
    after = parts.key * DAYS + parts.last + 1
    moments = np.sort(np.concatenate([first, after]), kind="stable")  # long runs are in order
    moments = moments[begins(moments)]
    start = np.searchsorted(moments, first)
    spans = np.searchsorted(moments, after) - start  # of each part
    skipped = np.cumsum(spans) - spans
    span: Ints = np.repeat(start - skipped, spans)
    span += np.arange(span.size, dtype=np.int64)
    least = np.full(moments.size, NOBODY)
    np.minimum.at(least, span, np.repeat(parts.order, spans))
    held = np.flatnonzero(least != NOBODY)
    key, day = np.divmod(moments[held], DAYS)
    return Chosen(least[held] % ROWS, key, day, moments[held + 1] % DAYS - 1)


def _touching(chosen: Chosen) -> Chosen:
    """Spans that touch and that one row decides, made one."""
    same = (chosen.row[1:] == chosen.row[:-1]) & (chosen.first[1:] == chosen.last[:-1] + 1)
    starts = np.flatnonzero(np.append(True, ~same)[: chosen.row.size])
    last = chosen.last[ends(starts, chosen.row.size)]
    return Chosen(chosen.row[starts], chosen.key[starts], chosen.first[starts], last)
