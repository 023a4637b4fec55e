"""Ten years of acts for every committee and duty, judged in one pass; beside it the slow twin and
the same question asked day by day in SQL, on samples, with equal answers checked.

    python -m benchmarks.judgement
"""

import json
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
from tests.methods import slow_twin

from benchmarks.beside import digest_of, peak_memory, print_beside, run_alone
from benchmarks.ten_years import FIRST, KNOWN_AT, LAST, committee_frame, read, saved, ten_years
from sinasec.definitions import load
from sinasec.methods.compliance.facts import Facts
from sinasec.methods.compliance.rollup import committee_lights_of, duty_lights
from sinasec.methods.compliance.timelines import timelines

MODULE = "benchmarks.judgement"
DAYS = (LAST - FIRST).days + 1
SQL_DAYS = [date(2017, 3, 1), date(2019, 5, 31), date(2023, 4, 1), date(2025, 9, 15)]
TWIN_COMMITTEES = ["CONASEC", "CORESEC-21", "COPROSEC-2101", "CODISEC-150108"]
TWIN_DAYS = [FIRST + timedelta(days=number) for number in range(40, DAYS, 450)]


def main() -> None:
    """Measure, compare, print. Raises SystemExit when any two answers differ."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        units = committee_frame()
        saved(ten_years(load(), units), units, folder)
        ours = run_alone(MODULE, [name])
        facts, units = read(folder)
        rows = pl.read_parquet(folder / "intervals.parquet")
        lights = pl.read_parquet(folder / "lights.parquet")
        sql = _by_day(facts, units, rows)
        twin = _twin(facts, units, rows)
        _print(facts, units, rows, ours, sql, twin, _national(lights, folder))


def beside(other: Path) -> None:
    """The same of this checkout and of another. Raises SystemExit when the answers differ."""
    with tempfile.TemporaryDirectory() as name:
        units = committee_frame()
        saved(ten_years(load(), units), units, Path(name))
        print_beside(MODULE, {"intervalos y luces": [name]}, other)


# --- ours ---------------------------------------------------------------------------------


def _alone(folder: Path) -> None:
    edition = load()
    facts, units = read(folder)
    start, busy = time.perf_counter(), time.process_time()
    rows = _judged(facts, units)
    judged, judged_peak = time.perf_counter(), peak_memory()
    duties = duty_lights(rows, edition.rollup)
    lights = committee_lights_of(duties, edition.rollup)
    rolled, busy = time.perf_counter(), time.process_time() - busy
    told = {
        "judged": judged - start,
        "seconds": rolled - start,
        "cpu": busy,
        "judged_peak": judged_peak,
        "peak": peak_memory(),
        "rows": rows.height,
        "statuses": duties.select(_days().sum()).item(),
    }
    rows.write_parquet(folder / "intervals.parquet")
    lights.write_parquet(folder / "lights.parquet")
    print(json.dumps(told | {"digest": digest_of(rows, duties, lights)}))


def _days() -> pl.Expr:
    return (pl.col("day_to") - pl.col("day_from")).dt.total_days() + 1


def _judged(facts: Facts, units: pl.DataFrame) -> pl.DataFrame:
    return timelines(
        load(),
        units,
        facts.acts,
        facts.reviews,
        facts.waivers,
        facts.completeness,
        known_at=KNOWN_AT,
        horizon_from=FIRST,
        horizon_to=LAST,
    )


# --- the peers ----------------------------------------------------------------------------


def _on_day(rows: pl.DataFrame, day: date) -> pl.DataFrame:
    return rows.filter((pl.col("day_from") <= day) & (pl.col("day_to") >= day))


def _by_day(facts: Facts, units: pl.DataFrame, rows: pl.DataFrame) -> dict[str, float]:
    """Seconds a day in SQL, and the days and statuses compared."""
    from benchmarks.by_day_sql import ByDay  # not of every checkout that `beside` measures

    peer = ByDay(load(), units, facts)
    seconds, compared = 0.0, 0
    for day in SQL_DAYS:
        start = time.perf_counter()
        found = peer.on(day)
        seconds += time.perf_counter() - start
        expected = _on_day(rows, day).join(peer.answered, on=["duty", "version"], how="semi")
        expected = expected.select(found.columns)
        _same(f"SQL, {day}", set(expected.rows()), set(found.rows()))
        compared += found.height
    return {"seconds": seconds / len(SQL_DAYS), "days": len(SQL_DAYS), "compared": compared}


def _twin(facts: Facts, units: pl.DataFrame, rows: pl.DataFrame) -> dict[str, float]:
    """Seconds a committee and day of the plain twin, and the statuses compared."""
    edition = load()
    seconds, compared = 0.0, 0
    for code in TWIN_COMMITTEES:
        row = units.filter(pl.col("committee") == code).row(0, named=True)
        mine = facts.of(code)
        parts = (mine.acts, mine.reviews, mine.waivers, mine.completeness)
        given = slow_twin.Facts(*(part.to_dicts() for part in parts))
        start = time.perf_counter()
        judge = slow_twin.Judge(edition, row, given, KNOWN_AT, range(2012, 2031))
        said = {day: _said(judge, day) for day in TWIN_DAYS}
        seconds += time.perf_counter() - start
        for day in TWIN_DAYS:
            kept = _on_day(rows.filter(pl.col("committee") == code), day)
            kept = kept.filter(pl.col("due").is_null() | (pl.col("due") >= FIRST))
            ours = set(kept.select("duty", "period", "state", "counted").rows())
            _same(f"gemelo, {code}, {day}", ours, said[day])
            compared += len(ours)
    asked = len(TWIN_COMMITTEES) * len(TWIN_DAYS)
    return {"seconds": seconds / asked, "days": asked, "compared": compared}


def _said(judge: slow_twin.Judge, day: date) -> set[tuple[Any, ...]]:
    """What the twin says of the periods that fall due in the horizon."""
    return {
        (duty.code, one.label, one.state, one.counted)
        for duty in judge.edition.duties
        for one in judge.shown(duty, day)
        if one.due is None or one.due >= FIRST
    }


def _same(what: str, ours: set[Any], theirs: set[Any]) -> None:
    if ours != theirs:
        sys.exit(
            f"{what}: las respuestas difieren. Solo nuestras: {sorted(ours - theirs)[:3]}. "
            f"Solo del par: {sorted(theirs - ours)[:3]}."
        )


# --- any day's national counts ------------------------------------------------------------


def _national(lights: pl.DataFrame, folder: Path) -> dict[str, float]:
    """Milliseconds to count the country's lights on a day: from memory and from the file."""
    days = [FIRST + timedelta(days=number) for number in range(0, DAYS, 91)]
    memory, file = [], []
    for day in days:
        start = time.perf_counter()
        cached = _counts(lights.lazy(), day)
        memory.append(time.perf_counter() - start)
        start = time.perf_counter()
        read_again = _counts(pl.scan_parquet(folder / "lights.parquet"), day)
        file.append(time.perf_counter() - start)
        _same(f"cuentas nacionales, {day}", set(cached.rows()), set(read_again.rows()))
    return {
        "days": len(days),
        "memory": 1000 * statistics.median(memory),
        "memory_most": 1000 * max(memory),
        "file": 1000 * statistics.median(file),
        "file_most": 1000 * max(file),
    }


