"""What a publication says of itself, besides its tables."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Statement:
    """The dates, stage and versions of a publication. `known_at` is UTC without zone."""

    as_of: date
    known_at: datetime
    horizon_from: date
    stage: str
    simulated: bool
    edition_id: str
    edition_version: str
    code_version: str
    kind: str
    replaces: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """As written in `datapackage.json`, in the words of the regulation."""
        return {
            "tipo": self.kind,
            "as_of": self.as_of.isoformat(),
            "known_at": self.known_at.isoformat(timespec="microseconds") + "Z",
            "horizonte": {
                "desde": self.horizon_from.isoformat(),
                "hasta": self.as_of.isoformat(),
            },
            "etapa": self.stage,
            "reemplaza": self.replaces,
            "simulado": self.simulated,
            "definiciones": {"edicion": self.edition_id, "version": self.edition_version},
            "codigo": {"version": self.code_version},
        }

    @classmethod
    def from_dict(cls, written: dict[str, Any]) -> Self:
        """Undo `as_dict`. Raises `KeyError`, `ValueError`, `TypeError` on anything else."""
        return cls(
            as_of=date.fromisoformat(written["as_of"]),
            known_at=datetime.fromisoformat(written["known_at"]).replace(tzinfo=None),
            horizon_from=date.fromisoformat(written["horizonte"]["desde"]),
            stage=written["etapa"],
            simulated=written["simulado"],
            edition_id=written["definiciones"]["edicion"],
            edition_version=written["definiciones"]["version"],
            code_version=written["codigo"]["version"],
            replaces=written["reemplaza"],
            kind=written["tipo"],
        )
