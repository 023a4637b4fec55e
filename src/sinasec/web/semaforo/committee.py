"""What a committee's page, its API answer and its PDF share, read from one publication."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from sinasec.committees.registry import answering_for
from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.probable import PERIOD
from sinasec.methods.law import Edition
from sinasec.methods.words import period_words
from sinasec.publications.models import Publication
from sinasec.territories import reference
from sinasec.territories.reference import UnitRow
from sinasec.territories.succession import UnknownSuccession, succession
from sinasec.translation import gettext as _
from sinasec.web.semaforo import yearline

WITHOUT_ITS_OWN = "no hay un CODISEC desde el 10 de mayo de 2019"
NORM_OF_CAPITALS = "(Reglamento, artículo 31, con el texto del DS 010-2019-IN)"


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of a committee before its lights. `title`: "" for none."""

    title: str
    text: str


def unit(publication: Publication, code: str) -> dict[str, Any] | None:
    """The row of COMMITTEES, or None when the publication has no such committee."""
    found = reading.units(publication).filter(pl.col("committee") == code)
    return found.row(0, named=True) if found.height else None


def exists(row: dict[str, Any], day: date) -> bool:
    return row["valid_from"] <= day and (row["valid_to"] is None or day <= row["valid_to"])


def territory_then(row: dict[str, Any], day: date) -> str:
    """Of whom its territory was, on a day on which the committee was not; "" on any other."""
    code = row["committee"].partition("-")[2]
    if exists(row, day) or code not in reference.by_code():
        return ""
    try:
        had = succession().units_on(code, day)
    except UnknownSuccession as unknown:
        return str(unknown)
    if had == (code,):
        return ""  # the unit was, and had no committee
    return _("Su territorio era de {units}.").format(units=", ".join(map(reference.full_name, had)))


def capital(row: dict[str, Any], day: date) -> UnitRow | None:
    """The capital of the province, where that day its committee acts too; None for no province."""
    if row["level"] != "COPROSEC":
        return None
    province = row["committee"].removeprefix("COPROSEC-")
    found = reference.by_code()[reference.capital_of(province)]
    return found if answering_for(found.code, day) == row["committee"] else None


def note(publication: Publication, row: dict[str, Any], day: date) -> Note | None:
    """That nobody verified it must exist, or that it acts in a capital; None for the others."""
    found = capital(row, day)
    where = f"{found.name} ({found.code}), distrito capital" if found else ""
    if why := unverified(publication, row["committee"]):
        there = f" En {where}, {WITHOUT_ITS_OWN} {NORM_OF_CAPITALS}." if found else ""
        last = "De lo que falte aquí no se afirma una omisión, y todo lo demás es probable."
        return Note("Sin verificar.", f"{why}{there} {last}")
    if found is None:
        return None
    instead = f"allí {WITHOUT_ITS_OWN} y el comité provincial hace sus veces"
    return Note("", f"Responde también por {where} de la provincia: {instead} {NORM_OF_CAPITALS}.")


def unverified(publication: Publication, code: str) -> str:
    """Why nobody can say that the committee must exist; "" when it must."""
    return reading.edition(publication).unverified.get(code, "")


def year_rows(publication: Publication, code: str, day: date) -> list[yearline.Row]:
    """The bars of the calendar year of `day`, in the order of the law."""
    edition = reading.edition(publication)
    stretches = reading.duty_intervals(publication, code)
    lit = reading.duty_lights_with_confidence(publication, code)
    duties = sorted(edition.duties, key=lambda duty: duty.order)
    return yearline.rows(
        lit.with_columns(period_words=pl.Series(_periods(edition, lit, stretches))),
        stretches,
        {duty.code: duty.name for duty in duties},
        day.year,
        day,
    )


def _periods(edition: Edition, lit: pl.DataFrame, stretches: pl.DataFrame) -> list[str]:
    """The period that decides each light, in words: «Entre julio y agosto de 2026»."""
    ends = {tuple(row[:-1]): row[-1] for row in stretches.select(*PERIOD, "period_to").rows()}
    wordings = {(duty.code, one.id): one.per for duty in edition.duties for one in duty.versions}
    return [
        period_words(
            edition.duty(row["duty"]).rule,
            wordings[row["duty"], row["version"]],
            row["period_from"],
            ends[tuple(row[name] for name in PERIOD)],
            row["period"],
        )
        for row in lit.to_dicts()
    ]
