"""Which modules of a package a module reaches by importing, read from the sources alone.

Imports inside functions and conditions count too, and so do the packages above each module, which
Python runs first: what is listed is never less than what may run. Nothing is imported to find it.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

BLOCKS: Final = ("body", "orelse", "finalbody", "handlers", "cases")  # where statements stand


def closure(module: str, root: Path) -> dict[str, Path]:
    """Dotted name -> its file, of `module` and all it reaches inside the package at `root`.

    root: folder of the package, whose name begins every dotted name.
    """
    files = _files(root)
    found: dict[str, Path] = {}
    asked = [module]
    while asked:
        for name in _with_packages(asked.pop()):
            if name in files and name not in found:
                found[name] = files[name]
                asked += _imports(name, files[name])
    return found


def _files(root: Path) -> dict[str, Path]:
    """Every module of the package, by its dotted name."""
    named: dict[str, Path] = {}
    for path in root.rglob("*.py"):
        parts = path.relative_to(root.parent).with_suffix("").parts
        named[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return named


def _with_packages(name: str) -> Iterator[str]:
    """a, a.b, a.b.c: those above are run before it."""
    parts = name.split(".")
    return (".".join(parts[:many]) for many in range(1, len(parts) + 1))


def _imports(name: str, path: Path) -> Iterator[str]:
    """Every name imported anywhere in a file: `from a import b` may mean the module a.b."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in _statements(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, package)
            yield base
            yield from (f"{base}.{one.name}" for one in node.names)


def _statements(block: ast.AST) -> Iterator[ast.AST]:
    """All statements inside one, at any depth; expressions hold none."""
    for field in BLOCKS:
        inside: list[ast.AST] = getattr(block, field, [])
        for node in inside if isinstance(inside, list) else []:
            yield node
            yield from _statements(node)


def _base(node: ast.ImportFrom, package: str) -> str:
    """What `from … import` names: one dot is the module's own package, each other dot one above."""
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    above = parts[: len(parts) - node.level + 1]
    return ".".join([*above, *([node.module] if node.module else [])])
