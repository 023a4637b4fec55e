"""What happens to a publication's folder: somebody writes in it, or a copy comes back."""

import os
import shutil
from pathlib import Path

import polars as pl

from sinasec.publications.packages.manifest import MANIFEST, manifest_bytes, sha256

LIGHTS = "comites.parquet"


def writable(folder: Path) -> Path:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def copied(folder: Path, home: Path) -> Path:
    """A copy of a publication under its own name, that may be spoiled."""
    shutil.copytree(folder, home / folder.name)
    return writable(home / folder.name)


def painted_green(folder: Path, name: str = LIGHTS) -> bytes:
    """Rewrite the lights as somebody with a reason would; what the file held."""
    path = folder / name
    whole = path.read_bytes()
    lights = pl.read_parquet(whole)
    lights.with_columns(pl.col("light").str.replace("rojo", "verde")).write_parquet(path)
    return whole


def same_times(path: Path, content: bytes) -> None:
    """Write another content in place, and give back the size's and the times' appearance."""
    before = path.stat()
    assert len(content) == before.st_size
    with open(path, "r+b") as file:
        file.write(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def one_byte_changed(path: Path) -> bytes:
    """Same size, same time of writing, same inode; what the file held."""
    whole = path.read_bytes()
    spoiled = bytearray(whole)
    spoiled[len(spoiled) // 2] ^= 1
    same_times(path, bytes(spoiled))
    return whole


def with_a_manifest_to_suit(folder: Path) -> None:
    """List the files as they are now, as whoever altered them would; nobody can sign it."""
    hashes = {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in (MANIFEST, "firma.json")
    }
    (folder / MANIFEST).write_bytes(manifest_bytes(hashes))
