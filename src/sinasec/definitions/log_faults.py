"""Whether a set of definitions tells what changed in it: CHANGELOG.md and the name of the edition.

What was published under a name must not be another thing under the same name, and a wording that
nobody told is a change of the law that nobody can find.
"""

import re
from collections.abc import Iterator
from typing import Final

from sinasec.definitions.documents import read_document
from sinasec.definitions.faults import DefinitionFault
from sinasec.definitions.loading import Library, library
from sinasec.methods.words import day_words

LOG: Final = "CHANGELOG.md"
EDITION: Final = "edition.yaml"
HEADING: Final = re.compile(r"^## ([^·\n]+)", re.MULTILINE)
CODE: Final = re.compile(r"`([a-z0-9]+(?:-[a-z0-9]+)*)`")


def log_faults(checked: Library) -> Iterator[DefinitionFault]:
    """What the log of a set does not tell, and a name that is that of another edition."""
    edition = checked.edition
    text = edition.files.get(LOG, "")
    told = {heading.strip() for heading in HEADING.findall(text)}
    line = read_document(edition.files[EDITION], EDITION).line(("version",))
    if edition.version not in told:
        message = f"{LOG} no cuenta qué cambió en ella: agregue «## {edition.version}» y dígalo."
        yield DefinitionFault(EDITION, line, "version", message)
    known = library().edition
    if edition.version == known.version and edition.id != known.id:
        message = (
            f"las definiciones no son las de la edición {known.version} que trae el programa, y se "
            "llaman igual: déles otra versión."
        )
        yield DefinitionFault(EDITION, line, "version", message)
    yield from _untold(checked, told, set(CODE.findall(text)))


def _untold(checked: Library, told: set[str], named: set[str]) -> Iterator[DefinitionFault]:
    for file in checked.duty_files:
        for day in sorted({version.start for version in file.duty.versions}):
            if day_words(day) not in told:
                message = f"{LOG} no tiene «## {day_words(day)} · …»: diga ahí qué cambia ese día."
                where = file.document.line(("versions",))
                yield DefinitionFault(file.document.name, where, "versions", message)
        if file.duty.code not in named:
            message = f"{LOG} no nombra este deber: póngalo entre comillas inversas donde empieza."
            yield DefinitionFault(
                file.document.name, file.document.line(("code",)), "code", message
            )
