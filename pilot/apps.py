"""The kernel as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PilotConfig(AppConfig):
    """The project package and its kernel."""

    name = "pilot"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make our Celery application the default one, and grant rights after every migration."""
        from pilot import celery, grants  # noqa: F401

        post_migrate.connect(grants.grant, sender=self)
