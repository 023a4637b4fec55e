"""What a cell may say: text, how many, a year, a month, a code, a number."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

import polars as pl

from sinasec.intake.bulk.checks import ColumnCheck
from sinasec.intake.bulk.columns import BulkColumn, CellKind, FileTerms, raw, unread
from sinasec.intake.bulk.read_numbers import is_ambiguous, is_percent, number_of
from sinasec.intake.bulk.sentences import sentence

FIRST_YEAR: Final = 1990
MOST: Final = 1_000_000_000  # of one cell: a whole file of them still adds up
THOUSAND: Final = 1_000
_SAY_MARK: Final = (
    "escríbalo sin separar los miles o, si es un CSV, diga cuál es su marca decimal (--decimal, o "
    "«Marca decimal» en la mesa de trabajo)."
)


def text() -> CellKind:
    return CellKind(lambda cell, asked: cell, lambda column, asked: [])


def _whole(cell: pl.Expr) -> pl.Expr:
    return cell.str.strip_suffix(".0").cast(pl.Int64, strict=False)


def count() -> CellKind:
    """How many: a whole number, none below zero nor above MOST."""

    def value(cell: pl.Expr, asked: FileTerms) -> pl.Expr:
        number = pl.when(~is_percent(cell)).then(number_of(cell, asked.decimal))
        counted = number.is_between(0, MOST) & (number == number.floor())
        return pl.when(counted).then(number).cast(pl.Int64)

    def checks(column: BulkColumn, asked: FileTerms) -> list[ColumnCheck]:
        says = "«{}» no es un número entero, de cero a mil millones: escriba solo cifras."
        first, *others = _unread_number(column, asked, "cantidad-ilegible", says)
        cell = raw(column.key)
        negative = f"{column.header}: «{{}}» es menos que cero: escriba cero o más."
        below = pl.when(number_of(cell, asked.decimal) < 0).then(sentence(negative, cell))
        return [replace(first, says=below.otherwise(first.says)), *others]

    return CellKind(value, checks)


def _unread_number(
    column: BulkColumn, asked: FileTerms, code: str, says: str, *, below_thousand: bool = False
) -> list[ColumnCheck]:
    """A text that is no number, one that is two, and a percentage where none goes."""
    cell = raw(column.key)
    ambiguous = is_ambiguous(cell, asked.decimal, below_thousand=below_thousand).fill_null(False)
    percent = is_percent(cell).fill_null(False)
    plain = unread(column, code, says)
    return [
        ColumnCheck(code, plain.column, plain.wrong & ~ambiguous & ~percent, plain.says),
        ColumnCheck(
            "numero-ambiguo",
            column.key,
            ambiguous,
            sentence(f"{column.header}: «{{}}» puede ser miles o decimales: {_SAY_MARK}", cell),
        ),
        ColumnCheck(
            "porcentaje",
            column.key,
            percent & plain.wrong & ~ambiguous,
            sentence(
                f"{column.header}: «{{}}» es un porcentaje: escriba la cifra sin el signo, en la "
                "unidad de su columna.",
                cell,
            ),
        ),
    ]


def year(ahead: int = 0) -> CellKind:
    """A year, of those past or up to `ahead` to come, as in a projection."""

    def checks(column: BulkColumn, asked: FileTerms) -> list[ColumnCheck]:
        last = asked.today.year + ahead
        says = f"{column.header}: «{{}}» no está entre {FIRST_YEAR} y {last}."
        return [
            unread(column, "anio-imposible", "«{}» no es un año: escríbalo con cuatro cifras."),
            ColumnCheck(
                "anio-imposible",
                column.key,
                ~pl.col(column.key).is_between(FIRST_YEAR, last),
                sentence(says, raw(column.key)),
            ),
        ]

    return CellKind(lambda cell, asked: _whole(cell).cast(pl.Int32, strict=False), checks)


def month() -> CellKind:
    def checks(column: BulkColumn, asked: FileTerms) -> list[ColumnCheck]:
        wrong = ~pl.col(column.key).is_between(1, 12)
        says = sentence(f"{column.header}: «{{}}» no es un mes de 1 a 12.", raw(column.key))
        return [
            unread(column, "mes-imposible", "«{}» no es un mes: escriba su número, de 1 a 12."),
            ColumnCheck("mes-imposible", column.key, wrong, says),
        ]

    return CellKind(lambda cell, asked: _whole(cell).cast(pl.Int32, strict=False), checks)


def code(known: Collection[str], digits: int = 6, what: str = "distrito") -> CellKind:
    """INEI's code of a unit; the zero that a spreadsheet took from its start is put back."""

    def value(cell: pl.Expr, asked: FileTerms) -> pl.Expr:
        bare = cell.str.strip_prefix("'").str.strip_suffix(".0")
        is_code = bare.str.contains(rf"^[0-9]{{{digits - 1},{digits}}}$")
        return pl.when(is_code).then(bare.str.zfill(digits))

    def checks(column: BulkColumn, asked: FileTerms) -> list[ColumnCheck]:
        found = pl.col(column.key)
        return [
            unread(column, "codigo-ilegible", f"«{{}}» no es un código INEI de {digits} cifras."),
            ColumnCheck(
                "codigo-desconocido",
                column.key,
                found.is_not_null() & ~found.is_in(sorted(known)),
                sentence(
                    f"{column.header}: «{{}}» no es el código INEI de ningún {what}: revíselo, o "
                    "el archivo usa los del RENIEC.",
                    found,
                ),
            ),
        ]

    return CellKind(value, checks)


def number(
    low: float | None = None, high: float | None = None, *, percent: bool = False
) -> CellKind:
    """A number with decimal point or comma. `percent`: in points, and its sign may be written."""
    small = low is not None and high is not None and -THOUSAND < low <= high < THOUSAND

    def value(cell: pl.Expr, asked: FileTerms) -> pl.Expr:
        read = number_of(cell, asked.decimal, below_thousand=small)
        return read if percent else pl.when(~is_percent(cell)).then(read)

    def checks(column: BulkColumn, asked: FileTerms) -> list[ColumnCheck]:
        found = pl.col(column.key)
        said = "«{}» no es un número: escriba solo cifras, con coma o punto decimal."
        every = _unread_number(column, asked, "numero-ilegible", said, below_thousand=small)
        outside = _outside(found, low, high)
        if outside is not None:
            span = _span(low, high)
            says = f"{column.header}: «{{}}» está fuera de lo posible ({span})."
            told = sentence(says, raw(column.key))
            every.append(ColumnCheck("fuera-de-rango", column.key, outside, told))
        return every

    return CellKind(value, checks)


def _outside(found: pl.Expr, low: float | None, high: float | None) -> pl.Expr | None:
    if low is not None and high is not None:
        return ~found.is_between(low, high)
    if low is not None:
        return found < low
    return None if high is None else found > high


def _span(low: float | None, high: float | None) -> str:
    if high is None:
        return f"{low:g} o más"
    return f"hasta {high:g}" if low is None else f"de {low:g} a {high:g}"
