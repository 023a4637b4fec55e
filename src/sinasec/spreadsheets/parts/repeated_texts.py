"""A text kept once in an .xlsx may stand in a million cells: how long they are together.

calamine gives each cell its own copy. Nearly every book is found harmless by its longest text
and its cells; only the others are read again, to add up exactly.
"""

from collections.abc import Iterable
from typing import Final

from sinasec.spreadsheets.parts.archives import Archive
from sinasec.spreadsheets.parts.markup import attribute, plain, read_markup
from sinasec.spreadsheets.parts.worksheets import claim
from sinasec.spreadsheets.unsafe import UnsafeFile

TEXTS: Final = "xl/sharedstrings.xml"  # in small letters: calamine looks for it in any
_MOST_DIGITS: Final = 9


class SharedTexts:
    """The list of texts: `lengths` of each in its order, in letters; and how many it claims.

    `listed`: entries it says it has. `claimed`: cells it says show them.
    """

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self.listed = self.claimed = 0
        self._letters = 0

    def read(self, chunks: Iterable[bytes], name: str) -> None:
        """Raises UnsafeFile."""
        read_markup(chunks, name, self._start, self._end, self._text)

    def _start(self, tag: str, attributes: list[str]) -> None:
        kind = plain(tag)
        if kind == "si":
            self._letters = 0
        elif kind == "sst":
            self.claimed = max(self.claimed, claim(attribute(attributes, "count")))
            self.listed = max(self.listed, claim(attribute(attributes, "uniqueCount")))

    def _text(self, text: str) -> None:
        self._letters += len(text)

    def _end(self, tag: str) -> None:
        if plain(tag) == "si":
            self.lengths.append(self._letters)


def check_repeated_texts(
    package: Archive, lengths: list[int], sheets: Iterable[str], cells: int, most: int
) -> None:
    """Raises UnsafeFile when the shared texts, each as often as it is shown, pass `most` letters.

    `sheets`: their parts. `cells`: those of all the sheets, at least.
    """
    if max(lengths, default=0) * cells <= most:
        return
    shown = _Shown(lengths, most)
    for part in dict.fromkeys(sheets):
        shown.read(package, part)


class _Shown:
    """Adds up the texts that the cells of kind `s` show."""

    def __init__(self, lengths: list[int], most: int) -> None:
        self._lengths = lengths
        self._left = most
        self._shared = False
        self._index = ""

    def read(self, package: Archive, part: str) -> None:
        read_markup(package.chunks(package[part]), part, self._start, self._end, self._text)

    def _start(self, tag: str, attributes: list[str]) -> None:
        kind = plain(tag)
        if kind == "c":
            self._shared = attribute(attributes, "t") == "s"
        elif kind == "v":
            self._index = ""

    def _text(self, text: str) -> None:
        if self._shared and len(self._index) <= _MOST_DIGITS:
            self._index += text

    def _end(self, tag: str) -> None:
        if self._shared and plain(tag) == "v":
            self._left -= self._length()
            if self._left < 0:
                raise UnsafeFile(
                    "bomba",
                    "El libro repite textos muy largos en tantas celdas que no caben: acórtelos "
                    "y vuelva a guardarlo.",
                )

    def _length(self) -> int:
        index = self._index.strip()
        if not (index.isascii() and index.isdigit()) or len(index) > _MOST_DIGITS:
            return 0
        place = int(index)
        return self._lengths[place] if place < len(self._lengths) else 0
