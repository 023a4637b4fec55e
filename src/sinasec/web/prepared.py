"""What the pages say of what is still being prepared behind them."""

from dataclasses import replace

from django.db import Error

from sinasec.preparing import WORK, Preparing, what_is_prepared
from sinasec.publications.home import sinasec_home
from sinasec.work.outbox import is_unfinished


def being_prepared() -> Preparing | None:
    """What is prepared of the demonstration, or where that stopped. What waits to be done behind
    goes on."""
    found = what_is_prepared(sinasec_home())
    if found is None or found.goes_on:
        return found
    try:
        return replace(found, goes_on=is_unfinished(WORK))
    except Error:  # of a database that does not answer: that is told elsewhere
        return found


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
