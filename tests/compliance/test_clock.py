"""A fact is never dated before what was registered, unless a person looked at the clock."""

import json
from datetime import UTC, date, datetime, timedelta

import click
import pytest
from click.testing import CliRunner

from sinasec.cli.main import main
from sinasec.compliance.actions import (
    declare_complete,
    register_acts,
    register_waiver,
    review_act,
)
from sinasec.compliance.entries import ActEntry
from sinasec.compliance.errors import FactError
from sinasec.compliance.models import Act, Batch, Completeness, Review, Waiver
from sinasec.records import clock
from sinasec.records.clock_checked import ClockBehind, asks_about_clock, clock_checked

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("committees")]

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
BACK = NOW - timedelta(days=500)
ACT = ActEntry("CODISEC-150108", "sesion-ordinaria", date(2024, 2, 15))
LATER = ActEntry("CODISEC-150108", "sesion-ordinaria", date(2024, 4, 15))


@pytest.fixture
def at(monkeypatch):
    """Set the clock that stamps facts."""

    def set_to(moment):
        monkeypatch.setattr(clock.timezone, "now", lambda: moment)

    set_to(NOW)
    return set_to


@pytest.fixture
def act(at):
    return register_acts(entries=[ACT], by="ana").ids[0]


def everything():
    return [model.objects.count() for model in (Act, Review, Waiver, Completeness, Batch)]


