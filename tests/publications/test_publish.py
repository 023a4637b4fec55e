"""Preliminary, replies, final: each once, whole, and never changed."""

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from django.db import connection

from sinasec.compliance.semaforo.inputs import read_inputs
from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.compliance.semaforo.publish import CannotPublish, publish
from sinasec.demonstration.country.simulate import FIRST, LAST
from sinasec.publications import catalogue
from sinasec.publications.actions import CannotReply, can_reply, reply
from sinasec.publications.at_start import verify_current
from sinasec.publications.heal import _replaced_first, heal
from sinasec.publications.models import Publication, Reply
from sinasec.publications.packages.readme import SINCE
from sinasec.publications.replies import text_hash
from sinasec.publications.succession import (
    replies_in_line,
    stage_words,
    successor,
    successors,
)
from sinasec.publications.trust.reproduce import reproduce
from sinasec.publications.trust.trusted import EARLIER
from sinasec.publications.trust.verify import verify
from sinasec.warehouse.place import ASIDE, remove
from tests.altering import LIGHTS, painted_green, writable
from tests.lifting import lifted
from tests.standing import every_look_is_fresh

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2026, 11, 10, 15, tzinfo=UTC)
NOTHING = "no se registró nada: juzga los mismos hechos"
IN_TIME = NOW + timedelta(days=10)
TOO_LATE = NOW + timedelta(days=11)
NEXT_YEAR = datetime(2027, 3, 2, tzinfo=UTC)
REPLY = {"committee": "CORESEC-21", "text": "El acta está en la web.", "by": "Secretaría técnica"}


def published(**options):
    return publish(**{"as_of": LAST, "now": NOW, "horizon_from": FIRST, **options})


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    every_look_is_fresh(monkeypatch)


@pytest.fixture
def preliminary(simulated) -> Publication:
    return published().publication


def test_it_can_be_verified_and_reproduced(simulated):
    done = published()
    key = (simulated / "keys" / "clave-publica.pem").read_bytes()
    assert verify(done.path, key).ok
    assert reproduce(done.path).differences == ()
    assert done.path.name == done.publication.pk
    assert done.publication.simulated


def test_publishing_twice_changes_nothing(preliminary):
    files = sorted(catalogue.folder(preliminary).rglob("*"))
    again = published(now=TOO_LATE)
    assert not again.fresh
    assert again.publication == preliminary
    assert Publication.objects.count() == 1
    assert sorted(catalogue.folder(preliminary).rglob("*")) == files


def test_without_a_horizon_it_begins_with_the_year_of_the_first_act(simulated):
    done = published(horizon_from=None)
    first = read_inputs(done.path).acts["date"].min()
    assert done.publication.horizon_from == date(first.year, 1, 1)


def test_only_what_was_known_by_then_is_in_it(preliminary):
    instant = datetime(2026, 3, 1)
    earlier = published(known_at=instant)
    assert earlier.publication != preliminary
    acts = read_inputs(earlier.path).acts
    assert acts["registered_at"].max() <= instant
    whole = read_inputs(catalogue.folder(preliminary)).acts
    assert acts.height == whole.filter(pl.col("registered_at") <= instant).height


def test_real_facts_alone_are_another_publication(simulated):
    everything, real = published(), published(data="reales")
    assert everything.publication.simulated
    assert not real.publication.simulated
    assert read_inputs(real.path).acts.is_empty()
    assert catalogue.latest(SEMAFORO, simulated=False) == real.publication
    assert catalogue.latest(SEMAFORO, simulated=True) == everything.publication


def test_a_horizon_after_the_day_is_refused(simulated):
    with pytest.raises(CannotPublish, match="Elija otra fecha"):
        published(horizon_from=LAST + timedelta(days=1))


def test_final_needs_a_preliminary(simulated):
    with pytest.raises(CannotPublish, match="sin --final"):
        published(final=True)


