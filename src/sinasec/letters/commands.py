"""`sinasec letter`: letters from a definition, sent, shown, kept and annulled."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import click

from sinasec.cli.answer import say, sentences
from sinasec.cli.main import prepared_database
from sinasec.cli.options import as_json
from sinasec.cli.output import replace_option
from sinasec.letters.asked_fields import asks_fields, fields_said
from sinasec.letters.options import WHERE, by_option, docx_option, pdf_option, simulated_option
from sinasec.letters.register_commands import annul_entry, in_, out, receipt, receive
from sinasec.letters.saving import (
    check_outputs,
    saved_letter,
    saved_paper,
    saved_words,
    say_issued,
)
from sinasec.records.clock_checked import asks_about_clock
from sinasec.translation import gettext as _


@click.group("letter")
def letter() -> None:
    """Cartas: se escriben de una definición, reciben número y quedan en su registro."""


for command in (out, receive, in_, annul_entry, receipt):
    letter.add_command(command)


@letter.command("definitions")
@as_json
def definitions(as_json: bool) -> None:
    """Las cartas y hojas que hay, y los datos que pide cada una."""
    from sinasec.definitions.letters import fingerprint_of, letters

    found = [_definition(one, fingerprint_of(one.code)) for one in letters().values()]
    say(as_json, {"letters": found}, "\n".join(line for one in found for line in _described(one)))


def _definition(one: Any, sha256: str) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": one.title,
        "kind": one.kind,
        "series": one.series or None,
        "plain": one.plain,
        "sha256": sha256,
        "fields": [
            {
                "code": each.code,
                "name": each.name,
                "type": each.type,
                "required": each.required,
                "columns": list(each.columns),
            }
            for each in one.fields
        ],
    }


TYPES: Final[Mapping[str, str]] = {
    "text": "texto",
    "date": "fecha",
    "number": "número",
    "list": "lista",
    "table": "tabla",
}


def _described(one: Mapping[str, Any]) -> Iterator[str]:
    numbered = (
        _(", se numera en la serie {series}").format(series=one["series"])
        if one["series"]
        else _(", sin número")
    )
    yield f"{one['code']}: {one['title']}{numbered}. {one['plain']}"
    for field in one["fields"]:
        optional = "" if field["required"] else ", si lo hay"
        columns = f": {', '.join(field['columns'])}" if field["columns"] else ""
        yield f"  {field['code']}  {field['name']} ({TYPES[field['type']]}{columns}{optional})"


@letter.command("preview")
@click.argument("code", metavar="CARTA")
@asks_fields
@simulated_option
@pdf_option
@docx_option
@replace_option
@as_json
def preview(
    code: str,
    said: tuple[str, ...],
    file: Path | None,
    simulated: bool,
    pdf: Path | None,
    docx: Path | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Escribe una carta sin darle número ni registrarla: lo que diría, o su PDF o DOCX."""
    check_outputs(pdf, docx, replace=replace)
    prepared_database()
    from sinasec.letters.office import UnsoundOffice, office
    from sinasec.letters.paper.paper import DRAFT, Paper, dated
    from sinasec.letters.paper.typesetting import CannotPrint
    from sinasec.letters.said import CannotWrite
    from sinasec.letters.written import written
    from sinasec.methods.letters import text_of

    with sentences(CannotWrite, UnsoundOffice, CannotPrint):
        filled = written(code, fields_said(said, file))
        of, now = office(), _now()
        paper = Paper(
            name=filled.letter.title,
            kind=filled.letter.kind,
            subject=filled.subject,
            blocks=filled.blocks,
            office=of.name,
            dated=dated(of.place, now),
            simulated=simulated,
            number=_("{series} N.° (BORRADOR)").format(series=filled.letter.series)
            if filled.letter.series
            else "",
            foot=_("BORRADOR"),
            mark=DRAFT,
        )
        saved = saved_paper(paper, now, pdf, docx)
    lines = text_of(filled)
    document = {"letter": code, "subject": filled.subject, "text": lines, "saved": saved}
    words = "\n".join(saved_words(saved) or [DRAFT, filled.subject, *lines])
    say(as_json, document, words)


