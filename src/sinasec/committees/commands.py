"""The command that puts the territory and its committees into the database."""

import json

import click


@click.command("load-reference")
@click.option("--json", "as_json", is_flag=True, help="Un solo documento JSON en la salida.")
def load_reference(as_json: bool) -> None:
    """Carga departamentos, provincias, distritos y comités. Repetirlo no cambia nada."""
    from sinasec.cli import django_setup

    django_setup()
    from sinasec.committees.loading import load_committees
    from sinasec.territories.loading import load_reference

    done = {"units": load_reference(), "committees": load_committees()}
    if as_json:
        click.echo(json.dumps(done))
        return
    for what, noun in (("units", "Territorio"), ("committees", "Comités")):
        counts = done[what]
        click.echo(
            f"{noun}: {counts['new']} nuevos, {counts['changed']} corregidos, "
            f"{counts['same']} sin cambio."
        )