def test_final_waits_for_the_end_of_the_reply_period(preliminary):
    with pytest.raises(CannotPublish, match="20 de noviembre de 2026"):
        published(final=True, now=IN_TIME)


def test_final_carries_the_replies_and_replaces(preliminary):
    reply(publication=preliminary.pk, now=IN_TIME, **REPLY)
    final = published(final=True, now=TOO_LATE)
    assert final.publication.replaces == preliminary
    assert final.publication.stage == "definitiva"
    assert "El acta está en la web." in (final.path / "respuestas.csv").read_text()
    assert reproduce(final.path).equal
    assert [found.text for found in catalogue.replies(final.publication)] == [REPLY["text"]]
    again = published(final=True, now=TOO_LATE)
    assert again.publication == final.publication
    assert not again.fresh


def test_a_final_one_shows_the_replies_that_were_signed(preliminary):
    """Whatever somebody wrote afterwards underneath, with its hash to suit."""
    kept = reply(publication=preliminary.pk, now=IN_TIME, **REPLY)
    final = published(final=True, now=TOO_LATE).publication
    with lifted(connection):
        Reply.objects.update(text="Reconocemos la omisión.", sha256=text_hash("Reconocemos …"))
        Reply.objects.create(
            publication=preliminary, committee="CORESEC-21", by="x", text="y", sha256="z" * 64,
            received_at=IN_TIME,
        )  # fmt: skip
    [shown] = catalogue.replies(final)
    assert shown.text == REPLY["text"]
    same = ("committee", "by", "sha256", "received_at")
    assert [getattr(shown, name) for name in same] == [getattr(kept, name) for name in same]
    assert [each.text for each in catalogue.replies(final, shown.committee)] == [shown.text]
    assert catalogue.replies(final, "CODISEC-000000") == []


def test_a_final_one_is_not_made_twice_from_other_facts(preliminary):
    published(final=True, now=TOO_LATE)
    with pytest.raises(CannotPublish, match="nueva preliminar"):
        published(final=True, now=NEXT_YEAR, known_at=datetime(2027, 3, 1))


def test_the_same_reply_twice_is_one(preliminary):
    both = [reply(publication=preliminary.pk, now=IN_TIME, **REPLY) for _ in range(2)]
    assert both[0] == both[1]
    assert len(catalogue.replies(preliminary)) == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"text": " \n"}, "está vacía"),
        ({"text": "a" * 20_001}, "adjunte un resumen"),
        ({"text": "a\x00b"}, "guárdela como texto"),
        ({"by": " "}, "--by"),
        ({"by": "ana (reloj comprobado: x)"}, "no puede decir «reloj comprobado»"),
        ({"by": "ana\x1b[2J"}, "caracteres que no se ven"),
        ({"by": "a" * 151}, "pasa de 150 letras"),
        ({"committee": "CORESEC-05"}, "no dice nada de CORESEC-05"),
    ],
)
def test_a_reply_that_cannot_be_taken_says_why(preliminary, change, why):
    with pytest.raises(CannotReply, match=why):
        reply(publication=preliminary.pk, now=IN_TIME, **{**REPLY, **change})


def test_no_reply_after_the_period(preliminary):
    assert can_reply(preliminary, IN_TIME)
    assert not can_reply(preliminary, TOO_LATE)
    with pytest.raises(CannotReply, match="20 de noviembre"):
        reply(publication=preliminary.pk, now=TOO_LATE, **REPLY)


def test_no_reply_to_what_is_final(preliminary):
    final = published(final=True, now=TOO_LATE).publication
    with pytest.raises(CannotReply, match="es definitiva"):
        reply(publication=final.pk, now=TOO_LATE, **REPLY)
    with pytest.raises(CannotReply, match="reemplazada"):
        reply(publication=preliminary.pk, now=NOW, **REPLY)


def test_a_reply_to_nothing_says_so(simulated):
    with pytest.raises(catalogue.UnknownPublication, match="No hay ninguna publicación"):
        reply(publication="semaforo-2020-01-01-00000000", now=NOW, **REPLY)


