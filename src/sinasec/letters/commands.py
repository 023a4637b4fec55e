"""`sinasec letter`: letters from a definition, and the registers of those sent and received."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from sinasec.cli.answer import say, sentences
from sinasec.cli.failures import CANNOT, Refused, writing
from sinasec.cli.main import prepared_database
from sinasec.cli.options import DAY, as_json
from sinasec.cli.output import check_output, replace_option
from sinasec.os_words import os_words
from sinasec.records.clock_checked import asks_about_clock
from sinasec.translation import gettext as _
from sinasec.whole_file import write_whole

if TYPE_CHECKING:
    from sinasec.letters.actions import Scan
    from sinasec.letters.models import Letter
    from sinasec.letters.paper.paper import Paper

MOST_LISTED: Final = 100
MOST_JSON: Final = 2 * 1024 * 1024  # bytes of a file of fields
FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
NOT_SAVED: Final = "emitida-sin-copia"
NEW_FILE: Final = click.Path(dir_okay=False, path_type=Path)

by_option = click.option(
    "--by", required=True, metavar="QUIÉN", help=_("Quién lo hace, con su cargo.")
)
simulated_option = click.option(
    "--simulated", is_flag=True, help=_("Es de prueba: su número se cuenta aparte y dice SIMULADO.")
)
year_option = click.option(
    "--year", type=click.IntRange(2000, 2100), help=_("Solo las de ese año.")
)
text_option = click.option("--text", default="", help=_("Solo las que lo dicen."))
csv_option = click.option(
    "--csv",
    "as_csv",
    type=NEW_FILE,
    help=_("Guarda el registro entero, como se filtró, en un CSV."),
)
pdf_option = click.option("--pdf", type=NEW_FILE, help=_("Guarda el PDF en este archivo."))
docx_option = click.option("--docx", type=NEW_FILE, help=_("Guarda el DOCX en este archivo."))


def asks_fields(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command that is told the fields of a letter."""
    one = click.option(
        "--field", "said", multiple=True, metavar="CAMPO=VALOR", help=_("Un dato; se repite.")
    )
    many = click.option(
        "--fields", "file", type=FILE, help=_("Archivo JSON con los datos: {«campo»: valor}.")
    )
    return one(many(command))


@click.group("letter")
def letter() -> None:
    """Cartas: se escriben de una definición, reciben número y quedan en su registro."""


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
        filled = written(code, _fields(said, file))
        of, now = office(), _now()
        paper = Paper(
            name=filled.letter.title,
            kind=filled.letter.kind,
            subject=filled.subject,
            blocks=filled.blocks,
            office=of.name,
            dated=dated(of.place, now),
            simulated=simulated,
            number=f"{filled.letter.series} N.° (BORRADOR)" if filled.letter.series else "",
            foot="BORRADOR",
            mark=DRAFT,
        )
        saved = _saved(paper, now, pdf, docx)
    lines = text_of(filled)
    document = {"letter": code, "subject": filled.subject, "text": lines, "saved": saved}
    words = "\n".join(_saved_words(saved) or [DRAFT, filled.subject, *lines])
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
            fields=_fields(said, file),
            addressee=addressee.replace("\\n", "\n"),
            by=by,
            simulated=simulated,
            number_given=number_given,
            supersedes=old,
        )
    say_issued(done, pdf, docx, as_json=as_json)


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
        saved = _saved_letter(done, pdf, docx)
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
    rest = _saved_words(saved) or [
        _('Guárdela con «sinasec letter save "{done}" --pdf ARCHIVO».').format(done=done)
    ]
    say(as_json, as_document(done) | {"saved": saved}, "\n".join([head, *rest]))


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
    say(as_json, document, f"{found}: anulada. Avise a {to}.")


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
        f"{date.fromisoformat(said['date']):%d/%m/%Y}, por {found.registered_by}",
        *found.addressee.split("\n"),
        f"Asunto: {found.subject}",
    ]
    say(as_json, said | {"text": lines}, "\n".join([*head, *lines]))


