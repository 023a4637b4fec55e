"""The README inside a package of the semáforo: what it holds and what it does not say."""

from typing import Any, Final

from sinasec.publications.readme import checking, head, holds, licence, made_with
from sinasec.publications.resources import TABLES

SIMULATED: Final = (
    "Contiene actos de demostración que ningún comité realizó. No describe a ningún comité real."
)
LIGHTS: Final = """
`semaforo` y `comites` vienen también en Parquet. Una luz gris es «sin información» o «no
exigible»; nunca cuenta como roja ni como cero. La omisión legal y la de gestión son dos luces
distintas y no se suman.
"""


def readme(descriptor: dict[str, Any]) -> str:
    """Markdown, in Spanish."""
    tables = [(f"`{table.path}.csv`", table.title) for table in TABLES]
    return "".join(
        (
            head(descriptor, SIMULATED),
            f"- Según lo registrado hasta: {descriptor['known_at']} (UTC)\n",
            made_with(descriptor),
            holds(tables),
            LIGHTS,
            checking("vuelve a juzgar"),
            licence(descriptor),
        )
    )