def test_the_newest_of_those_that_wait_is_the_one_made_final(preliminary):
    later = NOW + timedelta(days=2)
    newest = published(now=later, known_at=datetime(2026, 3, 1)).publication
    final = published(final=True, now=later + timedelta(days=14)).publication
    assert newest.created_at > preliminary.created_at
    assert final.replaces == newest


def test_what_was_published_afterwards_is_not_made_final_before(preliminary):
    with pytest.raises(CannotPublish, match="sin --final"):
        published(final=True, now=NOW - timedelta(days=1))


AT_NIGHT = {"hour": 4, "minute": 59}  # in Greenwich it is already the next day


def test_the_day_that_has_not_come_is_of_lima(small):
    night = NOW.replace(day=11, **AT_NIGHT)
    with pytest.raises(CannotPublish, match="11 de noviembre de 2026 todavía no llega"):
        published(as_of=date(2026, 11, 11), now=night)
    assert published(as_of=date(2026, 11, 10), now=night).fresh


def test_the_reply_period_ends_with_the_day_of_lima(preliminary):
    night = NOW.replace(day=21, **AT_NIGHT)
    assert can_reply(preliminary, night)
    with pytest.raises(CannotPublish, match="hasta el 20 de noviembre de 2026"):
        published(final=True, now=night)
    assert published(final=True, now=night + timedelta(minutes=1)).fresh


# -- of one that is withheld


