"""The one way in which this program makes a PDF: a template of Typst, and what it is told as data.

What is told goes as JSON, in `sys.inputs.content`: no text of it is read as Typst.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst

from sinasec.translation import gettext as _

STANDARD: Final = (
    "ua-1"  # tagged, with title and language; declared, and not validated from outside
)
NO_GLYPH: Final = "could not be displayed with font"


class CannotPrint(ValueError):
    """A sentence: what is told cannot be on an accessible PDF, and what to do."""


def pdf_of(template: Path, content: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """The PDF; the same content and `made_at` give the same bytes. Raises CannotPrint."""
    try:
        pdf = typst.compile(
            template.read_bytes(),
            format="pdf",
            sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
            ignore_system_fonts=True,
            timestamp=int(made_at.timestamp()),
            pdf_standards=STANDARD,
        )
    except typst.TypstError as error:
        raise _told(error) from error
    if not isinstance(pdf, bytes):
        raise TypeError(f"{template.name} gave several documents")
    return pdf


def _told(error: typst.TypstError) -> Exception:
    """What can be mended by whoever wrote the text; any other is of the template, and is raised."""
    said = str(error)
    if NO_GLYPH not in said:
        return error
    text = said.partition('`"')[2].partition('"`')[0]
    return CannotPrint(
        _(
            "Hay letras que el PDF no puede mostrar («{text}»): quítelas, o escríbalas con "
            "palabras."
        ).format(text=text[:20])
    )
