"""The tables of facts, and what the database refuses of them.

A correction supersedes an act that is already there, of the same committee and family (the first
word of its kind), and rows never change: so no chain of corrections can close on itself.
"""

from typing import Final

from sinasec.records.append_only import POSTGRES, SQLITE, AppendOnly, Dated, Rule

REFUSAL: Final = "Los hechos no se cambian ni se borran: registre una corrección."
REPEATED: Final = "Ya hay un hecho con ese código: los hechos no se reemplazan."
STRAY: Final = (
    "Una corrección debe ser del mismo comité y de la misma familia que un acto ya registrado."
)
_UNLIKE: Final = """\
NEW.supersedes_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM compliance_act
  WHERE id = NEW.supersedes_id AND committee_id = NEW.committee_id AND simulated = NEW.simulated
  AND {family})"""
_FAMILY: Final = {
    SQLITE: "substr(kind || '-', 1, instr(kind || '-', '-'))\n"
    "    = substr(NEW.kind || '-', 1, instr(NEW.kind || '-', '-'))",
    POSTGRES: "split_part(kind, '-', 1) = split_part(NEW.kind, '-', 1)",
}
CORRECTION: Final = Rule(
    "correction", STRAY, {name: _UNLIKE.format(family=same) for name, same in _FAMILY.items()}
)


def _facts(name: str, *unique: tuple[str, ...], rules: tuple[Rule, ...] = ()) -> AppendOnly:
    return AppendOnly(f"compliance_{name}", REFUSAL, (("id",), *unique), REPEATED, rules)


APPEND_ONLY: Final = (
    _facts("batch", ("sha256",)),
    _facts("act", ("supersedes_id",), rules=(CORRECTION,)),
    _facts("review"),
    _facts("waiver"),
    _facts("completeness"),
)
DATED: Final = (
    Dated("Batch", at="loaded_at", by="by"),
    Dated("Act"),
    Dated("Review"),
    Dated("Waiver"),
    Dated("Completeness"),
)
