"""Which committee is meant by a code or a name: `resolve("codisec chorrillos")`."""

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Final

from sinasec.committees.registry import CommitteeRow, by_code, committees, label
from sinasec.methods.law import Level
from sinasec.short_texts import LONGEST
from sinasec.territories import reference
from sinasec.territories.lexicon import Lexicon
from sinasec.territories.names import bare, spoken, tolerance

SHOWN: Final = 6
LEVELS: Final[dict[str, Level]] = {
    "conasec": "CONASEC",
    "consejo nacional": "CONASEC",
    "coresec": "CORESEC",
    "comite regional": "CORESEC",
    "coprosec": "COPROSEC",
    "comite provincial": "COPROSEC",
    "codisec": "CODISEC",
    "comite distrital": "CODISEC",
}
OF_SECURITY: Final = re.compile(r"^\s*de seguridad ciudadana( de[l]?)?\b", re.IGNORECASE)


class UnresolvedCommittee(ValueError):
    """No committee can be meant for sure; `candidates` are codes, the nearest first."""

    def __init__(self, sentence: str, candidates: Sequence[CommitteeRow] = ()) -> None:
        super().__init__(sentence)
        self.candidates = tuple(committee.code for committee in candidates)


class UnknownCommittee(UnresolvedCommittee):
    """No committee has that code or name."""


class AmbiguousCommittee(UnresolvedCommittee):
    """More than one committee could be meant."""


def resolve(text: str, *, hinted: bool = True) -> CommitteeRow:
    """The committee of a code ("CODISEC-150108") or of an unambiguous name ("CORESEC Puno").

    The place may follow in brackets or after a comma: "CODISEC Santa Rosa (Chiclayo)". Without a
    level, only committees that still exist are meant. Raises UnknownCommittee or
    AmbiguousCommittee, with a sentence for whoever wrote it. Spelling is forgiven, guesses are not.
    `hinted`: whether the refusal of a name that is none looks for the nearest.
    """
    if len(text) > LONGEST:
        raise UnknownCommittee(
            f"«{text.strip()[:40]}…» tiene {len(text)} letras, y ningún comité se llama así: "
            "escriba su código (CODISEC-150108) o su nombre."
        )
    return _resolved(text, hinted=hinted)


@lru_cache(maxsize=20_000)
def _resolved(text: str, *, hinted: bool) -> CommitteeRow:
    code = _as_code(text)
    if code in by_code():
        return by_code()[code]
    level, rest = _level(text)
    if level == "CONASEC" and not spoken(rest):
        return by_code()["CONASEC"]
    name, *places = [part for part in re.split(r"[(),;/]", rest) if spoken(part)] or [""]
    if not name:
        raise UnknownCommittee(
            f"«{text.strip()}» no dice qué comité: escriba su código (CODISEC-150108) o su nombre "
            "con el lugar (CORESEC Puno)."
        )
    return _one(text, name, places, level, hinted)


def _one(
    text: str, name: str, places: list[str], level: Level | None, hinted: bool
) -> CommitteeRow:
    found = [c for c in _named(name, level) if _lies_in(c, places)]
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousCommittee(
            f"«{text.strip()}» puede ser {len(found)} comités: {_listed(found)}. "
            "Escriba el código, o el nombre completo con su provincia entre paréntesis.",
            found,
        )
    near = _nearest(text, name, level) if hinted else []
    advice = (
        f"Los más parecidos son: {_listed(near)}. Escriba el código del que sea."
        if near
        else "Escriba su código (CODISEC-150108) o su nombre con el lugar (CORESEC Puno)."
    )
    raise UnknownCommittee(f"No hay un comité «{text.strip()}». {advice}", near)


def _level(text: str) -> tuple[Level | None, str]:
    """The level that the text begins with, if any, and what follows."""
    words = re.findall(r"[^\W_]+", text)
    for count in (2, 1):
        said = spoken(" ".join(words[:count]))
        if said in LEVELS:
            rest = re.sub(r"^\W*" + r"\W+".join(map(re.escape, words[:count])), "", text)
            return LEVELS[said], OF_SECURITY.sub("", rest).lstrip(" -:")
    return None, text


def _named(name: str, level: Level | None) -> list[CommitteeRow]:
    """Committees of that name; else of that name but for articles; else but for a misspelling.

    The right name of some place is not taken for a misspelling of another.
    """
    for form in (spoken, bare):
        if same := [c for c in _index(form).get(form(name), []) if _meant(c, level)]:
            return same
    wanted = bare(name)
    limit = tolerance(wanted)
    if not limit or wanted in _index(bare):
        return []
    near = _lexicon().within(wanted, limit)
    return [c for n in near for c in _index(bare)[n] if _meant(c, level)]


@cache
def _index(form: Callable[[str], str]) -> dict[str, list[CommitteeRow]]:
    """Committees with a place in their name, by that name in one of its forms."""
    index: dict[str, list[CommitteeRow]] = {}
    for committee in committees():
        for name in {form(name) for name in _names(committee)}:
            index.setdefault(name, []).append(committee)
    return index


@cache
def _lexicon() -> Lexicon:
    return Lexicon(_index(bare))


def _meant(committee: CommitteeRow, level: Level | None) -> bool:
    """Whether the level said is this one; none said means the committees there are today."""
    return committee.level == level if level else committee.valid_to is None


def _names(committee: CommitteeRow) -> tuple[str, ...]:
    if committee.level == "CONASEC":
        return ()
    if committee.level == "CORESEC":
        name = reference.region_name(committee.region)
        return (name, "Lima") if name.startswith("Lima ") else (name,)
    unit = reference.by_code()[committee.territory]
    return (unit.name, *unit.former_names)


def _lies_in(committee: CommitteeRow, places: list[str]) -> bool:
    """Whether the places written after the name are above the committee, the nearest first."""
    above = [
        {reference.by_code()[committee.territory[:length]].name}
        for length in (4, 2)
        if length < len(committee.territory)
    ]
    if above:
        above[-1].add(reference.region_name(committee.region))
    known = [{bare(name) for name in names} for names in above]
    if len(places) > len(known):
        return False
    if len(places) == 1:
        return any(bare(places[0]) in names for names in known)
    return all(bare(place) in names for place, names in zip(places, known, strict=False))


def _nearest(text: str, name: str, level: Level | None) -> list[CommitteeRow]:
    """The three that look most like the code, or the name; those half unlike it left out."""
    if re.search(r"\d", name):
        return _nearest_codes(_as_code(text))
    wanted = bare(name)
    apart = _lexicon().within(wanted, len(wanted) // 2)
    near = sorted(apart, key=lambda n: (apart[n], n))
    return [c for n in near for c in _index(bare)[n] if _meant(c, level)][:3]


def _nearest_codes(code: str) -> list[CommitteeRow]:
    """Two letters apart at most, those of committees that still exist first."""
    apart = _codes().within(code, 2)
    found = [by_code()[each] for each in apart]
    return sorted(found, key=lambda c: (apart[c.code], c.valid_to is not None, c.code))[:3]


@cache
def _codes() -> Lexicon:
    return Lexicon(by_code())


def _as_code(text: str) -> str:
    return re.sub(r"[\s_-]+", "-", text.strip().upper())


def _listed(found: list[CommitteeRow]) -> str:
    names = [f"{label(c)}, {c.code}" for c in found[:SHOWN]]
    more = f" y {len(found) - SHOWN} más" if len(found) > SHOWN else ""
    return "; ".join(names) + more
