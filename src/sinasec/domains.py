"""The domains that make up the product. A new one is written here and nowhere below it."""

from typing import Final

# Apps with tables, in the order in which they are prepared: each knows only those before it.
APPS: Final = (
    "sinasec.territories",
    "sinasec.committees",
    "sinasec.compliance",
    "sinasec.publications",
    "sinasec.risk",
)
# Modules that register a kind of publication, in the order in which pages list them.
KINDS: Final = (
    "sinasec.publications.semaforo_kind",
    "sinasec.risk.published.kind",
)
