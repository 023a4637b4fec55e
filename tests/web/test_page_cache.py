"""A page is shown again while nothing that it read says otherwise, and never after.

Every page that is kept is tried, with every live function: a new one of either is tried by itself.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from sinasec.compliance.models import Act
from sinasec.compliance.semaforo.quotes import quoted
from sinasec.publications import catalogue
from sinasec.publications.actions import reply
from sinasec.publications.afterwards.actions import answer, register_erratum, withdraw
from sinasec.publications.models import Publication
from sinasec.publications.trust.standing import forget
from sinasec.risk.priority.actions import prioritise
from sinasec.territories.boundaries import activate
from sinasec.web.published import page_cache
from sinasec.web.published.shelf import SHELF
from tests import reference
from tests.altering import copied, painted_green
from tests.learning import live_functions, watch_files
from tests.lifting import lifted
from tests.risk.made_publication import publish_made
from tests.standing import every_look_is_fresh
from tests.web import sample
from tests.web.addresses import filled, routes
from tests.web.made_boundaries import puno_boundaries

pytestmark = pytest.mark.django_db
DISTRICT = "150108"
ANSWERED = f"CODISEC-{DISTRICT}"
PLACES = {
    "region/": {"code": "21"},
    "provincia/": {"code": "2113"},
    "riesgo/region/": {"code": "1501"},
    "api/v1/comites/": {"codigo": sample.PUNO},
    "api/v1/deberes/": {"codigo": "sesion-ordinaria"},
    "api/v1/riesgo/variantes/": {"codigo": "geometrica"},
}
NO_FILE = "publicaciones/<str:id>/archivos/<path:path>"  # of a package: it is keyed by its content
OF_THE_DESK = "mesa/"  # nothing of it is kept
ROUTES = [route for route, _ in routes() if route != NO_FILE and not route.startswith(OF_THE_DESK)]
LATER = timedelta(days=30)


@pytest.fixture(autouse=True)
def _from_nothing(monkeypatch):
    every_look_is_fresh(monkeypatch)
    SHELF.clear()
    forget()
    yield
    SHELF.clear()
    forget()


@pytest.fixture
def indices(db) -> tuple[Publication, Publication]:
    """Two indices, the one that is shown last; no semáforo yet."""
    first, last = sorted((publish_made(count=40), publish_made()), key=lambda one: one.pk)
    return first, last


def address(route: str, indices: tuple[Publication, Publication]) -> str:
    """With something of the samples in each place."""
    first, last = (one.pk for one in indices)
    own = next((PLACES[start] for start in reversed(PLACES) if route.startswith(start)), {})
    known = {"unit": DISTRICT, "ubigeo": DISTRICT, "antes": first, "despues": last}
    return filled(route, **known | {"id": last, "identificador": last} | own)


@pytest.mark.parametrize("route", ROUTES)
def test_what_a_page_reads_that_may_change_is_learnt(route, indices, client, monkeypatch):
    """Neither a table nor the clock (as in every test), nor a file, is read otherwise."""
    sample.publish()
    watch_files()
    asked, once = [], page_cache.once
    monkeypatch.setattr(
        page_cache, "once", lambda *given, **named: asked.append(given) or once(*given, **named)
    )
    answer = client.get(address(route, indices))
    assert answer.status_code < 400
    empty = b'"items":[]' in answer.content  # a list without rows is not kept
    assert len(SHELF._pages) == (0 if empty else len(asked))
    assert all(learnt.holds() and learnt.answers for _, learnt in SHELF._pages.values())


# -- what changes

Indices = tuple[Publication, Publication]
REAL = "?datos=reales"
DUTY = "sesion-ordinaria"
PLAN = f"/comite/{sample.ICA}/deber/plan-aprobacion/{REAL}"


@dataclass
class World:
    """Where a live function has one answer, and then another."""

    indices: Indices
    monkeypatch: pytest.MonkeyPatch
    settings: Any
    folder: Path
    more: list[str] = field(default_factory=list)  # addresses besides those of the routes


def current(world: World) -> Iterator[None]:
    """A semáforo, in which there is the committee of the district, when there was none."""
    yield
    sample.publish()


def known(world: World) -> Iterator[None]:
    """Its row is restored with another moment, from which its days to be answered are counted."""
    pinned = world.indices[1]
    world.more = [f"/api/v1/riesgo/distritos/{DISTRICT}?publicacion={pinned.pk}"]
    yield
    with lifted(connection):
        Publication.objects.filter(pk=pinned.pk).update(created_at=pinned.created_at + LATER)


def standing(world: World) -> Iterator[None]:
    """The newest, already withheld, is withheld for another reason."""
    sample.publish(as_of=date(2026, 9, 30))
    newest = sample.publish()
    copied(catalogue.folder(newest), world.folder)
    painted_green(world.folder / newest.folder)
    for one in Publication.objects.exclude(pk=newest.pk):
        copied(catalogue.folder(one), world.folder)
    world.settings.PUBLICATIONS = world.folder
    yield
    shutil.rmtree(world.folder / newest.folder)


def line(world: World) -> Iterator[None]:
    """Another takes its place."""
    before = sample.publish()
    world.more = [f"/?publicacion={before.pk}"]
    yield
    sample.publish(replaces=before.pk)


def replies(world: World) -> Iterator[None]:
    """A committee answers."""
    answered = sample.publish()
    yield
    for one, who in ((answered, sample.PUNO), (world.indices[1], ANSWERED)):
        given = {"publication": one.pk, "committee": who, "by": "ST", "text": "Sesionamos el 16."}
        reply(now=one.created_at + timedelta(days=1), **given)


def withdrawal(world: World) -> Iterator[None]:
    """The one that its address fixes is withdrawn."""
    fixed = sample.publish()
    world.more = [f"/?publicacion={fixed.pk}"]
    yield
    withdraw(publication=fixed.pk, reason="Error.", by="ST", now=timezone.now())


def withdrawn_over(world: World) -> Iterator[None]:
    """A newer one than what is shown was published and withdrawn: what is shown stays."""
    for each in Publication.objects.filter(kind="semaforo"):
        withdraw(publication=each.pk, reason="Error.", by="ST", now=timezone.now())
    sample.publish(as_of=sample.AS_OF - timedelta(days=31))
    yield
    newer = sample.publish(as_of=sample.AS_OF - timedelta(days=1))
    withdraw(publication=newer.pk, reason="Otro error.", by="ST", now=timezone.now())


def errata(world: World) -> Iterator[None]:
    """A light was wrong."""
    fixed = sample.publish()
    yield
    mistaken(fixed)


def errata_of_others(world: World) -> Iterator[None]:
    """A light was wrong, and the advance of another night repeats it."""
    fixed = sample.publish()
    night = sample.publish(as_of=fixed.as_of + timedelta(days=1), nightly=True)
    world.more = [f"/comite/{sample.PUNO}/?publicacion={night.pk}&fecha={fixed.as_of}"]
    yield
    mistaken(fixed)


def mistaken(fixed: Publication) -> None:
    said = quoted(fixed, sample.PUNO, DUTY, fixed.as_of, fixed.as_of).said
    register_erratum(
        publication=fixed.pk,
        committee=sample.PUNO,
        duty=DUTY,
        should_say="verde" if said != "verde" else "rojo",
        why="Otra fecha.",
        by="ST",
        now=timezone.now(),
    )


def answers(world: World) -> Iterator[None]:
    """A reply is answered."""
    asked = sample.publish()
    given = {"publication": asked.pk, "committee": sample.PUNO, "by": "ST", "text": "Sesionamos."}
    found = reply(now=asked.created_at + timedelta(days=1), **given)
    yield
    answer(reply=found.pk, text="Tiene razón.", by="ST", now=timezone.now())


def active_editions(world: World) -> Iterator[None]:
    """Somebody activates the boundaries of the districts."""
    sample.publish()
    loaded = puno_boundaries(world.folder)
    yield
    activate(loaded.id, at=sample.PUBLISHED)


def is_listed(world: World) -> Iterator[None]:
    """A list of priority districts is registered."""
    yield
    prioritise(
        publication=world.indices[1].pk,
        year=2025,
        resolution="Resolución de prueba 1-2026",
        on=date(2025, 3, 1),
        by="prueba",
        now=timezone.now(),
        include={DISTRICT: "Pedido fundado del municipio, con su cuadro de robos"},
        example_because="Prueba con la edición de ejemplo, porque no hay otra",
    )


def has_real(world: World) -> Iterator[None]:
    """Something of real acts is published."""
    sample.publish()
    yield
    sample.publish(real=True)


def evidence_of(world: World) -> Iterator[None]:
    """An act of one published without evidence is registered here."""
    reference.known()
    sample.publish(real=True, older=True)
    world.more = [PLAN]
    yield
    Act.objects.create(
        id="acto-1",
        committee_id=sample.ICA,
        kind="plan-aprobado",
        date=date(2023, 12, 29),
        attributes={},
        evidence_url="https://www.gob.pe/registrada",
        registered_at=datetime.fromisoformat("2024-01-02T00:00:00+00:00"),
        registered_by="prueba",
    )


def today(world: World) -> Iterator[None]:
    """The day after comes."""
    published = sample.publish()
    _today(world, published.as_of)
    yield
    _today(world, published.as_of + timedelta(days=1))


def _today(world: World, day: date) -> None:
    world.monkeypatch.setattr("sinasec.web.published.chosen.localdate", lambda: day)


CHANGES: dict[str, Callable[[World], Iterator[None]]] = {
    "sinasec.publications.afterwards.reading._answers": answers,
    "sinasec.publications.afterwards.reading.errata": errata,
    "sinasec.publications.afterwards.reading.errata_of_others": errata_of_others,
    "sinasec.publications.afterwards.reading.withdrawal": withdrawal,
    "sinasec.publications.afterwards.reading.withdrawn_over": withdrawn_over,
    "sinasec.publications.catalogue.current": current,
    "sinasec.publications.catalogue.known": known,
    "sinasec.publications.catalogue.replies": replies,
    "sinasec.publications.trust.standing.standing": standing,
    "sinasec.publications.succession.line": line,
    "sinasec.risk.priority.reading.is_listed": is_listed,
    "sinasec.territories.outline.active_editions": active_editions,
    "sinasec.web.menu.has_real": has_real,
    "sinasec.web.published.chosen.today": today,
    "sinasec.web.semaforo.evidence.evidence_of": evidence_of,
}


def kept_of(client: Client, addresses: list[str]) -> list[str]:
    """Those of which an answer is kept."""
    found = []
    for one in addresses:
        kept = len(SHELF._pages)
        client.get(one)
        found += [one] * (len(SHELF._pages) - kept)
    return found


def seen(client: Client, addresses: list[str]) -> dict[str, tuple[int, bytes]]:
    answers = ((one, client.get(one)) for one in addresses)
    return {one: (each.status_code, each.content) for one, each in answers}


@pytest.mark.parametrize("name", live_functions())
def test_no_page_is_shown_as_it_was_when_what_it_read_changes(
    name, indices, client, monkeypatch, settings, tmp_path
):
    """CHANGES says, of every live function, what happens for its answer to be another."""
    assert name in CHANGES, f"say in CHANGES what changes the answer of {name}"
    world = World(indices, monkeypatch, settings, tmp_path)
    happening = CHANGES[name](world)
    next(happening)
    addresses = kept_of(client, [*(address(one, indices) for one in ROUTES), *world.more])
    before = seen(client, addresses)
    questions = (one for _, learnt in SHELF._pages.values() for one in learnt.answers)
    assert name in {f"{one.ask.__module__}.{one.ask.__qualname__}" for one in questions}
    next(happening, None)
    after = seen(client, addresses)
    assert after != before
    SHELF.clear()
    assert after == seen(client, addresses)
