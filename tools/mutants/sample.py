"""Which changes are tried: the same ones for the same seed, whatever else the files gain."""

import hashlib
from pathlib import Path

from tools.mutants.spots import Mutant, mutants, source_files


def sample(root: Path, packages: tuple[str, ...], seed: int, count: int) -> list[Mutant]:
    """`count` mutants, in the order of their drawn numbers: a part of it is a smaller sample."""
    every = [one for path in source_files(root, packages) for one in mutants(root, path)]
    drawn = []
    for one in sorted(every, key=lambda one: _drawn(seed, one.key)):
        if len(drawn) == count:
            break
        if _compiles(one, root):
            drawn.append(one)
    return drawn


def _drawn(seed: int, key: str) -> str:
    return hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()


def _compiles(mutant: Mutant, root: Path) -> bool:
    """Whether the spoilt file is still a program (a lone `break` outside its loop is none)."""
    try:
        compile(mutant.spoilt((root / mutant.path).read_bytes()), mutant.path, "exec")
    except SyntaxError:
        return False
    return True
