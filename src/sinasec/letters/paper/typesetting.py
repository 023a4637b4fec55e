"""The one way in which this program makes a PDF: a template of Typst, and what it is told as data.

What is told goes as JSON, in `sys.inputs.content`: no text of it is read as Typst.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import typst

from sinasec.translation import gettext as _

STANDARD: Final = (
    "ua-1"  # tagged, with title and language; declared, and not validated from outside
)
ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
NO_GLYPH: Final = "could not be displayed with font"
UNSHOWN: Final = "\N{REPLACEMENT CHARACTER}"
# The letters of the paper, with nothing else.
PROBE: Final = (
    b'#set document(title: "prueba")\n#set text(lang: "es", font: "Libertinus Serif")\n'
    b"= Prueba\n#json(bytes(sys.inputs.content))"
)
MARKS: Final = {"Mn", "Mc", "Me", "Cf"}  # of Unicode: what is added to the letter before
MOST_UNSHOWN: Final = 40  # runs of letters that the font has not, put otherwise one after another


class CannotPrint(ValueError):
    """A sentence: what is told cannot be on an accessible PDF, and what to do."""


def pdf_of(
    template: Path, content: Mapping[str, Any], *, made_at: datetime, registered: bool = False
) -> bytes:
    """The PDF; the same content and `made_at` give the same bytes. Raises CannotPrint.

    `registered`: nobody can write the text otherwise any more: letters that the font has not are
    UNSHOWN on the paper.
    """
    source, text = template.read_bytes(), json.dumps(content, ensure_ascii=False)
    try:
        return _fitted(source, text, made_at)[0] if registered else _compiled(source, text, made_at)
    except typst.TypstError as error:
        raise _told(error) from error


def printable(text: str) -> str:
    """A text that was registered, with UNSHOWN for each letter that the paper has not."""
    said = json.dumps(text, ensure_ascii=False)
    return json.loads(_fitted(PROBE, said, datetime.fromtimestamp(0, UTC))[1])


def _fitted(template: bytes, content: str, made_at: datetime) -> tuple[bytes, str]:
    """The PDF, and its content with UNSHOWN for what the font has not."""
    for _turn in range(MOST_UNSHOWN):
        try:
            return _compiled(template, content, made_at), content
        except typst.TypstError as error:
            letters = {letter for letter in _unshown(error) if not letter.isascii()}
            if not letters:
                raise
            content = _put_otherwise(content, letters)
    return _compiled(template, content, made_at), content


def _compiled(template: bytes, content: str, made_at: datetime) -> bytes:
    pdf = typst.compile(
        template,
        format="pdf",
        sys_inputs={"content": content},
        ignore_system_fonts=True,
        timestamp=int(made_at.timestamp()),
        pdf_standards=STANDARD,
    )
    if not isinstance(pdf, bytes):
        raise TypeError("Typst gave several documents for one")
    return pdf


def _put_otherwise(text: str, letters: set[str]) -> str:
    """What is left on an UNSHOWN letter of the marks of the one it stands for goes too."""
    if letters == {UNSHOWN}:
        return "".join(one for one in text if unicodedata.category(one) not in MARKS)
    return text.translate({ord(letter): UNSHOWN for letter in letters})


def _unshown(error: typst.TypstError) -> str:
    """The text with letters that the font has not; "" of any other error."""
    said = str(error)
    text = said.partition('`"')[2].partition('"`')[0] if NO_GLYPH in said else ""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _told(error: typst.TypstError) -> Exception:
    """What can be mended by whoever wrote the text; any other is of the template, and is raised."""
    text = _unshown(error)
    if not text:
        return error
    return CannotPrint(
        _(
            "Hay letras que el PDF no puede mostrar («{text}»): quítelas, o escríbalas con "
            "palabras."
        ).format(text=text[:20])
    )
