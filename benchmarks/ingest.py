"""50,000 acts from a workbook and from a CSV into SQLite, beside only reading it with openpyxl.

Each format is loaded in a process with a database of its own; the committees and days that the peer
reads must be those that were stored. Beside another checkout, the same files are loaded at the same
moment by its clock: every row, their order and the head of the chain must be the same.
"""

import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from benchmarks.beside import peak_memory, print_beside

ROWS = 50_000
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def main() -> None:
    for suffix in (".xlsx", ".csv"):
        with tempfile.TemporaryDirectory(prefix="sinasec-ingest-") as folder:
            home = {**os.environ, "SINASEC_HOME": folder}
            alone = [sys.executable, "-m", "benchmarks.ingest", suffix]
            subprocess.run(alone, check=True, env=home)


def beside(other: Path) -> None:
    """The same files loaded here and by another checkout, by turns."""
    with tempfile.TemporaryDirectory(prefix="sinasec-ingest-") as folder:
        os.environ["SINASEC_HOME"] = folder
        paths = {suffix: Path(folder) / f"actos{suffix}" for suffix in (".xlsx", ".csv")}
        for path in paths.values():
            _write(path)
        print_beside(
            "benchmarks.ingest", {f"carga {each}": [str(paths[each])] for each in paths}, other
        )


def trial(suffix: str) -> None:
    """Write the file, load it, and compare."""
    _prepare()
    path = Path(os.environ["SINASEC_HOME"]) / f"actos{suffix}"
    _write(path)
    print(f"load {suffix}: {ROWS} rows read, checked and stored in {_load(path):.1f} s", flush=True)
    if suffix == ".xlsx":
        _peer(path)


def _prepare() -> None:
    """The tables of an installation, empty of acts."""
    from sinasec.cli.main import django_setup

    django_setup()
    from django.core.management import call_command

    from sinasec.committees.loading import load_committees
    from sinasec.territories.loading import load_reference

    call_command("migrate", verbosity=0)
    load_reference()
    load_committees()


def _write(path: Path) -> None:
    from sinasec.cli.main import django_setup

    django_setup()
    from sinasec.compliance.export import write_csv, write_xlsx

    {".csv": write_csv, ".xlsx": write_xlsx}[path.suffix](path, rows(ROWS))


def _load(path: Path) -> float:
    """Seconds. Raises AssertionError when any row is not stored."""
    from sinasec.compliance.ingest.loading import load_file

    begun = time.perf_counter()
    report = load_file(path, by="medición")
    spent = time.perf_counter() - begun
    if report.accepted != ROWS:
        raise AssertionError(f"{report.accepted} of {ROWS} rows: {report.faults[:3]}")
    return spent


def _alone(path: Path) -> None:
    """Tell what loading the file took, with the child that reads it, and what was stored."""
    with tempfile.TemporaryDirectory(prefix="sinasec-ingest-") as folder:
        os.environ["SINASEC_HOME"] = folder
        _prepare()
        from sinasec import sandbox

        with patch("django.utils.timezone.now", return_value=NOW):
            busy = time.process_time()
            seconds = _load(path)
            busy = time.process_time() - busy
        sandbox.stop()
        child = resource.getrusage(resource.RUSAGE_CHILDREN)
        told = {"seconds": seconds, "cpu": busy + child.ru_utime + child.ru_stime}
        print(json.dumps(told | {"peak": peak_memory(), "digest": _stored()}))


def _stored() -> str:
    """Of the acts in the order in which they were stored, and the head of the chain."""
    from django.db import connection

    from sinasec.records.chain import head

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM compliance_act ORDER BY rowid")
        acts = repr(cursor.fetchall())
    return hashlib.sha256(f"{head()} {acts}".encode()).hexdigest()[:16]


def _peer(path: Path) -> None:
    """openpyxl only reads; its rows must be those that were stored."""
    from openpyxl import load_workbook

    from sinasec.compliance.models import Act

    begun = time.perf_counter()
    _, *rows = load_workbook(path, read_only=True).active.iter_rows(values_only=True)
    spent = time.perf_counter() - begun
    print(f"openpyxl: the same {len(rows)} rows only read in {spent:.1f} s", flush=True)
    read = sorted((row[0], row[3].date()) for row in rows)
    if read != sorted(Act.objects.values_list("committee_id", "date")):
        raise AssertionError("what was stored is not what the workbook says")


def rows(count: int) -> Iterator[list[object]]:
    from sinasec.committees.registry import committees
    from sinasec.compliance.export import headers

    places = {header: place for place, header in enumerate(headers())}
    able = [
        committee.code
        for committee in committees()
        if committee.valid_to is None and committee.valid_from <= date(2015, 1, 1)
    ]
    for number in range(count):
        round_, place = divmod(number, len(able))
        row: list[object] = [None] * len(places)
        row[0] = able[place]
        row[places["Clase de acto"]] = "Sesión ordinaria"
        row[places["Fecha"]] = date(2016, 1, 1) + timedelta(days=30 * round_)
        row[places["Documento"]] = f"Acta {number}"
        row[places["Modalidad"]] = "virtual"
        row[places["Miembros asistentes"]] = 9
        row[places["Enlace a la evidencia"]] = f"https://ejemplo.pe/{number}.pdf"
        yield row


if __name__ == "__main__":
    _alone(Path(sys.argv[2])) if sys.argv[1] == "--alone" else trial(sys.argv[1])