def _counts(lights: pl.LazyFrame, day: date) -> pl.DataFrame:
    today = (pl.col("day_from") <= day) & (pl.col("day_to") >= day)
    return lights.filter(today).group_by("breach", "light").len().sort("breach", "light").collect()


# --- the table ----------------------------------------------------------------------------


def _print(
    facts: Facts,
    units: pl.DataFrame,
    rows: pl.DataFrame,
    ours: dict[str, Any],
    sql: dict[str, float],
    twin: dict[str, float],
    national: dict[str, float],
) -> None:
    everything = units.height * DAYS
    print(
        f"{units.height} comités, {len(load().duties)} deberes, {DAYS} días, "
        f"{facts.acts.height} actos (SIMULADOS), {rows.height} intervalos"
    )
    rate = ours["statuses"] / ours["judged"]
    with_lights = f"{ours['cpu']:.1f} s de procesador, pico {ours['peak']:.0f} MB"
    table = [
        ("una pasada en columnas", ours["judged"], f"pico {ours['judged_peak']:.0f} MB"),
        ("  con luces de deber y comité", ours["seconds"], with_lights),
        ("SQL día por día (escalado)", sql["seconds"] * DAYS, f"{sql['compared']} estados iguales"),
        (
            "gemelo lento (escalado)",
            twin["seconds"] * everything,
            f"{twin['compared']} estados iguales",
        ),
    ]
    for name, seconds, note in table:
        ratio = seconds / ours["judged"]
        print(f"{name:32} {seconds:14,.1f} s {ratio:12,.0f} x   {note}")
    print(
        f"{rate:,.0f} estados (comité, deber, día) por segundo; "
        f"{ours['rows'] / ours['judged']:,.0f} intervalos por segundo"
    )
    print(
        f"cuentas nacionales de un día cualquiera ({national['days']:.0f} días; mediana y peor): "
        f"{national['memory']:.1f} y {national['memory_most']:.1f} ms en memoria, "
        f"{national['file']:.1f} y {national['file_most']:.1f} ms desde el archivo"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--alone"]:
        _alone(Path(sys.argv[2]))
    else:
        main()
