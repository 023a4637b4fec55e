"""Any file as rows of text under its headers: CSV, workbook or Parquet, compressed or not."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any, Final

import polars as pl

from sinasec.intake.bulk.layout import Heading
from sinasec.intake.bulk.raw_book import from_book
from sinasec.intake.bulk.raw_csv import from_csv
from sinasec.intake.bulk.raw_table import (
    IsHeading,
    RawTable,
    clean,
    no_heading,
    numbered,
    positional,
)
from sinasec.intake.bulk.unpacked import MAX_UNPACKED, unpacked
from sinasec.intake.nearest_heading import HeadingRow, Needs
from sinasec.sandbox import FILES, Job, Limits
from sinasec.spreadsheets.delimited import MAX_CELL
from sinasec.spreadsheets.faults import UnreadableFile
from sinasec.spreadsheets.numbers import TWO_WAYS
from sinasec.spreadsheets.opening import open_safely
from sinasec.spreadsheets.unsafe import UnsafeFile
from sinasec.warehouse import Original

MAX_BYTES: Final = 200 * 2**20
MAX_CELLS: Final = 8_000_000  # three times those of all the country's reports of seven years
_PARQUET: Final = b"PAR1"
_READ: Final = Job(
    "sinasec.intake.bulk.raw:read_here",
    returns=(RawTable,),
    raises=(UnreadableFile, UnsafeFile),
    refuse=UnsafeFile,
)


def read_file(
    source: Path | bytes, name: str, headings: Sequence[Heading], limits: Limits = FILES
) -> tuple[RawTable, Original]:
    """The table under one of the headings, read in a child process.

    Raises UnreadableFile, UnsafeFile, `sandbox.Busy` or OSError.
    """
    content = source if isinstance(source, bytes) else _bytes(source)
    label = name or (source.name if isinstance(source, Path) else "")
    table = _READ.run(content, limits, label=label, headings=[astuple(each) for each in headings])
    return table, Original(label, hashlib.sha256(content).hexdigest(), len(content))


def read_here(content: bytes, label: str, headings: Sequence[tuple[Any, ...]]) -> RawTable:
    """The work of the child; `headings`: the values of each. Raises UnreadableFile, UnsafeFile."""
    wanted = [Heading(*each) for each in headings]
    needs = [each.needs for each in wanted]

    def is_heading(cells: Sequence[str]) -> bool:
        return any(each.fits(cells) for each in wanted)

    def fitting(cells: Sequence[str]) -> frozenset[str]:
        return frozenset(each.layout for each in wanted if each.fits(cells))

    if content.startswith(_PARQUET):
        return _from_parquet(content, label, is_heading, needs)
    inside, inner = unpacked(content, label)
    opened = open_safely(
        inside,
        name=inner,
        kinds=("xlsx", "xls", "ods", "csv"),
        max_bytes=MAX_UNPACKED,
        max_unzipped=MAX_UNPACKED,
        max_cells=MAX_CELLS,
    )
    if opened.kind == "csv":
        return from_csv(opened, is_heading, needs)
    return from_book(opened, fitting, needs)


def _bytes(path: Path) -> bytes:
    size = path.stat().st_size
    if not path.is_file():
        raise UnsafeFile("no-es-archivo", "Eso no es un archivo: indique el de sus datos.")
    if size > MAX_BYTES:
        raise UnsafeFile(
            "muy-grande",
            f"El archivo pesa {size / 2**20:.0f} MB y el máximo es {MAX_BYTES // 2**20} MB: "
            "comprímalo (.gz) o divídalo por años.",
        )
    return path.read_bytes()


def _from_parquet(
    content: bytes, name: str, is_heading: IsHeading, needs: Sequence[Needs]
) -> RawTable:
    """Raises UnreadableFile. Damage can also make the reader panic, which is no PolarsError."""
    try:
        lazy = pl.scan_parquet(io.BytesIO(content))
        headers = tuple(lazy.collect_schema())
        if not is_heading(headers):
            raise no_heading([HeadingRow("", 1, headers)], needs)
        _check_kinds(lazy.collect_schema())
        _check_cells(lazy.select(pl.len()).collect().item() * len(headers))
        frame = lazy.collect()
        _check_text(frame)
        text = clean(_as_text(frame))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        raise UnreadableFile(
            "danado", f"{name} no es un Parquet que se pueda leer: genérelo de nuevo."
        ) from error
    return RawTable(("",), headers, numbered(positional(text), first=2), typed=True)


def _as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """Every column as text; a number so written that it can be read in one way only."""
    text = frame.cast(pl.String)
    decimals = [name for name, kind in frame.schema.items() if kind.is_float() or kind.is_decimal()]
    if not decimals:
        return text
    cell = pl.col(decimals)
    return text.with_columns(pl.when(cell.str.contains(TWO_WAYS)).then(cell + "0").otherwise(cell))


def _check_cells(cells: int) -> None:
    """What is packed small may be huge: its rows are counted before they are read."""
    if cells > MAX_CELLS:
        raise UnreadableFile(
            "muy-grande",
            f"El archivo tiene {cells} celdas y el máximo es {MAX_CELLS}: divídalo por años.",
        )


def _check_kinds(schema: pl.Schema) -> None:
    """A cell is one value: what holds lists or bytes is no table of data."""
    strange = [name for name, kind in schema.items() if kind.is_nested() or kind == pl.Binary]
    if strange:
        raise UnreadableFile(
            "celdas-compuestas",
            f"La columna «{strange[0][:60]}» trae listas, estructuras o bytes: deje un solo dato "
            "en cada celda.",
        )


def _check_text(frame: pl.DataFrame) -> None:
    """A text kept once in the file may stand in a million rows; so far it is still kept once."""
    lengths = [
        *(column.str.len_bytes() for column in frame if column.dtype == pl.String),
        *(column.cat.len_bytes() for column in frame if column.dtype in (pl.Categorical, pl.Enum)),
    ]
    longest = (each.to_frame().select(pl.all().max()).item() for each in lengths)
    if max((length or 0 for length in longest), default=0) > MAX_CELL:
        raise UnreadableFile(
            "celda-enorme",
            f"Una celda pasa de {MAX_CELL} letras: revise el programa que generó el archivo.",
        )
    if sum(each.cast(pl.UInt64).sum() for each in lengths) > MAX_UNPACKED:
        raise UnreadableFile(
            "muy-grande",
            f"El archivo pasa de {MAX_UNPACKED // 2**20} MB al descomprimirlo: divídalo por años.",
        )
