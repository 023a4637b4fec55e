"""An approved act takes no further district, and acts from before the rule keep theirs."""

import polars as pl
import pytest
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import DatabaseError, connection, transaction

from sinasec.risk.models import PriorityAct, PriorityDistrict
from sinasec.risk.published import reading
from tests.risk.test_priority import RISE, published, refused, registered, table

pytestmark = [pytest.mark.database, pytest.mark.django_db]
CLOSED = "solo lleva los distritos con que se registró"
MANY = 600
COLUMNS = "name, province, department, rank, p_top, zone, listed, reason, why"


@pytest.fixture
def act(monkeypatch):
    return registered(published(monkeypatch, simulated=True))[0]


def insertion(act, *units):
    """Raw SQL that writes for each of the units a copy of the first district there is."""
    copies = " UNION ALL ".join(
        f"SELECT {act}, '{unit}', {COLUMNS} FROM risk_prioritydistrict "
        "WHERE id = (SELECT MIN(id) FROM risk_prioritydistrict)"
        for unit in units
    )
    return f"INSERT INTO risk_prioritydistrict (act_id, unit, {COLUMNS}) {copies}"


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def another_act(act, size):
    """An act of another year, with room for so many districts and none yet."""
    found = PriorityAct.objects.get(pk=act.pk)
    found.pk, found.sha256, found.year, found.size = None, "b" * 64, 2025, size
    found.save(force_insert=True)
    return found


def triggers():
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        return {name for (name,) in cursor.fetchall() if name.startswith("risk_")}


def test_the_act_keeps_how_many_it_came_with(act):
    assert act.size == act.districts.count() == 4


def test_a_further_district_is_refused(act):
    refused(insertion(act.pk, "140101"), CLOSED)
    row = act.districts.first()
    row.pk, row.unit = None, "140101"
    with pytest.raises(DatabaseError, match=CLOSED), transaction.atomic():
        PriorityDistrict.objects.bulk_create([row])
    assert act.districts.count() == 4


def test_room_cannot_be_made(act):
    refused(f"UPDATE risk_priorityact SET size = 99 WHERE id = {act.pk}")


def test_an_act_of_none_takes_none(act):
    refused(insertion(another_act(act, 0).pk, "140101"), CLOSED)


def test_a_district_does_not_come_before_its_act(act):
    refused(insertion(act.pk + 1, "140101"), CLOSED)


def test_one_statement_with_one_too_many_is_refused_whole(act):
    other = another_act(act, 2)
    refused(insertion(other.pk, "140101", "140102", "140103"), CLOSED)
    assert not other.districts.exists()
    run(insertion(other.pk, "140101", "140102"))
    refused(insertion(other.pk, "140103"), CLOSED)


def test_a_long_list_is_registered_whole(monkeypatch):
    found = published(monkeypatch, simulated=True)
    codes = [f"{150000 + place}" for place in range(MANY)]
    first = pl.concat([table().head(1)] * MANY).with_columns(unit=pl.Series(codes))
    monkeypatch.setattr(reading, "table", lambda publication, name: first)
    act, _ = registered(found)
    assert act.size == MANY
    assert [each.unit for each in act.districts.order_by("unit")] == codes


def test_a_list_without_districts_is_registered(monkeypatch):
    found = published(monkeypatch, simulated=True)
    monkeypatch.setattr(reading, "table", lambda publication, name: table().tail(1))
    act, new = registered(found)
    assert (new, act.size, act.districts.count()) == (True, 0, 0)


def test_migrating_puts_the_rule_back(act):
    before = triggers()
    where = " ON risk_prioritydistrict" if connection.vendor == "postgresql" else ""
    run(f"DROP TRIGGER risk_prioritydistrict_closed{where}")
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    assert triggers() == before
    refused(insertion(act.pk, "140101"), CLOSED)


@pytest.fixture
def _forward_again():
    yield
    call_command("migrate", "risk", verbosity=0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_forward_again")
def test_lists_from_before_the_rule_keep_their_districts(monkeypatch):
    found = published(monkeypatch, simulated=True)
    first, second = registered(found)[0], registered(found, include={"010101": RISE})[0]
    before, rows = triggers(), list(PriorityDistrict.objects.order_by("pk").values())
    call_command("migrate", "risk", "0003", verbosity=0)
    assert before - triggers() == {"risk_prioritydistrict_closed"}
    refused("DELETE FROM risk_prioritydistrict")
    run(insertion(first.pk, "140101"))  # what could be done then
    call_command("migrate", "risk", verbosity=0)
    assert triggers() == before
    sizes = PriorityAct.objects.order_by("pk").values_list("pk", "size")
    assert list(sizes) == [(first.pk, 5), (second.pk, 5)]
    kept = PriorityDistrict.objects.exclude(unit="140101").order_by("pk")
    assert list(kept.values()) == rows
    refused(insertion(first.pk, "140102"), CLOSED)
    refused("UPDATE risk_priorityact SET size = 99")
    assert registered(found) == (first, False)
