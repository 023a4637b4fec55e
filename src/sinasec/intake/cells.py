"""What a cell says: dates, numbers, yes or no, a choice, a link, as clerks write them."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, TypeVar

from sinasec.intake.texts import UnusableText, clean_text, is_link
from sinasec.intake.words import plain, suggestion
from sinasec.methods.law import Scalar
from sinasec.spreadsheets.faults import CellError
from sinasec.spreadsheets.numbers import AmbiguousNumber, written_number
from sinasec.spreadsheets.values import (
    FIRST_DAY,
    FIRST_DAY_1904,
    Raw,
    Serial,
)

Choice = TypeVar("Choice", bound=Scalar)

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "enero ene", "febrero feb", "marzo mar", "abril abr", "mayo may", "junio jun",
            "julio jul", "agosto ago", "septiembre setiembre sep set sept", "octubre oct",
            "noviembre nov", "diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
YES: Final = frozenset({"si", "s", "x", "yes", "y", "true", "verdadero", "1"})
NO: Final = frozenset({"no", "n", "false", "falso", "0"})
MOST: Final = 2**53  # greater whole numbers are not all told apart
FIRST_SERIAL: Final = 36526  # 2000-01-01 in Excel
LAST_SERIAL: Final = 73050  # 2099-12-31

_DAY_MONTH_YEAR: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{2}:\d{2}.*)?")
_WORDED: Final = re.compile(
    r"(?:\w+,?\s+)??(\d{1,2})[\sº°.-]*(?:de\s+|-)?([a-z]+)\.?[\s,-]*(?:del?\s+)?(\d{4})"
)
_SHORT_YEAR: Final = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2}")
_SERIAL: Final = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")


def text_of(raw: Raw) -> str:
    """A cell as text: a whole number without ".0", a day as ISO. Raises CellError."""
    if isinstance(raw, str):
        try:
            return clean_text(raw)
        except UnusableText as error:
            raise CellError("texto-ilegible", str(error)) from error
    if isinstance(raw, bool):
        return "sí" if raw else "no"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == raw.time().min else raw.isoformat(" ")
    return str(raw)


def is_blank(raw: Raw | None) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip("\ufeff\u200b \t\r\n\u00a0"))


def date_of(raw: Raw) -> date:
    """A day, from a date cell, a serial number or the usual spellings. Raises CellError."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, Serial):
        return _from_serial(raw.number, FIRST_DAY_1904)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _from_serial(float(raw))
    return _date_of_text(text_of(raw))


@lru_cache(maxsize=20_000)
def _date_of_text(text: str) -> date:
    if found := _DAY_MONTH_YEAR.fullmatch(text):
        return _day(int(found[3]), int(found[2]), int(found[1]), text)
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]), text)
    if _SERIAL.fullmatch(text):
        return _from_serial(float(text.replace(",", ".")))
    if _SHORT_YEAR.fullmatch(text):
        raise CellError(
            "fecha-ambigua", f"«{text}» tiene el año con dos cifras: escríbalo con cuatro."
        )
    worded = _WORDED.fullmatch(re.sub(r"\s+", " ", text.casefold()))
    if worded and worded[2] in MONTHS:
        return _day(int(worded[3]), MONTHS[worded[2]], int(worded[1]), text)
    raise CellError("fecha-ilegible", f"«{text}» no es una fecha: escríbala como 15/02/2024.")


def _day(year: int, month: int, day: int, text: str) -> date:
    if not 1 <= month <= 12:
        raise CellError(
            "fecha-imposible",
            f"«{text}» dice el mes {month}, que no existe: escriba primero el día y luego el mes.",
        )
    try:
        return date(year, month, day)
    except ValueError as error:
        raise CellError(
            "fecha-imposible", f"«{text}» no existe en el calendario: revise el día."
        ) from error


def _from_serial(number: float, first: date = FIRST_DAY) -> date:
    """The day that a number stands for, counted from the day 0 of its workbook."""
    counted = number + (first - FIRST_DAY).days
    if not FIRST_SERIAL <= counted < LAST_SERIAL + 1:
        raise CellError(
            "fecha-ilegible", f"«{number:g}» no es una fecha: escríbala como 15/02/2024."
        )
    return FIRST_DAY + timedelta(days=int(counted))


def number_of(raw: Raw) -> float | int:
    """A number, with decimal comma or point. Raises CellError, also when it could be two."""
    if isinstance(raw, Serial):
        return _counted(raw.number, raw)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _counted(float(raw), raw)
    text = text_of(raw)
    try:
        written = written_number(text)
    except AmbiguousNumber as error:
        raise CellError("numero-ambiguo", str(error)) from error
    if written is None:
        raise CellError("numero-ilegible", f"«{text}» no es un número: escriba solo cifras.")
    if written.percent:
        raise CellError("porcentaje", f"«{text}» es un porcentaje: escriba la cifra sin el signo.")
    return _counted(written.number, text)


def _counted(value: float, raw: Raw) -> float | int:
    """The number, whole when it is. Raises CellError for one that is not held to the last unit."""
    if not abs(value) <= MOST:  # nor is NaN
        said = text_of(raw)[:40]
        raise CellError("numero-ilegible", f"«{said}» no es un número que se pueda anotar.")
    return int(value) if value.is_integer() else value


def whole_of(raw: Raw) -> int:
    """A whole number, none below zero. Raises CellError."""
    number = number_of(raw)
    if number < 0:
        raise CellError(
            "numero-ilegible", f"«{text_of(raw)}» es menos que cero: escriba cero o más."
        )
    if not isinstance(number, int):
        raise CellError(
            "numero-ilegible", f"«{text_of(raw)}» no es un número entero: escríbalo sin decimales."
        )
    return number


def yes_no_of(raw: Raw) -> bool:
    """Yes or no. Raises CellError."""
    word = plain(text_of(raw))
    if word in YES or word in NO:
        return word in YES
    raise CellError("si-o-no", f"«{text_of(raw)}» no es sí ni no: escriba «sí» o «no».")


def choice_of(raw: Raw, choices: Mapping[str, Choice]) -> Choice:
    """The choice whose plain spelling was written (`choices`: plain -> value)."""
    text = text_of(raw)
    word = plain(text)
    if word in choices:
        return choices[word]
    listed = ", ".join(f"«{value}»" for value in dict.fromkeys(choices.values()))
    hint = suggestion(text, map(str, choices.values())) or f" Elija una de estas: {listed}."
    raise CellError("opcion-desconocida", f"«{text}» no está en la lista.{hint}")


QUOTES: Final = "'\"‘’“”«»<>"  # that some programs put around an address


def link_of(raw: Raw) -> str:
    """A web address, without the quotes around it. Raises CellError."""
    text = text_of(raw).strip(QUOTES).strip()
    if not is_link(text):
        raise CellError(
            "enlace-ilegible",
            f"«{text[:80]}» no es una dirección web: cópiela entera, con https:// al comienzo.",
        )
    return text


def hash_of(raw: Raw) -> str:
    """A SHA-256 in hexadecimal. Raises CellError."""
    text = re.sub(r"\s", "", text_of(raw)).lower()
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise CellError(
            "huella-ilegible",
            "La huella SHA-256 son 64 cifras y letras de la «a» a la «f»: cópiela entera o deje "
            "la celda vacía.",
        )
    return text
