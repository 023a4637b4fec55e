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
from sinasec.letters.options import FILE, NEW_FILE, by_option, check_plain, simulated_option
from sinasec.letters.saving import check_outputs, write_file
from sinasec.records.clock_checked import asks_about_clock
from sinasec.translation import gettext as _

if TYPE_CHECKING:
    from sinasec.letters.actions import Scan

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
    from sinasec.letters.actions import MOST_BYTES, Scan
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
        return "No hay ninguna."
    more = total - len(lines)
    return "\n".join(
        [*lines, _("… y {more} más: filtre, o guárdelas con --csv.").format(more=more)]
        if more
        else lines
    )
