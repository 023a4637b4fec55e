"""Editions of boundaries: loaded inactive, checked, then activated by a person who read why.

cargada ──checks without faults──▶ revisada ──activate──▶ activa ──another is activated──▶ retirada
"""

import hashlib
from datetime import datetime
from pathlib import Path

from django.db import transaction

from sinasec.audit.events import Thing, record
from sinasec.territories.locating import Borders
from sinasec.territories.models import Boundary, Edition
from sinasec.territories.survey import Survey, survey

State = Edition.State


class CannotActivate(ValueError):
    """The edition cannot be the active one; the message says why, in Spanish."""


class UnknownBoundaries(LookupError):
    """A sentence: no edition of boundaries has that number."""


def load(path: Path, *, source: str, at: datetime, name: str = "") -> tuple[Edition, bool]:
    """Read, check and keep a file of boundaries as an inactive edition; says whether it is new.

    The same file again is the same edition; where only its drawing was kept, its shapes are now
    kept too. Raises UnreadableBoundaries. The reference tables must
    be in the database.
    """
    found = survey(path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    known = Edition.objects.filter(level=found.level, sha256=sha256).first()
    if known:
        _complete(known, found)
        return known, False
    return _store(found, path, sha256, source, at, name), True


@transaction.atomic
def activate(edition_id: int, *, at: datetime) -> Edition:
    """Make a checked edition the one that pages draw; the former one of its level retires.

    Raises UnknownBoundaries or CannotActivate.
    """
    edition = Edition.objects.select_for_update().filter(id=edition_id).first()
    if edition is None:
        raise UnknownBoundaries(
            f"No hay una edición de límites con el número {edition_id}: vea la lista con "
            "«sinasec boundaries list»."
        )
    if edition.state == State.ACTIVE:
        return edition
    if edition.state == State.LOADED:
        raise CannotActivate(
            f"La edición {edition_id} no se puede activar: {' '.join(edition.report['faults'])}"
        )
    former = Edition.objects.filter(level=edition.level, state=State.ACTIVE)
    before = [str(pk) for pk in former.values_list("pk", flat=True)]
    former.update(state=State.RETIRED)
    edition.state, edition.activated_at = State.ACTIVE, at
    edition.save(update_fields=["state", "activated_at"])
    record(
        "territories.activate_boundaries",
        _thing(edition),
        before={"activa": ", ".join(before)},
        after={"activa": str(edition.pk), "nivel": edition.level},
    )
    return edition


def active_borders(level: str) -> Borders | None:
    """The shapes of the active edition of a level; None without one, or where it was loaded by a
    program that kept only its drawing."""
    active = Edition.objects.filter(level=level, state=State.ACTIVE)
    kept = Boundary.objects.filter(edition__in=active).values_list("unit_id", "shape")
    shapes = {unit: bytes(shape) for unit, shape in kept if shape is not None}
    return Borders.of(shapes) if shapes else None


@transaction.atomic
def _store(
    found: Survey,
    path: Path,
    sha256: str,
    source: str,
    at: datetime,
    name: str,
) -> Edition:
    edition = Edition.objects.create(
        name=name or path.stem,
        level=found.level,
        source=source,
        file_name=path.name,
        sha256=sha256,
        state=State.LOADED if found.faults else State.CHECKED,
        report=found.report,
        loaded_at=at,
    )
    rows = [
        Boundary(
            edition=edition,
            unit_id=drawn.code,
            shape=drawn.shape,
            path=drawn.path,
            area_km2=drawn.area_km2,
            longitude=drawn.longitude,
            latitude=drawn.latitude,
        )
        for drawn in found.drawn
    ]
    Boundary.objects.bulk_create(rows, batch_size=200)
    record(
        "territories.load_boundaries",
        _thing(edition),
        after={
            "archivo": edition.file_name,
            "sha256": sha256,
            "nivel": edition.level,
            "estado": edition.state,
            "fuente": source,
            "unidades": len(rows),
        },
    )
    return edition


@transaction.atomic
def _complete(edition: Edition, found: Survey) -> None:
    shapes = {drawn.code: drawn.shape for drawn in found.drawn}
    lacking = list(Boundary.objects.filter(edition=edition, shape=None, unit__in=shapes))
    for row in lacking:
        row.shape = shapes[row.unit_id]
    Boundary.objects.bulk_update(lacking, ["shape"], batch_size=200)
    if lacking:
        after = {"contornos agregados": len(lacking)}
        record("territories.complete_boundaries", _thing(edition), after=after)


def _thing(edition: Edition) -> Thing:
    return Thing("edición-de-límites", str(edition.pk))
