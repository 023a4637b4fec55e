from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "sinasec.web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sinasec.web.desk import noted

        noted.connect()
