"""Texts for users that no catalogue has: found in the code by what they look like."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.template.base import Lexer, TokenType

from sinasec.translation import LOCALE

PACKAGE: Final = LOCALE.parent
MARKS: Final = {"_", "gettext", "ngettext"}
SMALL: Final = "de|del|la|las|el|los|un|una|que|no|en|por|para|con|se|su|es|al"
# Two words or more, with a letter that English lacks or two of the small words of Spanish.
SPANISH: Final = re.compile(
    rf"(?is)(?=.*\s)(?:.*[áéíóúñ¿¡«»]|.*\b(?:{SMALL})\b.*\b(?:{SMALL})\b)",
)
TAG: Final = re.compile(r"(?s)<!--.*?-->|<[^>]*>|&\w+;")
READ: Final = re.compile(r'(?:aria-label|title|alt|placeholder)="([^"]*)"')  # of what is in a tag
WORD: Final = re.compile(r"[^\W\d_]{2,}")


def outside(path: Path) -> int:
    """How many there are in a file of the program."""
    if path.suffix == ".html":
        return sum(1 for _ in _of_template(path.read_text(encoding="utf-8")))
    return sum(1 for _ in _of_code(path.read_text(encoding="utf-8")))


def every_file() -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in (".py", ".html") and "migrations" not in path.parts:
            yield path


def _of_code(text: str) -> Iterator[str]:
    tree = ast.parse(text)
    nodes = list(ast.walk(tree))
    marked = {id(part) for node in nodes for part in _marked(node)}
    # What documents goes with its own: the help of a command is one.
    left_out = marked | {id(each.value) for each in nodes if isinstance(each, ast.Expr)}
    for node in nodes:
        said = node.value if isinstance(node, ast.Constant) else None
        if isinstance(said, str) and id(node) not in left_out and SPANISH.match(said.strip()):
            yield said


def _marked(node: ast.AST) -> Iterator[ast.AST]:
    """What a call that looks a text up is given."""
    called = node.func if isinstance(node, ast.Call) else None
    if isinstance(node, ast.Call) and isinstance(called, ast.Name) and called.id in MARKS:
        yield from (part for given in node.args for part in ast.walk(given))


def _of_template(text: str) -> Iterator[str]:
    inside = False
    for token in Lexer(TAG.sub(lambda tag: f" {' '.join(READ.findall(tag[0]))} ", text)).tokenize():
        if token.token_type is TokenType.BLOCK:
            inside = token.contents.startswith("blocktranslate") or (
                inside and token.contents != "endblocktranslate"
            )
        elif token.token_type is TokenType.TEXT and not inside and WORD.search(token.contents):
            yield token.contents
