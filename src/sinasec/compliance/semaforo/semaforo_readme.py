"""The README inside a package of the semáforo: what it holds and what it does not say."""

from typing import Any, Final

from sinasec.compliance.semaforo.resources import shape_of
from sinasec.publications.packages.readme import checking, head, holds, licence, made_with

SIMULATED: Final = (
    "Contiene actos de demostración que ningún comité realizó. No describe a ningún comité real."
)
LIGHTS: Final = """
{in_parquet} también en Parquet. Una luz gris es «sin información» o «no
exigible»; nunca cuenta como roja ni como cero. La omisión legal y la de gestión son dos luces
distintas y no se suman.
"""


def readme(descriptor: dict[str, Any]) -> str:
    """Markdown, in Spanish."""
    shape = shape_of(descriptor)
    tables = [(f"`{table.path}.csv`", table.title) for table in shape.tables]
    return "".join(
        (
            head(descriptor, SIMULATED),
            f"- Según lo registrado hasta: {descriptor['known_at']} (UTC)\n",
            made_with(descriptor),
            holds(tables),
            LIGHTS.format(in_parquet=shape.in_parquet),
            checking("vuelve a juzgar"),
            licence(descriptor),
        )
    )
