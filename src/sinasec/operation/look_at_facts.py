"""The facts against what remembers them: their codes, their loads and what was published."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any, Final

import polars as pl
from django.db.models import Count

from sinasec.compliance.clock import CHECKED, answered
from sinasec.compliance.frames import Facts
from sinasec.compliance.identity import act_id
from sinasec.compliance.models import Act, Batch, Completeness, Review, Waiver
from sinasec.counted import counted
from sinasec.operation.finding import FAULT, NOTE, UNSEEN, Finding
from sinasec.publications.canonical import UnreadableTable
from sinasec.publications.inputs import read_inputs
from sinasec.publications.simulation.simulate import LAYOUT as MADE_UP

SHOWN: Final = 5
RESTORE: Final = (
    "Alguien cambió la base por debajo del programa: guarde una copia para averiguarlo, y restaure "
    "un respaldo."
)
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


def codes(found: Facts) -> Iterator[Finding]:
    """The code of an act is drawn from what it says: see `compliance.identity`."""
    wrong = [
        row[0]
        for row in found.acts.select(
            "act_id", "committee", "kind", "date", "attributes", "supersedes", "simulated"
        ).iter_rows()
        if act_id(*row[1:6], simulated=row[6]) != row[0]
    ]
    if wrong:
        yield Finding(
            "hechos",
            FAULT,
            f"{counted(len(wrong), *OTHERWISE)}: {_some(wrong)}.",
            RESTORE,
        )


def batches() -> Iterator[Finding]:
    """Each load against the facts that it brought."""
    acts = _by_batch(Act)
    brought = acts + _by_batch(Review) + _by_batch(Waiver) + _by_batch(Completeness)
    for batch in Batch.objects.order_by("id"):
        made_up = batch.layout == MADE_UP
        there = (acts if made_up else brought)[batch.pk]
        added = batch.rows if made_up else batch.added
        said = batch.rows if added is None else added
        if there != added if added is not None else there > batch.rows:
            yield Finding(
                "cargas",
                FAULT,
                f"La carga {batch.pk} («{batch.file}») trajo "
                f"{counted(said, 'hecho', 'hechos')} y en la base hay {there}.",
                RESTORE,
            )


def _by_batch(model: Any) -> Counter[int]:
    rows = model.objects.exclude(source=None).values("source").annotate(n=Count("pk"))
    return Counter({row["source"]: row["n"] for row in rows.order_by()})


def against(publication: Any, folder: Path, found: Facts) -> Iterator[Finding]:
    """The facts that a publication (verified) holds against those that the base knew by then."""
    try:
        published = read_inputs(folder)
    except UnreadableTable as error:
        yield Finding("hechos", UNSEEN, f"{publication.pk}: {error}", "Use un programa más nuevo.")
        return
    known_at = publication.known_at.replace(tzinfo=None)
    for name, noun in NAMES.items():
        known = getattr(found, name).filter(pl.col("registered_at") <= known_at)
        yield from _differences(publication, name, noun, (getattr(published, name), known))


def _differences(
    publication: Any, name: str, noun: str, frames: tuple[pl.DataFrame, pl.DataFrame]
) -> Iterator[Finding]:
    """`frames`: as they were published, and as the base has them now.

    What is made up says its own moments, real facts among it may well be dated later: there only
    what is lost or changed tells anything.
    """
    before, now = frames[0], frames[1].select(frames[0].columns)
    lost, strange = _without(before, now), _without(now, before)
    if name == "acts":
        altered = sorted(set(lost["act_id"]) & set(strange["act_id"]))
        if altered:
            many = counted(len(altered), "acto cambió", "actos cambiaron")
            yield _said(f"{many} desde", publication.pk, altered)
        lost, strange = (each.filter(~pl.col("act_id").is_in(altered)) for each in (lost, strange))
    of = "act_id" if "act_id" in before.columns else "committee"
    if lost.height:
        missing = "Falta" if lost.height == 1 else "Faltan"
        many = f"{missing} {counted(lost.height, ONE[noun], noun)} de"
        yield _said(many, publication.pk, lost[of].to_list())
    if strange.height and not publication.simulated:
        yield from _dated_before(publication.pk, name, of, strange)


def _dated_before(publication: str, name: str, of: str, strange: pl.DataFrame) -> Iterator[Finding]:
    """Facts that it could have known and does not hold: slipped in, or of a clock put right."""
    known = strange.join(_checked(name, of), on=[of, "registered_at"], how="left")
    for (why,), rows in known.group_by("why", maintain_order=True):
        which, noun = rows[of].to_list(), NAMES[name]
        if why is None:
            are = "está" if rows.height == 1 else "están"
            many = f"Hay {counted(rows.height, ONE[noun], noun)} de fecha anterior que no {are} en"
            yield _said(many, publication, which, COMPARE)
            continue
        yield Finding(
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


def _said(what: str, publication: str, which: list[str], remedy: str = RESTORE) -> Finding:
    return Finding("hechos", FAULT, f"{what} la publicación {publication}: {_some(which)}.", remedy)


def _some(which: list[str]) -> str:
    more = f" y {len(which) - SHOWN} más" if len(which) > SHOWN else ""
    return ", ".join(which[:SHOWN]) + more
