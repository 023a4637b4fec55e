"""The writes of facts: keyword-only, signed by whoever makes them, all or nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db import transaction
from django.utils import timezone

from sinasec.audit.events import Thing, record
from sinasec.compliance import storage
from sinasec.compliance.entries import ActEntry, clean_text
from sinasec.compliance.errors import (
    AlreadyCorrected,
    FactError,
    ForeignCorrection,
    InvalidAct,
    UnknownAct,
    no_act,
)
from sinasec.compliance.identity import family
from sinasec.compliance.models import Act, Batch, Completeness, Review, Waiver
from sinasec.methods.law import Scalar
from sinasec.records.clock import fault_of_author, registering

ACT: Final = "acto"
ACTS: Final = "actos"
COMMITTEE: Final = "comité"
MOST_CODES: Final = 270  # letters of the codes of several acts: the first ten


class Noted(NamedTuple):
    """What the audit is told of a row."""

    action: str
    thing: Thing
    after: Mapping[str, Any]
    why: str


@dataclass(frozen=True, slots=True)
class Registration:
    """`ids`: codes of the acts in the order given; `new`: those that were not there before."""

    ids: tuple[str, ...]
    new: frozenset[str]


@transaction.atomic
def register_acts(
    *, entries: Iterable[ActEntry], by: str, source: Batch | None = None
) -> Registration:
    """Add acts, corrections among them. An act already registered is left as it is.

    Raises InvalidAct, UnknownAct, AlreadyCorrected or ForeignCorrection; then nothing is added.
    """
    _check_signed(by)
    cleaned = [entry.clean() for entry in entries]
    ids = tuple(entry.id for entry in cleaned)
    by_id = dict(zip(ids, cleaned, strict=True))
    with registering("compliance", made_up=all(entry.simulated for entry in cleaned)) as moment:
        new = {key: by_id[key] for key in by_id.keys() - storage.registered(by_id)}
        check_corrections(new)
        storage.insert_acts(
            [(key, new[key]) for key in _corrected_first(new, ids)],
            by=moment.signed(by),
            source=source,
            now=moment.at,
        )
        if source is None and new:
            _note_acts(new, moment.signed(by), moment.at)
    return Registration(ids, frozenset(new))


@transaction.atomic
def correct_act(
    *,
    act: str,
    by: str,
    kind: str | None = None,
    date: date | None = None,
    attributes: Mapping[str, Scalar] | None = None,
    evidence_url: str | None = None,
    evidence_sha256: str | None = None,
) -> str:
    """Add an act that corrects another, and return its code. What is not given stays.

    A correction keeps the original date and never worsens it: given a later date, the act still
    counts from the earliest of its chain, and when the original was registered is not forgotten.
    Only one whose attributes say `fecha_errada` annuls the dates before it.
    Raises UnknownAct, AlreadyCorrected or ForeignCorrection.
    """
    original = Act.objects.filter(pk=act).first()
    if original is None:
        raise UnknownAct(no_act(act))
    entry = ActEntry(
        committee=original.committee_id,
        kind=original.kind if kind is None else kind,
        date=original.date if date is None else date,
        attributes=original.attributes if attributes is None else attributes,
        evidence_url=original.evidence_url if evidence_url is None else evidence_url,
        evidence_sha256=original.evidence_sha256 if evidence_sha256 is None else evidence_sha256,
        supersedes=original.id,
        simulated=original.simulated,
    )
    return register_acts(entries=[entry], by=by).ids[0]


def review_act(
    *,
    act: str,
    outcome: str,
    by: str,
    reason: str = "",
    source: Batch | None = None,
    registered_at: datetime | None = None,
) -> Review:
    """Accept an act, or observe it with a reason. Raises UnknownAct or FactError."""
    reviews = register_reviews(
        rows=[Review(act_id=act, outcome=outcome, reason=reason, registered_at=registered_at)],
        by=by,
        source=source,
    )
    return reviews[0]


@transaction.atomic
def register_reviews(
    *, rows: Sequence[Review], by: str, source: Batch | None = None
) -> Sequence[Review]:
    """Add reviews (see `review_act`), all or none."""
    reviewed = storage.registered({row.act_id for row in rows})
    for row in rows:
        if row.act_id not in reviewed:
            raise UnknownAct(no_act(row.act_id))
        if row.outcome not in Review.Outcome.values:
            raise FactError("Una revisión dice «accepted» (aceptado) u «observed» (observado).")
        row.reason = clean_text(row.reason)
        if row.outcome == Review.Outcome.OBSERVED and not row.reason:
            raise FactError("Para observar un acto, diga por qué: el comité debe saberlo.")
        row.simulated = reviewed[row.act_id].simulated
    return _add(rows, _reviewed, by=by, source=source)


def register_waiver(
    *,
    committee: str,
    duty: str,
    day_from: date,
    norm: str,
    by: str,
    day_to: date | None = None,
    kind: str = "suspension",
    reason: str = "",
    source: Batch | None = None,
    simulated: bool = False,
    registered_at: datetime | None = None,
) -> Waiver:
    """Free a committee from a duty ("*": from all) on some days, by a norm. Raises FactError."""
    waiver = Waiver(
        committee_id=committee,
        duty=duty,
        day_from=day_from,
        day_to=day_to,
        kind=kind,
        norm=norm,
        reason=reason,
        simulated=simulated,
        registered_at=registered_at,
    )
    return register_waivers(rows=[waiver], by=by, source=source)[0]


@transaction.atomic
def register_waivers(
    *, rows: Sequence[Waiver], by: str, source: Batch | None = None
) -> Sequence[Waiver]:
    """Add waivers (see `register_waiver`), all or none."""
    for row in rows:
        if row.kind not in Waiver.Kind.values:
            raise FactError("Una dispensa es «suspension» o «no_aplica».")
        if not row.norm.strip():
            raise FactError("Una dispensa cita la norma que la dispone: escríbala.")
        _check_days(row.day_from, row.day_to)
    return _add(rows, _waived, by=by, source=source)


def declare_complete(
    *,
    committee: str,
    kind: str,
    day_from: date,
    day_to: date,
    said_by: str,
    by: str,
    source: Batch | None = None,
    simulated: bool = False,
    registered_at: datetime | None = None,
) -> Completeness:
    """Declare that the register of acts of a kind ("*": of all) has no gaps on those days.

    `said_by`: who answers for it, in words. Raises FactError.
    """
    declared = Completeness(
        committee_id=committee,
        kind=kind,
        day_from=day_from,
        day_to=day_to,
        said_by=said_by,
        simulated=simulated,
        registered_at=registered_at,
    )
    return register_completeness(rows=[declared], by=by, source=source)[0]


@transaction.atomic
def register_completeness(
    *, rows: Sequence[Completeness], by: str, source: Batch | None = None
) -> Sequence[Completeness]:
    """Add declarations of completeness (see `declare_complete`), all or none."""
    today = timezone.localdate()
    for row in rows:
        if not row.said_by.strip():
            raise FactError("Diga quién responde de que el registro está completo.")
        _check_days(row.day_from, row.day_to)
        if row.day_to > today:
            raise FactError("Nadie puede responder por días que no han llegado: acorte el plazo.")
    return _add(rows, _declared, by=by, source=source)


def check_corrections(new: Mapping[str, ActEntry]) -> None:
    """Every correction among `new` (code -> entry) may be registered; see `register_acts`."""
    corrections = {key: entry for key, entry in new.items() if entry.supersedes}
    if not corrections:
        return
    targets = {entry.supersedes for entry in corrections.values() if entry.supersedes}
    known = storage.registered(targets)
    corrected = storage.superseded(targets)
    for entry in corrections.values():
        check_correction(entry, new, known, corrected)
        corrected.add(entry.supersedes or "")


def check_correction(
    entry: ActEntry,
    new: Mapping[str, ActEntry],
    known: Mapping[str, "storage.Stored"],
    corrected: set[str],
) -> None:
    """`entry` corrects an act of `new` or `known`, its own committee's, not corrected before."""
    target = entry.supersedes or ""
    original = known.get(target) or new.get(target)
    if original is None:
        raise UnknownAct(no_act(target))
    if target in corrected:
        raise AlreadyCorrected(
            f"El acto «{target}» ya fue corregido: corrija su corrección, con el código de ella."
        )
    if original.committee != entry.committee:
        raise ForeignCorrection(
            f"El acto «{target}» es de otro comité ({original.committee}): ponga ese comité, o "
            "revise el código del acto que se corrige."
        )
    if family(original.kind) != family(entry.kind) or original.simulated != entry.simulated:
        raise ForeignCorrection(
            f"El acto «{target}» es de otra clase ({original.kind}): un acto se corrige con otro "
            "de su misma familia; revise la clase o el código."
        )


