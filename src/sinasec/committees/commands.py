"""The commands about committees: put them into the database, list what binds one of them."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from sinasec.cli.answer import say, say_document
from sinasec.cli.days import Day
from sinasec.cli.options import as_json
from sinasec.committees.committee_option import committee_option
from sinasec.counted import counted

if TYPE_CHECKING:
    from sinasec.committees.registry import CommitteeRow


@click.command("load-reference")
@as_json
def load_reference(as_json: bool) -> None:
    """Carga departamentos, provincias, distritos y comités. Repetirlo no cambia nada."""
    from sinasec.cli.main import prepared_database

    prepared_database()
    from sinasec.committees.loading import load_committees
    from sinasec.territories.loading import load_reference

    done = {"units": load_reference(), "committees": load_committees()}
    if as_json:
        say_document(done)
        return
    for what, noun in (("units", "Territorio"), ("committees", "Comités")):
        counts = done[what]
        click.echo(
            f"{noun}: {counted(counts['new'], 'nuevo', 'nuevos')}, "
            f"{counted(counts['changed'], 'corregido', 'corregidos')}, "
            f"{counts['same']} sin cambio."
        )


@click.command()
@committee_option
@click.option("--as-of", type=Day(), help="Día por el que se pregunta; hoy, si falta.")
@as_json
def duties(committee: "CommitteeRow", as_of: date | None, as_json: bool) -> None:
    """Lista los deberes de un comité en un día, con su artículo. No necesita base de datos."""
    from sinasec.definitions import load
    from sinasec.definitions.duty_rows import duty_rows
    from sinasec.methods.compliance.duties import Bearer

    day = as_of or date.today()  # noqa: DTZ011 (the day of whoever asks)
    bearer = Bearer(committee.level, committee.code, committee.region)
    rows = duty_rows(load(), bearer, day) if committee.exists_on(day) else []
    if not committee.exists_on(day):
        until = f" hasta el {committee.valid_to}" if committee.valid_to else ""
        span = f"desde el {committee.valid_from}{until}"
        click.echo(f"{committee.name} no existía el {day}: solo existe {span}.", err=True)
    say(as_json, rows, _as_lines(rows))


def _as_lines(rows: list[dict[str, Any]]) -> str:
    """Two lines a duty: what it asks, and where it is written."""
    if not rows:
        return "Ningún deber."
    return "\n".join(
        f"{row['name']} [{row['code']}]\n    {row['plain']} {row['cited']} "
        f"({'omisión legal' if row['breach'] == 'legal' else 'gestión'})"
        for row in rows
    )