DOORS = {
    "act": lambda act: register_acts(entries=[LATER], by="ana"),
    "review": lambda act: review_act(act=act, outcome="accepted", by="ana"),
    "waiver": lambda act: register_waiver(
        committee="CODISEC-150108", duty="*", day_from=date(2024, 1, 1), norm="DS 1", by="ana"
    ),
    "completeness": lambda act: declare_complete(
        committee="CODISEC-150108",
        kind="*",
        day_from=date(2024, 1, 1),
        day_to=date(2024, 3, 1),
        said_by="Informe 1-2024",
        by="ana",
    ),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_clock_that_is_behind_registers_nothing(door, act, at):
    before = everything()
    at(BACK)
    with pytest.raises(ClockBehind, match=r"dice 08/07/2025 10:00.*registró 20/11/2026 10:00"):
        DOORS[door](act)
    assert everything() == before


@pytest.mark.parametrize("door", DOORS)
def test_who_looked_at_the_clock_registers_and_signs_it(door, act, at):
    at(BACK)
    with clock_checked("la hora se adelantó por una pila"):
        DOORS[door](act)
    model = {"act": Act, "review": Review, "waiver": Waiver, "completeness": Completeness}[door]
    fact = model.objects.get(registered_at=BACK)
    assert fact.registered_by == "ana (reloj comprobado: la hora se adelantó por una pila)"


@pytest.mark.parametrize("apart", [timedelta(0), timedelta(seconds=90)])
def test_two_desks_a_little_apart_keep_the_order(act, at, apart):
    at(NOW - apart)
    later = register_acts(entries=[LATER], by="luis").ids[0]
    moments = [Act.objects.get(pk=key).registered_at for key in (act, later)]
    assert moments == [NOW, NOW + timedelta(microseconds=1)]
    assert Act.objects.get(pk=later).registered_by == "luis"


@pytest.mark.parametrize("door", DOORS)
def test_the_last_of_every_kind_of_fact_is_what_counts(door, act, at):
    at(NOW + timedelta(hours=2))
    DOORS[door](act)
    at(NOW + timedelta(hours=1))
    with pytest.raises(ClockBehind, match=r"registró 20/11/2026 12:00"):
        DOORS["completeness"](act)


def test_a_sound_clock_is_written_as_it_is(act, at):
    at(NOW + timedelta(seconds=1))
    later = register_acts(entries=[LATER], by="luis").ids[0]
    assert Act.objects.get(pk=later).registered_at == NOW + timedelta(seconds=1)


def test_what_is_made_up_takes_no_part(at):
    future = ActEntry(
        "CORESEC-21",
        "sesion-ordinaria",
        date(2026, 2, 15),
        simulated=True,
        registered_at=NOW + timedelta(days=900),
    )
    register_acts(entries=[future], by="SIMULADO")
    register_acts(entries=[ACT], by="ana")
    at(BACK)
    earlier = ActEntry("CORESEC-21", "sesion-ordinaria", date(2026, 3, 15), simulated=True)
    register_acts(entries=[earlier], by="SIMULADO")
    assert clock.last_registered() == NOW


def a_file(tmp_path):
    file = tmp_path / "actos.csv"
    file.write_text(
        "Comité,Clase de acto,Fecha\nCODISEC-150108,sesion-ordinaria,15/03/2024\n", encoding="utf-8"
    )
    return str(file)


def test_a_load_is_refused_with_both_moments_and_what_to_do(act, at, tmp_path):
    at(BACK)
    before = everything()
    said = CliRunner().invoke(main, ["load", a_file(tmp_path)])
    assert said.exit_code == 1
    assert "08/07/2025 10:00" in said.output
    assert "--clock-checked" in said.output
    assert everything() == before


def test_a_load_whose_clock_was_looked_at_is_stored_whole(act, at, tmp_path):
    at(BACK)
    said = CliRunner().invoke(
        main, ["load", a_file(tmp_path), "--by", "ana", "--clock-checked", "vi el reloj", "--json"]
    )
    assert said.exit_code == 0, said.output
    batch = Batch.objects.get(pk=json.loads(said.stdout)["batch"])
    assert (batch.rows, batch.added) == (1, 1)
    assert batch.by == "ana (reloj comprobado: vi el reloj)"


def test_a_load_counts_what_it_adds_and_not_what_was_there(act, at, tmp_path):
    at(NOW + timedelta(days=1))
    register_acts(
        entries=[ActEntry("CODISEC-150108", "sesion-ordinaria", date(2024, 3, 15))], by="ana"
    )
    file = tmp_path / "dos.csv"
    file.write_text(
        "Comité,Clase de acto,Fecha\nCODISEC-150108,sesion-ordinaria,15/03/2024\n"
        "CODISEC-150108,sesion-ordinaria,15/05/2024\n",
        encoding="utf-8",
    )
    at(NOW + timedelta(days=2))
    assert CliRunner().invoke(main, ["load", str(file)]).exit_code == 0
    batch = Batch.objects.get()
    assert (batch.rows, batch.added) == (2, 1)


def test_a_reason_that_does_not_fit_is_said(act, at, tmp_path):
    at(BACK)
    long = ["--by", "a" * 140, "--clock-checked", "b" * 40]
    said = CliRunner().invoke(main, ["load", a_file(tmp_path), *long])
    assert said.exit_code == 1
    assert "acórtelos" in said.output
    said = CliRunner().invoke(main, ["load", a_file(tmp_path), "--clock-checked", "b" * 61])
    assert said.exit_code == 2
    assert not Batch.objects.exists()


@pytest.mark.parametrize("in_own_words", [False, True])
@pytest.mark.parametrize(("answer", "expected"), [("la miré\n", 0), ("\n", 1)])
def test_a_person_who_is_there_is_asked(act, at, monkeypatch, answer, expected, in_own_words):
    """Once, also by a command that refuses in its own words."""
    at(BACK)

    @click.command()
    @asks_about_clock
    def register():
        try:
            register_acts(entries=[LATER], by="ana")
        except ClockBehind as behind:
            if in_own_words:
                raise click.UsageError(f"No se pudo: {behind}") from behind
            raise

    monkeypatch.setattr("sinasec.records.clock_checked.is_somebody_there", lambda: True)
    said = CliRunner().invoke(register, input=answer)
    assert said.exit_code == expected
    assert said.stderr.count("escriba por qué") == 1
    assert Act.objects.filter(registered_by="ana (reloj comprobado: la miré)").count() == (
        1 - expected
    )


@pytest.mark.parametrize("why", ["la miré\x1b[31m", "la miré\x07", "la\u202emiré", "la\x00miré"])
def test_a_reason_that_a_terminal_would_obey_is_refused(act, at, tmp_path, why):
    at(BACK)
    said = CliRunner().invoke(main, ["load", a_file(tmp_path), "--clock-checked", why])
    assert said.exit_code == 2
    assert "caracteres que no se ven" in said.output
    assert not Batch.objects.exists()


NOT_NAMES = [
    ("ana (reloj comprobado: por mano)", "no puede decir «reloj comprobado»"),
    ("ana (Reloj  COMPROBADO: x)", "no puede decir «reloj comprobado»"),
    ("ana\x1b[31m", "caracteres que no se ven"),
    (" ", "Diga quién registra"),
    ("a" * 151, "pasa de 150 letras"),  # SQLite would take it, and PostgreSQL fail
]


@pytest.mark.parametrize(("by", "words"), NOT_NAMES)
def test_what_this_program_writes_after_a_name_nobody_writes(act, by, words, tmp_path):
    before = everything()
    with pytest.raises(FactError, match=words):
        register_acts(entries=[LATER], by=by)
    with pytest.raises(FactError, match=words):
        review_act(act=act, outcome="accepted", by=by)
    said = CliRunner().invoke(main, ["load", a_file(tmp_path), "--by", by])
    assert said.exit_code == 1
    assert words in " ".join(said.output.split())
    assert everything() == before
    assert not Batch.objects.exists()
