"""What came out: the score of each package, and each survivor with what changed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from tools.mutants.pool import CLOCKED_OUT, KILLED, SURVIVED, TIMED_OUT, UNREACHED
from tools.mutants.tried import Tried

DEAD: Final = (KILLED, TIMED_OUT, CLOCKED_OUT)


def report(found: Sequence[Tried], seed: int) -> str:
    """Markdown: a table by package, then what survived. Running out of time counts as killed."""
    return "\n".join([*_table(found, seed), "", *_survivors(found)]) + "\n"


def _table(found: Sequence[Tried], seed: int) -> Iterator[str]:
    yield f"Semilla {seed}, {len(found)} mutantes."
    yield ""
    yield "| paquete | mutantes | muertos | por tiempo | por reloj | sobreviven | sin prueba | % |"
    yield "|---|---|---|---|---|---|---|---|"
    packages = sorted({one.package for one in found})
    for package in packages:
        yield _row(package, [one for one in found if one.package == package])
    yield _row("todos", found)


def _row(name: str, found: Sequence[Tried]) -> str:
    count = Counter(one.verdict for one in found)
    killed = sum(count[each] for each in DEAD)
    share = f"{100 * killed / len(found):.1f}" if found else "–"
    counted = (count[each] for each in (*DEAD, SURVIVED, UNREACHED))
    parts = (len(found), *counted, share)
    return f"| {name} | {' | '.join(map(str, parts))} |"


def _survivors(found: Sequence[Tried]) -> Iterator[str]:
    for one in sorted(found, key=lambda one: one.said):
        if one.verdict in (SURVIVED, UNREACHED):
            yield f"- {one.key} {one.said} ({one.verdict}, {one.tests} pruebas)"
