"""The risk index as a kind of publication."""

from typing import Final

from sinasec.publications.kinds import KINDS, Kind

INDEX: Final = "indice"

KINDS.register(
    Kind(
        code=INDEX,
        title="Índice de riesgo sociodelictivo",
        covers="Usa datos de los días",
        rebuild="sinasec.risk.published.reproduce:rebuilt",
        tables="sinasec.risk.published.package:TABLES",
        respondents="sinasec.risk.published.reading:respondents",
        quotes="sinasec.risk.published.quotes:quoted",
        varies="--seed",
        alike=("edition_id",),  # another edition is another index
    )
)
