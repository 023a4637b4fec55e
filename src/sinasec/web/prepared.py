"""What the pages say of what is still being prepared behind them."""

from sinasec.preparing import Preparing, what_is_prepared
from sinasec.publications.home import sinasec_home


def being_prepared() -> Preparing | None:
    """What is prepared of the demonstration, or where that stopped."""
    return what_is_prepared(sinasec_home())


def in_words(found: Preparing) -> str:
    part = found.part
    where = f"{part.words} (parte {part.number} de {part.of})"
    if found.goes_on:
        return f"El sitio todavía prepara su demostración, SIMULADA: {where}."
    return (
        f"La demostración, SIMULADA, quedó a medio preparar: {where}. Quien administra el sitio la "
        "termina con «sinasec setup»."
    )


def nothing_yet(said: str) -> str:
    """That sentence, of what is not published, and what is being prepared if anything is."""
    preparing = being_prepared()
    return f"{said} {in_words(preparing)}" if preparing else said
