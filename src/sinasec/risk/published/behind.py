"""The index as a kind of work: asked for in the workbench, published behind it."""

from collections.abc import Mapping
from typing import Any, Final

from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.values import RiskInputs
from sinasec.publications.behind import Announced, published_once
from sinasec.publications.keep import CannotPublish, Published
from sinasec.risk.editions import store as editions
from sinasec.risk.published.index_publish import inputs_of
from sinasec.risk.published.publish import publish_index
from sinasec.translation import gettext as _
from sinasec.work.turn import Outcome, Turn, now_utc

CHANGED: Final = _(
    "Los datos en uso no son los de cuando se pidió: véalo otra vez antes de publicar, y pídalo "
    "de nuevo."
)
STEPS: Final = (_("reúne los datos"), _("calcula el índice"), _("guarda y firma"))


def arguments(
    edition: RiskEdition,
    inputs: RiskInputs,
    year: int,
    *,
    final: bool,
    accepted: list[str],
    partial: bool,
) -> dict[str, Any]:
    """What is asked for, with the data in sight of whoever asks."""
    return {
        "edition": f"{edition.code}@{edition.version}",
        "year": year,
        "simulated": inputs.simulated,
        "final": final,
        "accepted": accepted,
        "partial": partial,
        "sources": dict(inputs.sources),
    }


def published(turn: Turn) -> Outcome:
    """Once, and with the data of whoever asked, or not at all."""
    asked = turn.arguments
    _tell(turn, 0)
    made = published_once(turn, lambda announced: _published(turn, asked, announced))
    return Outcome(_("Se publicó {pk}.").format(pk=made.pk), {"publication": made.pk})


def _published(turn: Turn, asked: Mapping[str, Any], announced: Announced) -> Published:
    edition = editions.find(asked["edition"])
    inputs = inputs_of(edition, asked["year"], asked["simulated"])
    if dict(inputs.sources) != asked["sources"]:
        raise CannotPublish(CHANGED)
    _tell(turn, 1)

    def placing(code: str) -> None:
        _tell(turn, 2)
        announced(code)

    return publish_index(
        edition=edition,
        inputs=inputs,
        year=asked["year"],
        now=now_utc(),
        final=asked["final"],
        accepted=asked["accepted"],
        partial=asked["partial"],
        announced=placing,
    )


def _tell(turn: Turn, step: int) -> None:
    turn.progress(STEPS[step], step + 1, len(STEPS))
