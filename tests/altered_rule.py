"""A later program, altered in memory: to it the absence of an act needs no constancia."""

from dataclasses import replace

from sinasec.methods.compliance.stages import UNMET, Stage


def needs_no_constancia(stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """The stages with «vencido» for whatever was not met in time, and nothing unknown."""
    return tuple(
        replace(one, when=UNMET) if one.state == "vencido" else one
        for one in stages
        if one.state != "sin_informacion"
    )
