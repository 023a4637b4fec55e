"""Which code made a result: the package's version and a hash of the sources that decide it."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from sinasec import __version__
from sinasec.publications.kinds import kind
from sinasec.publications.trust.import_closure import closure

SOURCES: Final = Path(__file__).parents[2]

# Modules that making a publication again imports and that do not decide a byte of it: why.
DECIDE_NOTHING: Final = {
    "sinasec": "solo dice la versión, que va delante de la huella",
}


@cache
def code_version(of: str) -> str:
    """Such as `0.1.0+3f2a9c0d1e4b`, for one kind of publication."""
    digest = hashlib.sha256()
    for path in deciding(of):
        digest.update(path.relative_to(SOURCES).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return f"{__version__}+{digest.hexdigest()[:12]}"


def deciding(of: str) -> list[Path]:
    """The sources that decide the bytes of a kind of publication, each once, in order.

    They are what making one again imports, wherever it imports it, but for DECIDE_NOTHING.
    """
    module, _, _ = kind(of).rebuild.partition(":")
    found = closure(module, SOURCES)
    return sorted(path for name, path in found.items() if name not in DECIDE_NOTHING)
