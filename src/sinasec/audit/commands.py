"""`sinasec audit`: whether it is whole, a copy of it, and what is old enough to be erased."""

from datetime import UTC, date, datetime
from pathlib import Path

import click

from sinasec.cli.answer import say, sentences
from sinasec.cli.failures import writing
from sinasec.cli.main import prepared_database
from sinasec.cli.options import DAY, as_json
from sinasec.cli.output import check_output, replace_option
from sinasec.counted import counted
from sinasec.translation import gettext as _
from sinasec.who import who


@click.group()
def audit() -> None:
    """La auditoría: un suceso por cada cosa que se escribe, con quién, cuándo y por qué."""


@audit.command()
@as_json
@click.pass_context
def verify(ctx: click.Context, as_json: bool) -> None:
    """Comprueba que nadie cambió, quitó ni agregó sucesos por debajo del programa.

    Termina en 0 si la cadena está entera; en 1 si no, y dice en qué eslabón.
    """
    prepared_database()
    from sinasec.audit.events import CHAIN
    from sinasec.audit.verified import altered

    found, head = altered(), CHAIN.head()
    links = counted(head.links if head else 0, "eslabón", "eslabones")
    last = f" Su cabeza: {head.sha256}." if head else ""
    whole = _("La auditoría está entera: {links}.").format(links=links) + last
    wrong = [_("La auditoría no está como se anotó:"), *(f"{one.says}." for one in found)]
    document = {
        "whole": not found,
        "links": head.links if head else 0,
        "head": head.sha256 if head else None,
        "faults": [{"link": one.link, "says": one.says} for one in found],
    }
    say(as_json, document, "\n".join(wrong) if found else whole)
    ctx.exit(1 if found else 0)


@audit.command()
@click.option(
    "--out", "-o", required=True, type=click.Path(path_type=Path, dir_okay=False),
    help=_("Archivo que se escribe: .csv, o .jsonl (una línea de JSON por suceso)."),
)  # fmt: skip
@click.option("--from", "first", type=DAY, help=_("Desde este día; desde el primero, si falta."))
@click.option("--to", "last", type=DAY, help=_("Hasta este día; hasta el último, si falta."))
@click.option(
    "--action", default="", metavar="ACCIÓN",
    help=_("Solo una acción (letters.issue), o las que empiezan así (letters.)."),
)  # fmt: skip
@click.option("--who", "named", default="", metavar="NOMBRE", help=_("Solo los de esta persona."))
@replace_option
@as_json
def export(
    out: Path,
    first: date | None,
    last: date | None,
    action: str,
    named: str,
    replace: bool,
    as_json: bool,
) -> None:
    """Copia los sucesos en un archivo; de los valores personales, solo sus huellas."""
    check_output(out, replace=replace)
    prepared_database()
    from sinasec.audit.export import Asked, UnknownFormat, check_format, write_events

    if first and last and first > last:
        raise click.UsageError(_("El último día es anterior al primero: revíselos."))
    with sentences(UnknownFormat):
        check_format(out)
    with writing(out):
        count = write_events(out, Asked(first, last, action, named))
    told = _("{events} en {out}.").format(
        events=counted(count, "suceso escrito", "sucesos escritos"), out=out
    )
    say(as_json, {"path": str(out), "events": count}, told)


@audit.command()
@click.option("--apply", is_flag=True, help=_("Bórrelos; sin esto, solo dice cuántos son."))
@click.option("--by", default=who, help=_("Quién los borra; si no se dice, el usuario."))
@as_json
def erase(apply: bool, by: str, as_json: bool) -> None:
    """Borra los valores personales cuyo plazo pasó. Los sucesos y su cadena quedan enteros."""
    prepared_database()
    from sinasec.audit import erasing
    from sinasec.definitions.audit.retention import retention
    from sinasec.time_zone import LIMA

    kept, now = retention(), datetime.now(UTC)
    found = erasing.erase(kept, now=now, by=by) if apply else erasing.to_erase(kept, now)
    day = found.until.astimezone(LIMA).strftime("%d/%m/%Y")
    values = counted(found.values, "valor personal", "valores personales")
    done = _("Se borró: {values}, de antes del {day}.")
    would = _("Se borraría: {values}, de antes del {day}. Para hacerlo, añada --apply.")
    document = {
        "until": found.until.isoformat(),
        "values": found.values,
        "erased": apply,
        "months": kept.months,
        "example": kept.example,
    }
    say(as_json, document, (done if apply else would).format(values=values, day=day))
