"""The rows of iMeta: what each column of iData is, with the faults of each row."""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from sinasec.methods.composite.elements import Element
from sinasec.methods.composite.faults import TableFault
from sinasec.methods.composite.replays.noise import DISTRIBUTIONS
from sinasec.methods.composite.table_files.cells import FIRST_ROW, numbers, repeated, texts

TABLE: Final = "iMeta"
REQUIRED: Final = ("iCode", "Level", "Parent", "Direction", "Weight", "Type")
TYPES: Final = ("Indicator", "Aggregate", "Group", "Denominator", "Other")
TEXTS: Final = ("iCode", "Type", "Parent", "iName", "Unit", "Denominator", "StdErr", "ErrorDist")
NUMBERS: Final = ("Level", "Direction", "Weight", "goalpost_lower", "goalpost_upper")
RESERVED: Final = ("uCode", "uName", "Time")


@dataclass(frozen=True, slots=True)
class MetaRow:
    """A row of iMeta as written. `row`: as a spreadsheet counts it; NaN for a missing number."""

    row: int
    code: str
    kind: str
    level: float
    parent: str
    direction: float
    weight: float
    name: str
    unit: str
    denominator: str
    error: str
    distribution: str
    posts: tuple[float, float]

    @property
    def is_element(self) -> bool:
        return self.kind in ("Indicator", "Aggregate")

    def fault(self, column: str, message: str) -> TableFault:
        return TableFault(TABLE, self.row, column, message)

    def element(self) -> Element:
        """The element of a row without faults."""
        return Element(
            code=self.code,
            level=int(self.level),
            parent=self.parent,
            weight=1.0 if np.isnan(self.weight) else self.weight,
            direction=1 if np.isnan(self.direction) else int(self.direction),
            name=self.name or self.code,
            unit=self.unit,
            denominator=self.denominator,
            error=self.error,
            distribution=self.distribution or "normal",
            posts=None if np.isnan(self.posts[0]) else self.posts,
        )


def read_meta(imeta: pl.DataFrame, faults: list[TableFault]) -> list[MetaRow]:
    """The rows of iMeta; none when a required column is missing."""
    missing = [column for column in REQUIRED if column not in imeta.columns]
    faults += [
        TableFault(TABLE, None, column, "falta esta columna en la primera fila.")
        for column in missing
    ]
    if not imeta.height:
        faults.append(TableFault(TABLE, None, "", "la tabla está vacía: describa cada indicador."))
    if missing or not imeta.height:
        return []
    faults += repeated(texts(imeta, "iCode"), TABLE, "iCode", "del elemento")
    rows = _rows(imeta, faults)
    for row in rows:
        faults += _row_faults(row)
    return rows


def _rows(imeta: pl.DataFrame, faults: list[TableFault]) -> list[MetaRow]:
    number = {
        column: numbers(imeta, TABLE, column, faults)
        if column in imeta.columns
        else np.full(imeta.height, np.nan)
        for column in NUMBERS
    }
    text = {column: texts(imeta, column) for column in TEXTS}
    return [
        MetaRow(
            row=place + FIRST_ROW,
            code=text["iCode"][place],
            kind=text["Type"][place],
            level=float(number["Level"][place]),
            parent=text["Parent"][place],
            direction=float(number["Direction"][place]),
            weight=float(number["Weight"][place]),
            name=text["iName"][place],
            unit=text["Unit"][place],
            denominator=text["Denominator"][place],
            error=text["StdErr"][place],
            distribution=text["ErrorDist"][place],
            posts=(
                float(number["goalpost_lower"][place]),
                float(number["goalpost_upper"][place]),
            ),
        )
        for place in range(imeta.height)
    ]


def _row_faults(row: MetaRow) -> list[TableFault]:
    faults: list[TableFault] = []
    if row.kind not in TYPES:
        words = f"debe ser {', '.join(TYPES)}, y dice «{row.kind}»."
        faults.append(row.fault("Type", words))
    if row.code in RESERVED or re.search(r"[\x00-\x1f]", row.code):
        faults.append(row.fault("iCode", f"«{row.code}» no puede ser el código de un elemento."))
    if row.is_element:
        faults += _element_faults(row)
    return faults


def _element_faults(row: MetaRow) -> list[TableFault]:
    faults: list[TableFault] = []
    aggregate = row.kind == "Aggregate"
    if aggregate and not (row.level >= 2 and row.level == int(row.level)):
        faults.append(row.fault("Level", "un agregado lleva su nivel: 2, 3, …"))
    if not aggregate and row.level != 1:
        faults.append(row.fault("Level", "un indicador lleva nivel 1."))
    allowed = (1,) if aggregate else (1, -1)
    if row.direction not in allowed and not (aggregate and np.isnan(row.direction)):
        words = "la dirección es 1 (más es más) o -1 (más es menos), y solo de los indicadores."
        faults.append(row.fault("Direction", words))
    if row.weight < 0 or (np.isnan(row.weight) and row.parent):
        faults.append(row.fault("Weight", "falta el peso: un número desde 0."))
    if row.distribution and row.distribution not in DISTRIBUTIONS:
        words = f"debe ser uno de {', '.join(DISTRIBUTIONS)}, y dice «{row.distribution}»."
        faults.append(row.fault("ErrorDist", words))
    lower, upper = row.posts
    if np.isnan(lower) != np.isnan(upper) or lower >= upper:
        words = "los postes van los dos, goalpost_lower menor que goalpost_upper."
        faults.append(row.fault("goalpost_lower", words))
    return faults