@letter.command("save")
@click.argument("number", metavar="NÚMERO")
@pdf_option
@docx_option
@replace_option
@as_json
def save(number: str, pdf: Path | None, docx: Path | None, replace: bool, as_json: bool) -> None:
    """Guarda una carta emitida: el PDF es el mismo, byte por byte, que se registró."""
    if pdf is None and docx is None:
        raise click.UsageError(_("Diga dónde guardarla: --pdf ARCHIVO o --docx ARCHIVO."))
    check_outputs(pdf, docx, replace=replace)
    prepared_database()
    from sinasec.letters.finding import letter_with
    from sinasec.letters.said import CannotWrite
    from sinasec.letters.told import ended_words, state_of

    with sentences(CannotWrite):
        found = letter_with(number)
        saved = _saved_letter(found, pdf, docx)
    ended = ended_words(found)
    if ended:
        on_paper = _(" El PDF es el que se registró, y no lo dice.") if pdf else ""
        click.echo(f"{found}: {ended}{on_paper}", err=True)
    document = {"number": str(found), "state": state_of(found).code, "not_in_force": ended or None}
    say(as_json, document | {"saved": saved}, "\n".join(_saved_words(saved)))


@letter.command("out")
@year_option
@click.option("--series", default="", help=_("Solo las de esa serie."))
@text_option
@csv_option
@replace_option
@as_json
def out(
    year: int | None, series: str, text: str, as_csv: Path | None, replace: bool, as_json: bool
) -> None:
    """El registro de las cartas emitidas, las últimas primero."""
    check_outputs(as_csv, replace=replace)
    prepared_database()
    from sinasec.letters import told
    from sinasec.letters.finding import sent

    found = sent(year=year, series=series, text=text)
    if as_csv:
        _write(as_csv, told.sent_csv(found))
    total, shown = found.count(), found[:MOST_LISTED]
    document = {"letters": [told.as_document(one) for one in shown], "total": total}
    say(as_json, document, _listed([told.line(one) for one in shown], total))


@letter.command("receive")
@click.option("--sender", required=True, help=_("Quién la envía."))
@click.option("--sender-number", default="", help=_("Su número; nada, si no lo tiene."))
@click.option("--subject", required=True, help=_("De qué trata."))
@click.option("--received-on", type=DAY, required=True, help=_("Día en que se recibió."))
@click.option("--file", "scan", type=FILE, help=_("El archivo escaneado: se registra su huella."))
@click.option("--answers", default="", metavar="NÚMERO", help=_("La carta emitida que contesta."))
@simulated_option
@by_option
@asks_about_clock
@as_json
def receive(
    sender: str,
    sender_number: str,
    subject: str,
    received_on: date,
    scan: Path | None,
    answers: str,
    simulated: bool,
    by: str,
    as_json: bool,
) -> None:
    """Registra una carta recibida y le da su número de ingreso.

    El archivo no se lee ni se guarda aquí: consérvelo, que su huella dice que es el mismo.
    """
    prepared_database()
    from sinasec.letters import actions
    from sinasec.letters.finding import letter_with
    from sinasec.letters.told import received_document, received_line

    with sentences(actions.CannotWrite):
        done = actions.receive(
            sender=sender,
            sender_number=sender_number,
            subject=subject,
            received_on=received_on,
            scan=_scan(scan) if scan else None,
            answers=letter_with(answers) if answers else None,
            simulated=simulated,
            by=by,
        )
    say(as_json, received_document(done), f"Ingreso {received_line(done)}")


