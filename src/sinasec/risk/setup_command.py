"""The command that prepares everything: it lives here because it needs what is below, and all."""

import json

import click


@click.command()
@click.option("--seed", type=int, default=1, show_default=True, help="Semilla de la demostración.")
@click.option("--json", "as_json", is_flag=True, help="Un solo documento JSON en la salida.")
def setup(seed: int, as_json: bool) -> None:
    """Prepara la base, los datos de demostración (SIMULADO) y las primeras publicaciones."""
    from sinasec.cli import django_setup

    django_setup()
    from sinasec.publications import first_run as of_compliance
    from sinasec.risk import first_run as of_risk

    done = of_compliance.first_run(seed=seed)
    done["index"] = of_risk.first_run(seed=seed)
    words = ", ".join(filter(None, (done["publication"], done["index"])))
    click.echo(json.dumps(done, ensure_ascii=False, indent=2) if as_json else f"Listo: {words}")
