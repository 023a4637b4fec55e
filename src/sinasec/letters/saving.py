"""The papers of a letter, kept in the files that a command was told."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sinasec.cli.answer import say
from sinasec.cli.failures import CANNOT, Refused, writing
from sinasec.cli.output import check_output
from sinasec.os_words import os_words
from sinasec.translation import gettext as _
from sinasec.whole_file import write_whole

if TYPE_CHECKING:
    from sinasec.letters.models import Letter
    from sinasec.letters.paper.paper import Paper

NOT_SAVED: Final = "emitida-sin-copia"


def check_outputs(*paths: Path | None, replace: bool) -> None:
    """Before anything is done: each can be written, and they are not one.

    Raises UsageError, and what `check_output` does.
    """
    given = [path for path in paths if path is not None]
    if len({path.resolve() for path in given}) < len(given):
        raise click.UsageError(_("El PDF y el DOCX no pueden ir al mismo archivo: dé dos nombres."))
    for path in given:
        check_output(path, replace=replace)


def say_issued(done: "Letter", pdf: Path | None, docx: Path | None, *, as_json: bool) -> None:
    """Answer that a letter was sent, and keep it where it was asked for."""
    from sinasec.letters.told import as_document

    try:
        saved = saved_letter(done, pdf, docx)
    except OSError as error:  # it is in the register: who asks again gets another
        raise Refused(
            NOT_SAVED,
            _(
                "Se emitió {done}, y su copia no se pudo guardar aquí ({why}). No la emita otra "
                'vez: guárdela con «sinasec letter save "{done}" --pdf ARCHIVO».'
            ).format(done=done, why=os_words(error)),
            exit=CANNOT,
            beside={"number": str(done)},
        ) from error
    head = f"{done}, para {done.addressee.splitlines()[0]}: {done.subject}"
    rest = saved_words(saved) or [
        _('Guárdela con «sinasec letter save "{done}" --pdf ARCHIVO».').format(done=done)
    ]
    say(as_json, as_document(done) | {"saved": saved}, "\n".join([head, *rest]))


def saved_paper(
    paper: "Paper",
    made_at: datetime,
    pdf: Path | None,
    docx: Path | None,
    copy: bytes = b"",
    *,
    registered: bool = False,
) -> dict[str, str]:
    """Kind -> where it was kept. `copy`: its PDF, where it was made before. `registered`: as in
    `pdf_of`."""
    from sinasec.letters.paper.paper import pdf as make_pdf

    saved: dict[str, str] = {}
    if pdf:
        write_file(pdf, copy or make_pdf(paper, made_at=made_at, registered=registered))
        saved["pdf"] = str(pdf)
    if docx:
        from sinasec.letters.paper.docx import docx as make_docx

        write_file(docx, make_docx(paper, made_at=made_at))
        saved["docx"] = str(docx)
    return saved


def saved_letter(
    done: "Letter", pdf: Path | None, docx: Path | None, *, registered: bool = False
) -> dict[str, str]:
    """Kind -> where it was kept. `registered`: the PDF as it was registered, whatever came after;
    else one that is not in force says so on each page."""
    from sinasec.letters.kept import copy_of, pdf_now
    from sinasec.letters.told import paper_now

    copy = b"" if pdf is None else copy_of(done) if registered else pdf_now(done)
    return saved_paper(paper_now(done), done.registered_at, pdf, docx, copy)


def saved_words(saved: Mapping[str, str]) -> list[str]:
    return [_("Guardada en {path}.").format(path=path) for path in saved.values()]


def write_file(path: Path, content: bytes) -> None:
    with writing(path):
        write_whole(path, content)
