"""What a cell says: dates, numbers, yes or no, a choice, a link, as clerks write them."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from sinasec.compliance.entries import clean_text, is_link
from sinasec.compliance.errors import InvalidAct
from sinasec.compliance.ingest.words import plain, suggestion
from sinasec.spreadsheets.faults import CellError
from sinasec.spreadsheets.sheets import Raw

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

_SERIAL_ZERO: Final = date(1899, 12, 30)
_DAY_MONTH_YEAR: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{2}:\d{2}.*)?")
_WORDED: Final = re.compile(
    r"(?:\w+,?\s+)??(\d{1,2})[\sº°.-]*(?:de\s+|-)?([a-z]+)\.?[\s,-]*(?:del?\s+)?(\d{4})"
)
_SHORT_YEAR: Final = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2}")
_SERIAL: Final = re.compile(r"\d{5}(?:[.,]\d+)?")
_NUMBER: Final = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:[ .,\u00a0']\d{3})+)(?:[.,]\d+)?")


def text_of(raw: Raw) -> str:
    """A cell as text: a whole number without ".0", a day as ISO. Raises CellError."""
    if isinstance(raw, str):
        try:
            return clean_text(raw)
        except InvalidAct as error:
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


def _from_serial(number: float) -> date:
    if not FIRST_SERIAL <= number < LAST_SERIAL + 1:
        raise CellError(
            "fecha-ilegible", f"«{number:g}» no es una fecha: escríbala como 15/02/2024."
        )
    return _SERIAL_ZERO + timedelta(days=int(number))


def number_of(raw: Raw) -> float | int:
    """A number, with decimal comma or point. Raises CellError, also when it could be two."""
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _counted(float(raw), text_of(raw))
    text = text_of(raw)
    if not _NUMBER.fullmatch(text):
        raise CellError("numero-ilegible", f"«{text}» no es un número: escriba solo cifras.")
    return _counted(float(_with_point(text)), text)


def _counted(value: float, text: str) -> float | int:
    """The number, whole when it is. Raises CellError for one that is not held to the last unit."""
    if not abs(value) <= MOST:  # nor is NaN
        raise CellError("numero-ilegible", f"«{text[:40]}» no es un número que se pueda anotar.")
    return int(value) if value.is_integer() else value


def _with_point(text: str) -> str:
    """Thousands taken out and a decimal point put in. Raises CellError when it is not sure."""
    digits = re.sub(r"[ \u00a0']", "", text)
    marks = [mark for mark in digits if mark in ".,"]
    if not marks:
        return digits
    last = max(digits.rfind("."), digits.rfind(","))
    if len(set(marks)) == 1 and len(marks) > 1:
        return re.sub(r"[.,]", "", digits)
    whole = digits[:last].lstrip("+-")
    if len(marks) == 1 and len(digits) - last == 4 and 1 <= len(whole) <= 3 and whole != "0":
        raise CellError(
            "numero-ambiguo",
            f"«{text}» puede leerse de dos modos: escríbalo sin separador de miles.",
        )
    return re.sub(r"[.,]", "", digits[:last]) + "." + digits[last + 1 :]


def whole_of(raw: Raw) -> int:
    """A whole number, none below zero; thousands may be parted. Raises CellError."""
    text = text_of(raw)
    if re.fullmatch(r"\d{1,3}(?:[ .,\u00a0']\d{3})+", text):
        return int(_counted(float(re.sub(r"\D", "", text)), text))
    number = number_of(raw)
    if not isinstance(number, int) or number < 0:
        raise CellError("numero-ilegible", f"«{text}» no es un número entero: escriba solo cifras.")
    return number


def yes_no_of(raw: Raw) -> bool:
    """Yes or no. Raises CellError."""
    word = plain(text_of(raw))
    if word in YES or word in NO:
        return word in YES
    raise CellError("si-o-no", f"«{text_of(raw)}» no es sí ni no: escriba «sí» o «no».")


def choice_of(raw: Raw, choices: Mapping[str, str]) -> str:
    """The choice whose plain spelling was written (`choices`: plain -> value)."""
    text = text_of(raw)
    if plain(text) in choices:
        return choices[plain(text)]
    listed = ", ".join(f"«{value}»" for value in dict.fromkeys(choices.values()))
    hint = suggestion(text, choices.values()) or f" Elija una de estas: {listed}."
    raise CellError("opcion-desconocida", f"«{text}» no está en la lista.{hint}")


def link_of(raw: Raw) -> str:
    """A web address. Raises CellError."""
    text = text_of(raw)
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
