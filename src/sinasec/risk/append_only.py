"""The lists of priority districts, and what the database refuses of them.

A list is simulated when, and only when, its publication is; one that is not rests on a final
publication. An act takes as many districts as its `size` says, those it was registered with, and
no more.

The rule of the size reads one table from the other, and SQLite does not rename a table that a
trigger elsewhere reads: a migration that rebuilds either drops the triggers first.
"""

from typing import Final

from sinasec.records.append_only import AppendOnly, Dated, Rule

FINAL: Final = "definitiva"  # as in publications.models, which this is read before
REFUSAL: Final = "Una lista aprobada no se modifica ni se borra: registre el acto que la cambia."
MIXED: Final = "Una lista es SIMULADO si su publicación lo es, y solo entonces."
TOO_SOON: Final = "Una lista real sale de una publicación definitiva: esta es preliminar."
CLOSED: Final = (
    "Una lista aprobada no se modifica: solo lleva los distritos con que se registró. "
    "Registre el acto que la cambia."
)

NOT_MIXED: Final = Rule(
    "not_mixed",
    MIXED,
    "NOT EXISTS (SELECT 1 FROM publications_publication\n"
    "  WHERE id = NEW.publication_id AND simulated = NEW.simulated)",
)
NOT_TOO_SOON: Final = Rule(
    "not_too_soon",
    TOO_SOON,
    "EXISTS (SELECT 1 FROM publications_publication\n"
    f"  WHERE id = NEW.publication_id AND NOT simulated AND stage <> '{FINAL}')",
)
HAS_ROOM: Final = Rule(
    "closed",
    CLOSED,
    "NOT EXISTS (SELECT 1 FROM risk_priorityact WHERE id = NEW.act_id\n"
    "  AND size > (SELECT COUNT(*) FROM risk_prioritydistrict WHERE act_id = NEW.act_id))",
)

APPEND_ONLY: Final = (
    AppendOnly(
        "risk_priorityact",
        REFUSAL,
        (("id",), ("sha256",), ("replaces_id",)),
        rules=(NOT_MIXED, NOT_TOO_SOON),
    ),
    AppendOnly("risk_prioritydistrict", REFUSAL, (("id",), ("act_id", "unit")), rules=(HAS_ROOM,)),
)
DATED: Final = (
    Dated("PriorityAct"),
    Dated(
        "PriorityDistrict",
        at="act__registered_at",
        by="act__registered_by",
        simulated="act__simulated",
    ),
)
