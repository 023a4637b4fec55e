"""The one way in which this program makes a PDF: a template of Typst, and what it is told as data.

What is told goes as JSON, in `sys.inputs.content`: no text of it is read as Typst.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
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
    text = json.dumps(content, ensure_ascii=False)
    for _turn in range(MOST_UNSHOWN):
        try:
            return _compiled(template, text, made_at)
        except typst.TypstError as error:
            letters = {letter for letter in _unshown(error) if not letter.isascii()}
            if not (registered and letters):
                raise _told(error) from error
            text = _put_otherwise(text, letters)
    return _compiled(template, text, made_at)


def _compiled(template: Path, content: str, made_at: datetime) -> bytes:
    pdf = typst.compile(
        template.read_bytes(),
        format="pdf",
        sys_inputs={"content": content},
        ignore_system_fonts=True,
        timestamp=int(made_at.timestamp()),
        pdf_standards=STANDARD,
    )
    if not isinstance(pdf, bytes):
        raise TypeError(f"{template.name} gave several documents")
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
