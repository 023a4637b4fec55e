"""Whatever is changed, removed, slipped in or told again of what was registered is noticed."""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, models

from sinasec.compliance.actions import declare_complete, register_acts, register_waiver, review_act
from sinasec.compliance.entries import ActEntry
from sinasec.compliance.models import Act, Completeness, Review, Waiver
from sinasec.records.chain import Head, begin, broken, head, passes_through
from sinasec.records.models import Link
from tests.lifting import lifted

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("committees")]

WHO = "Secretaría Técnica"


@pytest.fixture
def registered(committees):
    """One registration of each kind of fact: four links."""
    [code] = register_acts(entries=[an_act(3)], by=WHO).ids
    review_act(act=code, outcome="observed", reason="Sin firmas.", by=WHO)
    register_waiver(
        committee="CODISEC-150108",
        duty="*",
        day_from=date(2024, 1, 1),
        day_to=date(2024, 2, 1),
        norm="DS 1",
        by=WHO,
    )
    declare_complete(
        committee="CODISEC-150108",
        kind="*",
        day_from=date(2024, 1, 1),
        day_to=date(2024, 6, 30),
        said_by="Informe 12",
        by=WHO,
    )
    return code


def an_act(day, **more):
    return ActEntry(
        committee="CODISEC-150108",
        kind="sesion-ordinaria",
        date=date(2024, 5, day),
        attributes={"acta": 7, "quorum": True},
        **more,
    )


def told():
    return [one.says for one in broken()]


def test_each_registration_is_a_link_and_the_chain_holds(registered):
    assert [(one.app, one.rows) for one in Link.objects.all()] == [("compliance", 1)] * 4
    assert told() == []
    assert head() == Head(4, Link.objects.last().sha256)
    assert passes_through(head())


def test_a_row_is_digested_as_the_json_of_its_columns(committees):
    """Word for word: a publication that was signed says the head of links made so."""
    said = ActEntry(
        committee="CODISEC-150108",
        kind="sesion-ordinaria",
        date=date(2024, 5, 3),
        attributes={"acta": 7, "documento": 'Acta «ñ» "bis"\\\n\u2028 2', "quorum": True},
        evidence_url="https://ejemplo.pe/acta?a=1&b=2",
    )
    register_acts(entries=[said], by=WHO)
    moment = Act.objects.get().registered_at.astimezone(UTC)
    columns = {
        "attributes": said.attributes_text,
        "committee_id": "CODISEC-150108",
        "date": "2024-05-03",
        "evidence_sha256": "",
        "evidence_url": "https://ejemplo.pe/acta?a=1&b=2",
        "id": said.id,
        "kind": "sesion-ordinaria",
        "registered_at": moment.isoformat(timespec="microseconds"),
        "registered_by": WHO,
        "simulated": 0,
    }
    text = json.dumps(["compliance_act", columns], ensure_ascii=False)
    row = hashlib.sha256(text.encode()).digest()
    assert Link.objects.get().digest == hashlib.sha256(row).hexdigest()


def test_each_link_is_sealed_over_the_one_before_it(registered):
    """Word for word, as `broken` cannot tell of a chain that is made and read in another way."""
    before = ""
    for one in Link.objects.all():
        at = one.at.astimezone(UTC).isoformat(timespec="microseconds")
        text = json.dumps([before, "compliance", at, 1, one.digest])
        assert one.sha256 == hashlib.sha256(text.encode()).hexdigest()
        before = one.sha256


def test_nothing_is_linked_twice_nor_of_what_adds_nothing(registered):
    before = head()
    register_acts(entries=[an_act(3)], by=WHO)
    assert head() == before
    register_acts(entries=[an_act(3), an_act(4), an_act(5)], by=WHO)
    assert [one.rows for one in Link.objects.all()] == [1, 1, 1, 1, 2]


def test_what_is_made_up_takes_no_part(committees):
    register_acts(entries=[an_act(3, simulated=True)], by=WHO)
    assert head() is None
    assert told() == []


def test_a_registration_that_fails_leaves_no_link(registered):
    before = head()
    with pytest.raises(ValueError, match="No hay un acto registrado"):
        register_acts(entries=[an_act(9), an_act(10, supersedes="A" * 26)], by=WHO)
    assert head() == before
    assert told() == []


def other(field):
    """A value that no row of these tests has."""
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, models.DateTimeField):
        return datetime(2019, 1, 1, tzinfo=UTC)
    if isinstance(field, models.DateField):
        return date(2024, 1, 20)
    return {"outcome": "accepted", "kind": "no_aplica"}.get(field.name, "otro")


CHANGED = [
    (model, field)
    for model in (Act, Review, Waiver, Completeness)
    for field in model._meta.concrete_fields
    if not field.is_relation and not field.primary_key and field.name != "evidence_sha256"
]


@pytest.mark.parametrize(
    ("model", "field"), CHANGED, ids=[f"{model.__name__}.{one.name}" for model, one in CHANGED]
)
def test_any_column_that_changes_is_noticed(registered, model, field):
    with lifted(connection):
        assert model.objects.update(**{field.attname: other(field)}) == 1
    assert len(told()) in (1, 2)  # the registration that lacks it, and that which nobody made


def test_a_row_that_is_gone_is_missed(registered):
    with lifted(connection):
        Waiver.objects.all().delete()
    [says] = told()
    assert says.endswith("tenía 1 fila y ahora 0")


def test_a_row_slipped_in_is_noticed_whatever_its_date(registered):
    seen = Completeness.objects.get()
    for moment in (seen.registered_at, seen.registered_at - timedelta(days=400)):
        seen.pk, seen.registered_at = None, moment
        seen.save(force_insert=True)
    at_once, alone = told()
    assert at_once.endswith("tenía 1 fila y ahora 2")
    assert alone.endswith("no está en la cadena (1 fila)")


def test_links_do_not_change(registered):
    with pytest.raises(Exception, match="no se cambia ni se borra"):
        Link.objects.update(rows=9)


def test_a_link_that_is_taken_out_breaks_the_one_after_it(registered):
    with lifted(connection):
        first = Link.objects.first()
        second = Link.objects.all()[1]
        first.delete()
    says = told()
    assert f"el eslabón {second.pk} no sigue al que está antes de él" in says
    assert any("no está en la cadena" in one for one in says)


def test_a_chain_told_again_holds_but_is_not_the_one_that_was_published(registered):
    published = head()
    with lifted(connection):
        Waiver.objects.update(norm="Otra norma")
        Link.objects.all().delete()
    begin("compliance")
    assert told() == []
    assert head().links == published.links
    assert not passes_through(published)


def test_a_chain_that_goes_on_still_passes_through_what_was_published(registered):
    published = head()
    register_acts(entries=[an_act(9)], by=WHO)
    assert passes_through(published)
    assert not passes_through(Head(published.links, "0" * 64))
    assert not passes_through(Head(99, published.sha256))
    assert not passes_through(Head(0, published.sha256))


def test_what_an_earlier_program_registered_is_linked_in_its_order(registered):
    before = [(one.app, one.at, one.rows, one.digest) for one in Link.objects.all()]
    with lifted(connection):
        Link.objects.all().delete()
    assert len(told()) == 4
    begin("compliance")
    begin("compliance")
    assert [(one.app, one.at, one.rows, one.digest) for one in Link.objects.all()] == before
    assert told() == []


def test_a_column_that_is_emptied_is_noticed_too(registered):
    """Only what has no value is left out, so that a column may be added later."""
    with lifted(connection):
        Waiver.objects.update(day_to=None)
    assert len(told()) == 1
