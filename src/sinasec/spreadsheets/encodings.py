"""In which encoding a text was saved, told by whether its words could be Spanish.

Any bytes are some text in Windows-1252, in MS-DOS (CP850) and in Mac Roman; only one of them puts
an ó in the middle of «sesión». What two of them read as Spanish is not read at all.
"""

import codecs
import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from sinasec.spreadsheets.faults import UnreadableFile

CODE: Final = "codificacion"
_SAVE: Final = "en Excel, guarde como «CSV UTF-8» o como «Libro de Excel (.xlsx)»."
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKS: Final = (codecs.BOM_UTF8, *_WIDE)
_BEYOND: Final = re.compile("[^\x00-\x7f]")
_LOOKED_AT: Final = 200_000  # letters beyond ASCII
_LETTERS: Final = frozenset("áéíóúüñÁÉÍÓÚÜÑ")
_ORDINALS: Final = frozenset("°ºª")
_MARKS_OF_TEXT: Final = frozenset("«»“”‘–—…€·•´\u00a0²³±×®©™")
_AFTER_NO_LETTER: Final = frozenset("¡¿§½¼")
_APOSTROPHE: Final = "’"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and, when it was not Unicode, the sentence that says how it was read."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Encoding:
    name: str
    said: str


_WINDOWS: Final = _Encoding("cp1252", "Latin-1 (Windows-1252)")
_OTHERS: Final = (_Encoding("cp850", "MS-DOS (CP850)"), _Encoding("mac_roman", "Mac Roman"))


def decoded(content: bytes) -> Decoded:
    """The text, whatever the usual encoding; never half of it garbled. Raises UnreadableFile."""
    if content.startswith(_WIDE):
        return Decoded(_tried(content, "utf-16"))
    try:
        return Decoded(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _told_apart(content)


def has_mark(content: bytes) -> bool:
    """Whether the file says by its first bytes that it is Unicode."""
    return content.startswith(_MARKS)


def _told_apart(content: bytes) -> Decoded:
    windows = _read(content, _WINDOWS)
    if windows is not None and windows.odd == windows.foreign == 0:
        return windows.decoded
    others = [read for each in _OTHERS if (read := _read(content, each)) and not read.odd]
    spanish = [read for read in others if not read.foreign]
    if windows is not None and not windows.odd and not spanish:
        return windows.decoded
    if (windows is None or windows.odd) and len(spanish) == 1:
        return spanish[0].decoded
    raise UnreadableFile(CODE, f"No se sabe en qué codificación está el texto: {_SAVE}")


@dataclass(frozen=True, slots=True)
class _Read:
    """`odd`: letters where no language has them; `foreign`: letters that Spanish does not have."""

    decoded: Decoded
    odd: int
    foreign: int


def _read(content: bytes, encoding: _Encoding) -> _Read | None:
    try:
        text = content.decode(encoding.name)
    except UnicodeDecodeError:
        return None
    note = f"El archivo no está en UTF-8: se leyó como {encoding.said}."
    odd = foreign = 0
    for found in islice(_BEYOND.finditer(text), _LOOKED_AT):
        at = found.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if _is_odd(found[0], before, after):
            odd += 1
        elif _is_foreign(found[0], before, after):
            foreign += 1
    return _Read(Decoded(text, note), odd, foreign)


def _is_foreign(letter: str, before: str, after: str) -> bool:
    """A letter of other languages, or the apostrophe of d’Onofrio."""
    if letter == _APOSTROPHE:
        return before.isalpha() and after.islower()
    return letter.isalpha() and letter not in _LETTERS | _ORDINALS


def _is_odd(letter: str, before: str, after: str) -> bool:
    within = before.isalpha() and after.isalpha()
    if letter in _ORDINALS or letter in _MARKS_OF_TEXT:
        return within
    if letter in _AFTER_NO_LETTER:
        return before.isalpha()
    if letter == _APOSTROPHE:
        return False
    if letter.isalpha():
        return _is_odd_case(letter, before, after)
    return True


def _is_odd_case(letter: str, before: str, after: str) -> bool:
    """A capital after a small letter, or a small one before a capital."""
    if letter.isupper():
        return before.islower()
    return after.isalpha() and after.isupper()


def _tried(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            CODE, f"No se sabe en qué codificación está el texto: {_SAVE}"
        ) from error
