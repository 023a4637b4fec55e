"""The options that several commands share, each with one name and one sentence."""

from typing import Final

import click

from sinasec.cli.days import Day, Instant

DAY: Final = Day()
INSTANT: Final = Instant()

as_json = click.option(
    "--json", "as_json", is_flag=True, help="Un solo documento JSON en la salida."
)
known_at_option = click.option(
    "--known-at", type=INSTANT, help="Solo lo registrado hasta entonces; todo, si falta."
)
which_facts = click.option(
    "--data",
    "datos",
    type=click.Choice(["reales", "todos"]),
    default="todos",
    show_default=True,
    help="Hechos que se usan.",
)
