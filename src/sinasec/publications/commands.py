"""The commands about publications. What needs no database never starts Django."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from sinasec.cli.answer import say
from sinasec.cli.failures import CANNOT, Refused
from sinasec.cli.options import DAY, as_json, known_at_option, which_facts
from sinasec.cli.steps import step
from sinasec.committees.committee_option import COMMITTEES, committee_option
from sinasec.counted import counted
from sinasec.records.clock_checked import asks_about_clock
from sinasec.time_zone import LIMA

if TYPE_CHECKING:
    from sinasec.committees.registry import CommitteeRow
    from sinasec.publications.facts import Data
    from sinasec.publications.reproduce import Reproduction

MOST_LISTED: Final = 10
MOST_CHANGES: Final = 40
OTHER_PROGRAM: Final = 4  # how `reproduce` ends when the difference may be of the program
OTHERS_WORK: Final = (
    "Lo publicó el programa {published} y este es {now}: la diferencia puede ser solo del "
    "programa, no de los datos.\nSus archivos son los que se firmaron. Para compararlos byte por "
    "byte, recalcule con el programa que la publicó: docs/manual/versiones.md dice cómo tenerlo."
)
RECALCULATED: Final = ("archivo recalculado, igual", "archivos recalculados, iguales")


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
    _django()
    from sinasec.publications.publish import CannotPublish
    from sinasec.publications.publish import publish as publish_semaforo
    from sinasec.publications.told import as_document, in_words

    with _sentences(CannotPublish), step("Juzgando y publicando"):
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
@click.option("--publication", required=True, metavar="ID", help="Publicación preliminar.")
@committee_option
@click.option(
    "--file",
    "file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Archivo de texto con la respuesta.",
)
@click.option("--by", required=True, metavar="QUIÉN", help="Quién responde, con su cargo.")
@asks_about_clock
@as_json
def reply(publication: str, committee: "CommitteeRow", file: Path, by: str, as_json: bool) -> None:
    """Adjunta la respuesta de un comité a una publicación preliminar, dentro del plazo."""
    _django()
    from sinasec.publications import actions, catalogue

    code = committee.code
    with _sentences(actions.CannotReply, catalogue.UnknownPublication):
        found = actions.reply(
            publication=publication,
            committee=code,
            text=_text_of(file),
            by=by,
            now=datetime.now(UTC),
        )
    answer = {
        "publication": publication,
        "committee": code,
        "sha256": found.sha256,
        "received_at": found.received_at.astimezone(UTC).isoformat(),
    }
    say(as_json, answer, f"Respuesta de {code} recibida; saldrá con la definitiva.")


@click.command()
@click.argument("publication", metavar="ID|RUTA")
@as_json
@click.pass_context
def reproduce(ctx: click.Context, publication: str, as_json: bool) -> None:
    """Vuelve a juzgar con lo que trae la publicación y compara byte por byte.

    Recibe un identificador, una carpeta o un .zip. Termina en 0 si todo es igual; en 1 si no; y en
    4 si no es igual, la publicó otro programa y sus archivos son los que se firmaron.
    """
    from sinasec.publications.apart import reproduce_apart, verify_apart

    path = _found(publication)
    with step("Recalculando"):
        done = reproduce_apart(path)
        asks = done.by_another_program and not done.equal
        whole = verify_apart(path, _trusted()).ok if asks else None
    say(as_json, done.as_dict() | {"as_signed": whole}, "\n".join(_reproduced(done, whole)))
    ctx.exit(0 if done.equal else OTHER_PROGRAM if whole else 1)


def _reproduced(done: "Reproduction", whole: bool | None) -> Iterator[str]:
    """`whole`: whether its files are those that were signed; None where nobody asked."""
    if done.equal:
        yield f"{done.id}: {counted(done.files, *RECALCULATED)} byte por byte."
    elif whole:
        yield OTHERS_WORK.format(published=done.code_published, now=done.code_now)
    elif whole is False:
        yield "Sus archivos no son los que se firmaron: vea cuáles con «sinasec verify»."
    if not done.equal:
        yield "No es igual a lo que se publicó:" if done.id else "No se pudo recalcular:"
        yield from (f"{file}: {why}" for file, why in done.differences)
    elif done.by_another_program:
        yield f"Lo publicó el programa {done.code_published} y lo recalculó este, {done.code_now}."


@click.command()
@click.argument("path", metavar="RUTA")
@click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Clave pública (PEM) en la que confía; si falta, las de esta instalación.",
)
@as_json
@click.pass_context
def verify(ctx: click.Context, path: str, key: Path | None, as_json: bool) -> None:
    """Comprueba huellas y firma de una publicación (carpeta o .zip), sin base de datos.

    Termina en 0 solo si no falta, sobra ni cambió ningún archivo y la firma es de la clave.
    """
    from sinasec.publications.apart import verify_apart

    done = verify_apart(_found(path), key.read_bytes() if key else _trusted())
    lines = [f"{file}: {why}" for file, why in done.faults]
    files = counted(done.files, "archivo", "archivos")
    verdict = f"{done.id}: {files} sin cambio y firma correcta."
    what = "La publicación no es la que se firmó:"
    wrong = what if done.id or done.files else "No se puede leer como una publicación:"
    if done.ok and not done.trusted:
        lines = [
            f"Firmó la clave {done.key}: compárela con la que publica la entidad, o use --key."
        ]
    if done.apart:
        lines.append(
            f"Aparte, sin firmar y sin leer, lo que añadió el sistema que lo comprimió: "
            f"{counted(len(done.apart), 'archivo', 'archivos')} ({done.apart[0]})."
        )
    say(
        as_json,
        done.as_dict(),
        "\n".join([verdict if done.ok else wrong, *lines]),
    )
    ctx.exit(0 if done.ok else 1)


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
    _django()
    from sinasec.publications.simulation import simulate as simulation

    codes = [each.code for each in committees] if committees else None
    with (
        _sentences(simulation.CannotSimulate),
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
    if faults:
        document = {"faults": [fault.as_dict() for fault in faults]}
        say(as_json, document, "\n".join(str(fault) for fault in faults))
        ctx.exit(1)
    _django()
    from sinasec import definitions
    from sinasec.publications.facts import inputs_from_database
    from sinasec.publications.inputs import last_registration
    from sinasec.publications.whatif import read_draft, what_if_of_facts

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
    say(as_json, done.as_dict(), _changes_in_words(done))


# -- what the commands share


def _found(text: str) -> Path:
    """The publication of that id, or the file or folder there. Raises Refused for none."""
    from sinasec.publications.home import find, publications_home

    path = find(text)
    if os.path.lexists(path):
        return path
    home = publications_home()
    names = sorted(each.name for each in home.glob("[!.]*") if each.is_dir())
    there = (
        f"Aquí hay {counted(len(names), 'publicación', 'publicaciones')}: {_listed(names)}. "
        f"Cada carpeta de {home} es una."
        if names
        else f"En {home} no hay ninguna: revise SINASEC_HOME, o dé la ruta del paquete descargado."
    )
    raise Refused(
        "publicacion-desconocida",
        f"No se encontró la publicación ni el archivo «{text[:200]}». {there}",
        exit=CANNOT,
    )


def _trusted() -> tuple[bytes, ...] | None:
    """The keys that this installation believes; None where it has none."""
    from sinasec.publications.home import keys_home
    from sinasec.publications.keys import PUBLIC
    from sinasec.publications.trusted import trusted_keys

    ours = trusted_keys(keys_home())
    return ours if ours or (keys_home() / PUBLIC).exists() else None


def _listed(names: list[str]) -> str:
    more = len(names) - MOST_LISTED
    return ", ".join(names[-MOST_LISTED:]) + (f" y {more} más" if more > 0 else "")


def _django() -> None:
    from sinasec.cli.main import prepared_database

    prepared_database()


def _today() -> date:
    return datetime.now(LIMA).date()


@contextmanager
def _sentences(*kinds: type[Exception]) -> Iterator[None]:
    """What was refused goes out as its sentence, with exit code 1."""
    try:
        yield
    except kinds as error:
        raise click.ClickException(str(error)) from error


def _duty(said: str | None) -> str | None:
    """The code of the duty that was said, by its code or its name; None for all of them."""
    if said is None:
        return None
    from sinasec.compliance.ingest.declarations import ALL, duty_of
    from sinasec.spreadsheets.faults import CellError

    try:
        found = duty_of(said)
    except CellError as error:
        raise click.BadParameter(
            f"{error} Vea la lista con «sinasec duties».", param_hint="--duty"
        ) from error
    return None if found == ALL else found


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} no es texto en UTF-8: guárdelo así.") from error


def _moving(bar: Any):
    def move(done: int, total: int) -> None:
        bar.length = total
        bar.update(done - bar.pos)

    return move


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
    _django()
    duty = _duty(said)
    from sinasec import definitions
    from sinasec.publications.facts import inputs_from_database
    from sinasec.publications.in_words import status_in_words
    from sinasec.publications.inputs import last_registration
    from sinasec.publications.status import status as judge_status

    edition = definitions.load()
    day = as_of or _today()
    inputs = inputs_from_database(datos)
    if code not in inputs.committees["committee"]:
        raise click.ClickException(
            f"{code} no está en esta base de datos: prepárela con sinasec setup."
        )
    found = judge_status(
        edition,
        inputs,
        code,
        as_of=day,
        known_at=known_at or last_registration(inputs, day),
        duty=duty,
    )
    say(as_json, found.as_dict(), status_in_words(found, at_length=at_length))


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
