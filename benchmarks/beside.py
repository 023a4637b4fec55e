"""The same measurement of this checkout and of another, by turns, in one run.

    python -m benchmarks composite --against ../another-checkout

Each turn is a child process that imports `sinasec` of one checkout and measures it with the code of
this one; the answers must be the same to the last bit. Of a machine that others use, the processor
time says more than the clock: both are there, and the spread of each.
"""

import hashlib
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

HERE: Final = Path(__file__).resolve().parents[1]
TURNS: Final = 3
MEASURED: Final = ("seconds", "cpu", "peak")
Told = dict[str, Any]


def peak_memory() -> float:
    """MB at most of this process. Not `ru_maxrss`: a child begins with that of who started it."""
    said = Path("/proc/self/status").read_text().partition("VmHWM:")[2]
    return int(said.split()[0]) / 1024


def run_alone(module: str, arguments: Sequence[str], checkout: Path = HERE) -> Told:
    """What `python -m module --alone …` tells, in its own process: its peak memory is its own."""
    found = {"PYTHONPATH": os.pathsep.join([str(checkout / "src"), str(HERE)])}
    done = subprocess.run(
        [sys.executable, "-m", module, "--alone", *arguments],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | found,
    )
    return json.loads(done.stdout)


def print_beside(module: str, measures: Mapping[str, Sequence[str]], other: Path) -> None:
    """The table of the measures, by title. Raises SystemExit when any two answers differ."""
    print(f"{TURNS} turnos; mediana (la menor y la mayor); antes: {other}")
    print(f"{'':34}{'segundos':>20}{'procesador':>20}{'pico MB':>9}")
    for title, arguments in measures.items():
        turns = [
            (run_alone(module, arguments, other.resolve()), run_alone(module, arguments))
            for _ in range(TURNS)
        ]
        _same(title, [told["digest"] for turn in turns for told in turn])
        for name, told in zip(("antes", "ahora"), zip(*turns, strict=True), strict=True):
            print(_line(f"{title}, {name}", told))


def _same(title: str, digests: list[str]) -> None:
    if len(set(digests)) > 1:
        sys.exit(f"{title}: las respuestas difieren ({', '.join(digests)}).")


def _line(title: str, told: Sequence[Told]) -> str:
    seconds, busy, peak = ([one[name] for one in told] for name in MEASURED)
    return f"{title:34}{_spread(seconds):>20}{_spread(busy):>20}{max(peak):9.0f}"


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}-{max(values):.2f})"


def digest_of(*parts: NDArray[Any] | pl.DataFrame) -> str:
    """Of whole arrays and tables, to the last bit; of texts kept as numbers, the texts."""
    total = hashlib.sha256()
    for part in parts:
        if isinstance(part, np.ndarray):
            total.update(f"{part.dtype} {part.shape}".encode() + part.tobytes())
        else:
            total.update(_bytes_of(part))
    return total.hexdigest()[:16]


def _bytes_of(table: pl.DataFrame) -> bytes:
    """Of the values, however they lie in memory."""
    texts = pl.selectors.by_dtype(pl.Enum, pl.Categorical).cast(pl.String)
    said = table.with_columns(texts)
    return str(said.schema).encode() + said.hash_rows(1).to_numpy().tobytes()