def _corrected_first(new: Mapping[str, ActEntry], ids: Iterable[str]) -> list[str]:
    """The codes in the order given, but an act before the act that corrects it."""
    ordered: dict[str, None] = {}
    for key in ids:
        chain = []
        link: str | None = key
        while link is not None and link in new and link not in ordered:
            chain.append(link)
            link = new[link].supersedes
        ordered.update(dict.fromkeys(reversed(chain)))
    return list(ordered)


def _add(
    rows: Sequence, noted: Callable[[Any], Noted], *, by: str, source: Batch | None
) -> Sequence:
    """`noted`: what the audit is told of a row; of what a file brings, the file is told of."""
    _check_signed(by)
    with registering("compliance", made_up=all(row.simulated for row in rows)) as moment:
        for row in rows:
            if row.registered_at is not None and not row.simulated:
                raise InvalidAct("Solo un hecho simulado puede decir cuándo fue registrado.")
            row.registered_at = row.registered_at or moment.at
            row.registered_by, row.source = moment.signed(by), source
        storage.insert_rows(rows)
        if source is None and rows:
            _note_rows(rows, noted, moment.signed(by), moment.at)
    return rows


def _note_acts(new: Mapping[str, ActEntry], by: str, at: datetime) -> None:
    simulated = all(entry.simulated for entry in new.values())
    corrects = all(entry.supersedes for entry in new.values())
    action = "compliance.correct_act" if corrects else "compliance.register_acts"
    (code, one), *others = new.items()
    if others:
        thing, after = Thing(ACTS, ", ".join(sorted(new))[:MOST_CODES]), {"actos": len(new)}
        record(action, thing, by=by, after=after, simulated=simulated, at=at)
        return
    after = {
        "comité": one.committee,
        "clase": one.kind,
        "fecha": one.date,
        **({"corrige": one.supersedes} if one.supersedes else {}),
    }
    record(action, Thing(ACT, code), by=by, after=after, simulated=simulated, at=at)


