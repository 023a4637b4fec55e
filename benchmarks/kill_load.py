"""`sinasec load`, to be killed: a file is in the database whole, or not at all, and stays."""

import sqlite3
from pathlib import Path

from benchmarks.sqlite_check import check_sound

ROWS = 1_500
HEADER = "Comité;Clase de acto;Fecha;Documento\n"


class LoadJob:
    """Loads one file after another; the next one only once the last is in the database."""

    def prepare(self, folder: Path) -> None:
        """A migrated database with its committees, and no connection left open."""
        from sinasec.cli.main import django_setup

        django_setup()
        from django.core.management import call_command
        from django.db import connections

        from sinasec.committees.loading import load_committees
        from sinasec.territories.loading import load_reference

        self.folder = folder
        self.loaded = 0  # files known to be in the database
        self.database = Path(connections["default"].settings_dict["NAME"])
        call_command("migrate", verbosity=0)
        load_reference()
        load_committees()
        connections.close_all()
        self._write_next()
        # What the command imports when it runs, imported once here.
        from sinasec.compliance.ingest.loading import layouts

        layouts()

    def run(self, *, timed: bool) -> None:
        from sinasec.cli.main import main

        try:
            main(["load", str(self.file), "--by", "prueba", "--json"])
        except SystemExit as end:
            if end.code:
                raise

    def check(self, *, finished: bool) -> None:
        batches, acts, sizes = self._stored()
        assert acts == batches * ROWS, f"half-written: {acts} acts of {batches} files"
        assert all(size == ROWS for size in sizes), f"half-written: {sizes}"
        assert batches in (self.loaded, self.loaded + 1), f"lost: {batches} of {self.loaded}"
        assert not finished or batches == self.loaded + 1, "a load that said it ended is lost"
        if batches == self.loaded + 1:
            self.loaded = batches
            self._write_next()

    def _stored(self) -> tuple[int, int, list[int]]:
        """Files, acts, and acts of each file, as a new client of the database sees them."""
        database = sqlite3.connect(self.database)
        try:
            check_sound(database)
            (batches,) = database.execute("SELECT count(*) FROM compliance_batch").fetchone()
            counted = "SELECT count(*) FROM compliance_act GROUP BY source_id"
            sizes = [size for (size,) in database.execute(counted)]
        finally:
            database.close()
        return batches, sum(sizes), sizes

    def _write_next(self) -> None:
        """A file of acts that no other file has."""
        self.file = self.folder / f"actos-{self.loaded}.csv"
        rows = "".join(
            f"CORESEC-{1 + row % 25:02};Sesión ordinaria;{1 + row % 28:02}/03/2024;"
            f"Acta {self.loaded}-{row}\n"
            for row in range(ROWS)
        )
        self.file.write_text(HEADER + rows, encoding="utf-8")
