"""What is wrong with a parameter, in a sentence: pydantic says it in English, by type of error."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

_QUOTED: Final = re.compile(r"'([^']*)'")
_DIGITS: Final = re.compile(r"\^\[0-9\]\{(\d+)\}\$")
_DAY: Final = "escriba la fecha como año-mes-día: 2024-05-24"
_WHOLE: Final = "escriba un número entero"
_OTHERWISE: Final = "no tiene la forma que se pide; la descripción de la API dice cuál"


def _choices(about: Mapping[str, Any]) -> str:
    return f"puede ser {_either(_QUOTED.findall(str(about['expected'])))}"


def _either(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} o {words[-1]}" if len(words) > 1 else "".join(words)


def _pattern(about: Mapping[str, Any]) -> str:
    digits = _DIGITS.fullmatch(str(about["pattern"]))
    return f"escriba {digits[1]} cifras, también los ceros de delante" if digits else _OTHERWISE


_BY_TYPE: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "date_from_datetime_inexact": lambda _: _DAY,
    "date_from_datetime_parsing": lambda _: _DAY,
    "date_parsing": lambda _: _DAY,
    "date_type": lambda _: _DAY,
    "greater_than_equal": lambda about: f"debe ser {about['ge']} o más",
    "int_from_float": lambda _: _WHOLE,
    "int_parsing": lambda _: _WHOLE,
    "int_parsing_size": lambda _: f"{_WHOLE} más corto",
    "int_type": lambda _: _WHOLE,
    "less_than_equal": lambda about: f"debe ser {about['le']} o menos",
    "literal_error": _choices,
    "missing": lambda _: "falta; escríbalo",
    "string_pattern_mismatch": _pattern,
    "string_too_long": lambda about: f"no puede pasar de {about['max_length']} letras",
    "value_error": lambda about: str(about["error"]),
}


def sentence(fault: Mapping[str, Any]) -> str:
    """What is wrong and what to write; `fault`: one of pydantic's, with its type and context."""
    said = _BY_TYPE.get(str(fault["type"]))
    return said(fault.get("ctx", {})) if said else _OTHERWISE
