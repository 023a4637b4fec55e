"""What nobody sees of a workbook: hidden sheets are never read, hidden rows are, and it is told."""

from collections.abc import Iterable
from typing import Final

from sinasec.counted import counted
from sinasec.spreadsheets.faults import UnreadableFile, column_letters
from sinasec.spreadsheets.sheets import Sheet

HIDDEN_SHEET: Final = "hoja-oculta"  # code of the refusal


def only_hidden(sheets: Iterable[Sheet]) -> UnreadableFile:
    """The refusal of a workbook whose only sheets with the heading are hidden."""
    return UnreadableFile(
        HIDDEN_SHEET,
        f"Los encabezados están solo en {_named(sheets)}, que nadie ve al abrir el libro: "
        "muéstrela en Excel (clic derecho sobre las pestañas, «Mostrar»), revise que sea la que "
        "quiere enviar y vuelva a enviarlo.",
    )


def told_hidden(sheets: Iterable[Sheet]) -> list[str]:
    """A note on hidden sheets that could have been read."""
    held = list(sheets)
    if not held:
        return []
    return [f"No se leyó {_named(held)}: si sus filas cuentan, muéstrela y vuelva a cargar."]


def told_hidden_parts(sheet: Sheet, header: int) -> list[str]:
    """Notes on the hidden rows below the heading (Excel's number) and on the hidden columns."""
    rows = sorted(row for row in sheet.hidden_rows if row > header)
    notes = []
    if rows:
        notes.append(
            f"Hoja «{sheet.name}»: se leyó también lo oculto por un filtro o a mano, "
            f"{counted(len(rows), 'fila', 'filas')} desde la {rows[0]}: si no cuenta, bórrelo."
        )
    if sheet.hidden_columns:
        letters = ", ".join(map(column_letters, sorted(sheet.hidden_columns)[:_SHOWN]))
        notes.append(f"Hoja «{sheet.name}»: se leyeron también sus columnas ocultas ({letters}).")
    return notes


_SHOWN: Final = 10


def _named(sheets: Iterable[Sheet]) -> str:
    names = [f"«{sheet.name}»" for sheet in sheets]
    return (
        f"la hoja oculta {names[0]}" if len(names) == 1 else f"las hojas ocultas {', '.join(names)}"
    )
