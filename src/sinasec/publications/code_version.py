"""Which code judged: the package's version and a hash of the sources that make a result."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from sinasec import __version__

SOURCES: Final = Path(__file__).parent.parent
# What decides the bytes of a publication; pages and commands may change without changing it.
DECIDES: Final = (
    "methods/*.py",
    "definitions/*.py",
    "publications/canonical*.py",
    "publications/content_hash.py",
    "publications/descriptor.py",
    "publications/judge.py",
    "publications/package.py",
    "publications/readme.py",
    "publications/resources.py",
)


@cache
def code_version() -> str:
    """Such as `0.1.0+3f2a9c0d1e4b`."""
    digest = hashlib.sha256()
    for pattern in DECIDES:
        for path in sorted(SOURCES.glob(pattern)):
            digest.update(path.relative_to(SOURCES).as_posix().encode() + b"\0")
            digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return f"{__version__}+{digest.hexdigest()[:12]}"
