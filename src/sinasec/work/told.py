"""A piece of work in words, and as a document: the same for the command and the page."""

from datetime import datetime
from typing import Any, Final

from sinasec.time_zone import LIMA
from sinasec.work.kinds import title_of
from sinasec.work.models import CANCELLED, DONE, FAILED, REFUSED, RUNS, WAITS, Job

STATES: Final = {
    WAITS: "Espera",
    RUNS: "En curso",
    DONE: "Hecho",
    REFUSED: "Rechazado",
    FAILED: "Fallido",
    CANCELLED: "Anulado",
}


def as_document(job: Job) -> dict[str, Any]:
    return {
        "id": job.pk,
        "kind": job.kind,
        "key": job.key,
        "title": title_of(job.kind),
        "state": job.state,
        "due": _moment(job.due),
        "created_at": _moment(job.created_at),
        "created_by": job.created_by,
        "started_at": _moment(job.started_at),
        "finished_at": _moment(job.finished_at),
        "attempts": job.attempts,
        "worker": job.worker,
        "progress": {"words": job.words, "done": job.done, "total": job.total},
        "said": job.said,
        "result": job.result,
    }


def in_words(job: Job) -> str:
    """`12 En curso · Respaldo de cada noche (2026-05-05): guarda, 3 de 8`."""
    said = f"{job.pk} {STATES[job.state]} · {title_of(job.kind)} ({job.key})"
    more = " ".join(filter(None, (where(job), job.said)))
    return f"{said}: {more}" if more else said


def where(job: Job) -> str:
    """How far it is, or when it is to begin; "" of what ended."""
    if job.state == WAITS:
        again = f"intento {job.attempts + 1}, " if job.attempts else ""
        return f"{again}desde el {day_and_hour(job.due)}."
    if job.state != RUNS:
        return ""
    if not job.words:
        return "empezó."
    part = f"{job.words}, {job.done} de {job.total}" if job.total else job.words
    return f"{part}."


def day_and_hour(moment: datetime) -> str:
    return f"{moment.astimezone(LIMA):%d/%m/%Y a las %H:%M}"


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(LIMA).isoformat() if moment else None
