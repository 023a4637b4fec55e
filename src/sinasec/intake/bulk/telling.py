"""What came of a file, told to whoever sent it from the command line."""

from collections.abc import Sequence
from typing import Final

from sinasec.counted import ROWS, counted
from sinasec.intake.bulk.checks import FaultGroup
from sinasec.intake.bulk.load import LoadReport
from sinasec.methods.words import MONTHS, listed

DATA: Final = ("dato", "datos")
HOW: Final = (
    "Para que los años que el archivo no trae sigan vigentes, cárguelo con --join; nada se borra: "
    "«sinasec data activate {edition}» vuelve a lo anterior."
)


def told(report: LoadReport) -> str:
    """Each kind of fault with its place, then what came of it and what can be done."""
    if report.refused:
        return report.refused.message
    lines = [*report.notes]
    for group in report.groups:
        lines += _group(group)
    lines += report.summary
    if report.blocking:
        lines.append(f"{counted(report.rows, 'fila leída', 'filas leídas')}: no se guardó nada.")
        if all(group.of_rows for group in report.blocking):
            options = " ".join(f"--leave-out {group.code}" for group in report.blocking)
            lines.append(f"Para cargar sin esas filas: {options}")
        return "\n".join(lines)
    lines += [
        f"Fuera a sabiendas, {code}: {counted(n, *ROWS)}."
        for code, n in (report.left_out or {}).items()
    ]
    return "\n".join([*lines, *told_gone(report, HOW), _outcome(report)])


def told_gone(report: LoadReport, how: str) -> list[str]:
    """What stops being current with the file, and `how` to keep it."""
    gone = report.gone
    if gone is None:
        return []
    what = [
        *([f"de {_spans(gone.years)}, todo"] if gone.years else []),
        *(
            f"de {year}, {listed([MONTHS[month - 1] for y, month in gone.months if y == year])}"
            for year in sorted({year for year, _ in gone.months})
        ),
        *(
            [f"las modalidades {listed([f'«{kind}»' for kind in gone.kinds])}"]
            if gone.kinds
            else []
        ),
    ]
    sized = counted(gone.rows, *ROWS)
    if gone.total is not None:
        sized += f", {counted(gone.total, 'denuncia', 'denuncias')}"
    verb = "Dejaría" if report.edition is None else "Deja"
    return [
        f"{verb} de ser vigente lo que la edición {gone.edition} tenía y este archivo no trae: "
        f"{'; '.join(what)} ({sized}). {how.format(edition=gone.edition)}"
    ]


def _spans(years: Sequence[int]) -> str:
    """2018 a 2024; 2026."""
    spans: list[list[int]] = []
    for year in years:
        if spans and spans[-1][-1] == year - 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return ", ".join(f"{s[0]} a {s[-1]}" if len(s) > 1 else str(s[0]) for s in spans)


def _group(group: FaultGroup) -> list[str]:
    mark = "FALLA" if group.blocks else "aviso"
    lines = [f"{mark} {group.code} ({group.count}): {group.kind.title}."]
    lines += [f"  {fault}" if fault.place else str(fault) for fault in group.shown]
    if group.count > len(group.shown):
        lines.append(f"  … {group.count} en total.")
    return lines


def _outcome(report: LoadReport) -> str:
    if report.edition is None:
        kept = "Se guardaría" if report.accepted == 1 else "Se guardarían"
        return f"{kept} {counted(report.accepted, *DATA)} de {counted(report.rows, *ROWS)}."
    if not report.new:
        use = "" if report.is_current else (
            f" No es la vigente: para usarla, «sinasec data activate {report.edition.id}»."
        )  # fmt: skip
        return f"Estos datos ya estaban cargados ({report.edition.id}): no cambió nada.{use}"
    kept = f", y siguen {report.joined} de la edición anterior" if report.joined else ""
    mark = " SIMULADO" if report.edition.simulated else ""
    accepted = counted(report.accepted, *DATA)
    return f"Edición{mark} {report.edition.id}: {accepted}{kept}. Es la vigente."