def test_a_lost_folder_is_placed_again(preliminary):
    folder = catalogue.folder(preliminary)
    before = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    remove(folder)
    again = published(now=TOO_LATE)
    assert not again.fresh
    assert again.publication == preliminary
    assert {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert catalogue.standing(preliminary).stands


def test_an_altered_one_is_not_said_to_be_published(preliminary):
    painted_green(writable(catalogue.folder(preliminary)))
    with pytest.raises(CannotPublish, match="está retenida: sus archivos no son"):
        published()
    catalogue.folder(preliminary).rename(catalogue.folder(preliminary).with_name("aparte"))
    assert not published().fresh
    assert catalogue.standing(preliminary).stands


def test_a_withheld_one_is_not_made_final_nor_answered(preliminary):
    folder = writable(catalogue.folder(preliminary))
    whole = painted_green(folder)
    with pytest.raises(CannotPublish, match="mientras está retenida"):
        published(final=True, now=TOO_LATE)
    with pytest.raises(CannotReply, match="está retenida y no recibe respuestas"):
        reply(publication=preliminary.pk, now=IN_TIME, **REPLY)
    assert not can_reply(preliminary, IN_TIME)
    (folder / LIGHTS).write_bytes(whole)
    reply(publication=preliminary.pk, now=IN_TIME, **REPLY)
    assert published(final=True, now=TOO_LATE).fresh


def test_what_comes_before_it_of_its_kind_is_what_is_shown(preliminary):
    newest = published(now=TOO_LATE, known_at=datetime(2026, 3, 1)).publication
    real = published(data="reales").publication
    painted_green(writable(catalogue.folder(newest)))
    found = catalogue.current(SEMAFORO, simulated=True)
    assert (found.publication, found.withheld) == (preliminary, (newest,))
    assert catalogue.before(newest) == preliminary
    assert catalogue.before(preliminary) is None
    assert catalogue.current(SEMAFORO, simulated=False) == catalogue.Current(real, ())
    with pytest.raises(catalogue.Withheld, match=newest.pk):
        catalogue.get(newest.pk)
    assert catalogue.known(newest.pk) == newest
    painted_green(writable(catalogue.folder(preliminary)))
    with pytest.raises(catalogue.Withheld, match="No hay otra anterior"):
        catalogue.current(SEMAFORO, simulated=True)


def test_what_is_withheld_at_the_start_is_logged(preliminary, caplog):
    painted_green(writable(catalogue.folder(preliminary)))
    verify_current()
    assert [record.campos["publicacion"] for record in caplog.records] == [preliminary.pk]


# -- after a crash


def orphan(preliminary: Publication, elsewhere: Path, name: str) -> Path:
    """The folder as a killed publisher would leave it for a database that has no row."""
    target = elsewhere / name
    shutil.copytree(catalogue.folder(preliminary), target)
    return target


def test_what_was_half_written_is_removed(preliminary, simulated):
    half = orphan(preliminary, simulated / "publications", f"{ASIDE}{preliminary.pk}")
    assert heal().removed == (half.name,)
    assert not half.exists()


def test_a_whole_folder_without_a_row_is_adopted(simulated, monkeypatch):
    def killed(*arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("sinasec.publications.keep.record", killed)
        with pytest.raises(KeyboardInterrupt):
            published()
    assert not Publication.objects.exists()
    (adopted,) = heal().adopted
    assert Publication.objects.get().folder == adopted
    assert not published().fresh


def test_a_final_is_adopted_after_the_preliminary_it_replaces(preliminary, simulated):
    """An older database beside newer folders: whichever name comes first, both rows come back."""
    final = published(final=True, now=TOO_LATE).publication
    home = simulated / "publications"
    both = [home / final.folder, home / preliminary.folder]
    assert _replaced_first(both) == _replaced_first(both[::-1]) == both[::-1]
    with lifted(connection):
        Publication.objects.filter(pk=final.pk)._raw_delete("default")
        Publication.objects.filter(pk=preliminary.pk)._raw_delete("default")
    assert set(heal().adopted) == {final.pk, preliminary.pk}
    assert Publication.objects.get(pk=final.pk).replaces_id == preliminary.pk


def test_a_final_whose_preliminary_is_lost_is_left_alone(preliminary, simulated):
    final = published(final=True, now=TOO_LATE).publication
    with lifted(connection):
        Publication.objects.filter(pk=final.pk)._raw_delete("default")
        Publication.objects.filter(pk=preliminary.pk)._raw_delete("default")
    remove(simulated / "publications" / preliminary.folder)
    assert heal().strange == (final.folder,)
    assert not Publication.objects.exists()


def test_a_folder_that_an_earlier_key_signed_is_not_adopted(simulated, monkeypatch):
    """It may be in other hands: what is recorded stands, and nothing new comes in by it."""
    with monkeypatch.context() as patch:
        patch.setattr("sinasec.publications.keep.record", lambda *_: None)
        published()
    keys = simulated / "keys"
    (keys / EARLIER).mkdir()
    (keys / "clave-publica.pem").rename(keys / EARLIER / "primera.pem")
    (keys / "clave-privada.pem").unlink()
    found = heal()
    assert found.adopted == ()
    assert len(found.strange) == 1
    assert not (keys / "clave-privada.pem").exists()  # to look is not to make a key
    (keys / EARLIER / "primera.pem").rename(keys / "clave-publica.pem")
    assert heal().adopted == found.strange


def test_a_folder_somebody_put_there_is_left_alone(preliminary, simulated):
    stranger = orphan(preliminary, simulated / "publications", "semaforo-2020-01-01-00000000")
    found = heal()
    assert found.strange == (stranger.name,)
    assert stranger.exists()
    assert Publication.objects.count() == 1


def test_the_preliminary_that_waits_is_the_one_made_final(preliminary):
    done = published(final=True, now=TOO_LATE).publication
    rectified = published(now=TOO_LATE, known_at=datetime(2026, 3, 1)).publication
    later = TOO_LATE + timedelta(days=11)
    final = published(final=True, now=later, known_at=datetime(2026, 3, 1)).publication
    assert (done.replaces, final.replaces) == (preliminary, rectified)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"as_of": date(2026, 11, 11)}, "todavía no llega"),
        ({"known_at": datetime(2026, 11, 10, 15, 1)}, "lo que se sabrá después"),
    ],
)
def test_nothing_real_is_published_ahead_of_time(small, options, says):
    with pytest.raises(CannotPublish, match=says):
        published(**options)
    assert not Publication.objects.exists()


