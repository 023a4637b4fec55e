"""Kinds of work of the tests, and what they do: letters with a number that may have no gap."""

import os
import signal
from datetime import UTC, datetime

from django.db import connection

from sinasec.publications.keep import CannotPublish
from sinasec.work.turn import Outcome, Turn

NOW = datetime(2026, 5, 5, 15, tzinfo=UTC)
TABLE = (
    "CREATE TABLE IF NOT EXISTS letter (number INTEGER PRIMARY KEY, key TEXT, by_process INTEGER)"
)
wanted = [True]


def on() -> bool:
    return wanted[0]


def letter(turn: Turn) -> Outcome:
    """Its number is the next; it and the end of the work are one transaction."""
    turn.progress("escribe", 0, 1)
    outcome = Outcome("Carta escrita.", {"key": turn.arguments["key"]})
    with turn.finishing(outcome), connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(number), 0) + 1 FROM letter")
        row = [cursor.fetchone()[0], turn.arguments["key"], os.getpid()]
        cursor.execute("INSERT INTO letter VALUES (%s, %s, %s)", row)
    return outcome


def refuses(turn: Turn) -> Outcome:
    raise CannotPublish("No hay nada que publicar: cargue datos.")


def breaks(turn: Turn) -> Outcome:
    raise ZeroDivisionError(turn.arguments)


def dies(turn: Turn) -> Outcome:
    os.kill(os.getpid(), signal.SIGKILL)
    return Outcome("")


def waits(turn: Turn) -> Outcome:
    """Until somebody ends it; who it is goes to the pipe that it was given."""
    turn.progress("espera a que lo terminen")
    with open(turn.arguments["told"], "w") as told:
        told.write(f"{os.getpid()}\n")
    while True:
        signal.pause()
