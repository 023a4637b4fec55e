"""`sinasec data load`, to be killed: an edition is whole and in use, or it is not there.

The parent looks at the files without Polars, whose threads would not survive the forks. In two
of three runs that are timed the few milliseconds of writing carry an alarm that nothing catches,
as in `kill_publish`.
"""

import contextlib
import hashlib
import importlib
import io
import json
import random
import signal
from pathlib import Path
from unittest import mock

from benchmarks.kills import in_child

ROWS = 2_000
# The steps that write, and the seconds within which each is over.
WRITING = {"place": 0.03, "append": 0.006}
HEADER = "ANIO,MES,UBIGEO_HECHO,P_MODALIDADES,cantidad\n"


class DataJob:
    """Loads one file after another; the next one only once the last is kept."""

    def prepare(self, folder: Path) -> None:
        # What the command imports when it runs, imported once here.
        from sinasec.intake.bulk import layouts
        from sinasec.risk.ingest import report_kinds
        from sinasec.territories import reference

        for module in (
            "sinasec.cli.main",
            "sinasec.risk.data.commands",
            "sinasec.risk.data.comparison",
            "sinasec.intake.bulk.load",
        ):
            importlib.import_module(module)
        layouts.layouts()
        report_kinds.dictionary()
        reference.by_code()
        self.units = [unit.code for unit in reference.units() if unit.kind == "dist"]
        self.folder = folder
        self.home = folder / "warehouse" / "denuncias"
        self.runs = 0
        self.loaded = 0  # editions known to be kept
        self._write_next()

    def run(self, *, timed: bool) -> None:
        if not timed or self.runs % 3 == 0:
            load(self.file)
            return
        step = list(WRITING)[self.runs // 2 % 2]
        alarm = random.Random(self.runs).uniform(1e-6, WRITING[step])
        keep = importlib.import_module("sinasec.warehouse.keep")
        writing = getattr(keep, step)

        def alarmed(*given: object, **named: object) -> object:
            signal.setitimer(signal.ITIMER_REAL, alarm)
            return writing(*given, **named)

        with mock.patch.object(keep, step, alarmed):
            load(self.file)

    def check(self, *, finished: bool) -> None:
        self.runs += 1
        kept = self._whole()
        assert kept in (self.loaded, self.loaded + 1), f"lost: {kept} of {self.loaded}"
        assert not finished or kept == self.loaded + 1, "a load that said it ended is lost"
        in_child(heal)
        assert self._whole() == kept, "healing lost an edition"
        assert not list(self.home.glob(".aparte-*")), "something half-written stays"
        named = self._journal()
        assert len(named) == kept, f"the journal names {len(named)} of {kept}"
        if kept == self.loaded + 1:
            self.loaded = kept
            self._write_next()

    def _whole(self) -> int:
        """How many editions are in their place; each must be exactly what its manifest says."""
        folders = [path for path in self.home.glob("denuncias-*") if path.is_dir()]
        for folder in folders:
            manifest = json.loads((folder / "manifest.json").read_bytes())
            digest = hashlib.sha256((folder / "datos.parquet").read_bytes()).hexdigest()
            assert digest == manifest["rows_sha256"], f"half-written: {folder.name}"
            assert manifest["rows"] == ROWS, f"half-written: {manifest['rows']} rows"
        return len(folders)

    def _journal(self) -> list[str]:
        path = self.home / "vigencias.json"
        entries = json.loads(path.read_bytes()) if path.exists() else []
        named = [entry["edition"] for entry in entries]
        assert all((self.home / name).is_dir() for name in named), "an edition in use is lost"
        return named

    def _write_next(self) -> None:
        """A file of reports that no other file has."""
        self.file = self.folder / f"denuncias-{self.loaded}.csv"
        rows = "".join(
            f"{2018 + row % 5},{1 + row % 12},{self.units[row % 1_800]},Modalidad {row // 60},"
            f"{1 + self.loaded + row % 9}\n"
            for row in range(ROWS)
        )
        self.file.write_text(HEADER + rows, encoding="utf-8")


def load(file: Path) -> None:
    _command("data", "load", str(file), "--source", "prueba", "--by", "prueba", "--json")


def heal() -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        _command("data", "list", "--json")


def _command(*arguments: str) -> None:
    from sinasec.cli.main import main

    try:
        main(list(arguments))
    except SystemExit as end:
        if end.code:
            raise
