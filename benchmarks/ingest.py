"""50,000 acts from a workbook and from a CSV into SQLite, beside only reading it with openpyxl.

Each format is loaded in a process with a database of its own; the committees and days that the peer
reads must be those that were stored.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

ROWS = 50_000


def main() -> None:
    for suffix in (".xlsx", ".csv"):
        with tempfile.TemporaryDirectory(prefix="sinasec-ingest-") as folder:
            home = {**os.environ, "SINASEC_HOME": folder}
            alone = [sys.executable, "-m", "benchmarks.ingest", suffix]
            subprocess.run(alone, check=True, env=home)


def trial(suffix: str) -> None:
    """Write the file, load it, and compare."""
    from sinasec.cli.main import django_setup

    django_setup()
    from django.core.management import call_command

    from sinasec.committees.loading import load_committees
    from sinasec.compliance.export import write_csv, write_xlsx
    from sinasec.compliance.ingest.loading import load_file
    from sinasec.territories.loading import load_reference

    call_command("migrate", verbosity=0)
    load_reference()
    load_committees()
    path = Path(os.environ["SINASEC_HOME"]) / f"actos{suffix}"
    {".csv": write_csv, ".xlsx": write_xlsx}[suffix](path, rows(ROWS))
    begun = time.perf_counter()
    report = load_file(path, by="medición")
    spent = time.perf_counter() - begun
    if report.accepted != ROWS:
        raise AssertionError(f"{report.accepted} of {ROWS} rows: {report.faults[:3]}")
    print(f"load {suffix}: {ROWS} rows read, checked and stored in {spent:.1f} s", flush=True)
    if suffix == ".xlsx":
        _peer(path)


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
    trial(sys.argv[1])
