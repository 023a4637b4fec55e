"""The yearly list: what the rule proposes, what a person writes, and that nobody edits it."""

import sqlite3
from datetime import UTC, date, datetime
from types import SimpleNamespace

import polars as pl
import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from sinasec.cli.main import main
from sinasec.definitions.index.priority_rule import priority_rule
from sinasec.methods.risk.frames import DISTRICTS
from sinasec.methods.risk.priority import PROPOSAL, CannotList, priority_list
from sinasec.publications.models import FINAL, Publication
from sinasec.risk.models import PriorityAct, PriorityDistrict
from sinasec.risk.priority import actions
from sinasec.risk.priority import reading as priority_reading
from sinasec.risk.published import reading
from tests.standing import all_stand

NOW = datetime(2026, 3, 20, 15, tzinfo=UTC)
IT_IS_STILL_THE_20TH = datetime(2026, 3, 21, 4, tzinfo=UTC)  # in Lima
ON = date(2026, 3, 16)
RISE = "Las extorsiones pasaron de 40 a 95 entre 2024 y 2025"
OWN = "La comisaría cerró en mayo y el robo de noche se duplicó"
BECAUSE = "No hay edición aprobada y la norma pide la relación este año"


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
    assert listed(proposed({"130101": RISE}))[-1] == "130101"
    said = proposed({"130101": RISE}).filter(unit="130101")["why"][0]
    assert said == f"Entra por decisión escrita: {RISE}"


def test_each_district_says_why():
    said = dict(proposed().select("unit", "why").iter_rows())
    assert said["150132"] == "Entra: está entre los primeros en 95,1 % de los cálculos."
    assert said["130101"].startswith("No entra sin una razón escrita: está")
    assert said["120307"] == "No se propone: sin información."


def test_a_district_without_information_may_be_included_with_a_reason():
    assert "120307" in listed(proposed({"120307": OWN}))


def test_one_that_enters_may_be_left_out_with_a_reason():
    frame = proposed(exclude={"150101": OWN})
    assert "150101" not in listed(frame)
    assert frame.filter(unit="150101")["reason"][0] == OWN


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(CannotList) as refused:
        proposed(
            {"999999": "x", "130101": " ", "150101": RISE},
            {"010101": OWN, "150132": ""},
        )
    assert len(refused.value.faults) == 6
    both = pytest.raises(CannotList, match="a la vez")
    with both:
        proposed({"130101": RISE}, {"130101": OWN})


def test_a_reason_of_few_letters_is_refused():
    least = priority_rule().reason_letters
    assert proposed({"130101": "a" * least}).height
    with pytest.raises(CannotList, match=f"130101 es muy corta: escríbala con {least} letras"):
        proposed({"130101": "a" * (least - 1) + "  "})


@pytest.mark.parametrize(
    "other",
    [
        RISE,
        f"  {RISE.upper()}. ",
        RISE.replace("s", "s\u0301"),
        f"Piura: {RISE}",
        f"{RISE} (200101)",
    ],
)
def test_two_districts_do_not_share_a_reason(other):
    with pytest.raises(CannotList, match="130101 y 200101 llevan la misma razón"):
        proposed({"130101": f"Trujillo: {RISE}", "200101": other})


def test_one_that_enters_and_one_that_leaves_do_not_share_it_either():
    with pytest.raises(CannotList, match="llevan la misma razón"):
        proposed({"130101": RISE}, {"150101": RISE})


def test_other_figures_are_another_reason():
    frame = proposed({"130101": RISE, "200101": RISE.replace("95", "61")})
    assert {"130101", "200101"} <= set(listed(frame))


# -- the act


@pytest.fixture
def publication(monkeypatch):
    return published(monkeypatch, simulated=True)


def published(monkeypatch, *, simulated, mark="a", stage="preliminar", year=2025, example=True):
    all_stand(monkeypatch)
    found = Publication.objects.create(
        id=f"indice-{year}-12-31-{mark * 8}", kind="indice", as_of=date(year, 12, 31), known_at=NOW,
        stage=stage, created_at=NOW, edition_id="e" * 64, edition_version="2026.1",
        code_version="0.1.0", sha256=mark * 64, folder=f"indice-{year}-12-31-{mark * 8}",
        horizon_from=date(year, 1, 1), horizon_to=date(year, 12, 31), simulated=simulated,
    )  # fmt: skip
    edition = SimpleNamespace(top=3, ejemplo=example)
    monkeypatch.setattr(reading, "table", lambda publication, name: table())
    monkeypatch.setattr(reading, "edition", lambda publication: edition)
    return found


