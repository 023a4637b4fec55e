"""Sessions said to be convened long before they were held: loaded, and told, for it may be a slip.

No norm that was read says how long before is too long (TUO of Ley 27444, art. 108.1: «antelación
prudencial»), so nothing is refused: a wrong year would count in a two-month period of its own.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sinasec.compliance.entries import ActEntry
from sinasec.compliance.ingest.uncounted import MOST_ROWS
from sinasec.intake.rows.layout import FileRow
from sinasec.methods.words import listed

CALLED: Final = "fecha_convocatoria"
LONG: Final = 60  # days; ours: as many as the two months in which a session must be convened


def early_call_notes(pairs: Sequence[tuple[FileRow, ActEntry]]) -> list[str]:
    """One note with the rows of the sessions convened more than `LONG` days before, if any."""
    rows = [str(row.number) for row, entry in pairs if _days_before(entry) > LONG]
    if not rows:
        return []
    more = len(rows) - MOST_ROWS
    shown = [*rows[:MOST_ROWS], *([f"{more} más"] if more > 0 else [])]
    where = f"Fila {shown[0]}" if len(rows) == 1 else f"Filas {listed(shown)}"
    return [
        f"{where}: la convocatoria es de más de {LONG} días antes de la sesión. Se registra así y "
        "cuenta también el día en que se convocó: revise el año."
    ]


def _days_before(entry: ActEntry) -> int:
    said = entry.attributes.get(CALLED)
    return (entry.date - date.fromisoformat(str(said))).days if said else 0
