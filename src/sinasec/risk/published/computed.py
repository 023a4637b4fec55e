"""The index computed as it was asked, with every refusal of the methods as one kind of error."""

from sinasec.methods.composite import CannotBuild, IndexFaults, RecipeFaults
from sinasec.methods.risk.assemble import NothingToMeasure
from sinasec.methods.risk.compute import compute
from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.values import RiskInputs, RiskResult
from sinasec.methods.risk.windows import NotLoaded
from sinasec.risk.published.package import Asked


class CannotCompute(ValueError):
    """A sentence: with these data and this edition there is no index."""


def computed(edition: RiskEdition, inputs: RiskInputs, asked: Asked) -> RiskResult:
    """Raises `CannotCompute`."""
    try:
        return compute(
            edition, inputs, year=asked.year, replications=asked.replications, seed=asked.seed
        )
    except (CannotBuild, IndexFaults, NothingToMeasure, NotLoaded, RecipeFaults) as error:
        raise CannotCompute(
            f"Con estos datos y esta edición no resulta un índice: {error}"
        ) from error