def real(monkeypatch, **other):
    return published(monkeypatch, **({"simulated": False, "mark": "b", "stage": FINAL} | other))


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
        act, new = registered(publication, include={"130101": RISE})
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
            publication, resolution="RD 002-2026-IN-DGSC", include={"130101": RISE}
        )
        assert second.replaces == first
        assert priority_reading.in_force(2026, simulated=True) == second
        assert priority_reading.acts(2026, simulated=True) == [second, first]
        assert priority_reading.is_listed("130101", simulated=True) == [2026]

    def test_real_and_simulated_are_never_told_together(self, publication, monkeypatch):
        registered(publication)
        assert priority_reading.priority_of(2026, simulated=False) is None
        act, _ = registered(real(monkeypatch), example_because=BECAUSE)
        assert not act.simulated
        assert act.replaces is None
        assert priority_reading.years(simulated=False) == [2026]

    @pytest.mark.parametrize(
        ("other", "says"),
        [
            ({"resolution": " "}, "con qué resolución"),
            ({"by": ""}, "quién la registra"),
            ({"by": "Ana (reloj comprobado: x)"}, "no puede decir «reloj comprobado»"),
            ({"on": date(2025, 2, 12)}, "rige desde el 13 de febrero de 2025"),
            ({"on": date(2026, 3, 21)}, "no ha llegado: escriba"),
            ({"on": date(2026, 3, 21), "now": IT_IS_STILL_THE_20TH}, "no ha llegado: escriba"),
            ({"year": 2024}, "revise el año"),
            ({"include": {"200101": ""}}, "escriba la razón"),
            ({"resolution": "R" * 301}, "demasiado largo"),
            ({"evidence_url": "http://www.gob.pe/rd.pdf"}, "empieza con «https://»"),
            ({"evidence_url": "https://gob.pe/una resolución"}, "no lleva espacios"),
            ({"evidence_sha256": "abc"}, "64 cifras hexadecimales"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_kept(self, publication, other, says):
        with pytest.raises(actions.CannotPrioritise, match=says):
            registered(publication, **other)
        assert not PriorityAct.objects.exists()

    def test_a_real_list_waits_for_the_final_index(self, monkeypatch):
        early = real(monkeypatch, stage="preliminar")
        with pytest.raises(actions.CannotPrioritise, match="definitiva con «sinasec index publish"):
            registered(early, example_because=BECAUSE)
        assert registered(real(monkeypatch, mark="c"), example_because=BECAUSE)[1]

    def test_a_real_list_of_an_example_edition_says_why(self, monkeypatch):
        found = real(monkeypatch)
        for because in ("", "porque sí"):
            with pytest.raises(actions.CannotPrioritise, match="nadie ha aprobado sus pesos"):
                registered(found, example_because=because)
        act, _ = registered(found, example_because=f" {BECAUSE} ")
        assert PriorityAct.objects.get(pk=act.pk).example_because == BECAUSE

    def test_an_approved_edition_needs_no_such_thing(self, monkeypatch):
        found = real(monkeypatch, example=False)
        with pytest.raises(actions.CannotPrioritise, match="quite --example-because"):
            registered(found, example_because=BECAUSE)
        act, _ = registered(found)
        assert act.example_because is None

    def test_a_simulated_list_needs_neither(self, publication):
        act, _ = registered(publication)
        assert (act.simulated, act.publication.stage) == (True, "preliminar")
        assert act.example_because is None

    @pytest.mark.parametrize(
        ("year", "says"),
        [(2027, "posterior a una relación de 2026"), (2023, "demasiado antiguo"), (2024, None),
         (2026, None)],
    )  # fmt: skip
    def test_the_index_is_of_the_year_or_two_before(self, monkeypatch, year, says):
        found = published(monkeypatch, simulated=True, mark="d", year=year)
        if says is None:
            assert registered(found)[1]
            return
        with pytest.raises(actions.CannotPrioritise, match=says):
            registered(found)

    def test_the_evidence_is_part_of_what_the_act_says(self, publication):
        bare, _ = registered(publication)
        link = "https://www.gob.pe/institucion/mininter/rd-001.pdf"
        told, new = registered(publication, evidence_url=link, evidence_sha256="A" * 64)
        assert (new, told.replaces) == (True, bare)
        assert (told.evidence_url, told.evidence_sha256) == (link, "a" * 64)
        assert (bare.evidence_url, bare.evidence_sha256) == (None, None)

    def test_a_list_comes_from_an_index(self, publication):
        publication.pk = "semaforo-2026-03-31-0a1b2c3d"
        with pytest.raises(reading.UnknownPublication):
            registered(publication)

    def test_the_command_tells_what_it_did(self, publication):
        arguments = ["index", "prioritise", publication.pk, "--year", "2026", "--resolution",
                     "RD 001-2026", "--on", "2026-03-16", "--by", "Ana", "--include", "130101",
                     RISE]  # fmt: skip
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        assert "SIMULADO · Relación 2026 registrada: 3 distritos (RD 001-2026)." in result.output
        assert "1 distrito." in result.output
        assert "sin evidencia adjunta" in result.output
        assert "cuenta el acto por su fecha" not in result.output
        refused = CliRunner().invoke(main, [*arguments[:-1], " "])
        assert refused.exit_code == 1
        assert "escriba la razón" in refused.output

    def test_the_command_tells_for_which_year_the_act_counts(self, publication):
        arguments = ["index", "prioritise", publication.pk, "--year", "2027", "--resolution",
                     "RD 9-2026", "--on", "2026-03-16", "--by", "Ana",
                     "--evidence-url", "https://www.gob.pe/rd-9.pdf"]  # fmt: skip
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        assert "cumple el deber de 2026, no el de 2027" in result.output
        assert "sin evidencia" not in result.output


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

    def test_a_real_list_of_a_preliminary_index_is_refused(self, monkeypatch):
        act = PriorityAct.objects.get()
        act.pk, act.sha256, act.simulated, act.year = None, "b" * 64, False, 2025
        act.publication = real(monkeypatch, stage="preliminar")
        with pytest.raises(DatabaseError, match="publicación definitiva"), transaction.atomic():
            act.save(force_insert=True)
        act.publication = real(monkeypatch, mark="c")
        act.save(force_insert=True)

    @pytest.mark.parametrize(
        ("field", "value"),
        [("example_because", ""), ("evidence_url", "http://gob.pe/rd.pdf"), ("evidence_url", ""),
         ("evidence_sha256", "A" * 64), ("evidence_sha256", "a" * 63)],
    )  # fmt: skip
    def test_what_is_said_of_the_act_makes_sense(self, field, value):
        act = PriorityAct.objects.get()
        act.pk, act.sha256, act.year = None, "b" * 64, 2025
        setattr(act, field, value)
        with pytest.raises(DatabaseError), transaction.atomic():
            act.save(force_insert=True)

    def test_a_bare_connection_can_check_the_database(self, tmp_path):
        if connection.vendor != "sqlite":
            pytest.skip("solo SQLite tiene PRAGMA quick_check")
        copy = sqlite3.connect(tmp_path / "copia.sqlite3")
        with connection.cursor() as cursor:
            made = cursor.execute("SELECT sql FROM sqlite_master WHERE name LIKE 'risk_%'")
            tables = [sql for (sql,) in made.fetchall() if sql and sql.startswith("CREATE TABLE")]
        for sql in tables:
            copy.execute(sql)
        values = (1, "150101", "Lima", "Lima", "Lima", 1, 0.9, "dentro", 1, "", "porque entra", 1)
        columns = "id,unit,name,province,department,rank,p_top,zone,listed,reason,why,act_id"
        copy.execute(
            f"INSERT INTO risk_prioritydistrict ({columns}) VALUES ({','.join('?' * 12)})", values
        )
        assert copy.execute("PRAGMA quick_check").fetchone() == ("ok",)
        copy.close()

    @pytest.mark.parametrize(
        ("field", "value"),
        [("unit", "15010"), ("zone", "cerca"), ("p_top", 1.5), ("unit", "15010a")],
    )
    def test_what_makes_no_sense_is_refused(self, another, field, value):
        setattr(another, field, value)
        with pytest.raises(DatabaseError, match=r"(?i)check constraint"), transaction.atomic():
            another.save(force_insert=True)

    def test_one_against_the_index_needs_a_reason(self, another):
        another.zone, another.listed, another.reason = "fuera", True, ""
        with pytest.raises(DatabaseError, match=r"(?i)check constraint"), transaction.atomic():
            another.save(force_insert=True)
        another.reason = OWN
        another.save(force_insert=True)

    @pytest.fixture
    def another(self):
        """A district that an act with room for it would take."""
        act, row = PriorityAct.objects.get(), PriorityDistrict.objects.first()
        act.pk, act.sha256, act.year, act.size = None, "b" * 64, 2025, 1
        act.save(force_insert=True)
        row.pk, row.unit, row.act = None, "140101", act
        return row


# -- beside a plain loop


chances = st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(chances, st.sets(st.integers(0, 11)), st.sets(st.integers(0, 11)))
def test_the_list_is_that_of_a_plain_loop(chances, included, excluded):
    """What the rule says, one district at a time; what may not be asked is asked of nobody."""
    rule = priority_rule()
    units = [f"{150100 + place}" for place in range(len(chances))]
    inside = [p is not None and p > rule.enter_from for p in chances]
    add = {units[n]: f"{OWN}, {n} veces" for n in included if n < len(units) and not inside[n]}
    drop = {units[n]: f"{RISE}, {n} veces" for n in excluded if n < len(units) and inside[n]}
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
