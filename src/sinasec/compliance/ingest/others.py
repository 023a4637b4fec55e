"""The column «Otros datos»: a small JSON object that the export wrote and anybody may edit."""

import json
import math
from collections.abc import Callable
from datetime import date
from typing import Any, Final, NoReturn

from sinasec.definitions.reference_files import Attribute
from sinasec.intake import cells
from sinasec.methods.law import Scalar
from sinasec.spreadsheets.faults import CellError
from sinasec.spreadsheets.sheets import Raw

CODE: Final = "otros-ilegible"


def others_of(raw: Raw) -> dict[str, Scalar]:
    """Further attributes, as the export wrote them; a null says nothing. Raises CellError."""
    try:
        said = json.loads(cells.text_of(raw), parse_constant=_refused)
    except (ValueError, RecursionError):  # RecursionError: thousands of brackets
        said = None
    if not isinstance(said, dict):
        raise _unread()
    told = {cells.text_of(str(key)): _scalar(value) for key, value in said.items()}
    return {key: value for key, value in told.items() if value is not None}


def check_declared(attribute: Attribute, value: Scalar) -> None:
    """Raises CellError unless the value is one that its own column would have given."""
    right = value in attribute.enum if attribute.enum else _RIGHT[attribute.type](value)
    if not right:
        raise CellError(CODE, f"«{attribute.label}» no es lo que debe; déjelo como vino o vacío.")


def _scalar(value: Any) -> Any:
    """A text as any cell's is; a number that can be written again. Raises CellError."""
    if isinstance(value, str):
        return cells.text_of(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) <= cells.MOST:
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    raise _unread()


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _unread() -> CellError:
    return CellError(CODE, "no se entiende; déjelo como vino o vacío.")


def _is_day(value: Scalar) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_number(value: Scalar) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_RIGHT: Final[dict[str, Callable[[Scalar], bool]]] = {
    "text": lambda value: isinstance(value, str),
    "date": _is_day,
    "number": _is_number,
    "whole": lambda value: type(value) is int and value >= 0,
    "yes_no": lambda value: isinstance(value, bool),
}
