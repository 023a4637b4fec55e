"""Read the XML of a stranger's workbook as it comes, in bounded memory and linear time.

The readers that come after see the same elements and attributes as this one: only UTF-8, no
declarations, no vast tags. What is said with prefixes, entities or odd quotes comes out plain.
"""

import codecs
from collections.abc import Callable, Iterable
from typing import Final
from xml.parsers import expat

from sinasec.spreadsheets.unsafe import UnsafeFile

MOST_ATTRIBUTES: Final = 250  # of one element; calamine compares each with all the others
MOST_DEPTH: Final = 500
MOST_TAG: Final = 1024 * 1024  # bytes: expat looks at an unfinished tag from its start each time

# `attributes`: name, value, name, value…
Start = Callable[[str, list[str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]

_UTF8: Final = ("utf-8", "us-ascii", "ascii", "utf8")
_WIDE_DECLARATIONS: Final = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY", "<!doctype", "<!entity")
    for encoding in ("utf-16-le", "utf-16-be")
)


def read_markup(
    chunks: Iterable[bytes],
    name: str,
    start: Start,
    end: End | None = None,
    text: Text | None = None,
) -> None:
    """Tell `start`, `end` and `text` what the part `name` holds.

    Raises UnsafeFile: `dtd`, `codificacion`, `alterado`, or `danado` when it is not XML.
    """
    parser = expat.ParserCreate("UTF-8")
    parser.ordered_attributes = True
    parser.buffer_text = text is not None
    parser.StartElementHandler, parser.EndElementHandler = _bounded(name, start, end)
    parser.XmlDeclHandler = _only_utf8(name)
    parser.StartDoctypeDeclHandler = _no_doctype(name)
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        _feed(parser, chunks, name)
    except expat.ExpatError as error:
        raise UnsafeFile(
            "danado",
            f"El libro está dañado por dentro ({name[:60]}): ábralo en Excel, guárdelo de nuevo "
            "como .xlsx y envíelo.",
        ) from error


def _feed(parser: expat.XMLParserType, chunks: Iterable[bytes], name: str) -> None:
    fed = 0
    for chunk in chunks:
        if fed == 0:
            _check_beginning(chunk, name)
        fed += len(chunk)
        parser.Parse(chunk, False)
        if fed - parser.CurrentByteIndex > MOST_TAG:
            raise _altered(name)
    parser.Parse(b"", True)


def _bounded(name: str, start: Start, end: End | None) -> tuple[Start, End]:
    depth = 0

    def opened(tag: str, attributes: list[str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH or len(attributes) > 2 * MOST_ATTRIBUTES:
            raise _altered(name)
        start(tag, attributes)

    def closed(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(tag)

    return opened, closed


def _check_beginning(chunk: bytes, name: str) -> None:
    """What is not UTF-8 cannot be looked at, but its declarations are named when they show."""
    if any(word in chunk for word in _WIDE_DECLARATIONS):
        raise _declares(name)
    if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in chunk[:4]:
        raise _encoded(name)


def _only_utf8(name: str) -> Callable[[str, str | None, int], None]:
    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _UTF8:
            raise _encoded(name)

    return declared


def _no_doctype(name: str) -> Callable[[str, str | None, str | None, bool], None]:
    def declared(_root: str, _system: str | None, _public: str | None, _subset: bool) -> None:
        raise _declares(name)

    return declared


def plain(tag: str) -> str:
    """The name of an element without its prefix."""
    return tag.rpartition(":")[2]


def attribute(attributes: list[str], name: str) -> str | None:
    """The value of an attribute without prefix, or None."""
    for place in range(0, len(attributes), 2):
        if attributes[place] == name:
            return attributes[place + 1]
    return None


def _altered(name: str) -> UnsafeFile:
    return UnsafeFile(
        "alterado",
        f"El libro lleva dentro etiquetas que ninguna hoja de cálculo escribe ({name[:60]}): fue "
        "alterado. Copie sus datos a un libro nuevo y envíe ese.",
    )


def _encoded(name: str) -> UnsafeFile:
    return UnsafeFile(
        "codificacion",
        f"El libro no está escrito en UTF-8 por dentro ({name[:60]}): ábralo en Excel, guárdelo "
        "de nuevo como .xlsx y envíelo.",
    )


def _declares(name: str) -> UnsafeFile:
    return UnsafeFile(
        "dtd", f"El libro trae declaraciones peligrosas dentro ({name[:60]}): fue alterado."
    )
