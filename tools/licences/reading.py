"""What the lock and the installed packages say of their licences, and what keeps one out."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from itertools import product
from pathlib import Path
from typing import Any, Final

from license_expression import ExpressionError, get_spdx_licensing
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).parent.parent.parent
WORDS: Final = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CLASSIFIERS: Final = {"MIT License": "MIT", "Apache Software License": "Apache-2.0"}
# What asks for what is judged for the machines the lock is for, not for the one that runs this.
MACHINES: Final = [
    {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": system}
    for python, system in product(("3.11", "3.13"), ("linux", "darwin", "win32"))
]
SPDX: Final = get_spdx_licensing()


class Refused(Exception):
    """What keeps a package out, in a sentence."""


@dataclass(frozen=True, order=True)
class Locked:
    """One version of the lock, with the SHA-256 of each of its files."""

    name: str
    version: str
    hashes: tuple[str, ...]


def locked(text: str) -> list[Locked]:
    """Every version in the text of a lock, by name."""
    entries = re.findall(r"^([\w.-]+)==(\S+)[^\n]*\n((?:    --hash=\S+[^\n]*\n?)+)", text, re.M)
    return sorted(
        Locked(canonicalize_name(name), version, tuple(re.findall(r"sha256:(\w+)", hashes)))
        for name, version, hashes in entries
    )


def licence_of(name: str, version: str) -> str:
    """The licence of a package, as an expression of SPDX. Raises Refused when nobody says it."""
    read = WORDS["read"].get(name)
    if read and version in read["versions"]:
        return read["licence"]
    for said in _said(name):
        if _understood(said):
            return said
    raise Refused(
        f"{name} {version}: no se sabe su licencia. Lea la que trae y anótela en "
        f"tools/licences/words.toml, en [read.{name}]."
    )


def _said(name: str) -> Iterator[str]:
    """What the installed metadata says, the most exact first."""
    about = _about(name)
    if about is None:
        return
    yield about.get("License-Expression") or ""
    yield about.get("License") or ""
    listed = [each for each in about.get_all("Classifier") or [] if each.startswith("License ::")]
    known = {CLASSIFIERS.get(each.rpartition(" :: ")[2], "") for each in listed}
    yield " AND ".join(sorted(known)) if all(known) else ""


@cache
def _about(name: str) -> Any:
    try:
        return metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None


def _understood(text: str) -> bool:
    try:
        return SPDX.parse(text, validate=True, strict=True) is not None
    except ExpressionError:
        return False


def combines(text: str, allowed: Iterable[str]) -> bool:
    """Whether some way of choosing in that expression uses allowed licences alone."""
    return _combines(SPDX.parse(text), frozenset(allowed))


def _combines(node: Any, allowed: frozenset[str]) -> bool:
    if isinstance(node, SPDX.AND):
        return all(_combines(each, allowed) for each in node.args)
    if isinstance(node, SPDX.OR):
        return any(_combines(each, allowed) for each in node.args)
    return node.render() in allowed


def faults(packages: list[Locked]) -> list[str]:
    """A sentence for each package, or library within one, that cannot be given with the product."""
    found = [_fault(each.name, each.version) for each in packages]
    found += _stale(packages)
    found += [_purpose_fault(name) for name in direct()]
    found += [
        _carried_fault(name, library)
        for name in sorted({each.name for each in packages})
        for library in carried(name)
    ]
    return [each for each in found if each]


def _stale(packages: list[Locked]) -> list[str]:
    """A sentence for each package installed in a version that the lock does not have."""
    versions = {(each.name, each.version) for each in packages}
    abouts = {each.name: _about(each.name) for each in packages}
    return [
        f"{name}: está instalado {about['Version']}, que no es lo fijado: repita «make check»."
        for name, about in abouts.items()
        if about is not None and (name, about["Version"]) not in versions
    ]


def _fault(name: str, version: str) -> str:
    try:
        return _outside(name, licence_of(name, version), f"{name} {version}")
    except Refused as refused:
        return str(refused)


def _outside(name: str, licence: str, called: str) -> str:
    excepted = WORDS["exceptions"].get(name, {}).get("licence")
    if licence == excepted or combines(licence, WORDS["allowed"]):
        return ""
    return (
        f"{called}: su licencia ({licence}) no está entre las que se combinan con Apache-2.0. Use "
        "otro paquete, o ponga en tools/licences/words.toml, en [exceptions], por qué se puede."
    )


def _purpose_fault(name: str) -> str:
    if name in WORDS["purpose"]:
        return ""
    return f"{name}: diga para qué se usa en tools/licences/words.toml, en [purpose]."


def _carried_fault(name: str, library: str) -> str:
    called = f"{library}, dentro de {name}"
    licence = WORDS["carried"].get(library)
    if not licence:
        return (
            f"{called}: no se sabe su licencia. Anótela en tools/licences/words.toml, en [carried]."
        )
    return _outside(library, licence, called)


def carried(name: str) -> list[str]:
    """The compiled libraries that the installed package brings within, without their versions."""
    if _about(name) is None:
        return []
    folder = f"{name.replace('-', '_')}.libs"
    files = [Path(each) for each in metadata.files(name) or []]
    inside = [each.name for each in files if each.parent.name == folder]
    return sorted({re.split(r"-[0-9a-f]{8}|\.so", each)[0].rstrip("-") for each in inside})


def direct() -> dict[str, set[str]]:
    """What pyproject.toml asks for: name -> the extras it asks with."""
    asked = [Requirement(each) for each in PROJECT["dependencies"]]
    return {canonicalize_name(each.name): each.extras for each in asked}


def asks_for(name: str, among: Iterable[str]) -> list[str]:
    """The locked packages that the installed one needs on any machine of the lock."""
    wanted = [Requirement(each) for each in metadata.requires(name) or []] if _about(name) else []
    extras = direct().get(name, set()) | {""}
    needed = {canonicalize_name(each.name) for each in wanted if _needed(each, extras)}
    return sorted(needed & set(among))


def _needed(wanted: Requirement, extras: set[str]) -> bool:
    marker = wanted.marker
    return marker is None or any(
        marker.evaluate({**machine, "extra": extra}) for machine in MACHINES for extra in extras
    )


def packages() -> list[Locked]:
    """What the product is installed with."""
    return locked((ROOT / "requirements.lock").read_text(encoding="utf-8"))
