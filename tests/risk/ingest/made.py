"""Small files of every layout, made by hand."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from sinasec import warehouse
from sinasec.intake.bulk.load import LoadReport, load

AT = datetime(2024, 3, 10, 15, tzinfo=UTC)
HEADER = "ANIO,MES,DPTO_HECHO_NEW,PROV_HECHO,DIST_HECHO,UBIGEO_HECHO,P_MODALIDADES,cantidad"
GOOD = (
    "2023,1,AMAZONAS,CHACHAPOYAS,CHACHAPOYAS,10101,Extorsión,4",
    "2023,2,AMAZONAS,CHACHAPOYAS,ASUNCION,10102,Robo,2",
    "2023,1,LIMA METROPOLITANA,LIMA,LIMA,150101,Hurto,310",
)
ROWS = [
    ("010101", 2023, 1, "Extorsión", 4),
    ("010102", 2023, 2, "Robo", 2),
    ("150101", 2023, 1, "Hurto", 310),
]


def police(*rows: str, header: str = HEADER) -> bytes:
    return ("\n".join((header, *(rows or GOOD))) + "\n").encode()


def loaded(content: bytes | Path, **said) -> LoadReport:
    return load(content, **{"cited": "Una fuente", "by": "Ana", "at": AT, **said})


def rows_of(report: LoadReport) -> pl.DataFrame:
    assert report.edition is not None, [group.as_dict() for group in report.groups]
    return warehouse.read(report.edition).collect()


def faults(report: LoadReport) -> list[tuple[str, int | None, str]]:
    """Code, row and column of each fault shown."""
    return [
        (group.code, fault.row, fault.column) for group in report.groups for fault in group.shown
    ]


def csv(*lines: str) -> bytes:
    return ("\n".join(lines) + "\n").encode()
