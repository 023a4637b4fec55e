"""Every place of a source file that can be spoilt, and the file's text once it is.

Left alone, because a test of behaviour should not depend on them: all text (the wording is for
people, and a wrong column name stops at once) and the insides of f-strings, annotations, imports,
bases, decorators that only register or remember, the fields of models (the migrations make the
tables), migrations, the made-up country (any number would do in it), and what runs for type
checkers only.
"""

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from tools.mutants.operators import Change, changes

LEFT_OUT: Final = frozenset({"migrations", "simulation"})
# A decorator that refuses or protects; the others name, register or remember.
PROTECTIVE: Final = frozenset({"atomic", "require_GET", "require_POST", "require_safe"})


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one file: bytes `start` to `end` of the source become `after`.

    `lines` are those of the changed statement, without the statements in it; `inside` is the
    function or class around; `copy` tells equal changes of one function apart, from 0.
    """

    path: str
    line: int
    lines: tuple[int, int]
    inside: str
    kind: str
    start: int
    end: int
    before: str
    after: str
    copy: int

    @property
    def key(self) -> str:
        """A name that stays while other functions of the file change."""
        said = (self.path, self.inside, self.kind, self.before, self.after, str(self.copy))
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]

    @property
    def module(self) -> str:
        parts = Path(self.path).with_suffix("").parts[1:]
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def package(self) -> str:
        return Path(self.path).parts[2]

    def spoilt(self, source: bytes) -> bytes:
        return source[: self.start] + self.after.encode() + source[self.end :]

    def __str__(self) -> str:
        return f"{self.path}:{self.line} [{self.kind}] {_difference(self.before, self.after)}"


def _difference(before: str, after: str, around: int = 30) -> str:
    """What changes, with a few letters on each side, on one line."""
    was, now = (" ".join(_written(text).split()) for text in (before, after))
    first = _same(was, now)
    last = min(_same(was[::-1], now[::-1]), min(len(was), len(now)) - first)
    start = max(0, first - around)
    shown = (text[start : len(text) - max(0, last - around)] for text in (was, now))
    return " → ".join(f"`{text}`" for text in shown)


def _same(one: str, other: str) -> int:
    """With how many equal letters both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    different = (place for place, (letter, also) in pairs if letter != also)
    return next(different, min(len(one), len(other)))


def _written(code: str) -> str:
    """The same expression as the language itself would write it."""
    try:
        return ast.unparse(ast.parse(code.strip()))
    except SyntaxError:
        return code


class Place(NamedTuple):
    """Where the walk is: the statement's own lines, and the function or class around it."""

    lines: tuple[int, int]
    inside: str
    in_function: bool


def source_files(root: Path, packages: tuple[str, ...]) -> list[Path]:
    """The files of those packages that are looked at, in order."""
    found = (path for name in packages for path in (root / "src" / "sinasec" / name).rglob("*.py"))
    return sorted(path for path in found if not LEFT_OUT & set(path.parts))


def mutants(root: Path, path: Path) -> list[Mutant]:
    """Every change of a file, in the order of the file; one in a thousand may not compile."""
    source = path.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    name = path.relative_to(root).as_posix()
    seen: dict[tuple[str, ...], int] = {}
    found = []
    for change, place in _walk(ast.parse(source), Place((1, 1), "", False), path.name):
        node = change.node
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[node.end_lineno - 1] + node.end_col_offset
        before = source[start:end].decode()
        same = (place.inside, change.kind, before, change.after)
        copy = seen[same] = seen.get(same, -1) + 1
        found.append(
            Mutant(name, node.lineno, place.lines, place.inside, change.kind, start, end, before,
                   change.after, copy)
        )  # fmt: skip
    return found


def _walk(node: ast.AST, place: Place, file: str) -> Iterator[tuple[Change, Place]]:
    for child in _children(node):
        here = _place(child, place)
        fields = file == "models.py" and not here.in_function
        if not fields:
            yield from ((change, here) for change in changes(child) if _counts(change, here))
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            whole = here._replace(lines=(child.lineno, child.end_lineno or child.lineno))
            yield from ((change, whole) for change in _unprotected(child))
        yield from _walk(child, here, file)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """What of a node runs and is not text."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "bases", "type_params"):
            continue
        if isinstance(node, ast.ClassDef) and name == "keywords":
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _left_alone(child):
                yield child


def _left_alone(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return ast.unparse(node.test) in ("TYPE_CHECKING", "__name__ == '__main__'")
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return ast.unparse(node.value.func).startswith(("log.", "logger.", "logging."))
    return isinstance(node, ast.JoinedStr | ast.Import | ast.ImportFrom)


def _place(child: ast.AST, place: Place) -> Place:
    if isinstance(child, ast.ExceptHandler):
        return place._replace(lines=(child.lineno, child.lineno))
    if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        inside = f"{place.inside}.{child.name}".strip(".")
        function = place.in_function or not isinstance(child, ast.ClassDef)
        return Place((child.lineno, child.lineno), inside, function)
    if isinstance(child, ast.stmt):
        body = getattr(child, "body", None)
        last = body[0].lineno - 1 if body else child.end_lineno
        return place._replace(lines=(child.lineno, max(child.lineno, last or 0)))
    return place


def _counts(change: Change, place: Place) -> bool:
    """Unions of types stand outside functions, and mean nothing when they run."""
    return place.in_function or not (
        isinstance(change.node, ast.BinOp) and isinstance(change.node.op, ast.BitOr)
    )


def _unprotected(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Change]:
    for one in function.decorator_list:
        called = one.func if isinstance(one, ast.Call) else one
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name in PROTECTIVE:
            yield Change(one, "(lambda function: function)", "protection left out")