def _note_rows(rows: Sequence, noted: Callable[[Any], Noted], by: str, at: datetime) -> None:
    simulated = all(row.simulated for row in rows)
    first = noted(rows[0])
    more = {"filas": len(rows)} if len(rows) > 1 else {}
    after = {**first.after, **more}
    why = "" if more else first.why
    record(first.action, first.thing, by=by, after=after, why=why, simulated=simulated, at=at)


def _reviewed(row: Review) -> Noted:
    thing, after = Thing(ACT, row.act_id), {"revisión": row.outcome}
    return Noted("compliance.review_acts", thing, after, row.reason)


def _waived(row: Waiver) -> Noted:
    after = {
        "deber": row.duty,
        "clase": row.kind,
        "desde": row.day_from,
        "hasta": row.day_to,
        "norma": row.norm,
    }
    thing = Thing(COMMITTEE, row.committee_id)
    return Noted("compliance.register_waivers", thing, after, row.reason)


def _declared(row: Completeness) -> Noted:
    after = {"clase": row.kind, "desde": row.day_from, "hasta": row.day_to, "responde": row.said_by}
    thing = Thing(COMMITTEE, row.committee_id)
    return Noted("compliance.register_completeness", thing, after, "")


def _check_signed(by: str) -> None:
    if fault := fault_of_author(by):
        raise FactError(fault)


def _check_days(day_from: date, day_to: date | None) -> None:
    if day_to is not None and day_to < day_from:
        raise FactError("El último día no puede ser anterior al primero: revise las fechas.")