@letter.command("in")
@year_option
@text_option
@csv_option
@replace_option
@as_json
def in_(year: int | None, text: str, as_csv: Path | None, replace: bool, as_json: bool) -> None:
    """El registro de las cartas recibidas, las últimas primero."""
    check_outputs(as_csv, replace=replace)
    prepared_database()
    from sinasec.letters import told
    from sinasec.letters.finding import received

    found = received(year=year, text=text)
    if as_csv:
        _write(as_csv, told.received_csv(found))
    total, shown = found.count(), found[:MOST_LISTED]
    document = {"letters": [told.received_document(one) for one in shown], "total": total}
    say(as_json, document, _listed([told.received_line(one) for one in shown], total))


def _fields(said: tuple[str, ...], file: Path | None) -> dict[str, object]:
    """Those of the file, and over them those that were written. Raises UsageError."""
    found: dict[str, object] = _from_file(file) if file else {}
    for each in said:
        code, equals, value = each.partition("=")
        if not equals:
            raise click.BadParameter(
                _("«{each}» no dice qué campo es: escriba campo=valor.").format(each=each[:40]),
                param_hint="--field",
            )
        found[code.strip()] = value
    return found


def _check_plain(path: Path, option: str) -> None:
    """A pipe or a device may never end."""
    if not path.is_file():
        raise click.BadParameter(_("no es un archivo: dé uno."), param_hint=option)


def _from_file(file: Path) -> dict[str, object]:
    _check_plain(file, "--fields")
    with file.open("rb") as stream:
        text = stream.read(MOST_JSON + 1)
    if len(text) > MOST_JSON:
        raise click.BadParameter(_("pasa de 2 MB: resúmalo."), param_hint="--fields")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise click.BadParameter(
            _("no se puede leer como JSON: revise comillas y comas."), param_hint="--fields"
        ) from error
    if not isinstance(found, dict):
        raise click.BadParameter(_("debe ser {«campo»: valor}."), param_hint="--fields")
    return found


def _scan(path: Path) -> "Scan":
    from sinasec.letters.actions import MOST_BYTES, Scan
    from sinasec.letters.said import cleaned

    _check_plain(path, "--file")
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while part := stream.read(1 << 20):
            size += len(part)
            if size > MOST_BYTES:
                raise click.BadParameter(
                    _("pasa de {bytes} MB: escanéelo con menos resolución.").format(
                        bytes=MOST_BYTES // 1024 // 1024
                    ),
                    param_hint="--file",
                )
            digest.update(part)
    return Scan(cleaned(path.name, _("el nombre del archivo"), 200), digest.hexdigest(), size)


def _saved(
    paper: "Paper", made_at: datetime, pdf: Path | None, docx: Path | None, copy: bytes = b""
) -> dict[str, str]:
    """Kind -> where it was kept. `copy`: its PDF, where it was made before."""
    from sinasec.letters.paper.paper import pdf as make_pdf

    saved: dict[str, str] = {}
    if pdf:
        _write(pdf, copy or make_pdf(paper, made_at=made_at))
        saved["pdf"] = str(pdf)
    if docx:
        from sinasec.letters.paper.docx import docx as make_docx

        _write(docx, make_docx(paper, made_at=made_at))
        saved["docx"] = str(docx)
    return saved


def _saved_letter(done: "Letter", pdf: Path | None, docx: Path | None) -> dict[str, str]:
    from sinasec.letters.kept import copy_of
    from sinasec.letters.told import paper_now

    copy = copy_of(done) if pdf else b""
    return _saved(paper_now(done), done.registered_at, pdf, docx, copy)


def _saved_words(saved: Mapping[str, str]) -> list[str]:
    return [f"Guardada en {path}." for path in saved.values()]


def _write(path: Path, content: bytes) -> None:
    with writing(path):
        write_whole(path, content)


def _listed(lines: list[str], total: int) -> str:
    if not lines:
        return "No hay ninguna."
    more = total - len(lines)
    return "\n".join(
        [*lines, _("… y {more} más: filtre, o guárdelas con --csv.").format(more=more)]
        if more
        else lines
    )


def _now() -> datetime:
    return datetime.now(UTC)
