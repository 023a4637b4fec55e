"""No table whose rows say when they were registered is left out of the clock."""

from django.apps import apps
from django.db.models import DateTimeField

from sinasec.records.append_only import configs

# What a publication knew, and not when it was made; when the rows of a link were, and not itself.
# An event tells of facts and is none: it is on a chain of its own.
NOT_WHEN = {
    ("Publication", "known_at"),
    ("Invitation", "expires_at"),
    ("Link", "at"),
    ("EventLink", "at"),
    ("Event", "at"),
}
ON_ANOTHER_CHAIN = {("audit", "audit_event"), ("audit", "audit_eventlink")}
# Held by its hash, which is in the row of its letter: no chain digests a document.
HELD = {("letters", "letters_copy")}


def test_every_kept_table_that_says_when_is_dated():
    saying = {
        (config.label, model.__name__, field.name)
        for config in configs()
        for model in apps.get_app_config(config.label).get_models()
        if model._meta.db_table in {table.table for table in config.append_only}
        for field in model._meta.concrete_fields
        if isinstance(field, DateTimeField) and (model.__name__, field.name) not in NOT_WHEN
    }
    dated = {(config.label, one.model, one.at) for config in configs() for one in config.dated}
    assert ("risk", "PriorityAct", "registered_at") in saying
    assert {one for one in dated if "__" not in one[2]} == saying


def test_every_kept_table_is_dated_by_itself_or_by_another():
    kept = {(config.label, table.table) for config in configs() for table in config.append_only}
    dated = {
        (config.label, apps.get_model(config.label, one.model)._meta.db_table)
        for config in configs()
        for one in config.dated
    }
    assert kept - dated == {("records", "records_link"), *HELD, *ON_ANOTHER_CHAIN}
