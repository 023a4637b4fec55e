"""The domains that make up the product. A new one is written here and nowhere below it."""

from typing import Final

# Apps with tables. What is registered in one is dated after all that is in those before it.
APPS: Final = (
    "sinasec.records",
    "sinasec.audit",
    "sinasec.work",
    "sinasec.territories",
    "sinasec.committees",
    "sinasec.accounts",
    "sinasec.compliance",
    "sinasec.publications",
    "sinasec.risk",
    "sinasec.letters",
)
# Modules that register a kind of publication, in the order in which pages list them.
KINDS: Final = (
    "sinasec.compliance.semaforo.kind",
    "sinasec.risk.published.kind",
)
# Modules that list their datasets of the warehouse, as DATASETS.
DATASETS: Final = (
    "sinasec.risk.data.datasets",
)  # fmt: skip
# Modules that list their layouts of bulk files, as LAYOUTS, in the order in which they are tried.
LAYOUTS: Final = (
    "sinasec.risk.ingest.layouts",
)  # fmt: skip
# Modules that register a kind of work to be done behind, in the order in which pages list them.
WORK: Final = (
    "sinasec.compliance.semaforo.work_kind",
    "sinasec.risk.published.work_kind",
    "sinasec.operation.behind.kinds",
)
