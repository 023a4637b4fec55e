"""The database against what was signed: nothing is published over facts that were changed."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from sinasec.publications.finding import FAULT, UNCOMPARED, HealthFinding
from sinasec.publications.keep import CannotPublish
from sinasec.publications.kinds import KINDS, named
from sinasec.publications.trust.chain_said import chain_altered
from sinasec.records import triggers
from sinasec.records.asked import ask


def altered(publications: Path, keys: Path, *, every: bool = True) -> Iterator[HealthFinding]:
    """What every kind that remembers facts finds, and the chain of all that was registered.

    `publications`, `keys`: their folders. Unless `every`, only the newest of each is compared.
    Raises what the database does.
    """
    for kind in KINDS.values():
        if kind.remembers:
            yield from named(kind.remembers)(publications, keys, every=every)
    yield from chain_altered()


def check_facts(found: Iterable[HealthFinding] | None = None) -> str:
    """Nothing is signed over facts that are not those that were registered or published, nor that
    the database would let anybody change.

    `found`: what is known of them already, but for the chain. Returns why they could not be
    compared with any publication, "" when they were: then only what was published already may be
    placed again (see `keep`). Raises CannotPublish.
    """
    _check_guarded()
    if found is None:
        found = altered(Path(settings.PUBLICATIONS), Path(settings.KEYS), every=False)
    else:
        found = [*found, *chain_altered()]
    faults = [one for one in found if one.level == FAULT]
    wrong = [one for one in faults if one.about != UNCOMPARED]
    if wrong:
        more = f" Y {len(wrong) - 1} más." if len(wrong) > 1 else ""
        raise CannotPublish(
            f"No se publicó nada, porque lo registrado no es lo que era. {wrong[0].message}{more} "
            f"{wrong[0].remedy} Véalo todo con «sinasec doctor»."
        )
    return " ".join(f"{one.message} {one.remedy}" for one in faults)


def _check_guarded() -> None:
    """Without the triggers of the tables to which rows are only added, what changed and came back,
    as a constancia taken away for a while, leaves no trace."""
    if lacking := triggers.lacking(connection.vendor, ask):
        raise CannotPublish(
            f"No se publicó nada, porque la base no protege sus hechos ({triggers.few(lacking)}): "
            "averigüe quién lo tocó y ejecute «sinasec migrate», que escribe los que faltan; uno "
            "cambiado, bórrelo antes. Véalo todo con «sinasec doctor»."
        )
