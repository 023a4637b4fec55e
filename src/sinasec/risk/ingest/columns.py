"""How the cells of a column are read, all at once, and what can be wrong with them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import polars as pl

from sinasec.risk.ingest.checks import Check
from sinasec.spreadsheets.error_cells import ERRORS

FIRST_YEAR: Final = 1990
_DECIMAL: Final = r"^[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?$"
_TWO_WAYS: Final = r"^[+-]?[1-9]\d{0,2},\d{3}$"


# Unit -> SVG path of `territories.outline`; asked for only by the layouts that need it.
Outlines = Callable[[], Mapping[str, str]]


def no_outlines() -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever loads the file says of it, and the day on which it is loaded."""

    today: date
    year: int | None = None  # of data that do not say theirs
    series: str = ""  # which of the sources of a file that holds several
    outlines: Outlines = no_outlines  # of the districts, for points that do not say theirs


@dataclass(frozen=True, slots=True)
class Kind:
    """`value`: from the text to the value, null where it cannot be read. `checks`: what is wrong.

    Both take expressions of the text (blank is null); checks also the value.
    """

    value: Callable[[pl.Expr], pl.Expr]
    checks: Callable[["Column", Asked], list[Check]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, others that are understood, and how its cells are read.

    The text of its cells is in the frame as `raw(key)`, their value as `key`. `required`: the file
    must have it; `blank`: its cells may be empty.
    """

    key: str
    header: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    required: bool = True
    blank: bool = False
    help: str = ""


def raw(key: str) -> pl.Expr:
    return pl.col(raw_name(key))


def raw_name(key: str) -> str:
    return f"raw:{key}"


def checks_of(column: Column, asked: Asked) -> list[Check]:
    """Everything that can be wrong with the cells of a column."""
    text = raw(column.key)
    error = Check(
        "celda-con-error",
        column.key,
        text.str.starts_with("#") & text.is_in(sorted(ERRORS)),
        pl.format(
            "{}: la celda muestra {}; escriba el dato en lugar de la fórmula.",
            pl.lit(column.header),
            text,
        ),
    )
    blank = Check(
        "dato-obligatorio",
        column.key,
        text.is_null(),
        pl.lit(f"{column.header}: falta; escríbalo."),
    )
    own = [] if column.blank else [blank]
    return [error, *own, *column.kind.checks(column, asked)]


def unread(column: Column, code: str, says: str) -> Check:
    """A cell that says something which is not a value; `says` has `{}` for its text."""
    text = raw(column.key)
    wrong = text.is_not_null() & pl.col(column.key).is_null() & ~text.is_in(sorted(ERRORS))
    return Check(code, column.key, wrong, pl.format(f"{column.header}: {says}", text))


# -- kinds


def text() -> Kind:
    return Kind(lambda cell: cell, lambda column, asked: [])


def _whole(cell: pl.Expr) -> pl.Expr:
    return cell.str.strip_suffix(".0").cast(pl.Int64, strict=False)


def count() -> Kind:
    """How many: a whole number, none below zero."""

    def value(cell: pl.Expr) -> pl.Expr:
        number = _whole(cell)
        return pl.when(number >= 0).then(number)

    says = "«{}» no es un número entero, cero o más: escriba solo cifras, sin separar miles."
    return Kind(value, lambda column, asked: [unread(column, "cantidad-ilegible", says)])


def year() -> Kind:
    def checks(column: Column, asked: Asked) -> list[Check]:
        found = pl.col(column.key)
        says = f"{column.header}: «{{}}» no está entre {FIRST_YEAR} y {asked.today.year}."
        return [
            unread(column, "anio-imposible", "«{}» no es un año: escríbalo con cuatro cifras."),
            Check(
                "anio-imposible",
                column.key,
                (found < FIRST_YEAR) | (found > asked.today.year),
                pl.format(says, raw(column.key)),
            ),
        ]

    return Kind(lambda cell: _whole(cell).cast(pl.Int32, strict=False), checks)


def projected_year() -> Kind:
    """A year that may be still to come, as those of a projection of the population."""

    def checks(column: Column, asked: Asked) -> list[Check]:
        found = pl.col(column.key)
        last = asked.today.year + 50
        says = f"{column.header}: «{{}}» no está entre {FIRST_YEAR} y {last}."
        return [
            unread(column, "anio-imposible", "«{}» no es un año: escríbalo con cuatro cifras."),
            Check(
                "anio-imposible",
                column.key,
                (found < FIRST_YEAR) | (found > last),
                pl.format(says, raw(column.key)),
            ),
        ]

    return Kind(lambda cell: _whole(cell).cast(pl.Int32, strict=False), checks)


def month() -> Kind:
    def checks(column: Column, asked: Asked) -> list[Check]:
        wrong = ~pl.col(column.key).is_between(1, 12)
        says = pl.format(f"{column.header}: «{{}}» no es un mes de 1 a 12.", raw(column.key))
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
                pl.format(
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
                pl.format(
                    f"{column.header}: «{{}}» puede ser miles o decimales: escríbalo con punto.",
                    cell,
                ),
            ),
        ]
        outside = _outside(found, low, high)
        if outside is not None:
            span = _span(low, high)
            says = pl.format(f"{column.header}: «{{}}» está fuera de lo posible ({span}).", cell)
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


@dataclass(frozen=True, slots=True)
class Matched:
    """Where each column of a layout stands among the headers, and what is wrong with these."""

    places: dict[str, int]
    missing: tuple[Column, ...]
    repeated: tuple[tuple[Column, int], ...]
    unclaimed: tuple[str, ...] = field(default=())
