from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    name = "sinasec.committees"
    default_auto_field = "django.db.models.BigAutoField"
