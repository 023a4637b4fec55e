"""The ministry's file into the warehouse and out of it, beside DuckDB on the same bytes.

Loading is reading, checking every cell and keeping an edition; DuckDB only reads and writes
Parquet. The file is the real one where it is at hand, else one of its shape and size made with a
seed. The rows, and the sums by district, year and kind, must be equal.
"""

import gzip
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import duckdb
import polars as pl

ROWS = 297_538
SEED = 2024
TIMES = 7
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
REAL = Path("data") / "crime" / "denuncias_policiales_2018_2024.csv.gz"
HEADER = "ANIO,MES,DPTO_HECHO_NEW,PROV_HECHO,DIST_HECHO,UBIGEO_HECHO,P_MODALIDADES,cantidad\n"
KINDS = (
    "Estafa", "Extorsión", "Hurto", "Otros", "Robo", "Secuestro",
    "Violencia contra la mujer e integrantes",
)  # fmt: skip
READ = """
COPY (
  SELECT lpad(UBIGEO_HECHO, 6, '0') AS unit, ANIO AS year, MES AS month, P_MODALIDADES AS kind,
         cantidad AS count
  FROM read_csv($file, header = true, columns = {
    'ANIO': 'INTEGER', 'MES': 'INTEGER', 'DPTO_HECHO_NEW': 'VARCHAR', 'PROV_HECHO': 'VARCHAR',
    'DIST_HECHO': 'VARCHAR', 'UBIGEO_HECHO': 'VARCHAR', 'P_MODALIDADES': 'VARCHAR',
    'cantidad': 'BIGINT'})
  ORDER BY unit, year, month, kind
) TO '{out}' (FORMAT parquet, COMPRESSION zstd)
"""
SUM = """
SELECT unit, year, kind, sum(count)::BIGINT AS count FROM read_parquet($file) GROUP BY ALL
"""


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="sinasec-police-") as folder:
        home = Path(folder)
        file = home / "denuncias.csv"
        what = _write(file)
        size = file.stat().st_size / 1e6
        print(f"{what}: {ROWS} rows, {size:.1f} MB of CSV; {TIMES} times")
        print(f"{'':<28} {'median':>9} {'worst':>9} {'processor':>9}")
        with mock.patch.dict(os.environ, {"SINASEC_HOME": folder}):
            _trial(file, home)


def _trial(file: Path, home: Path) -> None:
    from sinasec.risk.data.aggregates import reports_by_year
    from sinasec.warehouse import current, read

    peer = duckdb.connect()
    out = home / "duckdb.parquet"
    homes = iter(home / f"casa-{number}" for number in range(TIMES + 1))
    _told("load: read, check, keep", _timed(lambda: _load(file, next(homes))), "under 2 s")
    _told("DuckDB: read, write", _timed(lambda: _copy(peer, file, out)))
    edition = current("denuncias")
    if edition is None:
        raise AssertionError("nothing was kept")
    _equal(read(edition).collect(), pl.read_parquet(out), ["unit", "year", "month", "kind"])

    kept = str(edition.folder / "datos.parquet")
    _told("sum by district, year, kind", _timed(lambda: reports_by_year(edition)), "under 100 ms")
    _told("DuckDB: the same sum", _timed(lambda: _sum(peer, kept)))
    theirs = _sum(peer, kept)
    _equal(reports_by_year(edition), theirs, ["unit", "year", "kind"])
    total = theirs["count"].sum()
    peer.close()
    print(f"the same rows and the same {theirs.height} sums; {total} reports in all")


def _load(file: Path, home: Path) -> None:
    """A load into an empty warehouse, which becomes the one in use."""
    from sinasec.intake.bulk.load import load

    os.environ["SINASEC_HOME"] = str(home)
    report = load(file, cited="medición", by="medición", at=datetime.now(UTC))
    if not report.new or report.accepted != ROWS:
        raise AssertionError(f"{report.accepted} of {ROWS} rows: {report.refused or report.groups}")


def _copy(peer: duckdb.DuckDBPyConnection, file: Path, out: Path) -> None:
    peer.execute(READ.replace("{out}", str(out)), {"file": str(file)})


def _sum(peer: duckdb.DuckDBPyConnection, file: str) -> pl.DataFrame:
    return pl.DataFrame(peer.sql(SUM, params={"file": file}).to_arrow_table())


def _timed(work: Callable[[], object]) -> list[tuple[float, float]]:
    """Seconds on the clock and of processor of each time, after one that does not count."""
    spent: list[tuple[float, float]] = []
    for _ in range(TIMES + 1):
        begun, worked = time.perf_counter(), time.process_time()
        work()
        spent.append((time.perf_counter() - begun, time.process_time() - worked))
    return spent[1:]


def _told(what: str, spent: list[tuple[float, float]], aim: str = "") -> None:
    middle, worst, busy = (
        1_000 * statistics.median(clock for clock, _ in spent),
        1_000 * max(clock for clock, _ in spent),
        1_000 * statistics.median(work for _, work in spent),
    )
    aimed = f"  aim: {aim}" if aim else ""
    print(f"{what:<28} {middle:>6.0f} ms {worst:>6.0f} ms {busy:>6.0f} ms{aimed}", flush=True)


def _equal(ours: pl.DataFrame, theirs: pl.DataFrame, keys: list[str]) -> None:
    """Raise unless both have the same rows, whatever their order."""
    same = theirs.select(pl.col(name).cast(kind) for name, kind in ours.schema.items())
    if not ours.sort(keys).equals(same.sort(keys)):
        raise AssertionError("DuckDB gives another answer")


def _write(file: Path) -> str:
    real = Path(os.environ.get("SINASEC_SHARED", SHARED)) / REAL
    if real.exists():
        file.write_bytes(gzip.decompress(real.read_bytes()))
        return "the real file"
    file.write_text(HEADER + _made(), encoding="utf-8")
    return "a made file"


def _made() -> str:
    """Rows of the shape of the real file, in its order, made with a seed."""
    from sinasec.territories import reference

    names = {code: unit.name.upper() for code, unit in reference.by_code().items()}
    units = [code for code in names if len(code) == 6]
    months = [(year, month) for year in range(2018, 2025) for month in range(1, 13)]
    chance = random.Random(SEED)
    chosen = sorted(chance.sample(range(len(units) * len(months) * len(KINDS)), ROWS))
    lines: list[str] = []
    for place in chosen:
        rest, kind = divmod(place, len(KINDS))
        unit, at = divmod(rest, len(months))
        code, (year, month) = units[unit], months[at]
        where = f"{names[code[:2]]},{names[code[:4]]},{names[code]},{code.lstrip('0')}"
        count = 1 + int(chance.expovariate(1 / 19))
        lines.append(f"{year},{month},{where},{KINDS[kind]},{count}\n")
    return "".join(lines)


if __name__ == "__main__":
    main()
