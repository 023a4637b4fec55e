"""What is given with the product of the licences of others: a page to read and a bill of materials.

The bill is CycloneDX 1.6, without a moment or a chance number: the same lock gives the same bytes.
"""

import json
from collections.abc import Iterator
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from tools.licences.reading import (
    PROJECT,
    WORDS,
    Locked,
    asks_for,
    direct,
    licence_of,
    packages,
)

INTRODUCTION: Final = """\
# Licencias de terceros

Generado de `requirements.lock` y de lo que dice cada paquete: no se edita a mano
(`PYTHONPATH=src:. .venv/bin/python -m tools.licences --write`). SINASEC tiene licencia
[Apache-2.0](../LICENSE). Con él se instalan los paquetes de esta lista, cada uno con la suya, que
trae consigo. La misma lista, con la huella de cada archivo, está en [sbom.cdx.json](sbom.cdx.json)
(CycloneDX 1.6). `make check` se detiene si entra una licencia que no se combina con Apache-2.0, o
que no se conoce.

| paquete | versión | licencia | para qué |
|---|---|---|---|
"""
EXCEPTIONS: Final = """
## Con otra condición

Su licencia pide que quien los recibe pueda cambiarlos por otros. Se usan sin cambios:

"""
CARRIED: Final = """
## Lo que llevan dentro

Bibliotecas compiladas que algunos paquetes traen consigo en Linux, con la licencia que declara cada
proyecto:

| biblioteca | licencia |
|---|---|
"""


def documents() -> dict[str, str]:
    """Path from the root -> text of every generated document."""
    found = packages()
    return {"docs/licencias.md": _page(found), "docs/sbom.cdx.json": _bill(found)}


def _page(found: list[Locked]) -> str:
    names = sorted({each.name for each in found})
    asked = {name: asks_for(name, names) for name in names}
    rows = "".join(
        f"| {each.name} | {each.version} | {licence_of(each.name, each.version)} "
        f"| {_what_for(each.name, asked)} |\n"
        for each in found
    )
    exceptions = "".join(
        f"- `{name}` ({each['licence']}): {each['why']}.\n"
        for name, each in WORDS["exceptions"].items()
    )
    within = "".join(f"| {name} | {licence} |\n" for name, licence in WORDS["carried"].items())
    return INTRODUCTION + rows + EXCEPTIONS + exceptions + CARRIED + within


def _what_for(name: str, asked: dict[str, list[str]]) -> str:
    """`asked`: what each package asks for."""
    if name in direct():
        return WORDS["purpose"][name]
    return "lo pide " + ", ".join(each for each, wanted in asked.items() if name in wanted)


def _bill(found: list[Locked]) -> str:
    """The bill, one component or dependency a line, so that a change shows as one line."""
    root = _reference(PROJECT["name"], PROJECT["version"])
    head = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, root + str(found))}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": PROJECT["name"],
                "version": PROJECT["version"],
                "purl": root,
                "licenses": [{"expression": PROJECT["license"]}],
            }
        },
    }
    lines = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    components = _listed("components", map(_component, found))
    dependencies = _listed("dependencies", _dependencies(root, found))
    return f"{lines},\n{components},\n{dependencies}\n}}\n"


def _listed(name: str, entries: Iterator[dict[str, Any]]) -> str:
    inside = ",\n  ".join(json.dumps(each, ensure_ascii=False) for each in entries)
    return f' "{name}": [\n  {inside}\n ]'


def _component(each: Locked) -> dict[str, Any]:
    reference = _reference(each.name, each.version)
    hashes = [{"alg": "SHA-256", "content": content} for content in each.hashes]
    return {
        "type": "library",
        "bom-ref": reference,
        "name": each.name,
        "version": each.version,
        "purl": reference,
        "licenses": [{"expression": licence_of(each.name, each.version)}],
        # Of each file of the release: the component itself is whichever of them is installed.
        "externalReferences": [{"type": "distribution", "url": reference, "hashes": hashes}],
    }


def _dependencies(root: str, found: list[Locked]) -> Iterator[dict[str, Any]]:
    names = sorted({each.name for each in found})
    yield {"ref": root, "dependsOn": _references(list(direct()), found)}
    for each in found:
        needed = _references(asks_for(each.name, names), found)
        yield {"ref": _reference(each.name, each.version), "dependsOn": needed}


def _references(names: list[str], found: list[Locked]) -> list[str]:
    return [_reference(each.name, each.version) for each in found if each.name in names]


def _reference(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"