def test_nothing_made_up_is_published_ahead_of_time(simulated):
    """It would be the newest one, which the front page shows, and nothing takes it back."""
    with pytest.raises(CannotPublish, match="31 de octubre de 2027 todavía no llega"):
        published(as_of=date(2027, 10, 31))
    with pytest.raises(CannotPublish, match="lo que se sabrá después"):
        published(known_at=datetime(2027, 10, 31))
    assert not Publication.objects.exists()


def test_the_present_of_a_demonstration_is_its_own_on_a_clock_that_is_behind(simulated):
    assert published(now=datetime(2026, 6, 1, tzinfo=UTC)).publication.as_of == LAST


def test_no_kind_is_kept_ahead_of_time_by_forgetting_to_look(preliminary, monkeypatch):
    monkeypatch.setattr("sinasec.compliance.semaforo.publish._check_not_ahead", lambda *_: None)
    with pytest.raises(CannotPublish, match="1 de enero de 2028 todavía no llega"):
        published(as_of=date(2028, 1, 1))
    assert Publication.objects.get() == preliminary


def test_two_contents_never_share_a_code(preliminary, monkeypatch):
    monkeypatch.setattr("sinasec.publications.packages.package.Package.sha256", "f" * 64)
    with pytest.raises(CannotPublish, match="con otro contenido"):
        published()


# -- one preliminary in force of each day

ANOTHER = datetime(2026, 3, 1)
LATER = NOW + timedelta(days=2)
REPLIES_END = LATER + timedelta(days=12)  # the tenth day is a Sunday


@pytest.fixture
def second(preliminary) -> Publication:
    reply(publication=preliminary.pk, now=NOW, **REPLY)
    return published(now=LATER, known_at=ANOTHER).publication


def test_a_newer_preliminary_takes_the_place_of_the_one_before(preliminary, second):
    assert second.replaces == preliminary
    assert successor(preliminary) == second
    assert successor(second) is None
    said = (catalogue.folder(second) / "README.md").read_text()
    assert f"reemplaza a `{preliminary.pk}`" in said
    assert reproduce(catalogue.folder(second)).equal
    assert stage_words(preliminary) == f"preliminar, reemplazada por {second.pk}"
    assert successors(catalogue.every()) == {preliminary.pk: second, second.pk: None}


def test_publishing_it_twice_changes_nothing_either(second):
    assert published(now=REPLIES_END, known_at=ANOTHER).publication == second
    assert Publication.objects.count() == 2


def test_going_back_to_what_was_is_published_anew(preliminary, second):
    """The first content again is what is meant now: it says so, by another code."""
    third = published(now=LATER)
    assert third.fresh
    assert third.publication.replaces == second
    assert third.publication.pk != preliminary.pk
    assert not published(now=LATER).fresh


def test_replies_go_on_to_the_newer_one_and_to_the_final(preliminary, second):
    other = REPLY | {"text": "Y el plan también."}
    reply(publication=second.pk, now=LATER, **other)
    reply(publication=second.pk, now=LATER, **REPLY)  # the same words again
    both = [REPLY["text"], other["text"]]
    assert [found.text for found in catalogue.replies(preliminary)] == both[:1]
    assert [found.text for found in catalogue.replies(second)] == both
    final = published(final=True, now=REPLIES_END).publication
    assert final.replaces == second
    assert [found.text for found in catalogue.replies(final)] == both
    again = published(final=True, now=REPLIES_END)
    assert (again.publication, again.fresh) == (final, False)


def test_who_answers_the_one_before_is_sent_on(preliminary, second):
    assert not can_reply(preliminary, NOW)
    with pytest.raises(CannotReply, match=f"--publication {second.pk}"):
        reply(publication=preliminary.pk, now=LATER, **REPLY)
    final = published(final=True, now=REPLIES_END).publication
    with pytest.raises(CannotReply, match=f"tiene su definitiva: {final.pk}"):
        reply(publication=preliminary.pk, now=LATER, **REPLY)


