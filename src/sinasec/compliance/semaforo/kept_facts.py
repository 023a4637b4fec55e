"""The facts against what remembers them: their codes, their loads and what was published."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any, Final

import polars as pl
from django.db.models import Count

from sinasec.compliance.frames import FactFrames, Origin, facts
from sinasec.compliance.identity import act_id
from sinasec.compliance.made_up import LAYOUT as MADE_UP
from sinasec.compliance.models import Act, Batch, Completeness, Review, Waiver
from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.compliance.semaforo.signed_facts import SignedFacts, signed_facts
from sinasec.counted import counted
from sinasec.publications.finding import FAULT, NOTE, RESTORE, UNCOMPARED, UNSEEN, HealthFinding
from sinasec.publications.models import Publication
from sinasec.publications.packages.canonical import UnreadableTable
from sinasec.publications.trust.trusted import trusted_keys
from sinasec.records.clock import CHECKED, answered, nobody_registering

Reader = Callable[[Origin], FactFrames]

SHOWN: Final = 5
COMPARE: Final = (
    "Antes de restaurar, compare con un respaldo quién los registró y cuándo: pueden ser hechos "
    "buenos, de un reloj mal puesto. Si alguien los puso por debajo del programa, guarde una copia "
    "y restaure."
)
NAMES: Final = {
    "acts": "actos",
    "reviews": "revisiones",
    "waivers": "dispensas",
    "completeness": "constancias",
}
ONE: Final = dict(zip(NAMES.values(), ("acto", "revisión", "dispensa", "constancia"), strict=True))
OTHERWISE: Final = (
    "acto no dice lo que decía cuando se registró",
    "actos no dicen lo que decían cuando se registraron",
)
_MODELS: Final[dict[str, tuple[Any, str]]] = {
    "acts": (Act, "id"),
    "reviews": (Review, "act_id"),
    "waivers": (Waiver, "committee_id"),
    "completeness": (Completeness, "committee_id"),
}


def altered(
    publications: Path, keys: Path, read: Reader = facts, *, every: bool = True
) -> Iterator[HealthFinding]:
    """Everything about the facts of the base, of one moment; nothing when they are as they were.

    `publications`, `keys`: their folders; `read`: facts of the base by origin; `every`: see
    `against`. Raises what the database does.
    """
    with nobody_registering():
        yield from batches()
        try:
            yield from codes(read("all"))
        except (pl.exceptions.PolarsError, TypeError, ValueError) as error:
            why = str(error).splitlines()[0][:120]
            yield HealthFinding(
                "hechos", FAULT, f"Hay hechos que no se pueden leer ({why}).", RESTORE
            )
            return
        yield from against(publications, keys, read, every=every)


def codes(found: FactFrames) -> Iterator[HealthFinding]:
    """The code of an act is drawn from what it says: see `compliance.identity`."""
    wrong = [
        row[0]
        for row in found.acts.select(
            "act_id", "committee", "kind", "date", "attributes", "supersedes", "simulated"
        ).iter_rows()
        if act_id(*row[1:6], simulated=row[6]) != row[0]
    ]
    if wrong:
        yield HealthFinding(
            "hechos",
            FAULT,
            f"{counted(len(wrong), *OTHERWISE)}: {_some(wrong)}.",
            RESTORE,
        )


def batches() -> Iterator[HealthFinding]:
    """Each load against the facts that it brought."""
    acts = _by_batch(Act)
    brought = acts + _by_batch(Review) + _by_batch(Waiver) + _by_batch(Completeness)
    for batch in Batch.objects.order_by("id"):
        made_up = batch.layout == MADE_UP
        there = (acts if made_up else brought)[batch.pk]
        added = batch.rows if made_up else batch.added
        said = batch.rows if added is None else added
        if there != added if added is not None else there > batch.rows:
            yield HealthFinding(
                "cargas",
                FAULT,
                f"La carga {batch.pk} («{batch.file}») trajo "
                f"{counted(said, 'hecho', 'hechos')} y en la base hay {there}.",
                RESTORE,
            )


def _by_batch(model: Any) -> Counter[int]:
    rows = model.objects.exclude(source=None).values("source").annotate(n=Count("pk"))
    return Counter({row["source"]: row["n"] for row in rows.order_by()})


def against(
    publications: Path, keys: Path, read: Reader, *, every: bool
) -> Iterator[HealthFinding]:
    """The facts of every semáforo whose signature is believed, against what the base knew by then.

    The newest first, and what it tells is not told again of those before it. Unless `every`, only
    the newest of real facts and the newest made up: facts are only added, so they hold nearly all.
    """
    trusted = trusted_keys(keys)
    looked: set[bool] = set()
    told = _Told(cache(read))
    for row in Publication.objects.filter(kind=SEMAFORO).order_by("-known_at", "-created_at"):
        if not every and row.simulated in looked:
            continue
        try:
            signed = signed_facts(publications / row.folder, trusted)
        except UnreadableTable as error:
            yield HealthFinding(
                "hechos", UNSEEN, f"{row.pk}: {error}", "Use un programa más nuevo."
            )
            continue
        if signed is not None:  # else it is withheld, and looked at as a publication
            looked.add(row.simulated)
            yield from _of(row.pk, signed, told)
    for simulated in sorted({False, True} - looked):
        yield from _uncompared(told.read, simulated=simulated)


def _uncompared(read: Reader, *, simulated: bool) -> Iterator[HealthFinding]:
    """Facts that no signed semáforo vouches for: the database alone cannot tell if they changed."""
    real = read("real").acts.height
    count = read("all").acts.height - real if simulated else real
    if not count:
        return
    kind = " SIMULADO" if simulated else ""
    acts = f"{counted(count, 'acto', 'actos')}{kind}"
    there = Publication.objects.filter(kind=SEMAFORO, simulated=simulated).count()
    if there:
        published = counted(there, "semáforo publicado", "semáforos publicados")
        yield HealthFinding(
            UNCOMPARED,
            FAULT,
            f"Hay {acts}, y de {published} ninguno se puede leer como se firmó: no se puede saber "
            "si lo registrado cambió.",
            "Devuelva uno de un respaldo, «sinasec restore RESPALDO --publication CÓDIGO»; si no "
            "lo hay, publique otra vez el mismo (--as-of, --known-at): se pone si nada cambió.",
        )
        return
    yield HealthFinding(
        UNCOMPARED,
        NOTE,
        f"Hay {acts} y ningún semáforo firmado que los recuerde: no se puede saber si cambiaron.",
        "Si todavía no ha publicado ninguno, es lo que corresponde. Si ya había publicado, alguien "
        "quitó las publicaciones: compare con otro respaldo.",
    )


@dataclass(slots=True)
class _Told:
    """The rows of each table that were told already.

    `read`: the facts of the base. `lost` of a publication, `strange` of the base: table -> rows.
    """

    read: Reader
    lost: dict[str, pl.DataFrame] = field(default_factory=dict[str, pl.DataFrame])
    strange: dict[str, pl.DataFrame] = field(default_factory=dict[str, pl.DataFrame])


def _of(publication: str, signed: SignedFacts, told: _Told) -> Iterator[HealthFinding]:
    """What is made up says its own moments, and real facts among it may well be dated later.

    There only what is lost or changed tells anything.
    """
    said = signed.statement
    base = told.read("all" if said.simulated else "real")
    for name in NAMES:
        published: pl.DataFrame = getattr(signed.facts, name)
        known: pl.DataFrame = getattr(base, name).filter(pl.col("registered_at") <= said.known_at)
        lost = _untold(_without(published, known), told.lost, name)
        strange = _without(known.select(published.columns), published)
        strange = _untold(strange, told.strange, name)
        yield from _differences(publication, name, lost, strange, real=not said.simulated)


def _untold(rows: pl.DataFrame, told: dict[str, pl.DataFrame], name: str) -> pl.DataFrame:
    """Those that were not told before; from now on they are."""
    before = told.get(name, rows.clear())
    new = _without(rows, before)
    told[name] = pl.concat([before, new])
    return new


def _differences(
    publication: str, name: str, lost: pl.DataFrame, strange: pl.DataFrame, *, real: bool
) -> Iterator[HealthFinding]:
    if name == "acts":
        altered = sorted(set(lost["act_id"]) & set(strange["act_id"]))
        if altered:
            many = counted(len(altered), "acto cambió", "actos cambiaron")
            yield _said(f"{many} desde", publication, altered)
        lost, strange = (each.filter(~pl.col("act_id").is_in(altered)) for each in (lost, strange))
    of = "act_id" if "act_id" in lost.columns else "committee"
    if lost.height:
        missing = "Falta" if lost.height == 1 else "Faltan"
        many = f"{missing} {counted(lost.height, ONE[NAMES[name]], NAMES[name])} de"
        yield _said(many, publication, lost[of].to_list())
    if strange.height and real:
        yield from _dated_before(publication, name, of, strange)


def _dated_before(
    publication: str, name: str, of: str, strange: pl.DataFrame
) -> Iterator[HealthFinding]:
    """Facts that it could have known and does not hold: slipped in, or of a clock put right."""
    known = strange.join(_checked(name, of), on=[of, "registered_at"], how="left")
    for (why,), rows in known.group_by("why", maintain_order=True):
        which, noun = rows[of].to_list(), NAMES[name]
        if why is None:
            are = "está" if rows.height == 1 else "están"
            many = f"Hay {counted(rows.height, ONE[noun], noun)} de fecha anterior que no {are} en"
            yield _said(many, publication, which, COMPARE)
            continue
        yield HealthFinding(
            "hechos",
            NOTE,
            f"Con un reloj que alguien comprobó («{why}») hay "
            f"{counted(rows.height, ONE[noun], noun)} de fecha anterior a la publicación "
            f"{publication}, que no los tiene: {_some(which)}.",
            "No hace falta nada. Si nadie reconoce ese motivo, compare con un respaldo.",
        )


def _checked(name: str, of: str) -> pl.DataFrame:
    """Real facts for whose clock somebody answered: `of`, registered_at (UTC), why."""
    model, key = _MODELS[name]
    rows = model.objects.filter(simulated=False, registered_by__contains=CHECKED)
    return pl.DataFrame(
        [
            (code, moment.astimezone(UTC).replace(tzinfo=None), answered(by) or None)
            for code, moment, by in rows.values_list(key, "registered_at", "registered_by")
        ],
        schema={of: pl.String, "registered_at": pl.Datetime("us"), "why": pl.String},
        orient="row",
    ).unique([of, "registered_at"])


def _without(these: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    return these.join(others, on=these.columns, how="anti", nulls_equal=True)


def _said(what: str, publication: str, which: list[str], remedy: str = RESTORE) -> HealthFinding:
    return HealthFinding(
        "hechos", FAULT, f"{what} la publicación {publication}: {_some(which)}.", remedy
    )


def _some(which: list[str]) -> str:
    more = f" y {len(which) - SHOWN} más" if len(which) > SHOWN else ""
    return ", ".join(which[:SHOWN]) + more
