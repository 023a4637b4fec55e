"""The README inside a package of the index: what it holds and how to compute it again."""

from typing import Any, Final

from sinasec.publications.packages.readme import checking, head, holds, licence, made_with
from sinasec.risk.published.input_tables import INPUTS
from sinasec.risk.published.result_tables import RESULTS

SIMULATED: Final = "Contiene datos de demostración inventados. No describe a ningún distrito real."
EXAMPLE: Final = """
> **EJEMPLO.** Las variables y los pesos de esta edición los elegimos nosotros: los oficiales no
> son públicos. Sirve para probar y discutir, no para repartir recursos.
"""
LACKS: Final = "sin_datos"  # of what an index says: the indicators without data
AGAIN: Final = """
## Cómo recalcularlo

Todo de nuevo, desde `entradas/` y `definiciones/`:

    sinasec reproduce CARPETA

Solo el índice, con las dos tablas y la receta de la carpeta `indice`, que también lee COINr:

    sinasec index build --units indice/iData.csv --indicators indice/iMeta.csv \\
      --recipe indice/receta.yaml --out OTRA
    sinasec index uncertainty --units indice/iData.csv --indicators indice/iMeta.csv \\
      --recipe indice/receta.yaml --design indice/diseno.csv --top {k} --out OTRA

Los números con decimales llevan diez cifras significativas.
"""
READING: Final = """
Un distrito «sin información» no es un distrito seguro: no tiene puntaje ni puesto. Lo denunciado
no es todo lo ocurrido, y el índice no juzga a ninguna municipalidad. El puesto va con su intervalo:
dos distritos cuyos intervalos se cruzan pueden estar en el orden contrario. Una cuenta pequeña no
identifica a nadie: no la cruce con otros datos para intentarlo.
"""


def readme(descriptor: dict[str, Any]) -> str:
    """Markdown, in Spanish."""
    said = descriptor["indice"]
    return "".join(
        (
            head(descriptor, SIMULATED),
            f"- Ventana de los datos: del {descriptor['horizonte']['desde']} al "
            f"{descriptor['horizonte']['hasta']}\n",
            f"- Edición del índice: {said['titulo']} (`{said['edicion']}`)\n",
            f"- Primeros k: {said['k']} · réplicas: {said['replicas']} · "
            f"semilla: {said['semilla']}\n",
            made_with(descriptor),
            _lacks(said),
            EXAMPLE if said["ejemplo"] else "",
            holds(_files()),
            READING,
            AGAIN.format(k=said["k"]),
            checking("recalcula todo"),
            _sources(descriptor),
            licence(descriptor),
        )
    )


def _lacks(said: dict[str, Any]) -> str:
    lines = "\n".join(
        f"> - {lack['nombre']} (`{lack['codigo']}`). {lack['por_que']}"
        for lack in said.get(LACKS, ())
    )
    return (
        f"\n> **INDICADORES SIN DATOS.** Este índice se calculó sin:\n>\n{lines}\n" if lines else ""
    )


def _files() -> list[tuple[str, str]]:
    tables = [(f"`{table.path}.csv`", table.title) for table in (*RESULTS, *INPUTS.values())]
    return [
        *tables,
        ("`respuestas.csv`", "Respuestas de los comités a la publicación preliminar"),
        ("`pasos/`", "La tabla que deja cada paso de la receta"),
        (
            "`indice/`",
            "iData, iMeta, receta y diseño de las réplicas: el índice entero, para otro programa",
        ),
    ]


def _sources(descriptor: dict[str, Any]) -> str:
    lines = "\n".join(f"- {source['title']}" for source in descriptor["sources"])
    return f"""
## Fuentes

{lines}
"""
