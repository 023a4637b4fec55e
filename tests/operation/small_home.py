"""`python -m tests.operation.small_home [index|write]`: a small demonstration, or who writes.

With `index`, the risk index of a few provinces is added to it, and its identifier is printed.

With `write`, real acts are registered one by one and published now and then until the process is
ended; the code of each is printed once it is registered.
"""

import sys
from datetime import UTC, date, datetime
from itertools import count

import click

from sinasec.cli.main import django_setup

CODES = ["CONASEC", "CORESEC-21", "COPROSEC-2101", "CODISEC-210102", "CODISEC-210103"]
AS_OF = date(2025, 6, 30)


def small() -> None:
    """Only a few committees are judged, so that publishing takes a moment."""
    import polars as pl

    from sinasec.committees.frames import committees_frame
    from sinasec.compliance.semaforo import facts

    units = committees_frame().filter(pl.col("committee").is_in(CODES))
    facts.committees_frame = lambda: units


def prepare() -> None:
    from sinasec.committees.reference import prepare as tables
    from sinasec.compliance.actions import register_acts
    from sinasec.compliance.entries import ActEntry
    from sinasec.compliance.semaforo.publish import publish
    from sinasec.demonstration.first_run import first_run

    tables()
    small()
    done = first_run(seed=7, codes=CODES)
    entry = ActEntry("CORESEC-21", "sesion-ordinaria", date(2025, 5, 5))
    register_acts(entries=[entry], by="prueba")
    real = publish(
        as_of=AS_OF,
        now=datetime.now(UTC),
        data="reales",
        horizon_from=date(2025, 1, 1),
    )
    click.echo(f"{done['publication']} {real.publication.pk}")


def write() -> None:
    from sinasec.compliance.actions import register_acts
    from sinasec.compliance.entries import ActEntry
    from sinasec.compliance.semaforo.publish import publish

    small()
    for number in count():
        entry = ActEntry(
            "CODISEC-210102",
            "sesion-ordinaria",
            date(2025, 3, 1),
            {"documento": f"Acta {number}"},
        )
        click.echo(register_acts(entries=[entry], by="prueba").ids[0])
        if number % 20 == 5:
            done = publish(
                as_of=AS_OF,
                now=datetime.now(UTC),
                data="reales",
                horizon_from=date(2025, 1, 1),
            )
            click.echo(done.publication.pk)


def index() -> None:
    from sinasec.definitions import index
    from sinasec.risk.first_run import first_run
    from sinasec.risk.simulation import simulate
    from tests.risk.conftest import quick_edition
    from tests.risk.some_provinces import some_provinces

    edition = quick_edition()
    index.load = lambda: edition
    simulate.country = some_provinces
    click.echo(first_run(seed=7))


ASKED = {"": prepare, "index": index, "write": write}


if __name__ == "__main__":
    django_setup()
    ASKED["".join(sys.argv[1:])]()
