"""The README inside a package: what it is, how to check it, what it does not say."""

from datetime import date
from typing import Any

from sinasec.methods.words import day_words
from sinasec.publications.resources import TABLES


def readme(descriptor: dict[str, Any]) -> str:
    """Markdown, in Spanish."""
    simulated = (
        "\n> **SIMULADO.** Contiene actos de demostración que ningún comité realizó. "
        "No describe a ningún comité real.\n"
        if descriptor["simulado"]
        else ""
    )
    tables = "\n".join(f"| `{table.path}.csv` | {table.title} |" for table in TABLES)
    return f"""# {descriptor["title"]}
{simulated}
- Identificador: `{descriptor["id"]}`
- Etapa: {descriptor["etapa"]}{_replaces(descriptor)}
- A la fecha de: {day_words(date.fromisoformat(descriptor["as_of"]))}
- Según lo registrado hasta: {descriptor["known_at"]} (UTC)
- Definiciones: edición {descriptor["definiciones"]["version"]}, \
`{descriptor["definiciones"]["edicion"][:16]}`
- Código: `{descriptor["codigo"]["version"]}`
- Huella del contenido: `{descriptor["huella"]}`

## Qué trae

| archivo | contenido |
|---|---|
{tables}
| `definiciones/` | Las normas como datos, tal como se aplicaron |
| `datapackage.json` | Descripción de cada tabla y de cada columna |
| `huellas.sha256`, `firma.json`, `clave-publica.pem` | Con qué comprobar que nada cambió |

`semaforo` y `comites` vienen también en Parquet. Una luz gris es «sin información» o «no
exigible»; nunca cuenta como roja ni como cero. La omisión legal y la gestión débil son dos luces
distintas y no se suman.

## Cómo comprobarlo

    sinasec verify CARPETA          # huellas y firma, sin base de datos
    sinasec reproduce CARPETA       # vuelve a juzgar y compara byte por byte
    sha256sum -c huellas.sha256     # solo las huellas

Un texto escrito por personas que empieza como una fórmula de hoja de cálculo lleva delante un
apóstrofo (').

## Licencia

Datos bajo {descriptor["licenses"][0]["title"]}: úselos citando la fuente y el identificador.
"""


def _replaces(descriptor: dict[str, Any]) -> str:
    replaced = descriptor["reemplaza"]
    return f" (reemplaza a `{replaced}`)" if replaced else ""
