"""The reference tables enter the database once, fast, and change only what changed."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from sinasec.committees.loading import load_committees
from sinasec.committees.models import Committee
from sinasec.committees.registry import committees
from sinasec.territories.loading import load_reference
from sinasec.territories.models import Unit

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_loading_twice_is_loading_once_and_asks_the_database_little():
    with CaptureQueriesContext(connection) as asked:
        assert load_reference() == {"new": 2114, "changed": 0, "same": 0}
        assert load_committees() == {"new": 2116, "changed": 0, "same": 0}
        assert load_reference() == {"new": 0, "changed": 0, "same": 2114}
        assert load_committees() == {"new": 0, "changed": 0, "same": 2116}
    assert len(asked) < 200  # not row by row; a number of seconds would depend on the machine
    assert Unit.objects.get(code="160405").valid_from == date(2025, 7, 4)
    assert Unit.objects.get(code="150108").parent.parent.name == "Lima"


def test_a_corrected_name_is_written_and_nothing_else():
    load_reference()
    Unit.objects.filter(code="150108").update(name="Chorillos")
    assert load_reference() == {"new": 0, "changed": 1, "same": 2113}
    assert Unit.objects.get(code="150108").name == "Chorrillos"


def test_the_stored_committees_are_those_of_the_registry():
    load_reference()
    load_committees()
    stored = {c.code: c for c in Committee.objects.all()}
    for row in committees():
        committee = stored[row.code]
        assert (committee.name, committee.level, committee.region) == (
            row.name,
            row.level,
            row.region,
        )
        assert (committee.parent_id or "", committee.territory_id or "") == (
            row.parent,
            row.territory,
        )
        assert (committee.valid_from, committee.valid_to) == (row.valid_from, row.valid_to)


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "99", "kind": "dist", "name": "x", "source": "x"},
        {"code": "9901", "kind": "dept", "name": "x", "source": "x"},
        {"code": "9901", "kind": "prov", "name": "x", "source": "x", "parent": None},
        {
            "code": "99",
            "kind": "dept",
            "name": "x",
            "source": "x",
            "valid_from": date(2020, 1, 2),
            "valid_to": date(2020, 1, 1),
        },
    ],
)
def test_the_database_refuses_a_unit_that_cannot_be(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(**wrong)
