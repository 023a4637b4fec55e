"""The report as people read it in a terminal: state by word and sign as well as colour."""

from itertools import groupby
from typing import Any, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sinasec.counted import counted
from sinasec.methods.compliance.lights import Light
from sinasec.methods.itca import score_said
from sinasec.plans.defects.defect import number
from sinasec.plans.situations import said_light

_SIGNS: Final[dict[Light, str]] = {"verde": "●", "ambar": "▲", "rojo": "■", "gris": "○"}
_STYLES: Final[dict[Light, str]] = {
    "verde": "green",
    "ambar": "yellow",
    "rojo": "bold red",
    "gris": "dim",
}
Bands = tuple[float, ...]  # the first percentage of each
SHOWN: Final = 3  # defects of one kind told in full; `--json` has them all
NAMED: Final = 12  # cells named of the rest
_SEVERITIES: Final[dict[str, str]] = {"error": "Error", "aviso": "Aviso", "nota": "Nota"}


def print_report(report: dict[str, Any], console: Console) -> None:
    """Print the quarters and, after them, the defects."""
    name = escape(report["committee_name"] or "sin nombre de comité")
    console.print(f"[bold]Matriz trimestral (ITCA)[/] · {name} · {escape(report['file'])}")
    console.print(_settings(report), style="dim")
    for quarter in report["quarters"]:
        console.print()
        _print_quarter(quarter, console, tuple(report["settings"]["bands"].values()))
    if report["missing"]:
        missing = ", ".join(report["missing"])
        console.print(f"\nSin información: el libro no trae {missing}.", style="dim")
    _print_defects(report["defects"], console)


def _settings(report: dict[str, Any]) -> str:
    settings = report["settings"]
    cap = "sin tope" if settings["cap"] is None else f"tope {number(settings['cap'])}"
    if settings["cap"] is not None and "cap" in settings["example"]:
        cap += " (ejemplo: ninguna norma leída lo fija)"
    bands = settings["bands"]
    return (
        f"Edición {report['edition']} · verde desde {number(bands['verde'])}, ámbar desde "
        f"{number(bands['ambar'])} · valla {number(settings['bar'])} · {cap}"
    )


def _print_quarter(quarter: dict[str, Any], console: Console, bands: Bands) -> None:
    title = f"Trimestre {quarter['quarter'] or 'sin nombre'}"
    if quarter["year"]:
        title += f" de {quarter['year']}"
    score = _score(quarter["committee"], bands)
    console.print(f"[bold]{title}[/] · hoja «{escape(quarter['sheet'])}»")
    console.print(
        f"Comité {score} {_light(quarter)}{_between(quarter, bands)} · "
        f"{quarter['programmed']} programadas: {quarter['green']} en verde, {quarter['amber']} "
        f"en ámbar, {quarter['red']} en rojo, {quarter['without_information']} sin información · "
        f"{quarter['programmed_unread']} con lo programado ilegible · "
        f"{quarter['unprogrammed']} no programadas · llegan a la valla "
        f"{quarter['over_bar']} ({_share(quarter)})"
    )
    console.print(_lines(quarter, bands))
    console.print(_activities(quarter, bands))


def _share(quarter: dict[str, Any]) -> str:
    """Of those that are known, and between what and what once all are."""
    said = f"{_score(quarter['share'])} %"
    if not (quarter["without_information"] or quarter["programmed_unread"]):
        return said
    low, high = _score(quarter["share_low"]), _score(quarter["share_high"])
    return f"{said} de las que se conocen; entre {low} y {high} % según lo que falta"


def _between(quarter: dict[str, Any], bands: Bands) -> str:
    """What the score could be once all is known, when something is missing."""
    if not (quarter["without_information"] or quarter["programmed_unread"]):
        return ""
    low, high, sheet = (
        _score(quarter[name], bands)
        for name in ("committee_low", "committee_high", "committee_as_sheet")
    )
    return f" (entre {low} y {high} según lo que falta; la hoja, con cero en lo vacío, da {sheet})"


