"""The facts of the database as the inputs of a publication."""

from collections.abc import Callable
from typing import Final, Literal

from sinasec.committees.frames import committees_frame
from sinasec.compliance.frames import FactFrames, Origin, evidence, facts
from sinasec.compliance.semaforo.inputs import Inputs

Data = Literal["reales", "todos"]
ORIGIN: Final[dict[Data, Origin]] = {"reales": "real", "todos": "all"}


def inputs_from_database(
    data: Data = "todos", read: Callable[[Origin], FactFrames] = facts
) -> Inputs:
    """Everything registered: with the SIMULADO facts ("todos") or without them ("reales").

    `read`: facts of the base by origin.
    """
    found = read(ORIGIN[data])
    return Inputs(
        found.acts,
        found.reviews,
        found.waivers,
        found.completeness,
        committees_frame(),
        evidence(ORIGIN[data]),
    )
