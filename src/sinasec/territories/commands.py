"""The commands that load, list and activate boundaries."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sinasec.cli.answer import say, say_document
from sinasec.cli.failures import CANNOT, Refused
from sinasec.cli.main import prepared_database
from sinasec.cli.options import as_json
from sinasec.counted import counted
from sinasec.translation import gettext as _

if TYPE_CHECKING:
    from sinasec.territories.models import Edition

SHOWN = 8


@click.group()
def boundaries() -> None:
    """Límites de departamentos, provincias o distritos: cargar, revisar, activar."""


@boundaries.command()
@click.argument("file", metavar="ARCHIVO", type=click.Path(path_type=Path))
@click.option("--source", "source", default="", help="De dónde viene el archivo y su licencia.")
@click.option("--name", default="", help="Cómo llamar a la edición.")
@as_json
def load(file: Path, source: str, name: str, as_json: bool) -> None:
    """Lee un GeoJSON, TopoJSON o Shapefile (.zip) a una edición inactiva y dice qué halló."""
    prepared_database()
    from sinasec.territories.boundaries import load as load_boundaries
    from sinasec.territories.boundary_files import UnreadableBoundaries
    from sinasec.territories.loading import load_reference

    load_reference()
    try:
        edition, new = load_boundaries(file, source=source, at=datetime.now(UTC), name=name)
    except UnreadableBoundaries as refusal:
        raise Refused("limites-rechazados", str(refusal)) from refusal
    document = {**_summary(edition), "new": new, "report": edition.report}
    say(as_json, document, _told(edition, new))
    sys.exit(1 if edition.report["faults"] else 0)


@boundaries.command("list")
@as_json
def list_editions(as_json: bool) -> None:
    """Las ediciones que hay y cuál está activa en cada nivel."""
    prepared_database()
    from sinasec.territories.models import Edition

    editions = list(Edition.objects.all())
    if as_json:
        say_document([_summary(edition) for edition in editions])
        return
    for edition in editions:
        click.echo(
            f"{edition.id:>4}  {edition.get_level_display():<13} {edition.state:<9} "
            f"{edition.report['matched']:>5} límites  {edition.name}"
        )
    if not editions:
        click.echo("No hay límites cargados; el sitio usa el mapa de celdas iguales.")


@boundaries.command()
@click.argument("edition_id", metavar="NÚMERO", type=int)
@as_json
def activate(edition_id: int, as_json: bool) -> None:
    """Activa una edición revisada; la anterior de su nivel se retira."""
    prepared_database()
    from sinasec.territories.boundaries import CannotActivate, UnknownBoundaries
    from sinasec.territories.boundaries import activate as activate_edition

    try:
        edition = activate_edition(edition_id, at=datetime.now(UTC))
    except UnknownBoundaries as unknown:
        raise Refused("edicion-desconocida", str(unknown), exit=CANNOT) from unknown
    except CannotActivate as refusal:
        raise Refused("no-se-activa", str(refusal)) from refusal
    message = f"La edición {edition.id} («{edition.name}») es ahora la activa."
    say(as_json, _summary(edition), message)


@boundaries.command(context_settings={"ignore_unknown_options": True})  # -77.03 is no option
@click.argument("longitude", metavar="LONGITUD", type=float)
@click.argument("latitude", metavar="LATITUD", type=float)
@as_json
def locate(longitude: float, latitude: float, as_json: bool) -> None:
    """En qué distrito cae un punto, por los límites activos; en grados, con el signo menos.

    Un punto del límite es de todos los que lo comparten: se toma el de código menor, y se dicen
    los demás.
    """
    prepared_database()
    from sinasec.territories.boundaries import active_borders
    from sinasec.territories.reference import full_name

    borders = active_borders("dist")
    if borders is None:
        raise Refused(
            "sin-limites",
            _(
                "No hay límites activos de distritos con su contorno exacto. Cárguelos con "
                "«sinasec boundaries load» (otra vez, si los cargó un programa anterior) y "
                "actívelos."
            ),
            exit=CANNOT,
        )
    units = borders.units_at(longitude, latitude)
    document = {
        "longitude": longitude,
        "latitude": latitude,
        "unit": units[0] if units else None,
        "name": full_name(units[0]) if units else None,
        "on_the_border_with": list(units[1:]),
    }
    say(as_json, document, _located(units))
    sys.exit(0 if units else 1)


def _located(units: tuple[str, ...]) -> str:
    from sinasec.territories.reference import full_name

    if not units:
        return _("Ese punto no cae en ningún distrito: está en el mar, en un río o fuera del país.")
    said = f"{units[0]} {full_name(units[0])}"
    others = ", ".join(f"{unit} {full_name(unit)}" for unit in units[1:])
    border = _("Está en su límite con {others}: se toma el de código menor.")
    return f"{said}. {border.format(others=others)}" if others else said


def _summary(edition: "Edition") -> dict[str, Any]:
    return {
        "id": edition.id,
        "name": edition.name,
        "level": edition.level,
        "state": edition.state,
        "sha256": edition.sha256,
    }


def _told(edition: "Edition", new: bool) -> str:
    """The report for a person, one finding a line."""
    from sinasec.territories.boundary_checks import PLURAL

    report = edition.report
    matched = counted(report["matched"], "límite", "límites")
    lines = [
        f"Edición {edition.id}, {edition.state}: {matched} de "
        f"{PLURAL[report['level']]} con su código, de {report['features']} en el archivo."
    ]
    if not new:
        lines.insert(0, "El archivo ya estaba cargado; nada cambia.")
    for finding, heading in (
        ("without_outline", "Sin un contorno que se pueda usar; los demás se cargaron"),
        ("missing", "Sin límite"),
        ("extra", "No corresponden a ninguna unidad"),
        ("repeated", "Venían en varias partes y se unieron"),
        ("mended", "Con geometría inválida, reparada"),
        ("named_otherwise", "Con un nombre distinto del que corresponde a su código"),
    ):
        found = list(report.get(finding, ()))
        if found:
            more = f" y {len(found) - SHOWN} más" if len(found) > SHOWN else ""
            lines.append(f"{heading} ({len(found)}): {', '.join(found[:SHOWN])}{more}.")
    lines += [f"No se puede activar. {fault}" for fault in report["faults"]]
    if edition.state == edition.State.CHECKED:
        lines.append(f"Para que el sitio los use: sinasec boundaries activate {edition.id}")
    return "\n".join(lines)
