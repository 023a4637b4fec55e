"""Whether nobody has written a figure in a matrix yet."""

from sinasec.plans.cells import MatrixSheet
from sinasec.plans.headings import find_headers
from sinasec.plans.matrix import Matrix


def is_blank(matrix: Matrix) -> bool:
    """It has the columns of a matrix, and no figure under those of programmed and executed."""
    read = (*matrix.quarters, *matrix.repeated)
    if any(each.is_filled for each in read):
        return False
    headed = [sheet for sheet in matrix.book.sheets if find_headers(sheet)]
    return bool(headed) and not any(_has_figures(sheet) for sheet in headed)


def _has_figures(sheet: MatrixSheet) -> bool:
    """Also in rows that were not taken for activities."""
    columns = {
        column
        for header in find_headers(sheet)
        for pair in header.pairs
        for column in (pair.programmed, pair.executed)
    }
    return any(
        column in columns and isinstance(cell.value, (int, float))
        for (_, column), cell in sheet.cells.items()
    )
