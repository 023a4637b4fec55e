"""The registers of letters as commands: those sent, those that came in, and to receive one."""

import hashlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sinasec.cli.answer import say, sentences
from sinasec.cli.main import prepared_database
from sinasec.cli.options import DAY, as_json
from sinasec.cli.output import replace_option
from sinasec.letters.options import (
    FILE,
    NEW_FILE,
    WHERE,
    by_option,
    check_plain,
    docx_option,
    pdf_option,
    simulated_option,
)
from sinasec.letters.saving import check_outputs, saved_paper, saved_words, write_file
from sinasec.records.clock_checked import asks_about_clock
from sinasec.translation import gettext as _

if TYPE_CHECKING:
    from sinasec.letters.receiving import Scan

MOST_LISTED: Final = 100

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


@click.command("out")
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
        write_file(as_csv, told.sent_csv(found))
    total, shown = found.count(), found[:MOST_LISTED]
    document = {"letters": [told.as_document(one) for one in shown], "total": total}
    say(as_json, document, _listed([told.line(one) for one in shown], total))


@click.command("receive")
@click.option("--sender", required=True, help=_("Quién la envía."))
@click.option("--sender-number", default="", help=_("Su número; nada, si no lo tiene."))
@click.option("--subject", required=True, help=_("De qué trata."))
@click.option("--received-on", type=DAY, required=True, help=_("Día en que se recibió."))
@click.option("--time", "hour", default="", metavar="HH:MM", help=_("Hora en que se recibió."))
@click.option("--addressee", default="", help=_("A quién viene dirigida."))
@click.option(
    "--sheets", type=click.IntRange(1, 100_000), default=None, help=_("Cuántos folios trae.")
)
@click.option("--enclosures", default="", help=_("Lo que la acompaña."))
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
    hour: str,
    addressee: str,
    sheets: int | None,
    enclosures: str,
    scan: Path | None,
    answers: str,
    simulated: bool,
    by: str,
    as_json: bool,
) -> None:
    """Registra una carta recibida y le da su número de ingreso.

    El archivo no se lee ni se guarda aquí: consérvelo, que su huella dice que es el mismo. El cargo
    para quien la trajo lo da «letter receipt».
    """
    prepared_database()
    from sinasec.letters import receiving
    from sinasec.letters.finding import letter_with
    from sinasec.letters.said import CannotWrite
    from sinasec.letters.told import received_document, received_line

    with sentences(CannotWrite):
        done = receiving.receive(
            sender=sender,
            sender_number=sender_number,
            subject=subject,
            received_on=received_on,
            noted=receiving.Noted(hour, addressee, sheets or 0, enclosures),
            scan=_scan(scan) if scan else None,
            answers=letter_with(answers) if answers else None,
            simulated=simulated,
            by=by,
        )
    say(
        as_json,
        received_document(done),
        _("Ingreso {line}").format(line=received_line(done)),
    )


@click.command("annul-entry")
@click.argument("number", metavar="NÚMERO")
@click.option("--reason", required=True, help=_("Por qué se registró mal."))
@by_option
@asks_about_clock
@as_json
def annul_entry(number: str, reason: str, by: str, as_json: bool) -> None:
    """Anula un ingreso que se registró mal: sigue en el registro, con su número y su motivo.

    Registre otra vez lo recibido, con «letter receive».
    """
    prepared_database()
    from sinasec.letters import receiving
    from sinasec.letters.finding import entry_with
    from sinasec.letters.said import CannotWrite
    from sinasec.letters.told import received_document

    with sentences(CannotWrite):
        receiving.annul_entry(entry=entry_with(number), reason=reason, by=by)
        found = entry_with(number)
    words = _("Ingreso {reference}: anulado. Avise a {sender}.").format(
        reference=found.reference, sender=found.sender
    )
    say(as_json, received_document(found), words)


@click.command("receipt")
@click.argument("number", metavar="NÚMERO")
@pdf_option
@docx_option
@replace_option
@as_json
def receipt(number: str, pdf: Path | None, docx: Path | None, replace: bool, as_json: bool) -> None:
    """El cargo de recepción de un ingreso: en una página, lo que se recibió, cuándo y de quién."""
    if pdf is None and docx is None:
        raise click.UsageError(WHERE)
    check_outputs(pdf, docx, replace=replace)
    prepared_database()
    from sinasec.letters.finding import entry_with
    from sinasec.letters.office import UnsoundOffice
    from sinasec.letters.receipt import receipt as paper_of_entry
    from sinasec.letters.said import CannotWrite
    from sinasec.letters.told import received_document

    with sentences(CannotWrite, UnsoundOffice):
        found = entry_with(number)
        paper = paper_of_entry(found)
        saved = saved_paper(paper, found.registered_at, pdf, docx, registered=True)
    say(as_json, received_document(found) | {"saved": saved}, "\n".join(saved_words(saved)))


@click.command("in")
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
        write_file(as_csv, told.received_csv(found))
    total, shown = found.count(), found[:MOST_LISTED]
    document = {"letters": [told.received_document(one) for one in shown], "total": total}
    say(as_json, document, _listed([told.received_line(one) for one in shown], total))


def _scan(path: Path) -> "Scan":
    from sinasec.letters.receiving import MOST_BYTES, Scan
    from sinasec.letters.said import cleaned

    check_plain(path, "--file")
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


def _listed(lines: list[str], total: int) -> str:
    if not lines:
        return _("No hay ninguna.")
    more = total - len(lines)
    return "\n".join(
        [*lines, _("… y {more} más: filtre, o guárdelas con --csv.").format(more=more)]
        if more
        else lines
    )
