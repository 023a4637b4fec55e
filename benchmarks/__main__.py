"""`python -m benchmarks [name …] [--against PATH]`: run the measurements, one after the other.

With another checkout, those that can are measured in both by turns (see `beside`).
"""

import argparse
import importlib
import sys
from pathlib import Path
from typing import Final

# Each module has a `main()` that prints its table and raises if the answers differ.
NAMES: Final = (
    "judgement",
    "web",
    "committee",
    "siege",
    "kills",
    "ingest",
    "uploads",
    "police_file",
    "composite",
    "locate",
)


BESIDE: Final = ("judgement", "ingest", "composite")  # have `beside(other)` too


def main(names: list[str], other: Path | None) -> None:
    known = BESIDE if other else NAMES
    unknown = sorted(set(names) - set(known))
    if unknown:
        sys.exit(f"No hay mediciones con ese nombre: {', '.join(unknown)}. Hay: {', '.join(known)}")
    for name in names or known:
        print(f"\n== {name} ==", flush=True)
        module = importlib.import_module(f"benchmarks.{name}")
        module.beside(other) if other else module.main()


if __name__ == "__main__":
    reading = argparse.ArgumentParser(prog="python -m benchmarks")
    reading.add_argument("names", nargs="*")
    reading.add_argument("--against", type=Path, help="otra copia del código, por turnos con esta")
    given = reading.parse_args()
    main(given.names, given.against)
