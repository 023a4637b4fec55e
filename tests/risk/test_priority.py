"""The yearly list: what the rule proposes, what a person writes, and that nobody edits it."""

from datetime import UTC, date, datetime

import polars as pl
import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from sinasec.cli import main
from sinasec.definitions.index.priority_rule import priority_rule
from sinasec.methods.risk.frames import DISTRICTS
from sinasec.methods.risk.priority import PROPOSAL, CannotList, priority_list
from sinasec.publications.models import Publication
from sinasec.risk import actions, priority_reading, reading
from sinasec.risk.models import PriorityAct, PriorityDistrict

NOW = datetime(2026, 3, 20, 15, tzinfo=UTC)
ON = date(2026, 3, 16)


def table():
    rows = [
        ("150101", "Lima", 1, 1.0, "evaluado"),
        ("150132", "San Juan de Lurigancho", 2, 0.951, "evaluado"),
        ("130101", "Trujillo", 3, 0.95, "evaluado"),
        ("200101", "Piura", 4, 0.05, "evaluado"),
        ("010101", "Chachapoyas", 5, 0.01, "evaluado"),
        ("120307", "Sangani", None, None, "sin_informacion"),
    ]
    frame = pl.DataFrame(
        rows, schema=["unit", "name", "rank", "p_top", "state"], orient="row"
    ).with_columns(province=pl.lit("P"), department=pl.lit("D"))
    absent = {name: pl.lit(None, kind) for name, kind in DISTRICTS.items()
              if name not in frame.columns}  # fmt: skip
    shaped = frame.with_columns(**absent)
    return shaped.select(pl.col(name).cast(kind) for name, kind in DISTRICTS.items())


def proposed(include=None, exclude=None):
    return priority_list(priority_rule(), table(), include, exclude)


def listed(frame):
    return frame.filter("listed")["unit"].to_list()


def test_those_almost_always_among_the_first_enter_by_the_rule():
    frame = proposed()
    assert frame.schema == PROPOSAL
    assert listed(frame) == ["150101", "150132"]
    assert frame["unit"].to_list()[-1] == "120307"


def test_the_border_enters_with_a_written_reason_only():
    zones = dict(proposed().select("unit", "zone").iter_rows())
    assert (zones["130101"], zones["200101"], zones["010101"]) == ("frontera", "frontera", "fuera")
    assert listed(proposed({"130101": "Alza de extorsiones en 2025"}))[-1] == "130101"
    said = proposed({"130101": "Alza de extorsiones"}).filter(unit="130101")["why"][0]
    assert said == "Entra por decisión escrita: Alza de extorsiones"


def test_each_district_says_why():
    said = dict(proposed().select("unit", "why").iter_rows())
    assert said["150132"] == "Entra: está entre los primeros en 95,1 % de las réplicas."
    assert said["130101"].startswith("No entra sin una razón escrita: está")
    assert said["120307"] == "No se propone: sin información."


def test_a_district_without_information_may_be_included_with_a_reason():
    assert "120307" in listed(proposed({"120307": "Informe de la región"}))


def test_one_that_enters_may_be_left_out_with_a_reason():
    frame = proposed(exclude={"150101": "Ya tiene intervención"})
    assert "150101" not in listed(frame)
    assert frame.filter(unit="150101")["reason"][0] == "Ya tiene intervención"


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(CannotList) as refused:
        proposed(
            {"999999": "x", "130101": " ", "150101": "ya está"},
            {"010101": "no está", "150132": ""},
        )
    assert len(refused.value.faults) == 5
    both = pytest.raises(CannotList, match="a la vez")
    with both:
        proposed({"130101": "sí"}, {"130101": "no"})


# -- the act


@pytest.fixture
def publication(monkeypatch):
    return published(monkeypatch, simulated=True)


def published(monkeypatch, *, simulated, mark="a"):
    found = Publication.objects.create(
        id=f"indice-2025-12-31-{mark * 8}", kind="indice", as_of=date(2025, 12, 31), known_at=NOW,
        stage="preliminar", created_at=NOW, edition_id="e" * 64, edition_version="2026.1",
        code_version="0.1.0", sha256=mark * 64, folder=f"indice-2025-12-31-{mark * 8}",
        horizon_from=date(2025, 1, 1), horizon_to=date(2025, 12, 31), simulated=simulated,
    )  # fmt: skip
    monkeypatch.setattr(reading, "table", lambda publication, name: table())
    monkeypatch.setattr(reading, "edition", lambda publication: type("Edition", (), {"top": 3}))
    return found


def registered(publication, **other):
    asked = {
        "publication": publication.pk, "year": 2026, "resolution": "RD 001-2026-IN-DGSC", "on": ON,
        "by": "Ana Quispe", "now": NOW,
    }  # fmt: skip
    return actions.prioritise(**(asked | other))


database = [pytest.mark.database, pytest.mark.django_db]


