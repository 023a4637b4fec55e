"""Check letters: one file, or the folder of a set; their cases are written and compared."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from sinasec.definitions.documents import Document, read_document
from sinasec.definitions.faults import DefinitionFault, DefinitionFaults
from sinasec.definitions.letters.loading import letter_of, structural_faults
from sinasec.definitions.loading import text_of as text_of_file
from sinasec.methods.letters import CannotFill, Letter, fill, text_of
from sinasec.translation import gettext as _

LETTERS: Final = "letters"
OWN_KEYS: Final = frozenset({"fields", "body"})


def check_letters(folder: Path) -> tuple[int, int, list[DefinitionFault]]:
    """How many files of letters are in the folder, how many cases they hold, and their faults.

    A set without the folder has none to check: what was published is a copy without them.
    """
    files = sorted(folder.glob("*.yaml"))
    faults: list[DefinitionFault] = []
    cases = 0
    for path in files:
        try:
            document = read_document(text_of_file(path), f"{folder.name}/{path.name}")
        except DefinitionFaults as refused:
            faults += refused.faults
            continue
        found, held = faults_of_letter(document)
        faults += found
        cases += held
    return len(files), cases, faults


def faults_of_letter(document: Document) -> tuple[list[DefinitionFault], int]:
    """Everything wrong with a file, and how many cases it holds."""
    if found := structural_faults(document):
        return found, 0
    letter, cases = letter_of(document.value), document.value["cases"]
    told = [*_name(document, letter), *_cases(document, letter)]
    return sorted(told), len(cases)


def is_letter(document: Document) -> bool:
    """Whether the file says what only a letter does."""
    return isinstance(document.value, dict) and document.value.keys() >= OWN_KEYS


def differences(letter: Letter, case: Mapping[str, Any]) -> Iterator[str]:
    """What a letter does not say as its case does."""
    try:
        filled = fill(letter, case["fields"])
    except CannotFill as refused:
        said = list(refused.faults)
        expected = case.get("refused", [])
        yield from (
            _("se niega con «{one}»").format(one=one) for one in said if one not in expected
        )
        yield from (
            _("no se niega con «{one}»").format(one=one) for one in expected if one not in said
        )
        return
    if "refused" in case:
        yield _("no se niega")
        return
    if filled.subject != case.get("subject", ""):
        yield _("el asunto dice «{subject}»").format(subject=filled.subject)
    said, expected = text_of(filled), [" ".join(line.split()) for line in case["says_it"]]
    for number in range(max(len(said), len(expected))):
        here = said[number] if number < len(said) else "nada"
        there = expected[number] if number < len(expected) else "nada"
        if here != there:
            yield _("la línea {number} dice «{here}», y el caso «{there}»").format(
                number=number + 1, here=here, there=there
            )
            return


def _name(document: Document, letter: Letter) -> Iterator[DefinitionFault]:
    """A draft comes by its bare name, and may have any."""
    folder, _bar, name = document.name.rpartition("/")
    if folder and name != f"{letter.code}.yaml":
        message = _("el código «{letter}» y el archivo «{name}» deben llamarse igual.").format(
            letter=letter.code, name=name
        )
        yield document.fault(("code",), message)


def _cases(document: Document, letter: Letter) -> Iterator[DefinitionFault]:
    for index, case in enumerate(document.value["cases"]):
        for each in differences(letter, case):
            yield document.fault(("cases", index), f"{case['says']}: {each.rstrip('.')}.")
