"""The commands of the semáforo: publish it, ask for a light and why, try a draft of law."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from sinasec.cli.answer import say, sentences
from sinasec.cli.failures import CANNOT, Refused
from sinasec.cli.main import prepared_database
from sinasec.cli.options import DAY, as_json, known_at_option, which_facts
from sinasec.cli.other_door import other_door
from sinasec.cli.steps import step
from sinasec.committees.committee_option import committee_option
from sinasec.counted import counted
from sinasec.records.clock_checked import asks_about_clock
from sinasec.time_zone import LIMA

if TYPE_CHECKING:
    from sinasec.committees.registry import CommitteeRow
    from sinasec.compliance.semaforo.facts import Data

MOST_CHANGES: Final = 40
SAME: Final = (
    "el deber «{code}» ya está así en las definiciones con que se juzga: se comparó consigo mismo "
    "y nada podía cambiar. Cambie en «{file}» lo que el proyecto cambiaría; y si es un deber "
    "nuevo, sáquelo de definitions/obligations y pruébelo desde otra carpeta."
)


@click.group("publish")
def publish() -> None:
    """Publica un resultado inmutable y firmado."""


@publish.command("semaforo")
@click.option("--as-of", type=DAY, required=True, help="Día que se juzga.")
@known_at_option
@click.option("--final", is_flag=True, help="Vuelve definitiva la preliminar de ese día.")
@which_facts
@click.option("--from", "desde", type=DAY, help="Primer día que se publica.")
@asks_about_clock
@as_json
def semaforo(
    as_of: date,
    known_at: datetime | None,
    final: bool,
    datos: "Data",
    desde: date | None,
    as_json: bool,
) -> None:
    """Publica el semáforo a una fecha. Repetir con lo mismo no cambia nada.

    Una preliminar reemplaza a la anterior del mismo día, y lo respondido a ella pasa a la nueva.
    La definitiva juzga los mismos días que su preliminar y dice qué se registró después de ella;
    se publica cuando termina el plazo para responder, que dice la preliminar.
    """
    prepared_database()
    from sinasec.compliance.semaforo.publish import CannotPublish
    from sinasec.compliance.semaforo.publish import publish as publish_semaforo
    from sinasec.publications.told import as_document, in_words

    with sentences(CannotPublish), step("Juzgando y publicando"):
        done = publish_semaforo(
            as_of=as_of,
            known_at=known_at,
            final=final,
            data=datos,
            horizon_from=desde,
            now=datetime.now(UTC),
        )
    say(as_json, as_document(done), in_words(done))


@click.command()
@committee_option
@click.option("--as-of", type=DAY, help="Día que se juzga; hoy, si falta.")
@known_at_option
@which_facts
@as_json
def status(
    committee: "CommitteeRow",
    as_of: date | None,
    known_at: datetime | None,
    datos: "Data",
    as_json: bool,
) -> None:
    """Las dos luces de un comité en un día, con la explicación de cada deber."""
    _print_status(committee, None, as_of, known_at, datos, as_json)


@click.command()
@committee_option
@click.option("--duty", metavar="DEBER", help="Código del deber; todos, si falta.")
@click.option("--as-of", type=DAY, help="Día que se juzga; hoy, si falta.")
@known_at_option
@which_facts
@as_json
def explain(
    committee: "CommitteeRow",
    duty: str | None,
    as_of: date | None,
    known_at: datetime | None,
    datos: "Data",
    as_json: bool,
) -> None:
    """Por qué una luz es la que es: norma, plazo, hechos contados y qué la pone verde."""
    _print_status(committee, duty, as_of, known_at, datos, as_json, at_length=True)


@click.command("simulate-law")
@click.argument(
    "file", metavar="ARCHIVO", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--as-of", type=DAY, help="Día que se compara; hoy, si falta.")
@known_at_option
@click.option(
    "--from", "desde", type=DAY, help="Primer día que se juzga; dos años antes, si falta."
)
@which_facts
@as_json
@click.pass_context
def simulate_law(
    ctx: click.Context,
    file: Path,
    as_of: date | None,
    known_at: datetime | None,
    desde: date | None,
    datos: "Data",
    as_json: bool,
) -> None:
    """Juzga los mismos hechos con un borrador (YAML): quién cambia de luz y desde cuándo."""
    from sinasec.definitions.apart import check_apart

    faults = check_apart(file).faults
    if faults and (told := other_door(file, "whatif")):
        raise Refused("otra-puerta", told)
    if faults:
        document = {"faults": [fault.as_dict() for fault in faults]}
        say(as_json, document, "\n".join(str(fault) for fault in faults))
        ctx.exit(1)
    prepared_database()
    from sinasec import definitions
    from sinasec.compliance.semaforo.facts import inputs_from_database
    from sinasec.compliance.semaforo.inputs import last_registration
    from sinasec.compliance.semaforo.whatif import read_draft, what_if_of_facts

    day = as_of or _today()
    with step("Juzgando con la norma y con el borrador"):
        inputs = inputs_from_database(datos)
        done = what_if_of_facts(
            definitions.load(),
            inputs,
            read_draft(file.resolve()),
            as_of=day,
            known_at=known_at or last_registration(inputs, day),
            horizon_from=desde or date(day.year - 2, 1, 1),
        )
    same = SAME.format(code=done.duty.code, file=file)
    say(as_json, done.as_dict(), _changes_in_words(done), [same] if done.same else [])


def _print_status(
    committee: "CommitteeRow",
    said: str | None,
    as_of: date | None,
    known_at: datetime | None,
    datos: "Data",
    as_json: bool,
    *,
    at_length: bool = False,
) -> None:
    code = committee.code
    prepared_database()
    duty = _duty(said)
    from sinasec import definitions
    from sinasec.compliance.semaforo.facts import inputs_from_database
    from sinasec.compliance.semaforo.in_words import status_in_words
    from sinasec.compliance.semaforo.inputs import last_registration
    from sinasec.compliance.semaforo.status import status as judge_status

    edition = definitions.load()
    day = as_of or _today()
    inputs = inputs_from_database(datos)
    if code not in inputs.committees["committee"]:
        raise Refused(
            "comite-sin-cargar",
            f"{code} no está en esta base de datos: prepárela con «sinasec setup».",
            exit=CANNOT,
        )
    found = judge_status(
        edition,
        inputs,
        code,
        as_of=day,
        known_at=known_at or last_registration(inputs, day),
        duty=duty,
    )
    say(as_json, found.as_dict(), status_in_words(found, today=_today(), at_length=at_length))


def _duty(said: str | None) -> str | None:
    """The code of the duty that was said, by its code or its name; None for all of them."""
    if said is None:
        return None
    from sinasec.compliance.ingest.declarations import ALL, duty_of
    from sinasec.spreadsheets.faults import CellError

    try:
        found = duty_of(said)
    except CellError as error:
        raise click.BadParameter(str(error), param_hint="--duty") from error
    return None if found == ALL else found


def _changes_in_words(done: Any) -> str:
    mark = " (SIMULADO)" if done.simulated else ""
    head = (
        f"«{done.duty.name}» al {done.as_of:%d/%m/%Y}: cambian de luz {done.changes.height} "
        f"de {counted(done.judged, 'comité', 'comités')}{mark}."
    )
    totals = [
        f"  {row['committees']:>5} {row['level']}: de {_light(row['before'])} a "
        f"{_light(row['after'])}"
        for row in done.totals("level")
    ]
    rows = [
        f"  {row['committee']:<15} {row['name'][:44]:<44} {_light(row['before']):>11} → "
        f"{_light(row['after']):<11} desde el {row['since']:%d/%m/%Y}"
        for row in done.changes.head(MOST_CHANGES).iter_rows(named=True)
    ]
    more = done.changes.height - len(rows)
    rest = [f"  … y {counted(more, 'comité', 'comités')} más: véalos con --json."] if more else []
    return "\n".join([head, *totals, *rows, *rest])


def _light(code: str) -> str:
    return "ámbar" if code == "ambar" else code


def _today() -> date:
    return datetime.now(LIMA).date()
