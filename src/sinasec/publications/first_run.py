"""Everything a newcomer needs before the first page: each step once, and nothing twice."""

from datetime import UTC, date, datetime
from typing import Any, Final

from django.core.management import call_command

from sinasec import definitions
from sinasec.committees.loading import load_committees
from sinasec.compliance.models import Act, Batch
from sinasec.publications import demonstration
from sinasec.publications.code_version import code_version
from sinasec.publications.heal import heal
from sinasec.publications.kinds import SEMAFORO
from sinasec.publications.models import Publication
from sinasec.publications.publish import publish
from sinasec.publications.simulation.simulate import FIRST, LAST, LAYOUT, simulate
from sinasec.publications.steps import step
from sinasec.territories.loading import load_reference

SINCE_REAL: Final = date(2019, 1, 1)  # the first year of which real acts are known


def first_run(*, seed: int = 1, codes: list[str] | None = None) -> dict[str, Any]:
    """Database, reference data, demonstration and publications. Returns the ids published.

    `codes`: only these committees are simulated. Run again, it only does what is missing: a new
    edition of the definitions or of the code is published anew, and what was published stays.
    """
    with step("Base de datos"):
        call_command("migrate", verbosity=0)
    with step("Territorio y comités"):
        load_reference()
        load_committees()
    with step("Publicaciones a medio hacer"):
        heal()
    if not _simulated():
        with step("Datos de demostración (SIMULADO)"):
            simulate(seed=seed, codes=codes)
    done = {"publication": _current(simulated=True), "real": _current(simulated=False)}
    if done["publication"] is None:
        with step("Publicaciones de demostración (SIMULADO)"):
            demonstration.publish_past()
            done["publication"] = publish(
                as_of=LAST, now=datetime.now(UTC), horizon_from=FIRST
            ).publication.pk
    if done["real"] is None and Act.objects.filter(simulated=False).exists():
        with step("Publicación de los actos reales"):
            done["real"] = publish(
                as_of=LAST, now=datetime.now(UTC), horizon_from=SINCE_REAL, data="reales"
            ).publication.pk
    return done


def _simulated() -> bool:
    return Batch.objects.filter(layout=LAYOUT).exists()


def _current(*, simulated: bool) -> str | None:
    """The publication of these definitions by this code, if there is one."""
    return (
        Publication.objects.filter(
            kind=SEMAFORO,
            as_of=LAST,
            simulated=simulated,
            edition_id=definitions.load().id,
            code_version=code_version(),
        )
        .values_list("pk", flat=True)
        .first()
    )