def _lines(quarter: dict[str, Any], bands: Bands) -> Table:
    table = Table(title="Objetivos y líneas de acción", title_justify="left")
    table.add_column("OE / línea", justify="right")
    table.add_column("Nombre", max_width=60)
    table.add_column("Evaluadas", justify="right")
    table.add_column("Puntaje", justify="right")
    table.add_column("Semáforo")
    for objective in quarter["objectives"]:
        table.add_row(*_group(f"OE {objective['objective']}", objective, bands), style="bold")
        for line in quarter["lines"]:
            if line["objective"] == objective["objective"]:
                table.add_row(*_group(f"L {line['line']}", line, bands))
    return table


def _group(label: str, group: dict[str, Any], bands: Bands) -> tuple[str, ...]:
    return (
        label,
        escape(group["name"]),
        f"{group['evaluated']} de {group['programmed']}",
        _score(group["score"], bands),
        _light(group),
    )


def _activities(quarter: dict[str, Any], bands: Bands) -> Table:
    table = Table(title="Actividades", title_justify="left")
    table.add_column("Código", no_wrap=True)
    table.add_column("Actividad", max_width=48)
    for heading in ("Prog.", "Ejec.", "%", "Puntaje"):
        table.add_column(heading, justify="right")
    table.add_column("Semáforo")
    table.add_column("Fila", justify="right")
    for each in quarter["activities"]:
        table.add_row(
            each["code"],
            escape(each["name"]),
            _figure(each["programmed"]),
            _figure(each["executed"]),
            _score(each["pct"], bands),
            _score(each["score"], bands),
            _light(each),
            str(each["row"]),
        )
    return table


def _print_defects(defects: list[dict[str, Any]], console: Console) -> None:
    if not defects:
        console.print("\nSin defectos.")
        return
    console.print(f"\n[bold]{counted(len(defects), 'defecto', 'defectos')}[/]")
    for severity, group in groupby(defects, key=lambda defect: defect["severity"]):
        table = Table(title=_SEVERITIES[severity], title_justify="left")
        table.add_column("Celda", no_wrap=True)
        table.add_column("Qué pasa y qué hacer")
        table.add_column("Se corrige", no_wrap=True)
        for alike in _alike(list(group)):
            for defect in alike[:SHOWN]:
                fixed = "sola" if defect["correctable"] else "a mano"
                table.add_row(
                    escape(_place(defect)),
                    f"[bold]{defect['title']}.[/] {escape(defect['message'])}",
                    fixed,
                )
            if more := alike[SHOWN:]:
                table.add_row("", f"[dim]{_and_more(more)}[/]", "")
        console.print(table)


def _alike(defects: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The defects by kind, each kind where its first one stands."""
    kinds: dict[str, list[dict[str, Any]]] = {}
    for defect in defects:
        kinds.setdefault(defect["code"], []).append(defect)
    return list(kinds.values())


def _and_more(defects: list[dict[str, Any]]) -> str:
    places = ", ".join(_place(defect) for defect in defects[:NAMED])
    rest = len(defects) - NAMED
    more = f" y {rest} más" if rest > 0 else ""
    return escape(f"Lo mismo en {counted(len(defects), 'celda', 'celdas')} más: {places}{more}.")


def _place(defect: dict[str, Any]) -> str:
    return f"{defect['sheet'] or 'libro'} {defect['cell'] or ''}".strip()


def _score(value: float | None, bands: Bands = ()) -> str:
    return "—" if value is None else score_said(value, bands)


def _figure(value: float | None) -> str:
    return "—" if value is None else number(value)


def _light(row: dict[str, Any]) -> str:
    light: Light = row["light"]
    return f"[{_STYLES[light]}]{_SIGNS[light]} {said_light(row)}[/]"
