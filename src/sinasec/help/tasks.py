"""The tasks that have a help page, read from their files and written as HTML.

A file is `es_PE/NN-slug.md`: its order, the name of its address, a head in YAML (`title`, `for`,
`pages`) and CommonMark with tables. Its links are addresses of the site.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from markdown_it import MarkdownIt

from sinasec.translation import LANGUAGE
from sinasec.translation import gettext as _

FOLDER: Final = Path(__file__).parent
HEAD: Final = {"title": str, "for": str, "pages": list}
_FILE: Final = re.compile(r"\d\d-([a-z-]+)\.md")
_PARTS: Final = re.compile(r"---\n(.*?\n)---\n(.*)", re.DOTALL)
_LINK: Final = re.compile(r"\[([^\]]+)\]\((/[^)]*)\)")


class BadTask(ValueError):
    """A file of a task that cannot be shown; the sentence names it."""


@dataclass(frozen=True, slots=True)
class Task:
    """`whom`: who it is for. `pages`: names of the addresses from which it is linked."""

    slug: str
    title: str
    whom: str
    pages: tuple[str, ...]
    text: str

    @property
    def html(self) -> str:
        return _markdown().render(self.text)

    @property
    def plain(self) -> str:
        """As it is read away from the site: an address is told, not followed."""
        return _LINK.sub(r"\1 (`\2`)", self.text)


@cache
def tasks(language: str = LANGUAGE, folder: Path = FOLDER) -> tuple[Task, ...]:
    """In their order. Raises BadTask."""
    return tuple(_read(path) for path in sorted((folder / language).glob("*.md")))


@cache
def of_page(name: str) -> tuple[Task, ...]:
    """Those that are linked from the pages with that name."""
    return tuple(task for task in tasks() if name in task.pages)


def chapter() -> Iterator[str]:
    """The lines of the chapter of the manual with all of them."""
    yield "# " + _("Cómo se hace cada cosa en el sitio")
    yield ""
    yield _(
        "Generado de `src/sinasec/help/`, de donde salen también las páginas de `/ayuda/`: no se "
        "edita a mano (`make manual`)."
    )
    for task in tasks():
        yield from ("", f"## {task.title}", "", _("*Para {whom}.*").format(whom=task.whom))
        yield from ("", task.plain.strip())


def _read(path: Path) -> Task:
    named = _FILE.fullmatch(path.name)
    parts = _PARTS.fullmatch(path.read_text(encoding="utf-8"))
    if named is None or parts is None:
        said = _("{file}: se llama «NN-nombre.md» y empieza con su cabecera entre «---».")
        raise BadTask(said.format(file=path.name))
    head: dict[str, Any] = yaml.safe_load(parts[1])
    wrong = {name for name, kind in HEAD.items() if not isinstance(head.get(name), kind)}
    if wrong or head.keys() - HEAD.keys():
        said = _("{file}: la cabecera dice title, for y pages, y nada más.")
        raise BadTask(said.format(file=path.name))
    pages = tuple(str(each) for each in head["pages"])
    return Task(named[1], head["title"], head["for"], pages, parts[2])


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")
