"""What a newcomer needs of the index: made-up inputs and the example edition, once."""

from datetime import UTC, date, datetime

from sinasec import warehouse
from sinasec.cli.steps import step
from sinasec.definitions import index
from sinasec.publications.models import Publication
from sinasec.risk.data.inputs import NEEDED, risk_inputs
from sinasec.risk.published.kind import INDEX
from sinasec.risk.published.publish import publish_index
from sinasec.risk.simulation.files import LAST_KNOWN
from sinasec.risk.simulation.simulate import YEARS, is_loaded, simulate


def first_run(*, seed: int = 1) -> str | None:
    """Load the SIMULADO inputs and publish the example index; the id of its publication.

    Run again, it only does what is missing, and a newer program or edition publishes nothing anew.
    With real inputs loaded nothing is made up: None.
    """
    warehouse.heal()
    if _has_real_inputs():
        return None
    if not is_loaded():
        with step("Datos del índice de riesgo (SIMULADO)"):
            simulate(seed)
    published = _published()
    if published is None:
        edition = index.load()
        with step("Índice de riesgo de ejemplo (SIMULADO)"):
            published = publish_index(
                edition=edition,
                inputs=risk_inputs(YEARS[-1], edition.reach, simulated=True),
                year=YEARS[-1],
                now=datetime.now(UTC),
                invented=LAST_KNOWN,
            ).publication.pk
    return published


def _has_real_inputs() -> bool:
    return any(warehouse.current(dataset, simulated=False) for dataset in NEEDED)


def _published() -> str | None:
    """The newest simulated index of that year, whatever edition and program made it."""
    return (
        Publication.objects.filter(kind=INDEX, simulated=True, as_of=date(YEARS[-1], 12, 31))
        .values_list("pk", flat=True)
        .first()
    )
