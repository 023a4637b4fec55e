"""Read the transcriptions: one file for each text of the law, and one for what nobody has read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from sinasec.definitions.articles.article_faults import file_faults
from sinasec.definitions.documents import Document, read_document
from sinasec.definitions.faults import DefinitionFaults
from sinasec.definitions.loading import text_of

HERE: Final = Path(__file__).parent
UNREAD: Final = "sin_leer.yaml"


@dataclass(frozen=True, slots=True)
class Copy:
    """Where a text was read: what the copy is, its file, its address and the day."""

    said: str
    file: str
    url: str
    read_on: date


@dataclass(frozen=True, slots=True)
class Piece:
    """An article, or the letter of one, in one wording, in force from `start` to `end` (included).

    `article` is the name it is cited by ("32.1.a"); `opening` is the sentence that its letter
    completes; `by` is the norm that gave it this wording.
    """

    article: str
    heading: str
    opening: str
    text: str
    by: str
    start: date
    end: date | None
    note: str
    copy: Copy

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n\n")

    def overlaps(self, start: date, end: date | None) -> bool:
        return (end is None or self.start <= end) and (self.end is None or start <= self.end)


@dataclass(frozen=True, slots=True)
class Articles:
    """`pieces`: (norm, article) -> its wordings, oldest first. `unread`: norm -> why not."""

    pieces: Mapping[tuple[str, str], tuple[Piece, ...]]
    unread: Mapping[str, str]


@cache
def articles() -> Articles:
    """The transcriptions that come with the product. Raises `DefinitionFaults`."""
    return articles_of(documents_in(HERE))


def documents_in(folder: Path) -> list[Document]:
    """The files of a folder of transcriptions, in name order. Raises `DefinitionFaults`."""
    return [read_document(text_of(path), path.name) for path in sorted(folder.glob("*.yaml"))]


def articles_of(documents: Iterable[Document]) -> Articles:
    """Raises `DefinitionFaults` when a file has not its shape."""
    found: defaultdict[tuple[str, str], list[Piece]] = defaultdict(list)
    unread: dict[str, str] = {}
    for document in documents:
        if faults := file_faults(document):
            raise DefinitionFaults(faults)
        for item in document.value.get("unread", ()):
            unread[item["norm"]] = " ".join(item["why"].split())
        for piece in _pieces(document.value):
            for norm in document.value["norms"]:
                found[norm, piece.article].append(piece)
    oldest_first = {key: sorted(some, key=lambda one: one.start) for key, some in found.items()}
    return Articles({key: tuple(some) for key, some in oldest_first.items()}, unread)


def _pieces(spec: Mapping[str, Any]) -> Iterator[Piece]:
    for entry in spec.get("articles", ()):
        source = spec["source"]
        copy = Copy(source["copy"], source["file"], source["url"], spec["read_on"])
        for piece in entry["pieces"]:
            yield Piece(
                article=piece["article"],
                heading=entry["heading"],
                opening=entry.get("opening", ""),
                text=piece["text"],
                by=entry["by"],
                start=entry["from"],
                end=entry.get("to"),
                note=entry.get("note", ""),
                copy=copy,
            )
