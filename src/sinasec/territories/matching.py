"""Which unit a written name means: `match("LIMA", "Lima", "Sto. Domingo …")`.

A name is right as it is, right but for its spelling (the match says so), or refused with the
candidates. Two names equally close, or a name that is another place's, are never guessed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sinasec.short_texts import LONGEST
from sinasec.territories import reference
from sinasec.territories.lexicon import Lexicon
from sinasec.territories.names import bare, spoken, tolerance
from sinasec.territories.reference import Kind, UnitRow

SHOWN: Final = 6
NOUN: Final[dict[Kind, str]] = {"dept": "departamento", "prov": "provincia", "dist": "distrito"}
ARTICLE: Final[dict[Kind, str]] = {"dept": "el", "prov": "la", "dist": "el"}
BRACKETS: Final = re.compile(r"\([^()]*+\)")
REGIONS: Final = {"lima metropolitana": "1501", "lima provincias": "15"}


class UnmatchedName(ValueError):
    """No unit can be meant for sure; `candidates` are INEI codes, the nearest first."""

    def __init__(self, sentence: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(sentence)
        self.candidates = tuple(candidates)


class UnknownUnit(UnmatchedName):
    """No unit has that name there."""


class AmbiguousUnit(UnmatchedName):
    """More than one unit could be meant."""


@dataclass(frozen=True, slots=True)
class Match:
    """The unit that was meant, and what had to be corrected to read it so."""

    unit: UnitRow
    corrections: tuple[str, ...] = ()


def match(department: str = "", province: str = "", district: str = "") -> Match:
    """The unit named by the lowest name given, inside the others; empty names are left out.

    Raises UnknownUnit or AmbiguousUnit with a sentence for whoever wrote the name. "Lima
    Metropolitana" and "Lima Provincias" are understood as the department.
    """
    for name in (department, province, district):
        if len(name) > LONGEST:
            raise UnknownUnit(
                f"«{name[:40]}…» tiene {len(name)} letras, y ningún lugar tiene un nombre tan "
                "largo: escriba solo el nombre."
            )
    return _match(department, province, district)


@lru_cache(maxsize=20_000)
def _match(department: str, province: str, district: str) -> Match:
    names: tuple[tuple[Kind, str], ...] = (
        ("dept", department),
        ("prov", province),
        ("dist", district),
    )
    found: Match | None = None
    corrections: tuple[str, ...] = ()
    prefix = ""
    for kind, name in names:
        if not name.strip():
            continue
        if kind == "dept" and (region := REGIONS.get(spoken(name))):
            prefix = region
            found = Match(reference.by_code()[region])
            continue
        found = among(name, [u for u in _of(kind) if _inside(u.code, prefix)], kind, prefix)
        prefix = found.unit.code
        corrections += found.corrections
    if found is None:
        raise UnknownUnit("Falta el nombre: escriba el departamento, la provincia o el distrito.")
    return Match(found.unit, corrections)


def among(name: str, pool: Sequence[UnitRow], kind: Kind, prefix: str = "") -> Match:
    """The unit of the pool that has that name; `kind` and `prefix` are for the sentences."""
    exact = _exact(name, pool)
    if len(exact) == 1:
        return Match(exact[0])
    if len(exact) > 1:
        raise AmbiguousUnit(
            f"Hay {len(exact)} {NOUN[kind]}s con el nombre «{name.strip()}»{_where(prefix)}: "
            f"{listed(exact)}. Escriba también la provincia o el departamento.",
            [u.code for u in exact],
        )
    elsewhere = _exact(name, _of(kind))
    if elsewhere:
        raise UnknownUnit(
            f"«{name.strip()}» no está{_where(prefix)}; sí existe {listed(elsewhere)}. "
            "Revise el nombre o la jurisdicción.",
            [u.code for u in elsewhere],
        )
    return _corrected(name, pool, kind, prefix)


def listed(units: Iterable[UnitRow]) -> str:
    """Units for a sentence, the first few by their full names."""
    names = [reference.full_name(unit.code) for unit in units]
    more = f" y {len(names) - SHOWN} más" if len(names) > SHOWN else ""
    return "; ".join(names[:SHOWN]) + more


def _corrected(name: str, pool: Sequence[UnitRow], kind: Kind, prefix: str) -> Match:
    near = _near(name, pool, kind)
    if len(near) == 1 and (better := _nearer_elsewhere(name, near[0], kind)):
        near = [*near, *better]
    if len(near) == 1:
        right = near[0].name
        return Match(near[0], (f"Se leyó «{name.strip()}» como «{right}».",))
    if near:
        raise AmbiguousUnit(
            f"«{name.strip()}»{_where(prefix)} no es nombre de {NOUN[kind]} y se parece a más de "
            f"uno: {listed(near)}. Escriba el nombre completo.",
            [u.code for u in near],
        )
    closest = _closest(name, pool, kind)
    hint = f" Los nombres más parecidos son: {listed(closest)}." if closest else ""
    raise UnknownUnit(
        f"No se encontró {ARTICLE[kind]} {NOUN[kind]} «{name.strip()}»{_where(prefix)}.{hint}",
        [u.code for u in closest],
    )


def _exact(name: str, pool: Sequence[UnitRow]) -> list[UnitRow]:
    """Units of that name as one would say it; else of that name but for articles and spaces.

    Present names go before former ones, and what stands in brackets is left out last.
    """
    for written in dict.fromkeys((name, BRACKETS.sub("", name))):
        for names in (lambda u: (u.name,), lambda u: u.former_names):
            for form in (spoken, bare):
                wanted = form(written)
                same = [u for u in pool if any(form(n) == wanted for n in names(u))]
                if same and wanted:
                    return same
    return []


def _near(name: str, pool: Sequence[UnitRow], kind: Kind) -> list[UnitRow]:
    apart = _misspelt(name, kind)
    return [u for u in pool if any(bare(n) in apart for n in _all_names(u))]


def _nearer_elsewhere(name: str, found: UnitRow, kind: Kind) -> list[UnitRow]:
    """Units of the country whose name is nearer to what was written than the one found."""
    apart = _misspelt(name, kind)
    nearest = min(apart[bare(n)] for n in _all_names(found) if bare(n) in apart)
    return [u for u in _of(kind) if apart.get(bare(u.name), nearest) < nearest]


def _closest(name: str, pool: Sequence[UnitRow], kind: Kind) -> list[UnitRow]:
    """The three that look most like the name, those half unlike it left out."""
    wanted = bare(name)
    apart = _lexicon(kind).within(wanted, len(wanted) // 2)
    near = [u for u in pool if bare(u.name) in apart]
    return sorted(near, key=lambda u: (apart[bare(u.name)], u.code))[:3]


def _misspelt(name: str, kind: Kind) -> dict[str, int]:
    """The names of the country of which this may be a misspelling, with the letters it is off."""
    wanted = bare(name)
    limit = tolerance(wanted)
    return _lexicon(kind).within(wanted, limit) if limit else {}


@lru_cache(maxsize=3)
def _lexicon(kind: Kind) -> Lexicon:
    """Every name, present or former, that a unit of that kind has."""
    return Lexicon(dict.fromkeys(bare(n) for unit in _of(kind) for n in _all_names(unit)))


def _all_names(unit: UnitRow) -> tuple[str, ...]:
    return (unit.name, *unit.former_names)


@lru_cache(maxsize=3)
def _of(kind: Kind) -> tuple[UnitRow, ...]:
    return tuple(unit for unit in reference.units() if unit.kind == kind)


def _inside(code: str, prefix: str) -> bool:
    return code.startswith(prefix[: len(code)])


def _where(prefix: str) -> str:
    if not prefix:
        return ""
    unit = reference.by_code()[prefix]
    return f" en {ARTICLE[unit.kind]} {NOUN[unit.kind]} {reference.full_name(prefix)}"
