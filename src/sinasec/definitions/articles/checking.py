"""Check a folder of transcriptions: each file, and that every citation is read or told unread."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sinasec.definitions.articles.article_faults import file_faults, norm_faults
from sinasec.definitions.articles.citing import citations, read
from sinasec.definitions.articles.loading import Articles, articles_of, documents_in
from sinasec.definitions.documents import Document
from sinasec.definitions.faults import DefinitionFault, DefinitionFaults
from sinasec.definitions.loading import Library

ARTICLES: Final = "articles"


def check_articles(folder: Path, library: Library | None) -> tuple[int, list[DefinitionFault]]:
    """How many files of transcriptions are in the folder, and their faults.

    `library`: the duties that cite them; None when these have faults of their own. A set without
    the folder has none to check: what was published is a copy without transcriptions.
    """
    if not folder.is_dir():
        return 0, []
    try:
        documents = [_within(folder, document) for document in documents_in(folder)]
    except DefinitionFaults as refused:
        return 0, list(refused.faults)
    faults = [fault for document in documents for fault in file_faults(document)]
    if library and not faults:
        faults = [one for document in documents for one in norm_faults(document, library.norms)]
        faults += _not_read(articles_of(documents), library)
    return len(documents), faults


def _within(folder: Path, document: Document) -> Document:
    return Document(f"{folder.name}/{document.name}", document.value, document.lines)


def _not_read(known: Articles, library: Library) -> Iterator[DefinitionFault]:
    """Citations without a text whose norm is not told as unread."""
    for file in library.duty_files:
        cited = {one for version in file.duty.versions for one in citations(version)}
        for norm, start, end in sorted(cited, key=lambda one: (one[0].cited, one[1])):
            if norm.id in known.unread or read(known, norm.id, norm.article, start, end).is_read:
                continue
            yield DefinitionFault(f"obligations/{file.duty.code}.yaml", 0, "", _lacking(norm.cited))


def _lacking(cited: str) -> str:
    return (
        f"de «{cited}» no está en «{ARTICLES}» el texto de todos sus días, y la norma no figura "
        "entre las que no se han leído (sin_leer.yaml)."
    )
