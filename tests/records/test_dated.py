"""No table whose rows say when they were registered is left out of the clock."""

from django.apps import apps
from django.db.models import DateTimeField

from sinasec.records.append_only import configs

NOT_WHEN = {"known_at"}  # what a publication knew, and not when it was made


def test_every_kept_table_that_says_when_is_dated():
    saying = {
        (config.label, model.__name__, field.name)
        for config in configs()
        for model in apps.get_app_config(config.label).get_models()
        if model._meta.db_table in {table.table for table in config.append_only}
        for field in model._meta.concrete_fields
        if isinstance(field, DateTimeField) and field.name not in NOT_WHEN
    }
    dated = {(config.label, one.model, one.at) for config in configs() for one in config.dated}
    assert ("risk", "PriorityAct", "registered_at") in saying
    assert dated == saying