@letter.command("issue")
@click.argument("code", metavar="CARTA")
@asks_fields
@click.option("--addressee", required=True, help=_("A quién se escribe."))
@click.option(
    "--number-given", default="", help=_("El número que dio el trámite de la institución.")
)
@click.option("--supersedes", default="", metavar="NÚMERO", help=_("La carta que esta reemplaza."))
@simulated_option
@by_option
@pdf_option
@docx_option
@replace_option
@asks_about_clock
@as_json
def issue(
    code: str,
    said: tuple[str, ...],
    file: Path | None,
    addressee: str,
    number_given: str,
    supersedes: str,
    simulated: bool,
    by: str,
    pdf: Path | None,
    docx: Path | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Emite una carta: le da el número siguiente de su serie y la guarda, o nada de eso.

    No se cambia nunca: si está mal se anula, o se emite otra con --supersedes.
    """
    check_outputs(pdf, docx, replace=replace)
    prepared_database()
    from sinasec.letters import actions
    from sinasec.letters.finding import letter_with

    with sentences(actions.CannotWrite):
        old = letter_with(supersedes) if supersedes else None
        done = actions.issue(
            definition=code,
            fields=fields_said(said, file),
            addressee=addressee.replace("\\n", "\n"),
            by=by,
            simulated=simulated,
            number_given=number_given,
            supersedes=old,
        )
    say_issued(done, pdf, docx, as_json=as_json)


@letter.command("annul")
@click.argument("number", metavar="NÚMERO")
@click.option("--reason", required=True, help=_("Por qué no debe usarse."))
@by_option
@asks_about_clock
@as_json
def annul(number: str, reason: str, by: str, as_json: bool) -> None:
    """Anula una carta: sigue en el registro, y su número no se da a ninguna otra."""
    prepared_database()
    from sinasec.letters import actions
    from sinasec.letters.finding import letter_with

    with sentences(actions.CannotWrite):
        found = letter_with(number)
        done = actions.annul(letter=found, reason=reason, by=by)
    document = {
        "number": str(found),
        "reason": done.reason,
        "by": done.registered_by,
        "annulled_at": done.registered_at.astimezone(UTC).isoformat(),
    }
    to = found.addressee.splitlines()[0]
    say(as_json, document, _("{letter}: anulada. Avise a {to}.").format(letter=found, to=to))


@letter.command("show")
@click.argument("number", metavar="NÚMERO")
@as_json
def show(number: str, as_json: bool) -> None:
    """Lo que dice una carta emitida, en qué estado está y qué se puede hacer con ella."""
    prepared_database()
    from sinasec.letters.finding import letter_with
    from sinasec.letters.paper.paper import blocks_in
    from sinasec.letters.said import CannotWrite
    from sinasec.letters.told import as_document, state_name
    from sinasec.methods.letters.filling import lines_of

    with sentences(CannotWrite):
        found = letter_with(number)
    said, lines = as_document(found), lines_of(blocks_in(found.blocks))
    why = f" Motivo: {said['annulled_because']}" if said["annulled_because"] else ""
    later = f" La reemplaza {said['superseded_by']}." if said["superseded_by"] else ""
    head = [
        f"{found}: {state_name(found).lower()}.{why}{later}",
        _("{day}, por {by}").format(
            day=f"{date.fromisoformat(said['date']):%d/%m/%Y}", by=found.registered_by
        ),
        *found.addressee.split("\n"),
        _("Asunto: {subject}").format(subject=found.subject),
    ]
    say(as_json, said | {"text": lines}, "\n".join([*head, *lines]))


@letter.command("save")
@click.argument("number", metavar="NÚMERO")
@pdf_option
@docx_option
@click.option(
    "--registered",
    is_flag=True,
    help=_("El PDF como se registró, también si la carta ya no rige: no lo dirá."),
)
@replace_option
@as_json
def save(
    number: str,
    pdf: Path | None,
    docx: Path | None,
    registered: bool,
    replace: bool,
    as_json: bool,
) -> None:
    """Guarda una carta emitida: el PDF es el mismo, byte por byte, que se registró.

    Si se anuló o la reemplaza otra, lo dice en cada página; --registered da el que se registró.
    """
    if pdf is None and docx is None:
        raise click.UsageError(WHERE)
    check_outputs(pdf, docx, replace=replace)
    prepared_database()
    from sinasec.letters.finding import letter_with
    from sinasec.letters.said import CannotWrite
    from sinasec.letters.told import ended_words, state_of

    with sentences(CannotWrite):
        found = letter_with(number)
        saved = saved_letter(found, pdf, docx, registered=registered)
    ended = ended_words(found)
    if ended:
        unsaid = pdf and registered
        on_paper = _(" El PDF es el que se registró, y no lo dice.") if unsaid else ""
        click.echo(f"{found}: {ended}{on_paper}", err=True)
    document = {"number": str(found), "state": state_of(found).code, "not_in_force": ended or None}
    say(as_json, document | {"saved": saved}, "\n".join(saved_words(saved)))


def _now() -> datetime:
    return datetime.now(UTC)
