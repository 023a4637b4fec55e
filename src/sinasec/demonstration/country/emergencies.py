"""Waivers: provinces under a declared emergency, and single duties that do not apply."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from sinasec.demonstration.country.draws import Draws

PROVINCES: Final = 7
SINGLE: Final = 14
LASTS: Final = timedelta(days=59)
# Why a standing duty is not asked of one committee: what is published may be by another, and a plan
# may be waiting for a judge. A duty that is not here is waived for nobody.
REASONS: Final = {
    "acuerdos-publicados": ("no_aplica", "Sus acuerdos los publica el portal del Estado"),
    "directorio-publicado": ("no_aplica", "Su directorio lo publica el portal del Estado"),
    "evaluaciones-publicadas": ("no_aplica", "Sus evaluaciones las publica el portal del Estado"),
    "plan-publicado": ("no_aplica", "Su plan lo publica el portal del Estado"),
    "plan-vigente": (
        "suspension",
        "Una medida cautelar suspende la ordenanza que aprobó el plan, hasta que el juez resuelva",
    ),
}
CAUSES: Final = ("lluvias intensas", "un sismo", "incendios forestales", "huaicos")


@dataclass(frozen=True, slots=True)
class MadeWaiver:
    committee: str
    duty: str
    day_from: date
    day_to: date
    kind: str
    norm: str
    reason: str
    registered_at: datetime


def waivers(
    seed: int, codes: list[str], duties: list[str], first: date, last: date
) -> list[MadeWaiver]:
    """`codes`: committees that exist; `duties`: standing duties that may not apply to one."""
    draws = Draws(seed, "dispensas")
    provinces = sorted(code[-4:] for code in codes if code.startswith("COPROSEC-"))
    span = max((last - first - LASTS).days, 1)
    made: list[MadeWaiver] = []
    for number in range(1, PROVINCES + 1):
        if not provinces:
            break
        province = draws.one_of(provinces)
        start = first + timedelta(days=int(span * draws.uniform()))
        norm = f"Decreto Supremo {number:03d}-{start.year}-PCM (SIMULADO)"
        reason = f"Emergencia declarada por {draws.one_of(CAUSES)} (SIMULADO)"
        made += [
            MadeWaiver(
                code, "*", start, min(start + LASTS, last), "suspension", norm, reason, _soon(start)
            )
            for code in codes
            if code.partition("-")[2][:4] == province and not code.startswith("CORESEC")
        ]
    for number in range(1, SINGLE + 1):
        if not (codes and duties):
            break
        norm = f"Resolución {number:03d}-{first.year}-DGSC (SIMULADO)"
        code, duty = draws.one_of(codes), draws.one_of(duties)
        if duty not in REASONS:
            continue
        kind, why = REASONS[duty]
        reason = f"{why} (SIMULADO)"
        made.append(MadeWaiver(code, duty, first, last, kind, norm, reason, _soon(first)))
    return made


def _soon(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=2), time(15), UTC)
