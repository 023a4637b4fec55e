"""Compute again from the package alone and compare with what was published, byte for byte."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from sinasec.publications.kinds import UnknownKind, kind, named
from sinasec.publications.packages.bundle import BadBundle, open_bundle
from sinasec.publications.packages.canonical import (
    PARQUET_LIBRARY,
    UnreadableTable,
    UnwritableTable,
)
from sinasec.publications.packages.canonical_json import json_bytes
from sinasec.publications.packages.content_hash import CHAIN, head_said
from sinasec.publications.packages.manifest import MANIFEST, SIGNATURE, manifest_bytes, sha256
from sinasec.publications.packages.package import Package, chained
from sinasec.publications.packages.rebuilt import CannotRebuild, Rebuilt
from sinasec.publications.packages.statement import Statement
from sinasec.publications.trust.code_version import code_version
from sinasec.publications.trust.keys import PUBLIC
from sinasec.publications.trust.verify import DESCRIPTOR


@dataclass(frozen=True, slots=True)
class Reproduction:
    """`differences`: (file, sentence); none means equal to the byte."""

    id: str | None
    differences: tuple[tuple[str, str], ...]
    files: int
    code_published: str | None
    code_now: str | None

    @property
    def equal(self) -> bool:
        return not self.differences

    @property
    def by_another_program(self) -> bool:
        """Published by another than this one: then a difference may be of the program."""
        return self.code_published not in (None, self.code_now)

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "equal": self.equal,
            "files": self.files,
            "code_published": self.code_published,
            "code_now": self.code_now,
            "by_another_program": self.by_another_program,
            "differences": [{"file": file, "message": why} for file, why in self.differences],
        }


def reproduce(path: Path) -> Reproduction:
    """Recompute the publication in the folder or .zip at `path` and compare."""
    try:
        with _as_folder(path) as folder:
            return _reproduce(folder, str(path))
    except (BadBundle, UnknownKind, OSError) as error:
        return Reproduction(None, ((str(path), str(error)),), 0, None, None)


@contextmanager
def _as_folder(path: Path) -> Iterator[Path]:
    """`path` itself, or what its .zip holds, unpacked aside."""
    if path.is_dir():
        with open_bundle(path) as bundle:
            bundle.names()  # refuses links and what is no file, which nothing may then read
        yield path
        return
    with open_bundle(path) as bundle, tempfile.TemporaryDirectory() as aside:
        for name in bundle.names():
            target = (Path(aside) / name).resolve()
            if not target.is_relative_to(Path(aside).resolve()):
                raise BadBundle(f"El .zip quiere escribir fuera de su carpeta: {name}.")
            if name.endswith("/"):
                target.mkdir(parents=True, exist_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(bundle.read(name))
        yield Path(aside)


def _reproduce(folder: Path, said: str) -> Reproduction:
    descriptor = _descriptor(folder)
    statement = Statement.from_dict(descriptor)
    now = code_version(kind(statement.kind).code)
    try:
        made: Rebuilt = named(kind(statement.kind).rebuild)(folder, descriptor)
    except (UnreadableTable, UnwritableTable, CannotRebuild, OSError) as error:
        return Reproduction(None, ((said, str(error)),), 0, statement.code_version, now)
    differences: list[tuple[str, str]] = []
    if made.edition_id != statement.edition_id:
        differences.append(
            (
                "definiciones",
                f"son la edición {made.edition_id[:16]}, no {statement.edition_id[:16]}.",
            )
        )
    # What was registered by then, of which the package holds only the head, is taken as said.
    package = chained(made.package, descriptor.get(CHAIN))
    expected = _with_published_parquet(package, folder, descriptor)
    differences += _compare(expected, folder)
    return Reproduction(
        descriptor["id"],
        tuple(differences),
        len(expected),
        statement.code_version,
        now,
    )


def _descriptor(folder: Path) -> dict[str, Any]:
    """The package's description. Raises `BadBundle` when it is not one."""
    try:
        descriptor = json.loads((folder / DESCRIPTOR).read_bytes())
        Statement.from_dict(descriptor)
        _ = descriptor["id"], descriptor["codigo"]["parquet"], descriptor["resources"]
        head_said(descriptor)
    except (ValueError, KeyError, TypeError, RecursionError, FileNotFoundError) as error:
        raise BadBundle(f"{DESCRIPTOR} falta o no describe una publicación.") from error
    return descriptor


def _with_published_parquet(
    made: Package, folder: Path, published: dict[str, Any]
) -> dict[str, bytes]:
    """The expected files; Parquet of another library version counts as equal by its rows."""
    if published["codigo"]["parquet"] == PARQUET_LIBRARY:
        return made.files
    files = dict(made.files)
    descriptor = json.loads(json_bytes(made.descriptor))
    descriptor["codigo"]["parquet"] = published["codigo"]["parquet"]
    for resource in descriptor["resources"]:
        path = resource["path"]
        if resource["format"] != "parquet" or not _same_rows(files[path], folder / path):
            continue
        files[path] = (folder / path).read_bytes()
        resource |= {"bytes": len(files[path]), "hash": f"sha256:{sha256(files[path])}"}
    files[DESCRIPTOR] = json_bytes(descriptor)
    return files


def _same_rows(expected: bytes, published: Path) -> bool:
    try:
        return pl.read_parquet(expected).equals(pl.read_parquet(published.read_bytes()))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        return False


def _compare(expected: dict[str, bytes], folder: Path) -> list[tuple[str, str]]:
    with open_bundle(folder) as bundle:
        names = set(bundle.names()) - {MANIFEST, SIGNATURE, PUBLIC}
    found = [(name, "falta en lo publicado.") for name in sorted(set(expected) - names)]
    found += [
        (name, "no resulta de los hechos ni de las definiciones.")
        for name in sorted(names - set(expected))
    ]
    found += [
        (name, _how(name, data, (folder / name).read_bytes()))
        for name, data in sorted(expected.items())
        if name in names and (folder / name).read_bytes() != data
    ]
    return found or _manifest(expected, folder)


def _manifest(expected: dict[str, bytes], folder: Path) -> list[tuple[str, str]]:
    """All files being equal, the signed list must be theirs."""
    key = (folder / PUBLIC).read_bytes()
    hashes = {path: sha256(data) for path, data in {**expected, PUBLIC: key}.items()}
    if (folder / MANIFEST).read_bytes() == manifest_bytes(hashes):
        return []
    return [(MANIFEST, "no es la lista de huellas de estos archivos.")]


def _how(name: str, expected: bytes, published: bytes) -> str:
    """Where two files first differ, in words a person can act on."""
    if name.endswith(".parquet"):
        return f"no es el mismo: publicado {len(published)} bytes, recalculado {len(expected)}."
    for number, (one, other) in enumerate(
        zip(expected.splitlines(), published.splitlines(), strict=False), start=1
    ):
        if one != other:
            return f"línea {number}: publicado «{_short(other)}», recalculado «{_short(one)}»."
    return f"publicado {len(published)} bytes, recalculado {len(expected)}."


def _short(line: bytes) -> str:
    """What any terminal may show: the package may be anybody's."""
    text = line.decode("utf-8", errors="replace")[:120]
    return "".join(letter if letter.isprintable() else "·" for letter in text)
