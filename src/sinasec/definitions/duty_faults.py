"""What the schema cannot see in a duty: wordings that overlap, gaps, names nobody declared."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import pairwise
from typing import Any, Final

from sinasec.definitions.case_judgement import judge_each, level_of
from sinasec.definitions.documents import Document, Path
from sinasec.definitions.duty_files import Case, DutyFile, by_level
from sinasec.definitions.loading import Library
from sinasec.definitions.reference_files import ActKind
from sinasec.definitions.undeclared import undeclared
from sinasec.methods.compliance.periods import MONTHS
from sinasec.methods.law import CalendarGap, Duty, Norm, Version

Told = tuple[Path, str]
LEVELS: Final = ("CONASEC", "CORESEC", "COPROSEC", "CODISEC")
CASES: Final = 3
MOST_DUES: Final = 120  # a year, over all the wordings
ONE_DAY: Final = timedelta(days=1)
NORMS: Final = "norms.yaml"
KINDS: Final = "act_kinds.yaml"
BILL: Final = "Proyecto"  # a draft may cite a bill, which has no official text yet
LONGEST: Final = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30}


def duty_faults(file: DutyFile, library: Library) -> Iterator[Told]:
    """Everything wrong with a duty that keeps the schema: (path, sentence)."""
    yield from _standing_of(file)
    yield from _wordings(file)
    yield from _names(file, library)
    yield from _days(file.document)
    if crowded := list(_crowd(file)):
        yield from crowded  # and its cases are not judged: each would take as long as it asks
        return
    yield from _cases(file, library)


def _crowd(file: DutyFile) -> Iterator[Told]:
    """More due days than anybody could keep, and than anyone should wait to see judged."""
    dues = sum(
        len(one.dues) * 12 // MONTHS.get(one.per or "year", 12) for one in file.duty.versions
    )
    if dues > MOST_DUES:
        message = f"sus redacciones suman {dues} vencimientos al año: se admiten {MOST_DUES}."
        yield ("versions",), message


def _standing_of(file: DutyFile) -> Iterator[Told]:
    """What is asked of a definition and not of a draft: its name and its worked cases."""
    if not _is_definition(file):
        return
    for index, spec in enumerate(file.document.value["versions"]):
        if "breach" in spec:
            message = (
                "una definición no dice la luz: diga en «consequences» qué ata la norma a la falta."
            )
            yield ("versions", index, "breach"), message
    code, name = file.duty.code, file.document.name.rpartition("/")[2]
    if name != f"{code}.yaml":
        yield ("code",), f"el código «{code}» y el archivo «{name}» deben llamarse igual."
    if len(file.cases) < CASES:
        yield ("cases",), f"una definición trae {CASES} casos resueltos o más."


def _is_definition(file: DutyFile) -> bool:
    """Whether the file belongs to a set of definitions; a draft comes by its bare name."""
    return "/" in file.document.name


def _wordings(file: DutyFile) -> Iterator[Told]:
    """Wordings out of order in themselves, overlapping, or leaving somebody without one."""
    indices = _indices(file)
    for version, index in indices:
        if version.end is not None and version.end < version.start:
            yield (
                ("versions", index),
                f"termina ({version.end}) antes de empezar ({version.start}); revise «to» y si "
                "otra redacción empieza el mismo día.",
            )
    for level in LEVELS:
        bound = sorted(
            ((v, i) for v, i in indices if level in v.bearers), key=lambda pair: pair[0].start
        )
        for (old, _), (new, index) in pairwise(bound):
            yield from _joint(level, old, new, index, file.document.value.get("gaps", ()))


def _indices(file: DutyFile) -> list[tuple[Version, int]]:
    """Each wording with its place in the file (the duty holds them by date)."""
    specs = file.document.value["versions"]
    apart = [index for index, spec in enumerate(specs) for _ in by_level(spec)]
    order = sorted(apart, key=lambda index: specs[index]["from"])
    return list(zip(file.duty.versions, order, strict=True))


def _joint(level: str, old: Version, new: Version, index: int, gaps: Any) -> Iterator[Told]:
    path: Path = ("versions", index, "from")
    if old.end is None or new.start <= old.end:
        until = old.end or "sin término"
        yield (
            path,
            f"para {level} se traslapa con la redacción de {old.start} (rige hasta {until}).",
        )
    elif new.start > old.end + ONE_DAY and level not in gaps:
        yield (
            path,
            f"entre {old.end + ONE_DAY} y {new.start - ONE_DAY} el {level} queda sin redacción; si "
            f"es a propósito, agregue «gaps: [{level}]».",
        )


def _names(file: DutyFile, library: Library) -> Iterator[Told]:
    for version, index in _indices(file):
        path: Path = ("versions", index)
        if version.norm.id.startswith(BILL):
            if _is_definition(file):
                message = "un proyecto no obliga: una definición cita la norma publicada."
                yield (*path, "norm", "id"), message
        elif version.norm.id not in library.norms:
            yield (
                (*path, "norm", "id"),
                undeclared("la norma", version.norm.id, library.norms, NORMS),
            )
        elif not version.norm.url:
            yield (*path, "norm"), "la norma no tiene dirección: póngala en norms.yaml o en «url»."
        yield from _others(version.norm, (*path, "norm"), library)
        for place, one in enumerate(version.consequences):
            at = (*path, "consequences", place, "norm")
            if one.norm.id not in library.norms:
                yield (*at, "id"), undeclared("la norma", one.norm.id, library.norms, NORMS)
            yield from _others(one.norm, at, library)
        for place, kind in enumerate(version.acts):
            yield from _kind(kind, version, (*path, "acts", place), library.act_kinds)
        for place, kind in enumerate(version.refused):
            at = (*path, "refused", place, "kind")
            yield from _kind(kind, version, at, library.act_kinds)
            if kind in version.acts:
                yield at, f"«{kind}» no puede contar y no contar."
        if version.trigger:
            yield from _kind(version.trigger, version, (*path, "trigger"), library.act_kinds)
        yield from _conditions(version, path, library.act_kinds)
        yield from _dated(file.duty, version, path, library.act_kinds)
        yield from _of_years(file.duty, version, path, library.act_kinds)


def _others(norm: Norm, path: Path, library: Library) -> Iterator[Told]:
    for place, one in enumerate(norm.read_with):
        if one.id not in library.norms:
            message = undeclared("la norma", one.id, library.norms, NORMS)
            yield (*path, "read_with", place, "id"), message


def _kind(kind: str, version: Version, path: Path, kinds: Mapping[str, ActKind]) -> Iterator[Told]:
    if kind not in kinds:
        yield path, undeclared("la clase de acto", kind, kinds, KINDS)
        return
    strangers = sorted(version.bearers - set(kinds[kind].levels))
    if strangers:
        yield path, f"act_kinds.yaml no admite «{kind}» en {', '.join(strangers)}."


def _conditions(version: Version, path: Path, kinds: Mapping[str, ActKind]) -> Iterator[Told]:
    for index, condition in enumerate(version.conditions):
        for kind in version.acts:
            said = [one.name for one in kinds[kind].attributes] if kind in kinds else None
            if said is not None and condition.attribute not in said:
                where = (*path, "conditions", index, "attribute")
                yield (
                    where,
                    undeclared(f"el atributo de «{kind}»", condition.attribute, said, KINDS),
                )


def _dated(
    duty: Duty, version: Version, path: Path, kinds: Mapping[str, ActKind]
) -> Iterator[Told]:
    """The date by which acts count: each kind of them must be able to say it."""
    if version.dated_by is None:
        return
    if duty.rule != "at_least":
        yield (*path, "dated_by"), "solo un deber «at_least» cuenta los actos por otra fecha."
    if version.count != 1 or any(one.count for one in version.conditions):
        yield (
            (*path, "dated_by"),
            "un acto que cuenta por dos fechas solo vale donde se pide uno: «count: 1».",
        )
    for kind in [kind for kind in version.acts if kind in kinds]:
        said = [one.name for one in kinds[kind].attributes if one.type == "date"]
        if version.dated_by.attribute not in said:
            what = f"la fecha de «{kind}»"
            where = (*path, "dated_by", "attribute")
            yield where, undeclared(what, version.dated_by.attribute, said, KINDS)


def _of_years(
    duty: Duty, version: Version, path: Path, kinds: Mapping[str, ActKind]
) -> Iterator[Told]:
    """The years of what is in force: each kind of act must be able to say them."""
    if version.years_in is None:
        return
    if duty.rule != "standing":
        message = "solo en un deber «standing» rige algo, que los actos dicen de qué años es."
        yield (*path, "years_in"), message
    if version.count != 1 or any(one.count for one in version.conditions):
        yield (
            (*path, "years_in"),
            "lo que rige por sus años solo vale donde se pide un acto: «count: 1».",
        )
    for kind in [kind for kind in version.acts if kind in kinds]:
        said = [one.name for one in kinds[kind].attributes if one.type == "text"]
        if version.years_in.attribute not in said:
            what = f"el texto de «{kind}»"
            yield (
                (*path, "years_in", "attribute"),
                undeclared(what, version.years_in.attribute, said, KINDS),
            )


def _days(document: Document) -> Iterator[Told]:
    """Days of the year that no year has, and periods that end before they begin."""
    for index, version in enumerate(document.value["versions"]):
        for place, due in enumerate(version.get("dues", ())):
            for key in ("on", "opens", "new_authorities"):
                day = due.get(key)
                if day and day["day"] > LONGEST.get(day["month"], 31):
                    path = ("versions", index, "dues", place, key)
                    yield path, f"el día {day['day']} del mes {day['month']} no existe."
        for place, period in enumerate(version.get("periods", ())):
            path = ("versions", index, "periods", place)
            if period["end"] < period["start"]:
                yield path, "el período termina antes de empezar."
            if period["due"] < period["opens"]:
                yield path, "el plazo vence («due») antes de abrirse («opens»)."


def _cases(file: DutyFile, library: Library) -> Iterator[Told]:
    judged: list[Case] = []
    for case in file.cases:
        if refusal := _refusal(case, file.duty):
            yield refusal
            continue
        judged.append(case)
        for index, act in enumerate(case.spec["acts"]):
            if act["kind"] not in library.act_kinds:
                message = undeclared("la clase de acto", act["kind"], library.act_kinds, KINDS)
                yield (*_path(case), "acts", index, "kind"), message
    for case, verdict in zip(judged, judge_each(judged, library.edition), strict=True):
        if isinstance(verdict, CalendarGap):
            yield _path(case), str(verdict)
        elif verdict.differences:
            differences = "; ".join(verdict.differences)
            yield (*_path(case), "expect"), f"el caso «{case.says}» no resulta: {differences}."


def _path(case: Case) -> Path:
    return ("cases", case.number - 1)


def _refusal(case: Case, duty: Duty) -> Told | None:
    """Why a case cannot be judged, if it cannot."""
    level = level_of(case, duty)
    if level is None:
        return _path(case), "el caso debe decir de qué nivel es (committee_level)."
    if duty.only_in and "committee" not in case.spec:
        message = "el deber obliga en un lugar: el caso debe decir de qué comité es (committee)."
        return _path(case), message
    bound = any(level in version.bearers for version in duty.versions)
    if not bound and not case.spec["expect"].get("absent"):
        message = f"el deber no obliga en ninguna redacción al {level}."
        return (*_path(case), "committee_level"), message
    return None
