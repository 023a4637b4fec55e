"""What a cell may say: text, how many, a year, a month, a code, a number."""

from collections.abc import Collection
from typing import Final

import polars as pl

from sinasec.risk.ingest.checks import Check
from sinasec.risk.ingest.columns import Asked, Column, Kind, raw, unread
from sinasec.risk.ingest.sentences import sentence

FIRST_YEAR: Final = 1990
MOST: Final = 1_000_000_000  # of one cell: a whole file of them still adds up
_DECIMAL: Final = r"^[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?$"
_TWO_WAYS: Final = r"^[+-]?[1-9]\d{0,2},\d{3}$"


def text() -> Kind:
    return Kind(lambda cell: cell, lambda column, asked: [])


def _whole(cell: pl.Expr) -> pl.Expr:
    return cell.str.strip_suffix(".0").cast(pl.Int64, strict=False)


def count() -> Kind:
    """How many: a whole number, none below zero nor above MOST."""

    def value(cell: pl.Expr) -> pl.Expr:
        number = _whole(cell)
        return pl.when(number.is_between(0, MOST)).then(number)

    says = (
        "«{}» no es un número entero, de cero a mil millones: escriba solo cifras, sin separar "
        "miles."
    )
    return Kind(value, lambda column, asked: [unread(column, "cantidad-ilegible", says)])


def year(ahead: int = 0) -> Kind:
    """A year, of those past or up to `ahead` to come, as in a projection."""

    def checks(column: Column, asked: Asked) -> list[Check]:
        last = asked.today.year + ahead
        says = f"{column.header}: «{{}}» no está entre {FIRST_YEAR} y {last}."
        return [
            unread(column, "anio-imposible", "«{}» no es un año: escríbalo con cuatro cifras."),
            Check(
                "anio-imposible",
                column.key,
                ~pl.col(column.key).is_between(FIRST_YEAR, last),
                sentence(says, raw(column.key)),
            ),
        ]

    return Kind(lambda cell: _whole(cell).cast(pl.Int32, strict=False), checks)


def month() -> Kind:
    def checks(column: Column, asked: Asked) -> list[Check]:
        wrong = ~pl.col(column.key).is_between(1, 12)
        says = sentence(f"{column.header}: «{{}}» no es un mes de 1 a 12.", raw(column.key))
        return [
            unread(column, "mes-imposible", "«{}» no es un mes: escriba su número, de 1 a 12."),
            Check("mes-imposible", column.key, wrong, says),
        ]

    return Kind(lambda cell: _whole(cell).cast(pl.Int32, strict=False), checks)


def code(known: Collection[str], digits: int = 6, what: str = "distrito") -> Kind:
    """INEI's code of a unit; the zero that a spreadsheet took from its start is put back."""

    def value(cell: pl.Expr) -> pl.Expr:
        bare = cell.str.strip_prefix("'").str.strip_suffix(".0")
        is_code = bare.str.contains(rf"^\d{{{digits - 1},{digits}}}$")
        return pl.when(is_code).then(bare.str.zfill(digits))

    def checks(column: Column, asked: Asked) -> list[Check]:
        found = pl.col(column.key)
        return [
            unread(column, "codigo-ilegible", f"«{{}}» no es un código INEI de {digits} cifras."),
            Check(
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

    return Kind(value, checks)


def number(low: float | None = None, high: float | None = None) -> Kind:
    """A number with decimal point or comma, without separated thousands."""

    def value(cell: pl.Expr) -> pl.Expr:
        sure = cell.str.contains(_DECIMAL) & ~cell.str.contains(_TWO_WAYS)
        plain = pl.when(sure).then(cell.str.replace(",", ".", literal=True))
        return plain.cast(pl.Float64, strict=False)

    def checks(column: Column, asked: Asked) -> list[Check]:
        cell, found = raw(column.key), pl.col(column.key)
        unclear = cell.str.contains(_TWO_WAYS).fill_null(False)
        said = "«{}» no es un número: escriba solo cifras, con coma o punto decimal."
        plain = unread(column, "numero-ilegible", said)
        every = [
            Check(plain.code, plain.column, plain.wrong & ~unclear, plain.says),
            Check(
                "numero-ambiguo",
                column.key,
                unclear,
                sentence(
                    f"{column.header}: «{{}}» puede ser miles o decimales: escríbalo con punto.",
                    cell,
                ),
            ),
        ]
        outside = _outside(found, low, high)
        if outside is not None:
            span = _span(low, high)
            says = sentence(f"{column.header}: «{{}}» está fuera de lo posible ({span}).", cell)
            every.append(Check("fuera-de-rango", column.key, outside, says))
        return every

    return Kind(value, checks)


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
