"""Packages given to be verified or reproduced that describe themselves without end."""

from collections.abc import Callable

from tests.hostile.kinds import Family
from tests.hostile.zips import MB, lies, zipped

PACKAGE = Family("package", ".zip")
_FILES = ("huellas.sha256", "firma.json", "clave-publica.pem", "datapackage.json")


def package(**changed: bytes) -> bytes:
    """A .zip with the four files of every publication; `__` stands for `.` in their names."""
    parts = dict.fromkeys(_FILES, b"{}")
    parts |= {name.replace("__", "."): data for name, data in changed.items()}
    return zipped(parts)


def described(descriptor: bytes) -> bytes:
    return package(datapackage__json=descriptor)


_KINDS: dict[str, Callable[[], bytes]] = {
    "plain": package,
    "descriptor-deep": lambda: described(b"[" * 200_000),
    "descriptor-digits": lambda: described(b'{"id":' + b"9" * 200_000 + b"}"),
    "descriptor-lists": lambda: described(b"[" + b"[]," * 2_000_000 + b"1]"),
    "descriptor-vast": lambda: described(b'{"id":"' + b"a" * (40 * MB) + b'"}'),
    "descriptor-is-a-list": lambda: described(b"[1]"),
    "descriptor-nan": lambda: described(b'{"id":NaN,"huella":Infinity}'),
    "descriptor-not-utf8": lambda: described(b'{"id":"\xff"}'),
    "manifest-vast": lambda: package(huellas__sha256=b"x  y\n" * 2_000_000),
    "manifest-binary": lambda: package(huellas__sha256=bytes(range(256)) * 100),
    "manifest-of-itself": lambda: package(huellas__sha256=b"0" * 64 + b"  huellas.sha256\n"),
    "signature-deep": lambda: package(firma__json=b"[" * 200_000),
    "signature-long": lambda: package(firma__json=b'{"firma":"' + b"A" * 4_000_000 + b'"}'),
    "key-garbage": lambda: zipped(
        {**dict.fromkeys(_FILES, b"{}"), "clave-publica.pem": b"\xff" * 999}
    ),
    "traversal": lambda: package(**{"../../x": b"1"}),
    "name-long": lambda: package(**{"a" * 60_000: b"1"}),
    "folders-deep": lambda: package(**{"a/" * 20_000 + "b": b"1"}),
    "file-and-folder": lambda: package(**{"a": b"1", "a/b": b"2"}),
    "empty-folder": lambda: package(**{"vacia/": b""}),
    "one-member-bomb": lambda: package(**{"datos.csv": bytes(100 * MB)}),
    "folders-many": lambda: zipped({f"d{n}/": b"" for n in range(3_000)}),
}

for _name, _make in _KINDS.items():
    PACKAGE.add(_name, _make)
for _name, _make in lies(package, "datapackage.json").items():
    PACKAGE.add(_name, _make)
