"""Draft laws made from the definitions in force, so that they can be tried with one click.

Each takes the file of a duty, changes what a bill would change, and leaves the rest as it is:
when a definition is corrected, its drafts follow.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import yaml

from sinasec.definitions import library


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft ready to be tried; `change` turns the text of the file into that of the draft."""

    code: str
    title: str
    says: str
    duty: str
    change: Callable[[str], str]

    def text(self) -> str:
        """The definition file with the change made."""
        return self.change(library().edition.files[f"obligations/{self.duty}.yaml"])


def _with_version(**changes: Any) -> Callable[[str], str]:
    """Add a wording equal to the last one but for `changes`, in place before the worked cases."""

    def change(text: str) -> str:
        last = deepcopy(yaml.safe_load(text)["versions"][-1])
        last.pop("says", None)
        block = yaml.safe_dump([last | changes], allow_unicode=True, sort_keys=False, width=96)
        indented = "".join(f"  {line}\n" for line in block.splitlines())
        before, mark, after = text.partition("\ncases:")
        return f"{before}\n{indented.rstrip()}{mark}{after}"

    return change


def _six_since_2024(text: str) -> str:
    return text.replace("from: 2025-06-11", "from: 2024-01-01").replace(
        "transition: both", "transition: new"
    )


PREPARED: Final = (
    Prepared(
        "sesiones-mensuales",
        "Sesión ordinaria cada mes",
        "Volver a la frecuencia mensual de 2014 en todos los comités, desde enero de 2026.",
        "sesion-ordinaria",
        _with_version(
            **{"from": date(2026, 1, 1), "per": "month", "plain": "Una sesión cada mes."}
        ),
    ),
    Prepared(
        "seis-sesiones",
        "Seis sesiones del CONASEC desde 2024",
        "Como si la Ley 32378, que subió de cuatro a seis las sesiones, rigiera desde enero "
        "de 2024.",
        "sesion-conasec",
        _six_since_2024,
    ),
    Prepared(
        "informe-semestral",
        "Informe cada semestre en lugar de cada trimestre",
        "Mover el plazo del informe de cumplimiento: uno por semestre desde enero de 2026.",
        "informe-trimestral",
        _with_version(
            **{
                "from": date(2026, 1, 1),
                "per": "half_year",
                "plain": "Un informe cada semestre.",
            }
        ),
    ),
)


def prepared(code: str) -> Prepared | None:
    return next((draft for draft in PREPARED if draft.code == code), None)
