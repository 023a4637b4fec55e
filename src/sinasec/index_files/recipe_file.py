"""The recipe of an index as people write it, with where each of its parts stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sinasec.definitions.apart import document_apart
from sinasec.definitions.documents import Document, written
from sinasec.definitions.faults import DefinitionFaults
from sinasec.index_files.file_faults import FileFault, UnusableFiles, unreadable
from sinasec.methods.composite import CannotBuild, Recipe, RecipeFaults

MAX_RECIPE: Final = 1_000_000  # bytes; more is refused as it is read


@dataclass(frozen=True, slots=True)
class RecipeFile:
    """A recipe and where each of its parts is written."""

    recipe: Recipe
    document: Document

    def refused(self, refusal: RecipeFaults | CannotBuild) -> UnusableFiles:
        """What the recipe asks and cannot be, with the line that asks it where it is known."""
        if isinstance(refusal, RecipeFaults):
            return UnusableFiles(_placed(refusal, self.document))
        return UnusableFiles([FileFault(self.document.name, None, "", str(refusal))])


def recipe_of(path: Path, faults: list[FileFault]) -> RecipeFile | None:
    """The recipe of a file; None, with its faults noted, otherwise."""
    document = _document(path, faults)
    if document is None:
        return None
    try:
        return RecipeFile(Recipe.from_mapping(document.value), document)
    except RecipeFaults as found:
        faults += _placed(found, document)
        return None


def _document(path: Path, faults: list[FileFault]) -> Document | None:
    try:
        document = document_apart(_text(path), path.name)
        if isinstance(document.value, dict):
            return document
        words = "una receta lleva «steps:» y la lista de sus pasos."
        faults.append(FileFault(path.name, 1, "", words))
    except DefinitionFaults as found:
        faults += [
            FileFault(each.file, each.line or None, each.where, each.message)
            for each in found.faults
        ]
    except OSError as error:
        faults.append(unreadable(path, error))
    except UnicodeDecodeError:
        words = "no es un texto en UTF-8: guárdelo de nuevo como texto UTF-8."
        faults.append(FileFault(path.name, None, "", words))
    return None


def _text(path: Path) -> str:
    """The text of a recipe. Raises OSError or UnicodeDecodeError."""
    with path.open("rb") as stream:
        return stream.read(MAX_RECIPE).decode("utf-8-sig")


def _placed(found: RecipeFaults, document: Document) -> list[FileFault]:
    lines = {written(place): line for place, line in document.lines.items()}
    listed = document.value.get("steps")
    steps = listed if isinstance(listed, list) else []
    named = {
        str(step["step"]): f"steps[{place + 1}]"
        for place, step in enumerate(steps)
        if isinstance(step, dict) and "step" in step
    }
    return [
        FileFault(document.name, _line(each.where, lines, named), each.where, each.message)
        for each in found.faults
    ]


def _line(where: str, lines: Mapping[str, int], named: Mapping[str, str]) -> int | None:
    """The line of a path, or of the nearest thing around it; a step may be called by its name."""
    step, dot, rest = where.partition(".")
    path = named.get(step, step) + dot + rest
    while path and path not in lines:
        path = path.rpartition(".")[0]
    return lines.get(path)
