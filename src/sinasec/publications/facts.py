"""The facts of the database as the inputs of a publication."""

from typing import Final, Literal

from sinasec.committees.frames import committees_frame
from sinasec.compliance.frames import Origin, facts
from sinasec.publications.inputs import Inputs

Data = Literal["reales", "todos"]
ORIGIN: Final[dict[Data, Origin]] = {"reales": "real", "todos": "all"}


def inputs_from_database(data: Data = "todos") -> Inputs:
    """Everything registered: with the SIMULADO facts ("todos") or without them ("reales")."""
    found = facts(ORIGIN[data])
    return Inputs(found.acts, found.reviews, found.waivers, found.completeness, committees_frame())
