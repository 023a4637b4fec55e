"""Read a YAML file into plain values, keeping the line of each.

Only what a definition needs is accepted: mappings, lists and scalars. Anchors and aliases
(the stuff of YAML bombs), tags, repeated keys, several documents in a file and dates that do
not exist are refused with their line. Plain scalars are null, true/false, whole and decimal
numbers, dates (YYYY-MM-DD) or text; anything in quotation marks is text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Final

import yaml

from sinasec.definitions.faults import DefinitionFault, DefinitionFaults

Path = tuple[str | int, ...]

MAX_CHARACTERS: Final = 500_000
MAX_DEPTH: Final = 12
MAX_DIGITS: Final = 15
MAX_PARTS: Final = 100_000
MAX_FAULTS: Final = 200
MOST_KEPT: Final = 256  # documents, of two or three whole sets
_SHOWN: Final = 60
PARSER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
QUOTED: Final = frozenset("'\"|>")
DATE: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
INTEGER: Final = re.compile(r"-?(0|[1-9]\d*)")
DECIMAL: Final = re.compile(r"-?\d+\.\d+")
WORDS: Final[dict[str, bool | None]] = {
    "": None, "null": None, "~": None, "true": True, "false": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """The values of one file and the line of each path within it (`()` is the whole file)."""

    name: str
    value: Any
    lines: dict[Path, int] = field(default_factory=dict[Path, int])

    def line(self, path: Path) -> int:
        """The line of `path`, or of the nearest thing that contains it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault(self, path: Path, message: str) -> DefinitionFault:
        return DefinitionFault(self.name, self.line(path), written(path), message)


def written(path: Path) -> str:
    """`versions[1].norm.id`, as people write it; the first item of a list is number 1."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text


@lru_cache(MOST_KEPT)
def read_document(text: str, name: str) -> Document:
    """Parse `text`, the content of the file `name`. Raises `DefinitionFaults`.

    The same for the same text: a whole set is read again for each duty that is checked in it. Its
    values are to be read and never changed.
    """
    if len(text) > MAX_CHARACTERS:
        raise DefinitionFaults([DefinitionFault(name, 0, "", "el archivo es demasiado grande.")])
    document = Document(name, None)
    builder = _Builder(document)
    try:
        value = builder.document(yaml.parse(text, Loader=PARSER))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        message = f"el archivo no se puede leer como YAML ({problem}). Revise sangrías y comillas."
        raise DefinitionFaults([DefinitionFault(name, line, "", message)]) from error
    if builder.faults:
        raise DefinitionFaults(builder.faults)
    return Document(name, value, document.lines)


class _Builder:
    """Turns the events of the YAML parser into values, noting lines and faults."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.faults: list[DefinitionFault] = []

    def document(self, events: Iterator[Any]) -> Any:
        value: Any = None
        seen = False
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    self._refuse(event, (), "un archivo lleva un solo documento.")
                    break
                seen = True
                value = self._node(next(events), events, ())
        return value

    def _refuse(self, event: Any, path: Path, message: str) -> None:
        line = event.start_mark.line + 1
        self.faults.append(DefinitionFault(self._document.name, line, written(path), message))
        if len(self.faults) >= MAX_FAULTS:
            raise DefinitionFaults(self.faults)

    def _node(self, event: Any, events: Iterator[Any], path: Path) -> Any:
        if len(self._document.lines) > MAX_PARTS:
            message = f"el archivo tiene demasiadas partes (máximo {MAX_PARTS})."
            raise DefinitionFaults([self._document.fault(path, message)])
        self._document.lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse(event, path, "no se admiten anclas ni alias (& y *): escriba el valor.")
            if isinstance(event, yaml.AliasEvent):
                return None
        if getattr(event, "tag", None):
            self._refuse(event, path, f"no se admiten etiquetas ({event.tag[:_SHOWN]}).")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if len(path) >= MAX_DEPTH:
            message = f"demasiados niveles, uno dentro de otro (máximo {MAX_DEPTH})."
            raise DefinitionFaults([self._document.fault(path, message)])
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        return self._mapping(events, path)

    def _sequence(self, events: Iterator[Any], path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._node(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[Any], path: Path) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._key(event, path)
            value_event = next(events)
            inner = (*path, key)
            if key in pairs:
                first = self._document.line(inner)
                self._refuse(
                    event, inner, f"la clave «{key[:_SHOWN]}» ya está en la línea {first}."
                )
            self._document.lines.setdefault(inner, event.start_mark.line + 1)
            pairs[key] = self._node(value_event, events, inner)
        return pairs

    def _key(self, event: Any, path: Path) -> str:
        """A word. A list or mapping as a key could hold others without end: nothing follows it."""
        if isinstance(event, yaml.ScalarEvent) and not event.anchor and event.value != "<<":
            return event.value
        self._refuse(event, path, "una clave es una palabra o un número.")
        if not isinstance(event, (yaml.ScalarEvent, yaml.AliasEvent)):
            raise DefinitionFaults(self.faults)
        return "?"

    def _scalar(self, event: Any, path: Path) -> Any:
        text: str = event.value
        if event.style in QUOTED:
            return text
        if text in WORDS:
            return WORDS[text]
        if INTEGER.fullmatch(text):
            return self._integer(event, text, path)
        if DECIMAL.fullmatch(text):
            return self._decimal(event, text, path)
        if DATE.fullmatch(text):
            return self._date(event, text, path)
        return text

    def _integer(self, event: Any, text: str, path: Path) -> int | None:
        if len(text) > MAX_DIGITS:
            self._refuse(event, path, f"un número de más de {MAX_DIGITS} cifras no tiene sentido.")
            return None
        return int(text)

    def _decimal(self, event: Any, text: str, path: Path) -> float | None:
        if len(text) > 2 * MAX_DIGITS:
            self._refuse(event, path, f"un número de más de {MAX_DIGITS} cifras no tiene sentido.")
            return None
        return float(text)

    def _date(self, event: Any, text: str, path: Path) -> date | None:
        try:
            return date.fromisoformat(text)
        except ValueError:
            self._refuse(event, path, f"la fecha {text} no existe (se escribe AAAA-MM-DD).")
            return None
