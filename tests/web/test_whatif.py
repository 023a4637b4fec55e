"""Drafts: those prepared stay sound, and the fast answer is the slow one."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date
from types import SimpleNamespace

import polars as pl
import pytest

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.judge import judge
from sinasec.definitions import DefinitionFault, DefinitionFaults
from sinasec.methods.compliance.whatif import changed_lights, changed_on
from sinasec.time_zone import LIMA
from sinasec.web.semaforo.drafts import PREPARED
from sinasec.web.semaforo.lights import SHOWN
from sinasec.web.semaforo.whatif import _moves as moves_of
from sinasec.web.semaforo.whatif import drafted, outcome, shown_lights
from tests.web.sample import AS_OF, DECLARED, KNOWN, publish

MONTHLY = next(draft for draft in PREPARED if draft.code == "sesiones-mensuales")
# In the legal light, where a month without a session shows: all else there is convening.
LEGAL = MONTHLY.text().replace("consequences: []", "breach: legal")


@pytest.mark.parametrize("draft", PREPARED, ids=lambda draft: draft.code)
def test_a_prepared_draft_is_a_sound_definition_that_says_something_new(draft):
    duty, _ = drafted(draft.text())
    assert duty.code == draft.duty


def test_the_draft_changes_the_lights_that_judging_everything_again_changes(published):
    found = outcome(published, LEGAL, AS_OF)
    edition = reading.edition(published)
    duty, _ = drafted(LEGAL)
    duties = tuple(duty if each.code == duty.code else each for each in edition.duties)
    again = judge(
        replace(edition, duties=duties),
        reading.inputs(published),
        known_at=KNOWN,
        horizon_from=date(2026, 1, 1),
        horizon_to=AS_OF,
    )
    lights = shown_lights(reading.committee_lights(published)), shown_lights(again.lights)
    slow = changed_on(changed_lights(*lights), AS_OF)
    assert slow.height > 0
    columns = ("committee", "breach", "before", "after")
    fast = [tuple(row[name] for name in columns) for row in found.rows]
    assert sorted(fast) == sorted(slow.select(columns).iter_rows())


def test_what_was_known_is_an_instant_and_not_a_wall_clock(db):
    """The same instant told in Lima, five hours behind: the register declared then is known."""
    publication = publish(known=DECLARED)
    found = []
    for zone in (UTC, LIMA):
        publication.known_at = DECLARED.replace(tzinfo=UTC).astimezone(zone)
        outcome.cache_clear()
        found.append(outcome(publication, LEGAL, AS_OF))
    outcome.cache_clear()
    assert found[0].rows == found[1].rows
    assert {row["after"] for row in found[0].rows} == {"rojo"}


def test_faults_of_a_draft_are_told_by_line():
    with pytest.raises(DefinitionFaults) as refused:
        drafted("code: sesion-ordinaria\nname: Sin lo demás\n")
    assert refused.value.faults


def test_a_worked_case_that_comes_out_otherwise_is_told_and_is_no_fault(monkeypatch):
    case = DefinitionFault(
        "sesion-ordinaria.yaml", 40, "cases[1].expect", "sale rojo y se esperaba verde"
    )
    wrong = DefinitionFault("sesion-ordinaria.yaml", 3, "name", "Falta.")
    faults = [case]
    checked = SimpleNamespace(faults=faults)
    monkeypatch.setattr("sinasec.web.semaforo.whatif.check_apart", lambda *_: checked)
    assert drafted(MONTHLY.text())[1] == (case,)
    faults.append(wrong)
    with pytest.raises(DefinitionFaults) as refused:
        drafted(MONTHLY.text())
    assert list(refused.value.faults) == [wrong]


@pytest.mark.parametrize("text", ["", "[", "code: ../../etc/passwd\n", "a: &a [*a]\n", "\x00"])
def test_a_text_that_is_no_draft_is_refused_in_words(text):
    with pytest.raises(DefinitionFaults):
        drafted(text)


def test_a_posted_draft_answers_with_who_changes(published, client):
    response = client.post("/que-pasaria-si/", {"texto": MONTHLY.text()})
    assert response.status_code == 200
    assert "lo que cambia el" in response.content.decode()
    wrong = client.post("/que-pasaria-si/", {"texto": "code: nada\n"})
    assert wrong.status_code == 422


def test_moves_go_from_the_nation_to_the_districts_and_the_most_frequent_first():
    rows = [("CODISEC", "verde", "rojo")] * 2 + [("CODISEC", "verde", "ambar")]
    rows += [("CODISEC", "ambar", "no_exigible"), ("CONASEC", "verde", "rojo")]
    rows += [("CORESEC", "no_exigible", "rojo")]
    moved = pl.DataFrame(rows, schema=["level", "before", "after"], orient="row")
    assert [(move.level, move.after, move.count) for move in moves_of(moved)] == [
        ("CONASEC", "rojo", 1),
        ("CORESEC", "rojo", 1),
        ("CODISEC", "rojo", 2),
        ("CODISEC", "ambar", 1),
        ("CODISEC", "no_exigible", 1),
    ]


@pytest.mark.parametrize(
    "code",
    [
        'code: "sesion-ordinaria"',
        "code: sesion-ordinaria # la de siempre",
        "code : sesion-ordinaria",
        '"code": sesion-ordinaria',
        "code: sesion-ordinaria\r",
    ],
)
def test_the_code_is_read_as_yaml_reads_it(code):
    plain = "code: sesion-ordinaria"
    text = MONTHLY.text()
    assert plain in text
    duty, _ = drafted(text.replace(plain, code, 1))
    assert duty.code == "sesion-ordinaria"


def test_who_changes_is_told_with_its_day_its_region_and_which_grey(published, client):
    said = client.post("/que-pasaria-si/", {"texto": LEGAL}).content.decode()
    assert "Hoy" not in said
    assert '<th scope="col">El 31 de octubre de 2026</th>' in said
    assert 'data-c="Región">Puno' in said
    assert ">Gris<" not in said
    assert "Sin luz" not in said


def test_all_that_change_are_a_table_to_be_saved(published, client):
    answer = client.post("/que-pasaria-si/", {"texto": LEGAL, "tabla": "1"})
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    found = outcome(published, LEGAL, AS_OF)
    assert len(rows) == found.committees > 0
    assert {row["before"] for row in rows} | {row["after"] for row in rows} <= set(SHOWN)
    assert {row["publicacion"] for row in rows} == {published.pk}


def test_a_case_that_changes_is_told_once_and_in_words(published):
    six = next(draft for draft in PREPARED if draft.code == "seis-sesiones")
    cases = outcome(published, six.text(), AS_OF).cases
    assert len(cases) == len({case.partition(" no resulta: ")[0] for case in cases}) > 0
    assert not any(word in "".join(cases) for word in ("light", "required", "state", "_", "ambar"))