def test_two_that_stood_side_by_side_give_way_to_the_last(preliminary):
    """Programs before this one let them: no package names the first."""
    reply(publication=preliminary.pk, now=NOW, **REPLY)
    second = published(now=LATER, known_at=ANOTHER).publication
    with lifted(connection):
        Publication.objects.filter(pk=second.pk).update(replaces=None)
    assert successor(preliminary).pk == second.pk
    assert successors(catalogue.every())[preliminary.pk].pk == second.pk
    assert [found.text for found in replies_in_line(second)] == [REPLY["text"]]
    assert replies_in_line(preliminary)[0].text == REPLY["text"]
    with pytest.raises(CannotReply, match=second.pk):
        reply(publication=preliminary.pk, now=LATER, **REPLY)


def test_a_lost_one_is_placed_again_also_when_another_took_its_place(preliminary, second):
    remove(catalogue.folder(preliminary))
    assert published(now=REPLIES_END).publication == preliminary
    assert catalogue.standing(preliminary).stands
    assert Publication.objects.count() == 2


def test_one_that_would_replace_what_was_replaced_is_not_adopted(preliminary, second, simulated):
    """A folder of an older backup: two cannot take the place of one."""
    aside = simulated / "aside"
    shutil.copytree(catalogue.folder(second), aside / second.pk)
    with lifted(connection):
        Publication.objects.filter(pk=second.pk)._raw_delete("default")
    remove(catalogue.folder(second))
    third = published(now=LATER, known_at=datetime(2026, 4, 1)).publication
    shutil.copytree(aside / second.pk, simulated / "publications" / second.pk)
    assert third.replaces == preliminary
    assert heal().strange == (second.pk,)


def test_a_rectification_takes_the_place_of_the_final(preliminary):
    final = published(final=True, now=TOO_LATE).publication
    assert published(now=TOO_LATE).publication == preliminary  # the same: nothing to rectify
    rectified = published(now=TOO_LATE, known_at=ANOTHER).publication
    assert rectified.replaces == final
    assert successor(final) == rectified


# -- a final one answers for what its preliminary answered for


def test_a_final_judges_the_days_of_its_preliminary(preliminary):
    final = published(final=True, now=TOO_LATE, horizon_from=None).publication
    assert final.horizon_from == preliminary.horizon_from == FIRST
    with pytest.raises(CannotPublish, match="Quite --desde"):
        published(final=True, now=TOO_LATE, horizon_from=FIRST - timedelta(days=1))


def test_a_final_knows_no_less_than_its_preliminary(preliminary):
    with pytest.raises(CannotPublish, match="Quite --known-at"):
        published(final=True, now=TOO_LATE, known_at=ANOTHER)


def test_a_final_of_one_that_knew_later_than_the_last_fact_knows_as_late(simulated):
    published(known_at=datetime(2027, 1, 1), now=datetime(2027, 1, 2, tzinfo=UTC))
    final = published(final=True, now=NEXT_YEAR)
    assert final.publication.known_at == datetime(2027, 1, 1, tzinfo=UTC)
    assert NOTHING in (final.path / "README.md").read_text()


def test_a_final_says_what_was_learnt_since(preliminary, second):
    """`second` knew until March."""
    final = published(final=True, now=REPLIES_END)
    said = json.loads((final.path / "datapackage.json").read_bytes())[SINCE]
    inputs = read_inputs(final.path)
    later = inputs.acts.filter(pl.col("registered_at") > ANOTHER)
    assert said["actos"] == later.height > 100
    assert set(later["committee"]) <= set(said["comites"])
    assert f"{later.height} actos" in said["dicho"]
    assert said["dicho"] in (final.path / "README.md").read_text()
    assert reproduce(final.path).equal
    assert SINCE not in json.loads((catalogue.folder(second) / "datapackage.json").read_bytes())
