"""The semáforo as a kind of publication."""

from typing import Final

from sinasec.publications.kinds import KINDS, Kind

SEMAFORO: Final = "semaforo"

KINDS.register(
    Kind(
        code=SEMAFORO,
        title="Semáforo de cumplimiento",
        covers="Juzga los días",
        rebuild="sinasec.compliance.semaforo.packaging:rebuilt",
        tables="sinasec.compliance.semaforo.resources:TABLES",
        respondents="sinasec.compliance.semaforo.reading:respondents",
        varies="--known-at",
        remembers="sinasec.compliance.semaforo.kept_facts:altered",
        quotes="sinasec.compliance.semaforo.quotes:quoted",
        certifies="sinasec.compliance.semaforo.certified:certified",
    )
)
