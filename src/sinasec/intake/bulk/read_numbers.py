"""The one reading of numbers (`spreadsheets.numbers`), over whole columns of text."""

import polars as pl

from sinasec.spreadsheets import numbers
from sinasec.spreadsheets.numbers import Mark


def is_percent(cell: pl.Expr) -> pl.Expr:
    """Whether the text ends with a percent sign."""
    return cell.str.contains(numbers.PERCENT_SIGN)


def is_ambiguous(cell: pl.Expr, mark: Mark = "", *, below_thousand: bool = False) -> pl.Expr:
    """Whether the text is a number that can be read two ways.

    `below_thousand`: no value of the column reaches a thousand, so that a point can only be the
    decimal mark. A comma stays in doubt: 100,000 is never 100.
    """
    if mark:
        return pl.lit(False)
    two_ways = _bare(cell).str.contains(numbers.TWO_WAYS)
    return two_ways & cell.str.contains(",", literal=True) if below_thousand else two_ways


def number_of(cell: pl.Expr, mark: Mark = "", *, below_thousand: bool = False) -> pl.Expr:
    """The number written, before the percent sign if it has one; null for any other text."""
    bare = _bare(cell)
    sure = pl.when(~is_ambiguous(cell, mark, below_thousand=below_thousand)).then(bare)
    read = pl.coalesce(
        _matching(sure, numbers.WHOLE, sure),
        _matching(sure, numbers.POWER, sure),
        _matching(sure, numbers.decimals("."), sure) if mark != "," else _nothing(),
        _parted(sure, mark),
        *(_declared(sure, mark) if mark else _undeclared(sure)),
    )
    number = read.cast(pl.Float64, strict=False)
    return pl.when(number.is_finite()).then(number)


def _bare(cell: pl.Expr) -> pl.Expr:
    return cell.str.replace(numbers.PERCENT_SIGN, "")


def _nothing() -> pl.Expr:
    return pl.lit(None, pl.String)


def _matching(cell: pl.Expr, pattern: str, read: pl.Expr) -> pl.Expr:
    return pl.when(cell.str.contains(pattern)).then(read)


def _parted(cell: pl.Expr, mark: Mark) -> pl.Expr:
    """With blanks between thousands what is left can only be the decimal mark."""
    pattern = numbers.PARTED.replace("[.,]", f"[{mark}]") if mark else numbers.PARTED
    return _matching(cell, pattern, _pointed(cell.str.replace_all(numbers.GAPS, "")))


def _declared(cell: pl.Expr, mark: Mark) -> tuple[pl.Expr, ...]:
    return (
        _matching(cell, numbers.decimals(mark), _pointed(cell)),
        _together(cell, mark, declared=True),
    )


def _undeclared(cell: pl.Expr) -> tuple[pl.Expr, ...]:
    comma = _matching(cell, numbers.decimals(","), _pointed(cell))
    return (comma, _together(cell, ".", declared=False), _together(cell, ",", declared=False))


def _together(cell: pl.Expr, mark: Mark, *, declared: bool) -> pl.Expr:
    other = "," if mark == "." else "."
    whole = cell.str.replace_all(other, "", literal=True)
    return _matching(cell, numbers.thousands(mark, declared=declared), _pointed(whole))


def _pointed(cell: pl.Expr) -> pl.Expr:
    return cell.str.replace(",", ".", literal=True)
