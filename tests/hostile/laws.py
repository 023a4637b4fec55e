"""Drafts of law (YAML): depth, breadth, anchors, numbers and keys without end."""

from collections.abc import Callable

from tests.hostile.kinds import Family

LAW = Family("law", ".yaml")

_KINDS: dict[str, Callable[[], bytes]] = {
    "braces": lambda: b"{" * 2_000,
    "braces-many": lambda: b"{" * 400_000,
    "brackets-many": lambda: b"[" * 400_000,
    "brackets-lines": lambda: b"[\n" * 200_000,
    "keys-nested": lambda: b"? " * 2_000 + b"a",
    "keys-nested-many": lambda: b"? " * 200_000 + b"a",
    "keys-nested-lines": lambda: b"".join(b" " * n + b"? \n" for n in range(600)),
    "dashes-nested": lambda: b"- " * 200_000 + b"a",
    "values-nested": lambda: b"".join(b" " * n + b"a:\n" for n in range(900)),
    "flow-keys": lambda: b"{[{[" * 5_000,
    "flow-key-of-key": lambda: b"{? {? " * 5_000,
    "anchors": lambda: b"a: &a [x, x]\n" + b"b: [*a, *a]\n" * 20_000,
    "anchors-of-anchors": lambda: (
        b"a0: &a0 [x, x]\n"
        + b"".join(b"a%d: &a%d [*a%d, *a%d]\n" % (n, n, n - 1, n - 1) for n in range(1, 60))
    ),
    "merge-keys": lambda: b"a: &a {x: 1}\nb:\n  <<: *a\n",
    "alias-of-nothing": lambda: b"a: *b\n",
    "alias-as-key": lambda: b"a: &a x\n*a : 1\n",
    "tags": lambda: b"a: !!python/object/apply:os.system [echo]\n",
    "tag-long": lambda: b"a: !" + b"x" * 400_000 + b" 1\n",
    "key-long": lambda: b"a" * 400_000 + b": 1\n",
    "key-long-twice": lambda: (b'? "' + b"a" * 200_000 + b'"\n: 1\n') * 2,
    "keys-many": lambda: b"".join(b"k%d: 1\n" % n for n in range(40_000)),
    "keys-repeated": lambda: b"a: 1\n" * 80_000,
    "items-many": lambda: b"a: [" + b"x," * 240_000 + b"]",
    "documents-many": lambda: b"---\na: 1\n" * 40_000,
    "number-of-digits": lambda: b"a: " + b"9" * 400_000,
    "number-of-decimals": lambda: b"a: " + b"9" * 400_000 + b".0",
    "number-of-dashes": lambda: b"a: " + b"-" * 400_000,
    "date-of-digits": lambda: b"a: 2024-" + b"1" * 400_000 + b"-01",
    "quote-open": lambda: b'a: "' + b"x" * 400_000,
    "escapes": lambda: b'a: "' + b"\\x41" * 100_000 + b'"',
    "nulls": lambda: b"a: \0\n",
    "surrogates": lambda: b'a: "\\ud800"\n',
    "block-vast": lambda: b"a: |\n" + b"  x\n" * 120_000,
    "directives": lambda: b"%YAML 1.1\n" * 20_000 + b"---\na: 1\n",
    "tabs": lambda: b"\t" * 400_000,
    "too-long": lambda: b"a: 1\n" * 200_000,
    "json-deep": lambda: b'{"a":' * 2_000 + b"1" + b"}" * 2_000,
    "is-text": lambda: b"hola",
    "is-a-list": lambda: b"- a\n- b\n",
    "empty": lambda: b"",
}

for _name, _make in _KINDS.items():
    LAW.add(_name, _make)
