"""The same work on many pieces of a frame, two at a time."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import polars as pl

THREADS: Final = 2  # while one holds Python's lock, the other is inside Polars or NumPy


def of_each(
    work: Callable[[pl.DataFrame], pl.DataFrame], pieces: Iterable[pl.DataFrame]
) -> list[pl.DataFrame]:
    """What `work` makes of each, in their order. Raises what it raises."""
    every = list(pieces)
    if len(every) < THREADS:
        return [work(piece) for piece in every]
    with ThreadPoolExecutor(THREADS, thread_name_prefix="juicio") as pool:
        return list(pool.map(work, every))
