"""What was asked to be done behind, and how far it is.

A row changes: it is no fact. What the work leaves (a publication, a backup) has its own row or
file, and stays when this one goes (see `outbox.forget`).
"""

from typing import Final

from django.db import models
from django.db.models import Q

WAITS: Final = "espera"
RUNS: Final = "en-curso"
DONE: Final = "hecho"
REFUSED: Final = "rechazado"  # whoever does it said no: again, it would say the same
FAILED: Final = "fallido"  # given up: every attempt ended badly
CANCELLED: Final = "anulado"
UNFINISHED: Final = (WAITS, RUNS)
FINISHED: Final = (DONE, REFUSED, FAILED, CANCELLED)
STATES: Final = (*UNFINISHED, *FINISHED)
LONGEST_KEY: Final = 120


class Job(models.Model):
    """One piece of work. `key`: of a kind, no two rows share it.

    `fence` grows each time that somebody takes it, and only who has the last one may write in the
    row. `lease_until`: when who has it is taken for dead, unless it says otherwise before.
    `attempts`: how often it was begun since it was asked for. `done` of `total`, with `words`: how
    far it is. `said`: how it ended, or why it waits again, in a sentence; `result`: the same for a
    program, and what it noted on its way.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=LONGEST_KEY)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default=WAITS)
    due = models.DateTimeField()
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)
    attempts = models.PositiveIntegerField(default=0)
    fence = models.PositiveBigIntegerField(default=0)
    worker = models.CharField(max_length=120, default="")
    lease_until = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=200, default="")
    said = models.TextField(default="")
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(name="job_by_state", fields=["state", "due"]),)
        constraints = (
            models.UniqueConstraint(name="job_once", fields=["kind", "key"]),
            models.CheckConstraint(name="job_state_known", condition=Q(state__in=STATES)),
            models.CheckConstraint(
                name="job_held_while_it_runs",
                condition=Q(state=RUNS, lease_until__isnull=False)
                | (~Q(state=RUNS) & Q(lease_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="job_ends_once",
                condition=Q(state__in=FINISHED, finished_at__isnull=False)
                | (Q(state__in=UNFINISHED) & Q(finished_at__isnull=True)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
