"""What the pages say of what is still being prepared behind them."""

from sinasec.preparing import what_is_prepared
from sinasec.publications.home import sinasec_home


def being_prepared() -> str:
    """A sentence; "" when nothing is."""
    found = what_is_prepared(sinasec_home())
    if found is None:
        return ""
    part = found.part
    where = f"{part.words} (parte {part.number} de {part.of})"
    if found.goes_on:
        return f"El sitio todavía prepara su demostración, SIMULADA: {where}."
    return (
        f"La demostración, SIMULADA, quedó a medio preparar: {where}. Quien administra el sitio la "
        "termina con «sinasec setup»."
    )