class TestTheAct:
    pytestmark = database

    def test_it_keeps_the_list_the_border_and_the_reasons(self, publication):
        act, new = registered(publication, include={"130101": "Alza de extorsiones"})
        assert new
        assert (act.top, act.simulated, act.registered_by) == (3, True, "Ana Quispe")
        found = priority_reading.priority_of(2026, simulated=True)
        assert [each.unit for each in found.listed] == ["150101", "150132", "130101"]
        assert [each.unit for each in found.others] == ["200101"]
        assert "priorizados" in act.rule

    def test_the_same_again_adds_nothing(self, publication):
        first, _ = registered(publication)
        again, new = registered(publication, by="Otra persona")
        assert (again.pk, new) == (first.pk, False)
        assert PriorityAct.objects.count() == 1

    def test_a_later_act_replaces_the_one_before_and_both_stay(self, publication):
        first, _ = registered(publication)
        second, _ = registered(
            publication, resolution="RD 002-2026-IN-DGSC", include={"130101": "Nuevo informe"}
        )
        assert second.replaces == first
        assert priority_reading.in_force(2026, simulated=True) == second
        assert priority_reading.acts(2026, simulated=True) == [second, first]
        assert priority_reading.is_listed("130101", simulated=True) == [2026]

    def test_real_and_simulated_are_never_told_together(self, publication, monkeypatch):
        registered(publication)
        assert priority_reading.priority_of(2026, simulated=False) is None
        real = published(monkeypatch, simulated=False, mark="b")
        act, _ = registered(real)
        assert not act.simulated
        assert act.replaces is None
        assert priority_reading.years(simulated=False) == [2026]

    @pytest.mark.parametrize(
        ("other", "says"),
        [
            ({"resolution": " "}, "con qué resolución"),
            ({"by": ""}, "quién la registra"),
            ({"on": date(2025, 2, 12)}, "rige desde el 13 de febrero de 2025"),
            ({"on": date(2026, 3, 21)}, "no ha llegado"),
            ({"year": 2024}, "revise el año"),
            ({"include": {"200101": ""}}, "escriba la razón"),
            ({"resolution": "R" * 301}, "demasiado largo"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_kept(self, publication, other, says):
        with pytest.raises(actions.CannotPrioritise, match=says):
            registered(publication, **other)
        assert not PriorityAct.objects.exists()

    def test_a_list_comes_from_an_index(self, publication):
        publication.pk = "semaforo-2026-03-31-0a1b2c3d"
        with pytest.raises(reading.UnknownPublication):
            registered(publication)

    def test_the_command_tells_what_it_did(self, publication):
        arguments = ["index", "prioritise", publication.pk, "--year", "2026", "--resolution",
                     "RD 001-2026", "--on", "2026-03-16", "--by", "Ana", "--include", "130101",
                     "Alza de extorsiones"]  # fmt: skip
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        assert "SIMULADO · Relación 2026 registrada: 3 distritos (RD 001-2026)." in result.output
        assert "1 distritos" in result.output
        refused = CliRunner().invoke(main, [*arguments[:-1], " "])
        assert refused.exit_code == 1
        assert "escriba la razón" in refused.output


def refused(statement, message="no se modifica"):
    with (
        pytest.raises(DatabaseError, match=message),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.usefixtures("publication")
class TestNobodyEditsIt:
    pytestmark = database
    TABLES = ("risk_priorityact", "risk_prioritydistrict")

    @pytest.fixture(autouse=True)
    def _registered(self, publication):
        registered(publication)

    @pytest.mark.parametrize("table", TABLES)
    def test_rows_stay_as_they_are(self, table):
        column = "resolution" if table == "risk_priorityact" else "name"
        refused(f"UPDATE {table} SET {column} = 'otra'")
        refused(f"DELETE FROM {table}")

    @pytest.mark.parametrize("table", TABLES)
    def test_rows_are_not_replaced(self, table):
        if connection.vendor != "sqlite":
            pytest.skip("only SQLite has INSERT OR REPLACE")
        refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")

    def test_tables_are_not_emptied(self):
        if connection.vendor != "postgresql":
            pytest.skip("SQLite no tiene TRUNCATE")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing of the test left pending
        refused("TRUNCATE risk_priorityact, risk_prioritydistrict")

    def test_a_real_list_of_a_simulated_index_is_refused(self, publication):
        act = PriorityAct.objects.get()
        act.pk, act.sha256, act.simulated, act.year = None, "b" * 64, False, 2025
        with pytest.raises(DatabaseError, match="SIMULADO"), transaction.atomic():
            act.save(force_insert=True)

    @pytest.mark.parametrize(
        ("field", "value"),
        [("unit", "15010"), ("zone", "cerca"), ("p_top", 1.5), ("unit", "15010a")],
    )
    def test_what_makes_no_sense_is_refused(self, field, value):
        row = PriorityDistrict.objects.first()
        row.pk, row.unit = None, "140101"
        setattr(row, field, value)
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)

    def test_one_against_the_index_needs_a_reason(self):
        row = PriorityDistrict.objects.first()
        row.pk, row.unit, row.zone, row.listed, row.reason = None, "140101", "fuera", True, ""
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)


# -- beside a plain loop


chances = st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(chances, st.sets(st.integers(0, 11)), st.sets(st.integers(0, 11)))
def test_the_list_is_that_of_a_plain_loop(chances, included, excluded):
    """What the rule says, one district at a time; what may not be asked is asked of nobody."""
    rule = priority_rule()
    units = [f"{150100 + place}" for place in range(len(chances))]
    inside = [p is not None and p > rule.enter_from for p in chances]
    add = {units[n]: "razón" for n in included if n < len(units) and not inside[n]}
    drop = {units[n]: "razón" for n in excluded if n < len(units) and inside[n]}
    frame = pl.DataFrame(
        {"unit": units, "name": units, "province": units, "department": units,
         "rank": [None if p is None else n + 1 for n, p in enumerate(chances)], "p_top": chances,
         "state": ["sin_informacion" if p is None else "evaluado" for p in chances]},
        schema_overrides={"p_top": pl.Float64, "rank": pl.Int32},
    )  # fmt: skip
    found = priority_list(rule, frame, add, drop)
    wanted = {
        unit
        for unit, enters in zip(units, inside, strict=True)
        if (enters and unit not in drop) or unit in add
    }
    assert set(listed(found)) == wanted
    assert found.height == len(units)
    assert all(found["why"])
