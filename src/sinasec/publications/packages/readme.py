"""What every README inside a package says: which it is, how to check it, its licence."""

from datetime import date
from typing import Any, Final

from sinasec.counted import counted
from sinasec.methods.words import day_words
from sinasec.publications.packages.content_hash import head_said

SINCE: Final = "desde_la_preliminar"  # of the description of a final one
SAID: Final = "dicho"  # within it, the sentence
SEALS: Final = (
    ("`definiciones/`", "Las normas como datos, tal como se aplicaron"),
    ("`datapackage.json`", "Descripción de cada tabla y de cada columna"),
    (
        "`huellas.sha256`, `firma.json`, `clave-publica.pem`",
        "Con qué comprobar que nada cambió",
    ),
)


def head(descriptor: dict[str, Any], simulated: str) -> str:
    """Title, the warning `simulated` when it is so, and which publication this is."""
    warning = f"\n> **SIMULADO.** {simulated}\n" if descriptor["simulado"] else ""
    return f"""# {descriptor["title"]}
{warning}
- Identificador: `{descriptor["id"]}`
- Etapa: {descriptor["etapa"]}{_replaces(descriptor)}
- A la fecha de: {day_words(date.fromisoformat(descriptor["as_of"]))}
{_since(descriptor)}"""


def made_with(descriptor: dict[str, Any]) -> str:
    """By which definitions and code, and the hash of the content."""
    return f"""- Definiciones: edición {descriptor["definiciones"]["version"]}, \
`{descriptor["definiciones"]["edicion"][:16]}`
- Código: `{descriptor["codigo"]["version"]}`
- Huella del contenido: `{descriptor["huella"]}`
{_chain(descriptor)}"""


def holds(files: list[tuple[str, str]]) -> str:
    """The table of files with what each is; `files` come before those every package has."""
    lines = "\n".join(f"| {path} | {what} |" for path, what in (*files, *SEALS))
    return f"""
## Qué trae

| archivo | contenido |
|---|---|
{lines}
"""


def checking(again: str) -> str:
    """How to check it; `again`: what computing it again does, in two or three words."""
    return f"""
## Cómo comprobarlo

    sinasec verify CARPETA          # huellas y firma, sin base de datos
    sinasec reproduce CARPETA       # {again} y compara byte por byte
    sha256sum -c huellas.sha256     # solo las huellas

Un texto escrito por personas que empieza como una fórmula de hoja de cálculo lleva delante un
apóstrofo (').
"""


def licence(descriptor: dict[str, Any]) -> str:
    return f"""
## Licencia

Datos bajo {descriptor["licenses"][0]["title"]}: úselos citando la fuente y el identificador.
"""


def _chain(descriptor: dict[str, Any]) -> str:
    if not (said := head_said(descriptor)):
        return ""
    links, last = said
    words = counted(links, "eslabón", "eslabones")
    return f"- Cadena de lo registrado: {words}, y la cabeza es `{last}`\n"


def _since(descriptor: dict[str, Any]) -> str:
    said = descriptor.get(SINCE)
    return f"- Qué cambió desde su preliminar: {said[SAID]}\n" if said else ""


def _replaces(descriptor: dict[str, Any]) -> str:
    replaced = descriptor["reemplaza"]
    return f" (reemplaza a `{replaced}`)" if replaced else ""
