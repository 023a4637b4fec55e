"""The tables that methods read say what the database holds, row by row."""

import json
from datetime import UTC, date, datetime

import polars as pl
import pytest

from sinasec.compliance.actions import (
    correct_act,
    declare_complete,
    register_acts,
    register_waiver,
    review_act,
)
from sinasec.compliance.canonical import canonical
from sinasec.compliance.entries import ActEntry
from sinasec.compliance.frames import facts
from sinasec.compliance.models import Act, Completeness, Review, Waiver
from sinasec.methods.compliance.frames import ACTS, COMPLETENESS, REVIEWS, WAIVERS

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("committees")]


@pytest.fixture
def registered():
    """A real and a simulated chain, each reviewed, waived and declared complete."""
    for simulated in (False, True):
        entry = ActEntry(
            "CODISEC-150108",
            "sesion-ordinaria",
            date(2024, 2, 15),
            {"documento": "Acta N.º 2 «ñ»\nhoja 2", "asistentes": 9, "descentralizada": True},
            simulated=simulated,
            registered_at=datetime(2024, 2, 20, 3, 4, 5, tzinfo=UTC) if simulated else None,
        )
        (act,) = register_acts(entries=[entry], by="ana").ids
        correct_act(act=act, kind="sesion-sin-quorum", by="ana")
        review_act(act=act, outcome="observed", reason="sin firmas", by="luis")
        stamp = {"by": "luis", "simulated": simulated}
        register_waiver(
            committee="CORESEC-21", duty="*", day_from=date(2020, 3, 16), norm="DS 1", **stamp
        )
        declare_complete(
            committee="CORESEC-21",
            kind="*",
            day_from=date(2024, 1, 1),
            day_to=date(2024, 6, 30),
            said_by="Informe",
            **stamp,
        )


def plain(moment):
    return moment.astimezone(UTC).replace(tzinfo=None)


def slow_twin(origin):
    """The same rows, object by object."""
    chosen = {} if origin == "all" else {"simulated": origin == "simulated"}
    acts = [
        (a.id, a.committee_id, a.kind, a.date, canonical(a.attributes), a.supersedes_id,
         plain(a.registered_at), a.simulated)
        for a in sorted(Act.objects.filter(**chosen), key=lambda act: act.id)
    ]  # fmt: skip
    reviews = [
        (r.act_id, r.outcome, r.reason, plain(r.registered_at))
        for r in Review.objects.filter(**chosen).order_by("id")
    ]
    waivers = [
        (w.committee_id, w.duty, w.day_from, w.day_to, w.kind, w.norm, w.reason,
         plain(w.registered_at))
        for w in Waiver.objects.filter(**chosen).order_by("id")
    ]  # fmt: skip
    complete = [
        (c.committee_id, c.kind, c.day_from, c.day_to, c.said_by, plain(c.registered_at))
        for c in Completeness.objects.filter(**chosen).order_by("id")
    ]
    return acts, reviews, waivers, complete


@pytest.mark.parametrize("origin", ["all", "real", "simulated"])
@pytest.mark.usefixtures("registered")
def test_frames_equal_the_rows(origin):
    found = facts(origin)
    frames = (found.acts, found.reviews, found.waivers, found.completeness)
    assert [frame.rows() for frame in frames] == list(slow_twin(origin))
    assert found.acts.height == {"all": 4, "real": 2, "simulated": 2}[origin]


@pytest.mark.parametrize("origin", ["all", "real"])
def test_no_facts_are_empty_tables_of_the_right_shape(origin):
    found = facts(origin)
    shapes = (ACTS, REVIEWS, WAIVERS, COMPLETENESS)
    for frame, shape in zip(
        (found.acts, found.reviews, found.waivers, found.completeness), shapes, strict=True
    ):
        assert frame.schema == shape
        assert frame.is_empty()


@pytest.mark.usefixtures("registered")
def test_attributes_are_canonical_json():
    text = facts("real").acts.filter(pl.col("supersedes").is_null())["attributes"].item()
    assert text == '{"asistentes":9,"descentralizada":true,"documento":"Acta N.º 2 «ñ»\\nhoja 2"}'
    assert canonical(json.loads(text)) == text


def test_an_unknown_origin_is_refused():
    with pytest.raises(KeyError):
        facts("inventados")
