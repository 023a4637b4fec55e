"""The semáforo as a kind of publication."""

from typing import Final

from sinasec.publications.kinds import KINDS, Kind

SEMAFORO: Final = "semaforo"

KINDS.register(
    Kind(
        code=SEMAFORO,
        title="Semáforo de cumplimiento",
        covers="Juzga los días",
        rebuild="sinasec.publications.semaforo:rebuilt",
        respondents="sinasec.publications.reading:respondents",
        varies="--known-at",
        remembers="sinasec.publications.kept_facts:altered",
    )
)
