"""The history of a publication as one document: events, state, clocks, replies and what follows."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sinasec.methods.lifecycle import Life, possible
from sinasec.publications.afterwards.history import (
    events_of_publication,
    life_of_publication,
    life_of_reply,
    words_of,
)
from sinasec.publications.models import Publication
from sinasec.publications.succession import replies_in_line
from sinasec.time_zone import day_of


def history_of(publication: Publication, now: datetime) -> dict[str, Any]:
    """`moves`: what each role may do now and, of what it may not, why."""
    life = life_of_publication(publication)
    states = {state.code: state.name for state in life.lifecycle.states}
    code = life.state.code if life.state else ""
    return {
        "publication": publication.pk,
        "state": code,
        "state_name": states[code],
        "events": [
            {
                "move": one.move,
                "name": life.lifecycle.move(one.move).name,
                "day": one.day.isoformat(),
                "by": one.by,
                "by_name": life.lifecycle.role(one.by).name,
            }
            for one in events_of_publication(publication)
        ],
        "clocks": [
            {
                "clock": run.clock.code,
                "name": run.clock.name,
                "from": run.started.isoformat(),
                "due": run.due.isoformat() if run.due else None,
            }
            for run in life.running
        ],
        "replies": list(_replies(publication)),
        "moves": list(_moves(life, publication, now)),
    }


def _replies(publication: Publication) -> Iterator[dict[str, Any]]:
    for one in replies_in_line(publication):
        state = life_of_reply(one).state
        yield {
            "number": one.pk,
            "committee": one.committee,
            "received": day_of(one.received_at).isoformat(),
            "state": state.code if state else "",
            "state_name": state.name if state else "",
        }


def _moves(life: Life, publication: Publication, now: datetime) -> Iterator[dict[str, Any]]:
    """Those of each role that has them: what is another's is told once, with the other."""
    words = words_of(publication)
    for role in life.lifecycle.roles:
        for one in possible(life, by=role.code, on=day_of(now), words=words):
            if role.code in one.move.who and one.move.origins:
                yield {
                    "move": one.move.code,
                    "name": one.move.name,
                    "by": role.code,
                    "by_name": role.name,
                    "why_not": one.why_not,
                }
