"""The fast reading of police reports says what an obvious slow one says, whatever the file."""

import csv
import io
import random

import pytest

from tests.risk.ingest.made import AT, loaded

HEADER = ["ANIO", "MES", "UBIGEO_HECHO", "P_MODALIDADES", "cantidad"]
UNITS = ["10101", "010102", "150101", "250107", "999999", "1010", "", "x"]
KINDS = ["Robo", "ROBO", "Hurto", "Abigeato", ""]
MONTHS = ["1", "2", "3", "12", "13", "0", "", "a"]
COUNTS = ["1", "7", "0", "-1", "", "1.5", "dos"]
KNOWN = {"010101", "010102", "150101", "250107"}
NAMES = {"robo": "Robo", "hurto": "Hurto"}
LEFT_OUT = (
    "codigo-desconocido", "codigo-ilegible", "dato-obligatorio", "mes-imposible",
    "cantidad-ilegible", "fila-repetida", "fila-contradictoria", "mes-futuro",
)  # fmt: skip


def made(seed: int) -> bytes:
    """A file in which about half the rows are right."""
    chance = random.Random(seed)
    rows = [
        [
            chance.choice(["2023", "2024"]),
            _one(chance, MONTHS, 4),
            _one(chance, UNITS, 4),
            _one(chance, KINDS, 4),
            _one(chance, COUNTS, 3),
        ]
        for _ in range(chance.randrange(1, 120))
    ]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([HEADER, *rows])
    return text.getvalue().encode()


def _one(chance: random.Random, values: list[str], good: int) -> str:
    return chance.choice(values[:good] if chance.random() < 0.9 else values)


def slow(content: bytes) -> tuple[list[tuple], int]:
    """The rows kept, and how many are left out, one row after the other."""
    readable = []
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    for row in rows:
        unit = row["UBIGEO_HECHO"].zfill(6) if len(row["UBIGEO_HECHO"]) in (5, 6) else ""
        if (
            unit in KNOWN
            and row["MES"].isdigit()
            and 1 <= int(row["MES"]) <= 12
            and row["P_MODALIDADES"]
            and row["cantidad"].isdigit()
            and (int(row["ANIO"]), int(row["MES"])) <= (AT.year, AT.month)
        ):
            key = (unit, int(row["ANIO"]), int(row["MES"]), row["P_MODALIDADES"])
            readable.append((key, int(row["cantidad"])))
    by_key: dict[tuple, list[int]] = {}
    for key, count in readable:
        by_key.setdefault(key, []).append(count)
    kept: dict[tuple, int] = {}
    entered = 0
    for key, counts in by_key.items():
        if len(set(counts)) == 1:
            entered += 1
            named = (*key[:3], NAMES.get(key[3].lower(), key[3]))
            kept[named] = kept.get(named, 0) + counts[0]
    return sorted((*key, count) for key, count in kept.items()), len(rows) - entered


@pytest.mark.parametrize("seed", range(40))
def test_fast_and_slow_agree(seed):
    from sinasec import warehouse

    content = made(seed)
    rows, out = slow(content)
    report = loaded(content, leave_out=LEFT_OUT)
    assert report.ok, [group.as_dict() for group in report.blocking]
    assert sum((report.left_out or {}).values()) == out
    assert warehouse.read(report.edition).collect().rows() == rows
