"""Packages that anyone may send, checked and judged again in a child process."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from sinasec.publications.packages.bundle import BadBundle
from sinasec.publications.trust.verify import Verification, verify
from sinasec.sandbox import BULK, FILES, Job


def _lost(code: str, sentence: str) -> BadBundle:
    return BadBundle(sentence)


_VERIFY: Final = Job(
    "sinasec.publications.trust.apart:verified_here",
    returns=(Verification,),
    raises=(),
    refuse=_lost,
)


def verify_apart(path: Path, key: bytes | Sequence[bytes] | None = None) -> Verification:
    """What `verify` says of the folder or .zip at `path`."""
    try:
        return _VERIFY.run(b"", FILES, path=str(path.absolute()), said=str(path), key=key)
    except BadBundle as lost:
        return Verification(None, ((str(path), str(lost)),), 0, None, key is not None)


def reproduce_apart(path: Path) -> Any:
    """What `reproduce` says of it, a `Reproduction`. What it unpacks goes when this returns."""
    from sinasec.publications.trust.reproduce import Reproduction

    job = Job(
        "sinasec.publications.trust.apart:reproduced_here",
        returns=(Reproduction,),
        raises=(),
        refuse=_lost,
    )
    with tempfile.TemporaryDirectory() as aside:
        try:
            return job.run(b"", BULK, path=str(path.absolute()), said=str(path), aside=aside)
        except BadBundle as lost:
            return Reproduction(None, ((str(path), str(lost)),), 0, None, None)


def verified_here(
    blob: bytes, path: str, said: str, key: bytes | Sequence[bytes] | None
) -> Verification:
    """The work of the child. `said`: the path as the person wrote it."""
    found = verify(Path(path), key)
    return replace(found, faults=_as_said(found.faults, path, said))


def reproduced_here(blob: bytes, path: str, said: str, aside: str) -> Any:
    """The work of the child, which goes on to other jobs when `aside` is no more."""
    from sinasec.publications.trust.reproduce import reproduce

    before, tempfile.tempdir = tempfile.tempdir, aside
    try:
        found = reproduce(Path(path))
    finally:
        tempfile.tempdir = before
    return replace(found, differences=_as_said(found.differences, path, said))


def _as_said(
    faults: tuple[tuple[str, str], ...], path: str, said: str
) -> tuple[tuple[str, str], ...]:
    return tuple((file.replace(path, said), why.replace(path, said)) for file, why in faults)
