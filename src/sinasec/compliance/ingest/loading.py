"""Load a file: read it whole, show all its faults, or add all its rows at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import thread_time
from typing import Any, BinaryIO

from django.db import IntegrityError, transaction
from django.utils import timezone

from sinasec.audit.events import Thing, record
from sinasec.collector import collector_at_rest
from sinasec.compliance.errors import FactError
from sinasec.compliance.ingest.acts import acts_layout
from sinasec.compliance.ingest.declarations import declaration_layouts
from sinasec.compliance.ingest.fact_layout import FactLayout
from sinasec.compliance.ingest.regional_plans import regional_plans_layout
from sinasec.compliance.models import Batch
from sinasec.intake.deadline import Deadline
from sinasec.intake.rows.reading import Progress, RowReading, Within, read_by
from sinasec.records.clock import fault_of_author, registering
from sinasec.sandbox import FILES, Limits
from sinasec.spreadsheets.apart import read_apart
from sinasec.spreadsheets.faults import Fault, UnreadableFile
from sinasec.spreadsheets.opening import EVERY_KIND, MAX_CELLS, Opened
from sinasec.spreadsheets.unsafe import UnsafeFile


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a file. `accepted`: rows newly registered (0 when there are faults).

    `known`: rows whose act was already registered from elsewhere. `batch`: number of the load, None
    when nothing was stored. `notes`: sentences on what was seen and not read.
    """

    file: str
    layout: str = ""
    rows: int = 0
    accepted: int = 0
    known: int = 0
    faults: tuple[Fault, ...] = ()
    batch: int | None = None
    already_loaded: bool = False
    dry_run: bool = False
    notes: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The document that `sinasec load --json` prints."""
        return {
            "file": self.file,
            "layout": self.layout,
            "rows": self.rows,
            "accepted": self.accepted,
            "already_registered": self.known,
            "faults": [fault.as_dict() for fault in self.faults],
            "batch": self.batch,
            "already_loaded": self.already_loaded,
            "dry_run": self.dry_run,
            "notes": list(self.notes),
        }


def layouts() -> tuple[FactLayout, ...]:
    """Every layout that is recognised, the most particular first."""
    return (regional_plans_layout(), acts_layout(), *declaration_layouts())


def load_file(
    source: Path | str | bytes | BinaryIO,
    *,
    by: str,
    name: str = "",
    layout: str | None = None,
    dry_run: bool = False,
    today: date | None = None,
    progress: Progress = lambda rows: None,
    max_cells: int = MAX_CELLS,
    limits: Limits = FILES,
    clock: Callable[[], float] = thread_time,
    most_faults: int | None = None,
) -> Report:
    """Load a file into the facts, or say all that is wrong with it and change nothing.

    `layout`: name of the only layout to try. `progress` is told how many rows have been read. The
    same bytes are loaded once. The file is read in a child process, within `limits`; its rows are
    understood here, within as many seconds by `clock`, up to the one that brings the faults to
    `most_faults`. Raises OSError when a path cannot be read.
    """
    deadline = Deadline(limits.seconds, clock)
    label = name or (Path(source).name if isinstance(source, (str, Path)) else "")
    try:
        wanted = _wanted(layout)
        opened, sheets = read_apart(
            source, name=name, kinds=EVERY_KIND, max_cells=max_cells, limits=limits
        )
        loaded = Batch.objects.filter(sha256=opened.sha256).first()
        if loaded:
            return _loaded_before(opened, loaded)
        day = today or timezone.localdate()
        within = Within(day, progress, deadline, most_faults)
        with collector_at_rest():
            reading = read_by(wanted, sheets, within, notes=opened.notes, template="actos")
    except (UnsafeFile, UnreadableFile) as refusal:
        return Report(label, faults=(Fault("", None, "", refusal.code, str(refusal)),))
    if reading.faults or reading.layout is None or dry_run:
        return _report(opened, reading, dry_run=dry_run)
    with collector_at_rest():
        return _store(opened, reading, reading.layout, by)


def _wanted(only: str | None) -> list[FactLayout]:
    """The layouts to try. Raises UnreadableFile when there is none of that name."""
    every = layouts()
    wanted = [each for each in every if only in (None, each.name)]
    if not wanted:
        names = ", ".join(layout.name for layout in every)
        raise UnreadableFile("formato-desconocido", f"No hay ese formato. Los hay: {names}.")
    return wanted


def _store(opened: Opened, reading: RowReading[FactLayout], layout: FactLayout, by: str) -> Report:
    """Add it all. Another desk may be loading the same file, or the same acts, meanwhile."""
    try:
        return _store_at_once(opened, reading, layout, by)
    except IntegrityError:
        loaded = Batch.objects.filter(sha256=opened.sha256).first()
        if loaded:
            return _loaded_before(opened, loaded)
        # What the other desk stored is there to be seen now.
        return _store_at_once(opened, reading, layout, by)
    except FactError as error:
        reading.faults.append(Fault("", None, "", error.code, f"{error} Vuelva a cargarlo."))
        return _report(opened, reading)


def _store_at_once(
    opened: Opened, reading: RowReading[FactLayout], layout: FactLayout, by: str
) -> Report:
    if fault := fault_of_author(by):
        raise FactError(fault)
    entries = reading.entries
    made_up = all(entry.simulated for entry in entries)
    with transaction.atomic(), registering("compliance", made_up=made_up) as moment:
        batch = Batch.objects.create(
            file=opened.name[-255:] or "sin nombre",
            sha256=opened.sha256,
            layout=layout.name,
            rows=reading.rows,
            added=layout.new(entries),
            loaded_at=moment.at,
            by=moment.signed(by),
            simulated=any(entry.simulated for entry in entries),
        )
        added = layout.store(entries, by, batch)
        if added != batch.added:
            raise FactError("Otra mesa registró lo mismo mientras se guardaba.")
        record(
            "compliance.load",
            Thing("carga", str(batch.pk)),
            by=batch.by,
            after={
                "archivo": batch.file,
                "sha256": batch.sha256,
                "formato": batch.layout,
                "filas": batch.rows,
                "registradas": added,
            },
            simulated=made_up,
            at=moment.at,
        )
    return _report(opened, reading, accepted=added, batch=batch.pk)


def _loaded_before(opened: Opened, loaded: Batch) -> Report:
    moment = timezone.localtime(loaded.loaded_at).strftime("el %d/%m/%Y a las %H:%M")
    return Report(
        opened.name,
        layout=loaded.layout,
        rows=loaded.rows,
        batch=loaded.pk,
        already_loaded=True,
        notes=(f"Este mismo archivo ya se cargó {moment} ({loaded.by}): no cambió nada.",),
    )


def _report(
    opened: Opened,
    reading: RowReading[FactLayout],
    *,
    accepted: int | None = None,
    batch: int | None = None,
    dry_run: bool = False,
) -> Report:
    layout = reading.layout
    sound = layout is not None and not reading.faults
    if accepted is None:
        accepted = layout.new(reading.entries) if layout and sound else 0
    return Report(
        opened.name,
        layout=layout.name if layout else "",
        rows=reading.rows,
        accepted=accepted,
        known=reading.rows - accepted if sound else 0,
        faults=tuple(reading.faults),
        batch=batch,
        dry_run=dry_run,
        notes=tuple(reading.notes),
    )
