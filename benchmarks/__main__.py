"""`python -m benchmarks [name …]`: run the measurements, one after the other."""

import importlib
import sys
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
)


def main(names: list[str]) -> None:
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        sys.exit(f"No hay mediciones con ese nombre: {', '.join(unknown)}. Hay: {', '.join(NAMES)}")
    for name in names or NAMES:
        print(f"\n== {name} ==", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
