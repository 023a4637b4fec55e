"""Publications and editions of data as they are on disk: which there are, and which are sound."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sinasec.publications.trust.keys import PUBLIC, BadKey, fingerprint, read_public
from sinasec.publications.trust.trusted import EARLIER
from sinasec.publications.trust.verify import verify
from sinasec.warehouse.datasets import datasets
from sinasec.warehouse.edition import BrokenEdition, check_edition, read_edition
from sinasec.warehouse.journal import JOURNALS, read_journal


def is_public(name: str) -> bool:
    """Whether a file of the folder of keys, by its relative path, may be seen by anyone."""
    if name == PUBLIC:
        return True
    folder, _, file = name.partition("/")
    return folder == EARLIER and "/" not in file and file.endswith(".pem")


def public_keys(folder: Path) -> list[bytes]:
    """The public keys that this installation trusts: its own, and those it had before."""
    return list(public_files(folder).values())


def public_files(folder: Path) -> dict[str, bytes]:
    """Relative path -> PEM of those keys. A file that holds no public key is none of them."""
    found: dict[str, bytes] = {}
    for path in [folder / PUBLIC, *sorted((folder / EARLIER).glob("*.pem"))]:
        if path.is_file():
            with suppress(BadKey):
                read_public(pem := path.read_bytes(), path.name)
                found[path.relative_to(folder).as_posix()] = pem
    return found


def fingerprints(folder: Path) -> dict[str, str]:
    """Relative path -> fingerprint of the public keys that are trusted."""
    return {name: fingerprint(read_public(pem, name)) for name, pem in public_files(folder).items()}


def why_unsound(folder: Path, keys: list[bytes], name: str = "") -> str:
    """Why a publication is not what was signed with one of the keys; "" when it is.

    `name`: of the publication, where the folder does not have it yet.
    """
    why = ""
    for key in keys or [None]:
        found = verify(folder, key)
        if found.ok and found.id == (name or folder.name):
            return ""
        file, sentence = found.faults[0] if found.faults else ("", "su código es otro.")
        why = why or f"{file}: {sentence}"
    return why


def named(folder: Path) -> list[Path]:
    """The folders inside one, without those that are hidden; none when it is not there."""
    if not folder.is_dir():
        return []
    return sorted(
        path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")
    )


def editions(warehouse: Path) -> list[Path]:
    """The folder of every edition of every dataset."""
    return [path for dataset in datasets() for path in named(warehouse / dataset)]


def why_broken(edition: Path) -> str:
    """Why an edition is not what was kept; "" when it is."""
    try:
        check_edition(read_edition(edition))
    except BrokenEdition as error:
        return str(error)
    return ""


def journal_faults(warehouse: Path) -> Iterator[tuple[str, str]]:
    """Datasets whose journal cannot be read or names an edition that is not there."""
    for dataset in datasets():
        folder = warehouse / dataset
        for simulated, name in JOURNALS.items():
            try:
                entries = read_journal(folder, simulated=simulated)
            except BrokenEdition as error:
                yield f"{dataset}/{name}", str(error)
                continue
            lost = {entry.edition for entry in entries if not (folder / entry.edition).is_dir()}
            for edition in sorted(lost):
                yield f"{dataset}/{name}", f"Nombra la edición «{edition}», que no está."


def files(folder: Path) -> list[Path]:
    """The plain files below a folder, without those that are hidden."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not path.is_symlink()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
