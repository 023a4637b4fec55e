"""Nothing is signed over facts that changed underneath, and every publication remembers its own."""

from datetime import UTC, date, datetime

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection

from sinasec.compliance.models import Act, Batch, Review
from sinasec.compliance.semaforo import publish as publishing
from sinasec.compliance.semaforo.kept_facts import altered
from sinasec.compliance.semaforo.publish import CannotPublish, publish
from sinasec.compliance.semaforo.signed_facts import signed_facts
from sinasec.publications.finding import FAULT, NOTE, UNCOMPARED
from sinasec.publications.kept import check_facts
from sinasec.publications.models import Publication
from sinasec.publications.packages.manifest import SIGNATURE
from sinasec.publications.trust.trusted import trusted_keys
from tests.altering import writable
from tests.lifting import lifted

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("simulated")]

EARLIER, LATER = date(2026, 6, 30), date(2026, 7, 31)
NOW = datetime(2026, 11, 10, 15, tzinfo=UTC)


def published(day):
    return publish(as_of=day, now=NOW + (day - EARLIER), horizon_from=date(2026, 1, 1))


def told(home):
    return [one.message for one in altered(home / "publications", home / "keys")]


def files(home):
    return sorted(path for path in (home / "publications").rglob("*") if path.is_file())


def an_act():
    """One that nobody corrected nor reviewed."""
    reviewed = Review.objects.values("act_id")
    return Act.objects.filter(superseded_by=None).exclude(pk__in=reviewed).order_by("pk").first()


def a_day_changed():
    Act.objects.filter(pk=an_act().pk).update(date=date(2026, 2, 2))


def an_act_removed():
    Act.objects.filter(pk=an_act().pk).delete()


def reviews_turned_round():
    Review.objects.filter(outcome="observed").update(outcome="accepted", reason="")


def a_load_that_brought_more():
    Batch.objects.update(rows=1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (a_day_changed, "1 acto no dice lo que decía"),
        (an_act_removed, "trajo"),
        (reviews_turned_round, "Faltan"),
        (a_load_that_brought_more, "trajo 1 hecho "),
    ],
)
def test_what_changed_underneath_is_not_signed(simulated, change, words):
    published(EARLIER)
    before = files(simulated)
    with lifted(connection):
        change()
    with pytest.raises(CannotPublish, match=words) as refused:
        published(LATER)
    assert "No se publicó nada" in str(refused.value)
    assert "sinasec doctor" in str(refused.value)
    assert files(simulated) == before


def test_nothing_is_told_of_what_is_as_it_was(simulated):
    published(EARLIER)
    published(LATER)
    assert told(simulated) == []


def test_an_older_publication_remembers_what_a_newer_one_forgot(simulated, monkeypatch):
    """As when an older program signed over what was changed."""
    older = published(EARLIER).publication
    act = an_act().pk
    with lifted(connection):
        an_act().delete()
        Batch.objects.update(rows=Act.objects.count())
    monkeypatch.setattr(publishing, "check_facts", lambda _: None)
    published(LATER)
    [said] = told(simulated)
    assert said == f"Falta 1 acto de la publicación {older.pk}: {act}."


def test_what_is_lost_of_several_is_told_once(simulated):
    published(EARLIER)
    newest = published(LATER).publication
    act = an_act().pk
    with lifted(connection):
        an_act().delete()
        Batch.objects.update(rows=Act.objects.count())
    assert told(simulated) == [f"Falta 1 acto de la publicación {newest.pk}: {act}."]


def test_only_what_is_signed_is_believed(simulated):
    folder = writable(published(EARLIER).path)
    keys = trusted_keys(simulated / "keys")
    known = signed_facts(folder, keys)
    assert known is not None
    assert known.statement.as_of == EARLIER
    assert known.facts.acts.height == Act.objects.count()
    assert signed_facts(folder, ()) is None
    with open(folder / "entradas" / "revisiones.csv", "ab") as file:
        file.write(b"x\n")
    assert signed_facts(folder, keys) is None
    (folder / SIGNATURE).unlink()
    assert signed_facts(folder, keys) is None


def test_with_no_publication_nothing_remembers_the_facts_and_it_is_said(simulated):
    """As of a backup from which somebody took them, besides what they changed."""
    [one] = altered(simulated / "publications", simulated / "keys")
    assert (one.about, one.level) == (UNCOMPARED, NOTE)
    assert f"{Act.objects.count()} actos SIMULADO y ningún semáforo firmado" in one.message
    assert "compare con otro respaldo" in one.remedy
    published(EARLIER)  # and the first is published all the same
    assert told(simulated) == []


@pytest.mark.parametrize("lost", ["folder", "inputs"])
def test_nothing_is_signed_while_what_was_signed_cannot_be_compared(simulated, lost):
    folder = writable(published(EARLIER).path)
    if lost == "folder":
        folder.rename(simulated / "aparte")
    else:
        with open(folder / "entradas" / "revisiones.csv", "ab") as file:
            file.write(b"x\n")
    [one] = altered(simulated / "publications", simulated / "keys")
    assert (one.about, one.level) == (UNCOMPARED, FAULT)
    assert "de 1 semáforo publicado ninguno se puede leer como se firmó" in one.message
    before = files(simulated)
    with pytest.raises(CannotPublish, match="--publication"):
        published(LATER)
    assert files(simulated) == before


def drop_triggers(table):
    """Their names, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid "
            f"WHERE NOT tgisinternal AND relname = '{table}' ORDER BY 1"
            if connection.vendor == "postgresql"
            else f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}' "
            "ORDER BY 1"
        )
        names = [name for (name,) in cursor.fetchall()]
        for name in names:
            where = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{where}")
    return names


@pytest.mark.parametrize("data", ["todos", "reales"])
def test_nothing_is_published_while_the_base_would_let_its_facts_be_changed(data):
    """What was taken away and put back leaves no other trace than that it could be."""
    every = drop_triggers("compliance_completeness")
    assert len(every) > 1
    before = Publication.objects.count()
    with pytest.raises(CannotPublish) as refusal:
        publish(as_of=EARLIER, now=NOW, data=data, horizon_from=date(2026, 1, 1))
    said = str(refusal.value)
    assert said.startswith(
        "No se publicó nada, porque la base no protege sus hechos (el disparador "
    )
    assert f"{min(every)} falta" in said
    assert "«sinasec migrate»" in said
    assert "«sinasec doctor»" in said
    assert Publication.objects.count() == before
    with pytest.raises(CannotPublish, match="no protege sus hechos"):
        check_facts()  # what every other kind asks before it publishes
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    assert publish(as_of=EARLIER, now=NOW, horizon_from=date(2026, 1, 1)).fresh
