"""How one node of the syntax tree can be spoilt: pairs of what is replaced and what with.

Each operator is a small fault that a person could make. What is left alone, because no test of
behaviour should depend on it, is in `spots`.
"""

import ast
from collections.abc import Iterator
from copy import deepcopy
from typing import Final, NamedTuple


class Change(NamedTuple):
    """The node whose text is replaced, its new text and the operator's name."""

    node: ast.AST
    after: str
    kind: str


COMPARED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
COMPUTED: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
SWAPPED: Final = {
    "any": "all",
    "all": "any",
    "min": "max",
    "max": "min",
    "first": "last",
    "last": "first",
    "startswith": "endswith",
    "endswith": "startswith",
    "any_horizontal": "all_horizontal",
    "all_horizontal": "any_horizontal",
    "is_null": "is_not_null",
    "is_not_null": "is_null",
    "floor": "ceil",
    "ceil": "floor",
}
# A call that gives something of the kind of what it is called on: `x.sort(…)` → `x`.
LEFT_OUT: Final = frozenset(
    {"astimezone", "distinct", "drop_nulls", "exclude", "filter", "order_by", "reverse", "round"}
    | {"sort", "unique", "casefold", "lower", "upper", "lstrip", "rstrip", "strip"}
    | {"removeprefix", "removesuffix"}
)
# Options that are words for people, or say how and not what.
WORDS: Final = frozenset({"description", "help", "label", "summary", "title", "verbose_name"})
UNWRAPPED: Final = {"sorted": "list", "reversed": "list", "abs": "", "round": "", "set": "list"}


def changes(node: ast.AST) -> Iterator[Change]:
    """Every change of this node alone; its children are asked on their own."""
    operator = OPERATORS.get(type(node))
    if operator is not None:
        yield from operator(node)


def _compare(node: ast.Compare) -> Iterator[Change]:
    for place, one in enumerate(node.ops):
        other = deepcopy(node)
        other.ops[place] = COMPARED[type(one)]()
        yield _change(node, other, "comparison")


def _bool_op(node: ast.BoolOp) -> Iterator[Change]:
    other = deepcopy(node)
    other.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
    yield _change(node, other, "and/or")
    for place in range(len(node.values)):
        rest = [value for at, value in enumerate(node.values) if at != place]
        left = rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        yield _change(node, left, "operand left out")


def _unary(node: ast.UnaryOp) -> Iterator[Change]:
    if isinstance(node.op, ast.Not | ast.Invert):
        yield _change(node, node.operand, "negation left out")


def _binary(node: ast.BinOp) -> Iterator[Change]:
    sides = (node.left, node.right)
    if any(isinstance(side, ast.JoinedStr) or _text(side) for side in sides):
        return
    other = COMPUTED.get(type(node.op))
    if other is not None:
        yield _change(node, ast.BinOp(node.left, other(), node.right), "arithmetic")
    # A division by something that is no number is a path most of the time.
    elif isinstance(node.op, ast.Div) and any(_number(side) for side in sides):
        yield _change(node, ast.BinOp(node.left, ast.Mult(), node.right), "arithmetic")


def _constant(node: ast.Constant) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield Change(node, repr(not value), "constant")
    elif isinstance(value, int):
        # Near a small number the fault is being off by one; a limit is wrong by more than that.
        step = 1 if value < 100 else value // 2
        yield Change(node, repr(value + step), "constant")
        if value:
            yield Change(node, repr(value - step), "constant")
    elif isinstance(value, float):
        yield Change(node, repr(value * 2 or 1.0), "constant")


def _condition(node: ast.If | ast.While | ast.IfExp) -> Iterator[Change]:
    if not isinstance(node.test, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield _change(node.test, ast.UnaryOp(ast.Not(), node.test), "condition negated")
    if isinstance(node, ast.If):
        yield Change(node.test, "False", "branch left out")


def _comprehension(node: ast.comprehension) -> Iterator[Change]:
    for test in node.ifs:
        yield Change(test, "True", "filter left out")


def _return(node: ast.Return) -> Iterator[Change]:
    value = node.value
    if value is not None and not (isinstance(value, ast.Constant) and value.value is None):
        yield Change(value, "None", "returns nothing")


def _statement(node: ast.Expr) -> Iterator[Change]:
    if isinstance(node.value, ast.Call):
        yield Change(node, "pass", "statement left out")


def _assignment(node: ast.Assign | ast.AugAssign) -> Iterator[Change]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if isinstance(node, ast.AugAssign) or not isinstance(targets[0], ast.Name | ast.Tuple):
        yield Change(node, "pass", "statement left out")


def _raise(node: ast.Raise) -> Iterator[Change]:
    yield Change(node, "pass", "refusal left out")


def _break(node: ast.Break) -> Iterator[Change]:
    yield Change(node, "continue", "loop")


def _continue(node: ast.Continue) -> Iterator[Change]:
    yield Change(node, "break", "loop")


def _call(node: ast.Call) -> Iterator[Change]:
    called = node.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    if name in SWAPPED:
        other = ast.Call(_renamed(called, SWAPPED[name]), node.args, node.keywords)
        yield _change(node, other, f"{name} swapped")
    if isinstance(called, ast.Attribute) and name in LEFT_OUT:
        yield _change(node, called.value, f"{name} left out")
    if isinstance(called, ast.Name) and name in UNWRAPPED and node.args:
        bare, wrapper = ast.unparse(node.args[0]), UNWRAPPED[name]
        yield Change(node, f"{wrapper}({bare})", f"{name} left out")
    for place, keyword in enumerate(node.keywords):
        if keyword.arg and keyword.arg not in WORDS and isinstance(keyword.value, ast.Constant):
            rest = [one for at, one in enumerate(node.keywords) if at != place]
            yield _change(node, ast.Call(called, node.args, rest), "option left out")


def _handler(node: ast.ExceptHandler) -> Iterator[Change]:
    if isinstance(node.type, ast.Tuple):
        for place in range(len(node.type.elts)):
            rest = [one for at, one in enumerate(node.type.elts) if at != place]
            yield _change(node.type, ast.Tuple(rest, ast.Load()), "exception not caught")


def _change(node: ast.AST, other: ast.AST, kind: str) -> Change:
    return Change(node, f"({ast.unparse(other)})", kind)


def _renamed(called: ast.expr, name: str) -> ast.expr:
    if isinstance(called, ast.Attribute):
        return ast.Attribute(called.value, name, ast.Load())
    return ast.Name(name, ast.Load())


def _text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)


def _number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


OPERATORS: Final = {
    ast.Compare: _compare,
    ast.BoolOp: _bool_op,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.Constant: _constant,
    ast.If: _condition,
    ast.While: _condition,
    ast.IfExp: _condition,
    ast.comprehension: _comprehension,
    ast.Return: _return,
    ast.Expr: _statement,
    ast.Assign: _assignment,
    ast.AugAssign: _assignment,
    ast.Raise: _raise,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Call: _call,
    ast.ExceptHandler: _handler,
}
