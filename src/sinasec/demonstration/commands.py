"""`sinasec simulate`: a made-up country."""

import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from sinasec.cli.answer import say, sentences
from sinasec.cli.main import prepared_database
from sinasec.cli.options import DAY, as_json
from sinasec.committees.committee_option import COMMITTEES
from sinasec.counted import counted

if TYPE_CHECKING:
    from sinasec.committees.registry import CommitteeRow


@click.command()
@click.option("--seed", type=int, required=True, help="Con la misma semilla, los mismos hechos.")
@click.option("--from", "first", type=DAY, help="Primer día; 2024-11-01, si falta.")
@click.option("--to", "last", type=DAY, help="Último día; 2026-10-31, si falta.")
@click.option(
    "--committees", type=COMMITTEES, metavar="COMITÉS", help="Solo estos, separados por comas."
)
@as_json
def simulate(
    seed: int,
    first: date | None,
    last: date | None,
    committees: "list[CommitteeRow] | None",
    as_json: bool,
) -> None:
    """Inventa dos años de actos de todos los comités, marcados SIMULADO."""
    prepared_database()
    from sinasec.demonstration.country import simulate as simulation

    codes = [each.code for each in committees] if committees else None
    with (
        sentences(simulation.CannotSimulate),
        click.progressbar(
            length=1, label="Simulando", file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar,
    ):
        done = simulation.simulate(
            seed=seed,
            first=first or simulation.FIRST,
            last=last or simulation.LAST,
            codes=codes,
            progress=_moving(bar),
        )
    verdict = "" if done.fresh else "Ya estaba, y no cambió nada. "
    say(
        as_json,
        done.as_dict(),
        f"{verdict}SIMULADO: {counted(done.committees, 'comité', 'comités')}, "
        f"{counted(done.acts, 'acto', 'actos')}, "
        f"{counted(done.reviews, 'revisión', 'revisiones')}, "
        f"{counted(done.waivers, 'dispensa', 'dispensas')}, "
        f"{counted(done.completeness, 'constancia', 'constancias')}.",
    )


def _moving(bar: Any):
    def move(done: int, total: int) -> None:
        bar.length = total
        bar.update(done - bar.pos)

    return move
