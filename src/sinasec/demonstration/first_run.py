"""Everything a newcomer needs before the first page: each step once, and nothing twice."""

from datetime import UTC, datetime
from typing import Any

from sinasec.accounts.models import Person
from sinasec.cli.steps import step
from sinasec.collector import collector_at_rest
from sinasec.committees.reference import prepare
from sinasec.compliance.made_up import LAYOUT
from sinasec.compliance.models import Act, Batch
from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.compliance.semaforo.publish import publish
from sinasec.demonstration import past
from sinasec.demonstration.country.simulate import FIRST, LAST, simulate
from sinasec.demonstration.people import invent_people
from sinasec.publications.heal import heal
from sinasec.publications.models import Publication


def first_run(
    *, seed: int = 1, codes: list[str] | None = None, demonstrated: bool = True
) -> dict[str, Any]:
    """Database, reference data and, if `demonstrated`, a made-up country and its publications.

    `codes`: only these committees are simulated. Run again, it only does what is missing: what a
    newer program would publish otherwise is not published anew, and real acts never are, because
    publishing is a person's act. Nothing is made up where real acts are. Returns the id of the
    publication of the demonstration, None without it.
    """
    done = first_page(seed=seed, codes=codes, demonstrated=demonstrated)
    if done["publication"] is not None:
        publish_past()
    return done


def first_page(
    *, seed: int = 1, codes: list[str] | None = None, demonstrated: bool = True
) -> dict[str, Any]:
    """As `first_run`, up to what the first page shows."""
    prepare()
    with step("Publicaciones a medio hacer"):
        heal()
    if not demonstrated or (_has_real_acts() and not _simulated()):
        return {"publication": None}
    if not _simulated():
        with step("Datos de demostración (SIMULADO)"), collector_at_rest():
            simulate(seed=seed, codes=codes)
    if not Person.objects.filter(simulated=False).exists():
        invent_people()
    return {"publication": _current() or _published()}


def publish_past() -> None:
    """The past of the demonstration: an earlier day, answered and made final.

    Like all that is made up, not where real acts are: it would judge them too.
    """
    if _has_real_acts():
        return
    with step("Publicaciones de demostración (SIMULADO)"):
        past.publish_past()


def _published() -> str:
    with step("Semáforo de demostración (SIMULADO)"):
        done = publish(as_of=LAST, now=datetime.now(UTC), horizon_from=FIRST)
    return done.publication.pk


def _has_real_acts() -> bool:
    return Act.objects.filter(simulated=False).exists()


def _simulated() -> bool:
    return Batch.objects.filter(layout=LAYOUT).exists()


def _current() -> str | None:
    """The newest publication of the demonstration's day, whatever program made it."""
    return (
        Publication.objects.filter(kind=SEMAFORO, as_of=LAST, simulated=True)
        .values_list("pk", flat=True)
        .first()
    )
