"""The journal of a run, a line of JSON a mutant: a run that was cut goes on where it was."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from tools.mutants.pool import Outcome


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a mutant; `tree` tells with which product and which tests."""

    key: str
    said: str
    package: str
    verdict: str
    tests: int
    took: float
    tree: str

    @classmethod
    def of(cls, outcome: Outcome, tree: str) -> "Tried":
        mutant = outcome.order.mutant
        assert mutant is not None
        tests = len(outcome.order.tests)
        took = round(outcome.took, 1)
        return cls(mutant.key, str(mutant), mutant.package, outcome.verdict, tests, took, tree)


def tree_digest(root: Path) -> str:
    """Changes when any file of the product or of its tests does."""
    found = hashlib.sha256()
    for folder in ("src", "tests"):
        for path in sorted((root / folder).rglob("*.*")):
            if path.is_file() and "__pycache__" not in path.parts:
                found.update(path.relative_to(root).as_posix().encode() + b"\0")
                found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:12]


def write(journal: Path, one: Tried) -> None:
    with journal.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")


def read(journal: Path, tree: str) -> dict[str, Tried]:
    """Key → what became of it, of this very tree."""
    if not journal.exists():
        return {}
    lines = journal.read_text("utf-8").splitlines()
    found = (Tried(**json.loads(line)) for line in lines)
    return {one.key: one for one in found if one.tree == tree}
