"""Every regular expression of the packages that read strangers' text, and texts that try it."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType

PACKAGES = (
    "sinasec.spreadsheets",
    "sinasec.definitions",
    "sinasec.territories",
    "sinasec.committees",
    "sinasec.compliance",
    "sinasec.plans",
    "sinasec.publications",
    "sinasec.risk",
    "sinasec.web",
)
METHODS = ("search", "match", "fullmatch", "findall", "finditer", "sub", "split")
_ANY = "a"


@dataclass(frozen=True, slots=True)
class Expression:
    """A pattern and the way it is used, at `place` (module and line)."""

    place: str
    pattern: re.Pattern[str] | re.Pattern[bytes]
    method: str

    def run(self, text: str) -> None:
        given = text if isinstance(self.pattern.pattern, str) else text.encode("latin-1", "replace")
        more = ("",) if self.method == "sub" else ()
        found = getattr(self.pattern, self.method)(*more, given)  # type: ignore[arg-type]
        if self.method == "finditer":
            for _ in found:
                pass


@cache
def expressions() -> list[Expression]:
    """Those compiled once, by the methods called on their names, and those written in place."""
    found = [each for module in _modules() for each in _of(module)]
    return sorted(found, key=lambda each: each.place)


def _modules() -> Iterator[ModuleType]:
    for package in PACKAGES:
        root = importlib.import_module(package)
        yield root
        for info in pkgutil.walk_packages(root.__path__, f"{package}."):
            if not info.name.endswith((".settings", "wsgi", "asgi", "__main__", ".urls")):
                yield importlib.import_module(info.name)


def _of(module: ModuleType) -> Iterator[Expression]:
    if module.__file__ is None or not any(map(_is_or_holds_one, vars(module).values())):
        return
    with open(module.__file__, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    called = set()
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner, method = node.func.value, node.func.attr
        if not isinstance(owner, ast.Name) or method not in METHODS:
            continue
        held = getattr(module, owner.id, None)
        place = f"{module.__name__}:{node.lineno}"
        if isinstance(held, re.Pattern):
            called.add(owner.id)
            yield Expression(place, held, method)
        elif held is re and node.args and (text := _written(node.args[0], module)):
            yield Expression(place, re.compile(text), method)
    for name, held in vars(module).items():
        for each in held if isinstance(held, (tuple, list)) else [held]:
            if isinstance(each, re.Pattern) and name not in called and _is_mine(tree, name):
                yield Expression(f"{module.__name__}:{name}", each, "search")


def _is_or_holds_one(value: object) -> bool:
    """A module where nothing is so has no expression, and need not be parsed."""
    inside = value if isinstance(value, (tuple, list)) else [value]
    return value is re or any(isinstance(each, re.Pattern) for each in inside)


def _is_mine(tree: ast.Module, name: str) -> bool:
    """Whether the module gives the name its value, rather than take it from another."""
    targets = [
        target
        for node in tree.body
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    return any(isinstance(target, ast.Name) and target.id == name for target in targets)


def _written(node: ast.expr, module: ModuleType) -> str | bytes | None:
    """A pattern written in place; what it takes from elsewhere stands as one letter."""
    if isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else _ANY for part in node.values
        )
    if isinstance(node, ast.Name):
        held = getattr(module, node.id, None)
        return held if isinstance(held, (str, bytes)) else None
    return None


def hostile_texts(pattern: re.Pattern[str] | re.Pattern[bytes], size: int) -> Iterator[str]:
    """Texts of about `size` letters that begin as the pattern wants and never end so.

    Each repeats a letter that some part of it takes, or a whole beginning, over and over.
    """
    beginnings = sorted(set(_beginnings(parser.parse(pattern.pattern, pattern.flags))))
    letters = sorted({letter for beginning in beginnings for letter in beginning} | set(' 1A(".'))
    for start in ("", *beginnings[:12]):
        for letter in letters[:24]:
            yield start + letter * (size - len(start)) + "\x00"
    for beginning in beginnings:
        if beginning:
            yield (beginning * (size // len(beginning) + 1))[:size] + "\x00"


def _beginnings(parsed: object) -> Iterator[str]:
    """What may stand before each part of a pattern, the shortest way."""
    made = ""
    for kind, said in parsed:  # type: ignore[attr-defined]
        sample = _sample(kind, said)
        yield made + sample
        for inner in _inner(kind, said):
            yield from (made + each for each in _beginnings(inner))
        made += sample
    yield made


def _inner(kind: object, said: object) -> Iterator[object]:
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        yield said[2]  # type: ignore[index]
    elif kind is sre.SUBPATTERN:
        yield said[3]  # type: ignore[index]
    elif kind is sre.BRANCH:
        yield from said[1]  # type: ignore[index]


def _sample(kind: object, said: object) -> str:
    """About the shortest text that one part of a pattern takes, and not none."""
    if kind is sre.LITERAL:
        return chr(said)  # type: ignore[arg-type]
    if kind is sre.NOT_LITERAL:
        return "b" if said == ord("a") else "a"
    if kind is sre.IN:
        return _member(said)  # type: ignore[arg-type]
    if kind is sre.ANY:
        return "a"
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        least, _, inner = said  # type: ignore[misc]
        return "".join(_sample(*each) for each in inner) * max(least, 1)
    if kind is sre.SUBPATTERN:
        return "".join(_sample(*each) for each in said[3])  # type: ignore[index]
    if kind is sre.BRANCH:
        return "".join(_sample(*each) for each in said[1][0])  # type: ignore[index]
    return ""


_CATEGORIES = {
    sre.CATEGORY_DIGIT: "1",
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_WORD: "a",
    sre.CATEGORY_NOT_DIGIT: "a",
    sre.CATEGORY_NOT_SPACE: "a",
    sre.CATEGORY_NOT_WORD: "-",
}


def _member(choices: list[tuple[object, object]]) -> str:
    if choices and choices[0][0] is sre.NEGATE:
        taken = {chr(said) for kind, said in choices[1:] if kind is sre.LITERAL}  # type: ignore[arg-type]
        return next(letter for letter in "a1 -(" if letter not in taken)
    for kind, said in choices:
        if kind is sre.LITERAL:
            return chr(said)  # type: ignore[arg-type]
        if kind is sre.RANGE:
            return chr(said[0])  # type: ignore[index]
        if kind is sre.CATEGORY:
            return _CATEGORIES[said]
    return ""
